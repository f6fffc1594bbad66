"""How fast votes age is learned: a quarrel is not taken back to where it was not, and a lasting one is kept."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.arrays import FloatArray, IntArray
from simulation.evidence.ballots import earlier_votes, forms
from simulation.evidence.ballots.earlier_votes import Body, body_of
from simulation.evidence.ballots.folds import evidence
from simulation.evidence.ballots.forms import FORMS
from simulation.evidence.ballots.vote_tables import RollCalls

N_MEMBERS = 30
LEARNED, SET = FORMS[:2]


def body(days: Sequence[str], vote: IntArray) -> Body:
    """Return a body of members of which nothing but votes is known; all texts have one title."""
    calls = RollCalls(
        members=tuple(f"S{number:02d}" for number in range(vote.shape[1])),
        key=tuple(f"R/{number}" for number in range(len(days))),
        date=tuple(days),
        title=("Imagined networks",) * len(days),
        vote=vote,
        sponsor=((),) * len(days),
    )
    return body_of(calls, None)


def line(n_members: int = N_MEMBERS) -> FloatArray:
    return np.zeros((n_members, len(forms.LINES)))


def memory(body: Body) -> float:
    """Return what is learned from all roll calls, each told by all others."""
    every = np.arange(len(body.calls.key))
    return forms.fitted(
        LEARNED, body, line(len(body.calls.members)), every.tolist(), lambda one: every != one
    ).memory


def yearly(*, new: bool) -> Body:
    """Return three votes each December; each year another half is against, or always the same, with slips."""
    generator = np.random.default_rng(3)
    against = generator.permuted(np.tile(np.arange(N_MEMBERS) % 2 == 0, (8, 1)), axis=1)
    half = against if new else np.tile(against[0], (8, 1))
    vote = np.repeat(np.where(half, 2, 0), 3, axis=0)
    slips = generator.random(vote.shape) < 0.15
    days = [f"{2001 + year}-12-{day:02d}" for year in range(8) for day in (3, 12, 20)]
    return body(days, np.where(slips, 2 - vote, vote))


def test_votes_age_faster_where_members_change_their_minds_each_year() -> None:
    assert memory(yearly(new=True)) < earlier_votes.MEMORY <= memory(yearly(new=False))


def test_where_all_is_of_one_day_the_memory_stays_as_it_was_set() -> None:
    same = yearly(new=False)
    assert memory(body(["2001-12-03"] * 24, same.calls.vote)) == earlier_votes.MEMORY


def test_where_votes_say_little_of_it_the_memory_stays_as_it_was_set() -> None:
    same = yearly(new=False).calls
    assert memory(body(same.date, same.vote[:, :3])) == earlier_votes.MEMORY  # three who slip
    assert memory(yearly(new=False)) > earlier_votes.MEMORY


def test_a_quarrel_is_not_taken_over_to_a_year_in_which_all_agreed() -> None:
    same = yearly(new=False).calls
    vote = np.where(np.arange(len(same.key))[:, None] // 3 % 2 == 0, 0, same.vote)  # agreed every other year
    found, agreed = body(same.date, vote), 13
    assert found.calls.date[agreed] == "2005-12-12"
    told = evidence("all_others", found, agreed)
    learned, as_set = (forms.model_of(form, found, line())(agreed, *told) for form in (LEARNED, SET))
    assert learned[:, 2].max() < 0.1
    assert as_set[:, 2].max() > 0.4


def sided(side: Sequence[tuple[float, float]], sponsor: Sequence[tuple[str, ...]]) -> Body:
    """Return three votes of one day each year, tabled from these sides by these members; the first is asked for."""
    vote = np.array([[0] * 6, [0, 0, 0, 2, 2, 2], [0, 2, 0, 2, 0, 2]])
    plain = body(["2003-12-01", "2001-12-01", "2002-12-01"], vote)
    return replace(plain, side=np.array(side), calls=replace(plain.calls, sponsor=tuple(sponsor)))


def told(body: Body, *known: int) -> FloatArray:
    return earlier_votes.told_by(body, 0, np.isin(np.arange(3), known))


def test_a_text_tabled_from_a_side_that_has_nothing_to_do_with_it_says_nothing_and_takes_nothing_away() -> (
    None
):
    found = sided([(1, 0), (1, 0), (0, 1)], [("S00",), ("S01",), ("S02",)])
    assert_allclose(told(found, 1, 2), told(found, 1))
    assert_allclose(told(found, 2), told(found))
    assert np.ptp(told(found, 1)) > 1


def test_a_text_tabled_from_the_other_side_counts_as_much_the_other_way_round() -> None:
    same, other = (sided([(1, 0), (way, 0), (0, 1)], [("S00",), ("S01",), ("S02",)]) for way in (1, -1))
    apart = [told(one, 1) - told(one, 1).mean() for one in (same, other)]
    assert_allclose(apart[1], -apart[0])


def test_texts_of_one_sponsor_are_of_one_side_wherever_it_stood_when_it_tabled_them() -> None:
    moved = sided([(1, 0), (0, 1), (0, 1)], [("S00",), ("S00",), ("S02",)])
    stayed = sided([(1, 0), (1, 0), (0, 1)], [("S00",), ("S00",), ("S02",)])
    assert_allclose(told(moved, 1), told(stayed, 1))


@pytest.mark.parametrize("unknown", [0, 1])
def test_a_text_counts_in_full_where_it_is_not_known_from_which_side_it_or_the_other_was_tabled(
    unknown: int,
) -> None:
    side = [(1.0, 0.0), (0.0, 1.0), (0.0, 1.0)]
    side[unknown] = (0.0, 0.0)
    alike = sided([(1, 0), (1, 0), (0, 1)], [("S00",), ("S01",), ("S02",)])
    assert_allclose(told(sided(side, [("S00",), ("S01",), ("S02",)]), 1), told(alike, 1))
