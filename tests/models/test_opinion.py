"""Opinion dynamics against published numbers, against themselves, and at the edges."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.arrays import FloatArray
from simulation.models import opinion

STEP = (
    0.0625  # of the grid below: sums and differences of its points are exact, so no bound is met by rounding
)


def rooms(most: int = 9) -> st.SearchStrategy[FloatArray]:
    return st.lists(st.integers(-32, 32), min_size=1, max_size=most).map(lambda x: STEP * np.array(x, float))


bounds = st.integers(0, 40).map(lambda x: STEP * x)


def influences(position: FloatArray) -> st.SearchStrategy[FloatArray]:
    n = len(position)
    return st.lists(st.integers(0, 5), min_size=n, max_size=n).map(lambda w: np.array(w, float))


# HeinDuijf/BoundedConfidenceModel @e312e26, run with these positions and a bound of 0.25; with whole numbers as
# influence, with so many clones of each.
SEVEN = np.array([0.0, 0.1, 0.2, 0.45, 0.6, 0.9, 1.0])
PLAIN = [
    [0.1, 0.1, 0.1875, 0.416667, 0.525, 0.95, 0.95],
    [0.129167, 0.129167, 0.201042, 0.376389, 0.470833, 0.95, 0.95],
    [0.208941, 0.208941, 0.208941, 0.261319, 0.423611, 0.95, 0.95],
    [0.262351, 0.262351, 0.262351, 0.262351, 0.262351, 0.95, 0.95],
]
CLONES = np.array([1.0, 3.0, 1.0, 2.0, 1.0, 1.0, 2.0])
WEIGHTED = [
    [0.1, 0.1, 0.2, 0.425, 0.5, 0.966667, 0.966667],
    [0.12, 0.12, 0.207143, 0.3875, 0.45, 0.966667, 0.966667],
    [0.137429, 0.137429, 0.239018, 0.358036, 0.358036, 0.966667, 0.966667],
    [0.232855, 0.232855, 0.232855, 0.232855, 0.232855, 0.966667, 0.966667],
]


@pytest.mark.parametrize(("influence", "expected"), [(None, PLAIN), (CLONES, WEIGHTED)])
def test_bounded_confidence_goes_step_by_step_as_the_reference(
    influence: FloatArray | None, expected: list[list[float]]
) -> None:
    x = SEVEN
    for row in expected:
        x = opinion.mean_in_reach(x, bound=0.25, influence=influence)
        assert_allclose(x, row, atol=5e-7)


@pytest.mark.parametrize(("influence", "expected"), [(None, PLAIN), (CLONES, WEIGHTED)])
def test_bounded_confidence_comes_to_rest_after_four_rounds(
    influence: FloatArray | None, expected: list[list[float]]
) -> None:
    third, fourth, fifth, last = (
        opinion.settle(
            lambda x: opinion.mean_in_reach(x, bound=0.25, influence=influence), SEVEN, most_rounds=rounds
        )
        for rounds in (3, 4, 5, 50)
    )
    assert np.abs(fourth - third).max() > 1e-3
    assert_allclose(fifth, fourth, rtol=0, atol=opinion.TOLERANCE)
    assert_array_equal(last, fifth)
    assert_allclose(last, expected[-1], atol=5e-7)


def test_the_bound_itself_is_within_reach_whatever_the_rounding() -> None:
    # 0.3 - 0.1 is a little less than 0.2 in floating point, 0.7 - 0.5 a little less, 1.1 - 0.9 a little more.
    for low, high in ((0.1, 0.3), (0.5, 0.7), (0.9, 1.1)):
        assert_allclose(opinion.mean_in_reach(np.array([low, high]), bound=0.2), (low + high) / 2)


@settings(max_examples=60)
@given(data=st.data(), position=rooms(), bound=bounds)
def test_the_quick_way_and_the_plain_way_agree(
    data: st.DataObject, position: FloatArray, bound: float
) -> None:
    influence = data.draw(st.none() | influences(position))
    quick = opinion.mean_in_reach(position, bound=bound, influence=influence)
    vector = position[:, None]
    away = opinion.distance(vector, np.ones(vector.shape))
    plain = opinion.mean_in_reach_of_vectors(vector, away, bound=bound, influence=influence)
    assert_allclose(quick, plain[:, 0], atol=1e-12)


@settings(max_examples=60)
@given(data=st.data(), position=rooms(), bound=bounds)
def test_bounded_confidence_keeps_the_order_and_the_span(
    data: st.DataObject, position: FloatArray, bound: float
) -> None:
    moved = opinion.mean_in_reach(position, bound=bound, influence=data.draw(influences(position)))
    assert position.min() <= moved.min()
    assert moved.max() <= position.max()
    assert (np.diff(moved[np.argsort(position, kind="stable")]) >= -1e-12).all()
    assert (np.abs(moved - position) <= bound + 1e-12).all()


@settings(max_examples=40)
@given(data=st.data(), position=rooms(), bound=bounds)
def test_bounded_confidence_knows_no_order_of_delegations(
    data: st.DataObject, position: FloatArray, bound: float
) -> None:
    influence = data.draw(influences(position))
    order = np.array(data.draw(st.permutations(range(len(position)))))
    moved = opinion.mean_in_reach(position, bound=bound, influence=influence)
    again = opinion.mean_in_reach(position[order], bound=bound, influence=influence[order])
    assert_allclose(again, moved[order], atol=1e-12)


@settings(max_examples=40)
@given(position=rooms(), bound=bounds, shift=st.integers(-40, 40), power=st.integers(-3, 3))
def test_bounded_confidence_moves_with_the_scale(
    position: FloatArray, bound: float, shift: int, power: int
) -> None:
    scale = 2.0**power
    moved = opinion.mean_in_reach(position, bound=bound)
    again = opinion.mean_in_reach(scale * position + shift, bound=scale * bound)
    assert_allclose(again, scale * moved + shift, atol=1e-10)


@settings(max_examples=40)
@given(data=st.data(), position=rooms(6), bound=bounds)
def test_whole_numbers_of_influence_are_so_many_clones(
    data: st.DataObject, position: FloatArray, bound: float
) -> None:
    number = np.array(data.draw(st.lists(st.integers(1, 4), min_size=len(position), max_size=len(position))))
    moved = opinion.mean_in_reach(position, bound=bound, influence=number.astype(float))
    clones = opinion.mean_in_reach(np.repeat(position, number), bound=bound)
    assert_allclose(np.repeat(moved, number), clones, atol=1e-12)


@given(place=st.floats(-1e3, 1e3), n=st.integers(1, 5), bound=bounds)
def test_a_room_of_one_mind_stays_to_the_last_bit(place: float, n: int, bound: float) -> None:
    same = np.full(n, place)
    third = np.full(n, 1 / 3)
    assert_array_equal(opinion.mean_in_reach(same, bound=bound), same)
    assert_array_equal(opinion.mean_in_reach(same, bound=bound, influence=third), same)
    vector = same[:, None]
    away = opinion.distance(vector, np.ones(vector.shape))
    moved = opinion.mean_in_reach_of_vectors(vector, away, bound=bound, influence=third)
    assert_array_equal(moved, vector)
    pairs = opinion.draw_pairs(np.random.default_rng(1), n, n)
    assert_array_equal(opinion.meet_in_turn(vector, pairs, bound=bound), vector)


def test_whoever_hears_nobody_of_influence_stays() -> None:
    moved = opinion.mean_in_reach(np.array([0.0, 0.1, 0.9]), bound=0.2, influence=np.array([0.0, 0.0, 1.0]))
    assert_array_equal(moved, [0.0, 0.1, 0.9])


def test_two_camps_out_of_reach_of_each_other_remain_two() -> None:
    camps = np.array([0.0, 1.0, 0.0, 1.0])
    found = opinion.settle(lambda x: opinion.mean_in_reach(x, bound=0.5), camps, most_rounds=9)
    assert_array_equal(found, camps)


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32), bound=bounds)
def test_replications_do_not_know_of_each_other(seed: int, bound: float) -> None:
    x = np.random.default_rng(seed).integers(-16, 16, (3, 2, 6)).astype(np.float64) * np.float64(STEP)
    together = opinion.mean_in_reach(x, bound=bound)
    alone = [[opinion.mean_in_reach(row, bound=bound) for row in block] for block in x]
    assert_array_equal(together, alone)
    settled = opinion.settle(lambda y: opinion.mean_in_reach(y, bound=bound), x, most_rounds=40)
    one = opinion.settle(lambda y: opinion.mean_in_reach(y, bound=bound), x[1, 1], most_rounds=40)
    assert_allclose(settled[1, 1], one, atol=1e-10)


def test_distance_by_salience_is_in_the_eye_of_the_beholder() -> None:
    position = np.array([[0.0, 0.0], [3.0, 4.0]])
    salience = np.array([[1.0, 0.0], [1.0, 2.0]])
    # sqrt((1 * 3)^2 / 1) = 3; sqrt(((1 * 3)^2 + (2 * 4)^2) / 5) = sqrt(73 / 5).
    away = opinion.distance(position, salience)
    assert_allclose(away, [[0.0, 3.0], [np.sqrt(14.6), 0.0]])


def test_whoever_cares_for_nothing_counts_all_issues_the_same() -> None:
    position = np.array([[0.0, 0.0], [3.0, 4.0]])
    away = opinion.distance(position, np.zeros((2, 2)))
    assert_allclose(away, [[0.0, np.sqrt(12.5)], [np.sqrt(12.5), 0.0]])


def test_salience_decides_who_is_heard() -> None:
    position = np.array([[0.0, 0.0], [0.0, 9.0]])
    salience = np.array([[1.0, 0.0], [1.0, 1.0]])
    away = opinion.distance(position, salience)
    moved = opinion.mean_in_reach_of_vectors(position, away, bound=1.0)
    assert_array_equal(moved, [[0.0, 4.5], [0.0, 9.0]])  # the first does not mind the second issue


def test_stubborn_rooms_come_to_rest_on_any_scale() -> None:
    start = 100.0 * np.random.default_rng(5).random(200)
    held = np.full(200, 0.3)

    def step(x: FloatArray) -> FloatArray:
        return opinion.anchored(opinion.mean_in_reach(x, bound=15.0), start, held)

    found = opinion.settle(step, start, most_rounds=200)
    assert_allclose(step(found), found, rtol=0, atol=100 * opinion.TOLERANCE)
    assert np.ptp(found) > 20.0  # 0.3 of what the span was stays, give or take what is heard at the ends


def test_half_stubborn_delegations_end_half_way_to_where_the_free_would() -> None:
    start = np.array([0.0, 1.0])
    found = opinion.settle(
        lambda x: opinion.anchored(opinion.mean_in_reach(x, bound=1.0), start, np.array(0.5)),
        start,
        most_rounds=9,
    )
    assert_allclose(found, [0.25, 0.75])  # x = (1/2 + x0) / 2


@given(position=rooms(), bound=bounds)
def test_the_wholly_stubborn_never_move(position: FloatArray, bound: float) -> None:
    moved = opinion.mean_in_reach(position, bound=bound)
    g = np.zeros(len(position))
    assert_array_equal(opinion.anchored(moved, position, g), moved)
    assert_allclose(opinion.anchored(moved, position, g + 1.0), position, atol=1e-12)


def test_a_pair_goes_the_same_way_towards_each_other() -> None:
    position = np.array([[0.1], [0.3], [0.9]])
    pair = np.array([0]), np.array([1])
    met = opinion.meet(position, *pair, bound=0.25, pace=0.25)
    assert_allclose(met, [[0.15], [0.25], [0.9]])  # Deffuant et al. 2000, both from the old positions
    assert_array_equal(opinion.meet(position, *pair, bound=0.2, pace=0.25), position)  # strictly nearer only


def test_the_one_of_influence_goes_less_far() -> None:
    position = np.array([[0.0], [1.0]])
    pair = np.array([0]), np.array([1])
    met = opinion.meet(position, *pair, bound=2.0, pace=0.5, influence=np.array([3.0, 1.0]))
    assert_allclose(met, [[0.25], [0.25]])  # mu: 2 * 0.5 * 1/4 and 3/4
    met = opinion.meet(position, *pair, bound=2.0, pace=0.25, influence=np.array([1.0, 0.0]))
    assert_allclose(met, [[0.0], [0.5]])
    met = opinion.meet(position, *pair, bound=2.0, pace=0.25, influence=np.zeros(2))
    assert_allclose(met, [[0.25], [0.75]])


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32), bound=bounds, pace=st.floats(0.01, 0.5), n=st.integers(1, 8))
def test_pairs_keep_the_mean_by_influence_and_the_span(seed: int, bound: float, pace: float, n: int) -> None:
    generator = np.random.default_rng(seed)
    position, influence = generator.random((n, 2)), generator.random(n) + 0.1
    pairs = opinion.draw_pairs(generator, n, 3 * n)
    met = opinion.meet_in_turn(position, pairs, bound=bound, pace=pace, influence=influence)
    assert_allclose(influence @ met, influence @ position, atol=1e-12)
    assert (met >= position.min(axis=0)).all()
    assert (met <= position.max(axis=0)).all()


@settings(max_examples=20)
@given(seed=st.integers(0, 2**32))
def test_pairs_in_turn_read_what_the_last_pair_left(seed: int) -> None:
    generator = np.random.default_rng(seed)
    position = generator.random((2, 5, 2))
    influence = generator.random((2, 5))
    pairs = np.stack([opinion.draw_pairs(generator, 5, 12) for _ in range(2)])
    together = opinion.meet_in_turn(position, pairs, bound=0.5, influence=influence)
    for row in range(2):
        x = position[row]
        for first, second in pairs[row]:
            x = opinion.meet(
                x,
                np.array([first]),
                np.array([second]),
                bound=0.5,
                influence=influence[row],
            )
        assert_allclose(together[row], x, atol=1e-14)


@given(seed=st.integers(0, 2**32), n=st.integers(0, 9))
def test_drawn_pairs_are_of_two_who_are_there(seed: int, n: int) -> None:
    generator = np.random.default_rng(seed)
    pairs = opinion.draw_pairs(generator, n, 20)
    assert len(pairs) == (20 if n > 1 else 0)
    assert ((pairs >= 0) & (pairs < n)).all()
    assert (pairs[:, 0] != pairs[:, 1]).all()


def test_every_pair_is_drawn_about_as_often_as_any_other() -> None:
    pairs = opinion.draw_pairs(np.random.default_rng(3), 4, 12_000)
    count = np.bincount(4 * pairs[:, 0] + pairs[:, 1], minlength=16).reshape(4, 4)
    assert_array_equal(np.diag(count), 0)
    # 12 ordered pairs, 1,000 each; five standard deviations of sqrt(12,000 * 1/12 * 11/12) = 30.3
    assert np.abs(count[~np.eye(4, dtype=bool)] - 1_000).max() < 152
