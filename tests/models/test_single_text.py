"""The single text against recorded proposals, against the trap of hill climbing, and at the edges."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.models import package_texts, single_text
from simulation.models.single_text import Course, Proposals, Propose, Verdict

NEVER = 10_000


def improves_all(gains: BoolArray, loses: BoolArray) -> bool:
    """Return whether everybody gains; whoever is indifferent refuses."""
    return bool((gains & ~loses).all())


def supported(votes: FloatArray, quotas: FloatArray) -> Verdict:
    """Return the rule that those who gain have quotas `[C]` of votes `[C, A]`, in every condition."""
    return lambda gains, loses: bool((votes @ (gains & ~loses) >= quotas - 1e-9).all())


def recorded(proposals: IntArray) -> Proposals:
    """Return the proposals of a record, `[P, I]`, in their order."""

    def begin(_: np.random.Generator) -> Propose:
        left = iter(proposals)
        return lambda _text, _objects: next(left, None)

    return begin


def random_texts(sizes: IntArray) -> Proposals:
    """Return texts in which each option of each issue is equally likely."""
    return lambda generator: lambda _text, _objects: generator.integers(sizes)


def on_a_line(ideals: list[int]) -> FloatArray:
    """Return the gains of one issue with options 0..10, `[A, 1, 11]`."""
    gain: FloatArray = 1.0 - np.abs(np.array(ideals)[:, None, None] - np.arange(11)) / 10
    return gain


def mediated(
    gain: FloatArray,
    start: list[int] | None,
    proposals: Proposals,
    verdict: Verdict = improves_all,
    *,
    seed: int = 0,
    most_refusals: int = NEVER,
    temperature: float = 0.0,
) -> Course:
    return single_text.mediate(
        gain,
        start=None if start is None else np.array(start),
        proposals=proposals,
        verdict=verdict,
        generator=np.random.default_rng(seed),
        most_refusals=most_refusals,
        most_proposals=2_000,
        temperature=temperature,
        cooling=0.95,
    )


@pytest.mark.parametrize(
    ("ideals", "start", "proposed", "text", "passed"),
    [
        # NegMAS 0.16.0, VetoSTMechanism, unanimous strict improvement, proposals as recorded there.
        ([3, 5, 7], 10, [1, 10, 6, 4, 1, 10, 1, 3, 3, 10, 10, 6], 6, [2]),
        ([6, 7, 9], 0, [8, 7, 4, 8, 1, 6, 1, 5, 2, 9, 6, 4], 8, [0]),
        ([0, 5, 10], None, [1, 7, 4, 10, 0, 5, 9, 2], 1, [0]),
    ],
)
def test_recorded_proposals_end_at_the_text_of_the_reference(
    ideals: list[int], start: int | None, proposed: list[int], text: int, passed: list[int]
) -> None:
    record = recorded(np.array(proposed)[:, None])
    found = mediated(on_a_line(ideals), None if start is None else [start], record)
    assert found.text is not None
    assert found.text.tolist() == [text]
    assert np.flatnonzero(found.passed).tolist() == passed
    assert_array_equal(found.proposals[:, 0], proposed)


@pytest.mark.parametrize(("ideals", "start"), [([3, 5, 7], 10), ([6, 7, 9], 0)])
@pytest.mark.parametrize("seed", range(10))
def test_hill_climbing_leaves_a_text_that_all_want_to_leave(ideals: list[int], start: int, seed: int) -> None:
    # NegMAS' HillClimbingSTMechanism stayed at 10 and at 0 here.
    climb = single_text.neighbours_in_turn(np.array([11]))
    found = mediated(on_a_line(ideals), [start], climb, seed=seed)
    assert found.text is not None
    assert min(ideals) <= found.text[0] <= max(ideals)


def random_room(seed: int, n: int = 3, sizes: tuple[int, ...] = (3, 2, 4)) -> FloatArray:
    return np.random.default_rng(seed).random((n, len(sizes), max(sizes)))


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32))
def test_hill_climbing_ends_only_where_no_neighbour_passes(seed: int) -> None:
    sizes = np.array([3, 2, 4])
    gain = random_room(seed)
    found = mediated(gain, [0, 0, 0], single_text.neighbours_in_turn(sizes), seed=seed)
    assert found.text is not None
    here = package_texts.worth(gain, found.text)
    near = package_texts.worth(gain, package_texts.neighbours(found.text, sizes))
    assert not (near > here[:, None]).all(axis=0).any()
    assert found.passed[: len(found.passed) - 6].sum() == found.passed.sum()  # the last six were all refused


def ways(sizes: IntArray, n: int) -> list[Proposals]:
    """Return every way to propose, for a room whose options lie side by side."""
    place = np.tile(np.arange(float(sizes.max())), (len(sizes), 1))
    ideal = np.random.default_rng(1).integers(sizes, size=(n, len(sizes))).astype(np.float64)
    towards = [
        single_text.towards_objectors(ideal, np.ones(ideal.shape), place, sizes, shares=shares)
        for shares in ((1.0,), single_text.LINE)
    ]
    climb = single_text.neighbours_in_turn(sizes)
    return [random_texts(sizes), climb, *towards, single_text.in_order(towards[1], climb)]


rules = st.sampled_from(
    [
        improves_all,
        single_text.at_most_against(0),
        single_text.at_most_against(1),
        supported(np.array([[1.0, 2.0, 3.0]]), np.array([4.0])),
    ]
)


@settings(max_examples=40)
@given(
    seed=st.integers(0, 2**32), way=st.integers(0, 4), verdict=rules, temperature=st.sampled_from([0.0, 0.5])
)
def test_every_course_can_be_told_from_its_record(
    seed: int, way: int, verdict: Verdict, temperature: float
) -> None:
    sizes = np.array([3, 2, 4])
    gain, proposals = random_room(seed), ways(sizes, 3)[way]

    def course() -> Course:
        return mediated(
            gain, [0, 0, 0], proposals, verdict, seed=seed, most_refusals=30, temperature=temperature
        )

    found, again = course(), course()
    assert_array_equal(found.proposals, again.proposals)  # the seed says all, whatever was played before
    best = np.array([0, 0, 0])
    for proposal, kept in zip(found.proposals, found.kept, strict=True):
        new, old = package_texts.worth(gain, proposal), package_texts.worth(gain, best)
        assert kept == verdict(new > old, new < old)
        best = proposal if kept else best
    assert found.text is not None
    assert_array_equal(found.text, best)
    if temperature == 0.0:
        assert_array_equal(found.kept, found.passed)


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32), way=st.integers(0, 4), temperature=st.sampled_from([0.0, 0.2, 2.0]))
def test_under_unanimity_nobody_ends_with_less(seed: int, way: int, temperature: float) -> None:
    sizes = np.array([3, 2, 4])
    gain = random_room(seed)
    for verdict in (improves_all, single_text.at_most_against(0)):
        found = mediated(
            gain, [2, 1, 3], ways(sizes, 3)[way], verdict, most_refusals=40, temperature=temperature
        )
        assert found.text is not None
        assert (package_texts.worth(gain, found.text) >= package_texts.worth(gain, np.array([2, 1, 3]))).all()


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32), order=st.permutations(range(3)), power=st.integers(-4, 4))
def test_neither_units_nor_the_order_of_delegations_matter(seed: int, order: list[int], power: int) -> None:
    gain, climb = random_room(seed), single_text.neighbours_in_turn(np.array([3, 2, 4]))
    one = mediated(gain, [0, 0, 0], climb, single_text.at_most_against(0))
    scale = np.array([2.0**power, 1.0, 1.0])[:, None, None]
    other = mediated((scale * gain + 1.0)[order], [0, 0, 0], climb, single_text.at_most_against(0))
    assert_array_equal(one.proposals, other.proposals)
    assert_array_equal(one.passed, other.passed)
    assert_array_equal(one.gains[:, order], other.gains)


def test_annealing_gets_out_of_a_text_that_no_neighbour_improves() -> None:
    # Both want the first issue and the second changed together; either alone costs both.
    gain = np.array([[[0.0, -1.0], [0.0, 3.0]], [[0.0, 3.0], [0.0, -1.0]]])
    climb = single_text.neighbours_in_turn(np.array([2, 2]))
    stuck = mediated(gain, [0, 0], climb)
    assert stuck.text is not None
    assert stuck.text.tolist() == [0, 0]
    ends = [mediated(gain, [0, 0], climb, seed=seed, temperature=1.0).text for seed in range(20)]
    assert sum(end is not None and end.tolist() == [1, 1] for end in ends) >= 10


def test_the_best_text_is_kept_however_far_annealing_wanders() -> None:
    record = recorded(np.array([[5], [0], [1]]))
    found = mediated(on_a_line([5, 5]), [10], record, temperature=1e9)
    assert found.text is not None
    assert found.text.tolist() == [5]
    assert found.passed.tolist() == [True, False, True]  # from 5 on to 0, and 1 is better than that
    assert found.kept.tolist() == [True, False, False]


def test_the_mean_of_the_objectors_is_proposed_next() -> None:
    place = np.arange(11.0)[None]
    ideal = np.array([[0.0], [2.0], [10.0]])
    towards = single_text.towards_objectors(ideal, np.ones((3, 1)), place, np.array([11]))
    found = mediated(on_a_line([0, 2, 10]), [5], towards, improves_all)
    # All three: 4. The last loses by it, and its ideal is 10, by which the first two lose: their mean is 1. Then 10.
    assert found.proposals[:, 0].tolist() == [4, 10, 1]
    assert found.text is not None
    assert found.text.tolist() == [5]


def test_a_line_search_comes_nearer_at_each_refusal() -> None:
    place = np.arange(11.0)[None]
    ideal = np.array([[0.0], [0.0]])
    line = single_text.towards_objectors(
        ideal, np.ones((2, 1)), place, np.array([11]), shares=single_text.LINE
    )
    found = mediated(np.zeros((2, 1, 11)), [8], line)
    assert found.proposals[:, 0].tolist() == [0, 4, 6, 7]


def test_influence_draws_the_mean_and_none_at_all_counts_all_the_same() -> None:
    place, ideal, sizes = np.arange(11.0)[None], np.array([[0.0], [8.0]]), np.array([11])
    for influence, expected in ((np.array([[1.0], [3.0]]), 6), (np.zeros((2, 1)), 4)):
        begin = single_text.towards_objectors(ideal, influence, place, sizes)
        first = begin(np.random.default_rng(0))(np.array([10]), np.ones(2, dtype=np.bool_))
        assert first is not None
        assert first.tolist() == [expected]


def test_majorities_that_go_in_circles_are_not_settled() -> None:
    # Condorcet: two of three prefer 0 to 1, 1 to 2, and 2 to 0.
    gain = np.array([[[2.0, 1.0, 0.0]], [[0.0, 2.0, 1.0]], [[1.0, 0.0, 2.0]]])
    climb, majority = (
        single_text.neighbours_in_turn(np.array([3])),
        supported(np.ones((1, 3)), np.array([2.0])),
    )
    circle = mediated(gain, [0], climb, majority)
    assert (len(circle.proposals), circle.settled) == (2_000, False)
    at_one = mediated(gain, [0], climb)
    assert (len(at_one.proposals), at_one.settled) == (2, True)


def test_too_many_refusals_in_a_row_end_it() -> None:
    found = mediated(on_a_line([0, 10]), [5], random_texts(np.array([11])), most_refusals=7)
    assert len(found.proposals) == 7
    assert not found.passed.any()


@pytest.mark.parametrize(
    ("verdict", "gains", "loses", "expected"),
    [
        (improves_all, [1, 1, 1], [0, 0, 0], True),
        (improves_all, [1, 1, 0], [0, 0, 0], False),
        (single_text.at_most_against(0), [1, 0, 0], [0, 0, 0], True),
        (single_text.at_most_against(0), [0, 0, 0], [0, 0, 0], False),
        (single_text.at_most_against(1), [1, 0, 0], [0, 0, 1], True),
        (single_text.at_most_against(1), [1, 0, 0], [0, 1, 1], False),
        (supported(np.array([[1.0, 2.0, 3.0]]), np.array([5.0])), [0, 1, 1], [1, 0, 0], True),
        (supported(np.array([[1.0, 2.0, 3.0]]), np.array([5.1])), [0, 1, 1], [1, 0, 0], False),
        (
            supported(np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 1.0]]), np.array([5.0, 3.0])),
            [0, 1, 1],
            [0, 0, 0],
            False,
        ),
    ],
)
def test_veto_rules_count_who_gains_and_who_loses(
    verdict: Verdict, gains: list[int], loses: list[int], *, expected: bool
) -> None:
    def asked(votes: list[int]) -> BoolArray:
        return np.array(votes, dtype=np.bool_)

    assert verdict(asked(gains), asked(loses)) is expected


def test_rooms_of_one_of_equals_and_of_the_indifferent_come_to_an_end() -> None:
    sizes, rooms = np.array([11]), (on_a_line([4]), on_a_line([4, 4]), np.zeros((2, 1, 11)))
    for (gain, end), way in itertools.product(zip(rooms, (4, 4, 9), strict=True), ways(sizes, 2)[:2]):
        found = mediated(gain, [9], way, most_refusals=200)
        assert found.text is not None
        assert found.text.tolist() == [end]


def test_nothing_proposed_and_nothing_to_begin_with_is_no_text() -> None:
    found = mediated(on_a_line([4]), None, recorded(np.empty((0, 1), dtype=np.int64)))
    assert found.text is None
    assert found.proposals.shape == (0, 1)
    assert found.gains.shape == (0, 1)


def test_a_text_out_of_the_question_for_one_is_vetoed_by_it_alone() -> None:
    gain = on_a_line([5, 5])
    gain[1, 0, 5] = -np.inf
    found = mediated(gain, [9], single_text.neighbours_in_turn(np.array([11])))
    assert found.text is not None
    assert found.text[0] in {4, 6}


def test_twelve_issues_of_eight_options_need_no_list_of_texts() -> None:
    sizes = np.full(12, 8)
    gain = np.random.default_rng(4).random((20, 12, 8))
    most = supported(np.ones((1, 20)), np.array([14.0]))
    found = mediated(gain, [0] * 12, single_text.neighbours_in_turn(sizes), most)
    assert found.text is not None
    assert found.text.any()
    near = (
        package_texts.worth(gain, package_texts.neighbours(found.text, sizes))
        > package_texts.worth(gain, found.text)[:, None]
    )
    assert near.shape == (20, 12 * 7)
    assert near.sum(axis=0).max() < 14
