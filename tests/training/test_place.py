"""Where an end lies in a seat's own range, by hand."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation import simulate
from simulation.reasons.record_reading import Reading
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Event
from simulation.state.falling import Falling
from simulation.training.frontier import Stakes
from simulation.training.place import places, places_of
from tests.extent import at_a_desk

NO_TEXT = np.array([-1, -1])


@pytest.fixture
def stakes() -> Stakes:
    """Two clauses of two wordings: ONE wants the second of each, TWO the first; ONE cannot have both its first."""
    one, two = [[-0.4, 0.8], [-0.2, 0.4]], [[0.6, -0.2], [0.2, -0.2]]
    return Stakes(
        gain=np.array([one, two]),
        is_red=np.zeros((2, 2, 2), dtype=bool),
        no_deal=np.array([-0.1, -0.1]),
        decide=np.array([True, True]),
        may_drop=False,
    )


def test_the_best_and_the_worst_document_within_all_red_lines_are_the_ends(stakes: Stakes) -> None:
    # All four documents cross no red line, also those that leave somebody below no document.
    best = places(stakes, np.array([1, 1]))
    assert [(round(one.worst, 9), round(one.best, 9)) for one in best] == [(-0.3, 0.6), (-0.2, 0.4)]
    assert [one.value for one in best] == pytest.approx([1.0, 0.0])
    assert [one.value for one in places(stakes, np.array([0, 0]))] == pytest.approx([0.0, 1.0])


def test_no_document_counts_as_what_it_is_worth(stakes: Stakes) -> None:
    ends = places(stakes, NO_TEXT)
    assert [one.worth for one in ends] == [-0.1, -0.1]
    assert [one.value for one in ends] == pytest.approx([0.2 / 0.9, 0.1 / 0.6])
    assert not any(one.has_document for one in ends)


def test_no_document_lies_below_the_range_where_it_is_worse_than_all_of_them(stakes: Stakes) -> None:
    stakes.no_deal[:] = -1.2
    assert [one.value for one in places(stakes, NO_TEXT)] == pytest.approx([-0.9 / 0.9, -1.0 / 0.6])


def test_a_red_line_takes_documents_out_of_the_range_of_everybody(stakes: Stakes) -> None:
    stakes.is_red[1, 0, 1] = True  # TWO cannot have what ONE wants on the first clause
    one, two = places(stakes, np.array([0, 1]))
    assert (one.worst, one.best) == pytest.approx((-0.3, 0.0))
    assert (two.worst, two.best) == pytest.approx((0.2, 0.4))
    assert (one.value, two.value) == pytest.approx((1.0, 0.0))
    assert places(stakes, np.array([1, 1]))[0].value == pytest.approx(3.0)  # and what crosses it lies beyond


def test_where_nothing_crosses_no_red_line_there_is_no_place(stakes: Stakes) -> None:
    stakes.is_red[0, 1] = True
    ends = places(stakes, NO_TEXT)
    assert [(one.value, one.worst, one.best) for one in ends] == [(None, -0.1, -0.1)] * 2


@given(st.integers(0, 2**32 - 1))
def test_the_ends_are_those_of_all_documents_within_the_red_lines(seed: int) -> None:
    chance = np.random.default_rng(seed)
    a, i, o = chance.integers(1, 4, size=3)
    stakes = Stakes(
        gain=chance.integers(-4, 5, (a, i, o)) / 4,
        is_red=chance.random((a, i, o)) < 0.3,
        no_deal=np.full(a, -0.5),
        decide=chance.random(a) < 0.8,
        may_drop=bool(chance.integers(2)),
    )
    says = range(-1 if stakes.may_drop else 0, o)
    texts = [np.array(text) for text in product(says, repeat=int(i)) if max(text) >= 0]
    within = [stakes.worth(text) for text in texts if not stakes.crosses(text)[stakes.decide].any()]
    for row, end in enumerate(places(stakes, np.full(i, -1))):
        own = [worth[row] for worth in within] or [-0.5]
        assert (end.worst, end.best) == pytest.approx((min(own), max(own)))


@given(st.integers(0, 2**32 - 1))
def test_what_falls_with_another_clause_counts_in_no_end_of_a_range(seed: int) -> None:
    chance = np.random.default_rng(seed)
    a, i, o = 2, int(chance.integers(2, 5)), int(chance.integers(2, 4))
    hangs = tuple(
        (issue, (chance.choice(issue, 1),))  # no case has a ring of clauses that hang on each other
        for issue in np.flatnonzero(chance.random(i) < 0.6).tolist()
        if issue
    )
    stakes = Stakes(
        gain=chance.integers(-4, 5, (a, i, o)) / 4,
        is_red=chance.random((a, i, o)) < 0.2,
        no_deal=np.full(a, -0.5),
        decide=np.ones(a, dtype=bool),
        may_drop=bool(chance.integers(2)),
        falling=Falling(hangs=hangs, deletes=chance.random((i, o)) < 0.2),
    )
    every = [np.array(text) for text in product(range(-1 if stakes.may_drop else 0, o), repeat=i)]
    texts = [text for text in every if stakes.left(text).max() >= 0]
    # A wording that is red to somebody is no text, whether it counts or not.
    within = [
        stakes.worth(text)
        for text in texts
        if not replace(stakes, falling=None).crosses(text)[stakes.decide].any()
    ]
    for row, end in enumerate(places(stakes, np.full(i, -1))):
        own = [worth[row] for worth in within] or [-0.5]
        assert (end.worst, end.best) == pytest.approx((min(own), max(own)))


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], ["first_hour", "wtpf13_training"]))
def test_how_a_game_went_does_not_move_its_range(case: str) -> None:
    record = simulate(case, seed=1)
    # The same text, as if no drafting group had written anything.
    other = replace(record, drafted=np.full_like(record.drafted, -1))
    assert (Reading(other).written[-1] != Reading(record).written[-1]).any()
    assert places_of(other) == places_of(record)
    assert all(one.value is not None for one in places_of(record))


def test_instructions_count_however_late_they_come() -> None:
    case = load_scenario("first_hour")
    early, late = (
        case.model_copy(
            update={
                "events": (
                    Event(
                        session=session,
                        kind="instruction",
                        note="From the capital.",
                        delegation="SAB",
                        position=0.0,
                    ),
                )
            }
        )
        for session in (1, case.sessions)
    )
    records = [simulate(one, seed=1) for one in (early, late, case)]
    ends = [[(one.worst, one.best) for one in places_of(record)] for record in records]
    assert ends[0] == ends[1] != ends[2]
    # Even if the game was over before.
    short = replace(records[1], gain=records[1].gain[:1], is_red=records[1].is_red[:1])
    assert places_of(short) == places_of(records[1])
