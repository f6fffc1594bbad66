"""Landscape theory against hand-made rooms, against trying everything, and at the edges."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.arrays import FloatArray, IntArray
from simulation.models import landscape


@st.composite
def rooms(draw: st.DrawFn, most: int = 6) -> tuple[FloatArray, FloatArray]:
    """Return sizes and propensities on a coarse grid, so that ties are ties; sizes of 0 among them."""
    n = draw(st.integers(1, most))
    size = np.array(draw(st.lists(st.integers(0, 4), min_size=n, max_size=n)), dtype=np.float64)
    values = draw(st.lists(st.integers(-4, 4), min_size=n * n, max_size=n * n))
    upper = np.triu(np.array(values, dtype=np.float64).reshape(n, n), 1)
    return size, upper + upper.T


def all_partitions(n: int, camps: int) -> IntArray:
    return np.array(list(itertools.product(range(camps), repeat=n)))


def plain_energy(size: FloatArray, propensity: FloatArray, camp: IntArray) -> float:
    pairs = itertools.permutations(range(len(size)), 2)
    return sum(float(size[i] * size[j] * propensity[i, j]) for i, j in pairs if camp[i] != camp[j])


def test_frustration_and_energy_follow_the_formula() -> None:
    size, propensity = (
        np.array([1.0, 2.0, 4.0]),
        np.array([[0.0, 0.5, -1.0], [0.5, 0.0, 0.25], [-1.0, 0.25, 0.0]]),
    )
    camp = np.array([0, 1, 1])
    # F: 2 * 0.5 + 4 * -1; 1 * 0.5; 1 * -1. E: 1 * -3 + 2 * 0.5 + 4 * -1.
    assert_allclose(landscape.frustration(size, propensity, camp), [-3.0, 0.5, -1.0])
    assert_allclose(landscape.energy(size, propensity, camp), -6.0)


def test_rooms_where_all_repel_all_split_into_camps_as_equal_as_can_be() -> None:
    # With every p = -1, E = -2 S_A S_B (Axelrod and Bennett's "realist" case of one pole against another).
    size = np.array([3.0, 1.0, 1.0, 1.0])
    found = landscape.explore(size, np.full((4, 4), -1.0))
    assert found.tolist() == [[0, 1, 1, 1]]
    assert_allclose(landscape.energy(size, np.full((4, 4), -1.0), found), [-18.0])


def test_two_camps_that_shun_each_other_are_the_one_valley() -> None:
    side = np.array([1.0, 1.0, -1.0, 1.0, -1.0])
    found = landscape.explore(np.ones(5), np.outer(side, side))[0]
    assert found.tolist() == [0, 0, 1, 0, 1]
    assert_allclose(landscape.energy(np.ones(5), np.outer(side, side), found), -12.0)


def test_two_blocs_are_found_from_every_start() -> None:
    side = np.repeat([1.0, -1.0], [7, 6])
    found = landscape.explore(np.ones(13), np.outer(side, side))
    assert found.tolist() == [[0] * 7 + [1] * 6]


def test_the_seventeen_nations_of_the_paper_are_the_most_that_start_everywhere() -> None:
    assert landscape.MOST_STARTS == 65_536  # configurations of 17 nations in Axelrod and Bennett 1993
    with pytest.raises(ValueError, match="18 delegations in 2 camps"):
        landscape.explore(np.ones(18), np.zeros((18, 18)))


@settings(max_examples=40)
@given(room=rooms(), camps=st.integers(1, 3))
def test_the_deepest_valley_is_the_least_energy_of_all(
    room: tuple[FloatArray, FloatArray], camps: int
) -> None:
    size, propensity = room
    found = landscape.explore(size, propensity, camps=camps)
    every = all_partitions(len(size), camps)
    least = landscape.energy(size, propensity, every).min()
    depth = landscape.energy(size, propensity, found)
    assert_allclose(depth[0], least, atol=1e-9)
    assert (np.diff(depth) >= 0.0).all()
    assert_array_equal(found, landscape.numbered(found))
    assert len(np.unique(found, axis=0)) == len(found)


def test_the_deepest_of_eight_delegations_is_found() -> None:
    generator = np.random.default_rng(8)
    for camps in (2, 3):
        half = generator.normal(size=(8, 8))
        size, propensity = generator.random(8), half + half.T
        deepest = landscape.explore(size, propensity, camps=camps)[0]
        least = landscape.energy(size, propensity, all_partitions(8, camps)).min()
        assert_allclose(landscape.energy(size, propensity, deepest), least, atol=1e-12)


@settings(max_examples=40)
@given(room=rooms(5), data=st.data(), camps=st.integers(2, 3))
def test_energy_falls_with_every_change_of_sides(
    room: tuple[FloatArray, FloatArray], data: st.DataObject, camps: int
) -> None:
    size, propensity = room
    n = len(size)
    camp = np.array(data.draw(st.lists(st.integers(0, camps - 1), min_size=n, max_size=n)))
    end = landscape.descend(size, propensity, camp[None], camps=camps)[0]
    now = plain_energy(size, propensity, camp)
    while True:  # the same descent, one change at a time, told plainly
        changes = [(i, c) for i in range(n) for c in range(camps)]
        after = [np.where(np.arange(n) == i, c, camp) for i, c in changes]
        energies = [plain_energy(size, propensity, one) for one in after]
        if min(energies) >= now:
            break
        camp, now = after[energies.index(min(energies))], min(energies)
    assert_array_equal(end, camp)
    assert_allclose(landscape.energy(size, propensity, end), now, atol=1e-9)


@settings(max_examples=40)
@given(room=rooms(), data=st.data())
def test_who_changes_sides_to_its_relief_relieves_the_room_twice_by_its_size(
    room: tuple[FloatArray, FloatArray], data: st.DataObject
) -> None:
    size, propensity = room
    n = len(size)
    camp = np.array(data.draw(st.lists(st.integers(0, 1), min_size=n, max_size=n)))
    who = data.draw(st.integers(0, n - 1))
    other = np.where(np.arange(n) == who, 1 - camp, camp)
    relief = (landscape.frustration(size, propensity, other) - landscape.frustration(size, propensity, camp))[
        who
    ]
    change = landscape.energy(size, propensity, other) - landscape.energy(size, propensity, camp)
    assert_allclose(change, 2.0 * size[who] * relief, atol=1e-9)  # note 2 of the paper


@settings(max_examples=30)
@given(room=rooms(), data=st.data(), camps=st.integers(2, 3))
def test_neither_the_names_of_camps_nor_the_order_of_delegations_matter(
    room: tuple[FloatArray, FloatArray], data: st.DataObject, camps: int
) -> None:
    size, propensity = room
    n = len(size)
    camp = np.array(data.draw(st.lists(st.integers(0, camps - 1), min_size=n, max_size=n)))
    order, names = data.draw(st.permutations(range(n))), np.array(data.draw(st.permutations(range(camps))))
    one = landscape.energy(size, propensity, camp)
    other = landscape.energy(size[order], propensity[np.ix_(order, order)], names[camp][order])
    assert_allclose(one, other, atol=1e-9)
    assert_array_equal(landscape.numbered(camp[None]), landscape.numbered(names[camp][None]))
    depths = [
        landscape.energy(sizes, fitting, landscape.explore(sizes, fitting, camps=camps)[0])
        for sizes, fitting in ((size, propensity), (size[order], propensity[np.ix_(order, order)]))
    ]
    assert_allclose(depths[0], depths[1], atol=1e-9)


@settings(max_examples=30)
@given(room=rooms(), power=st.integers(-6, 6))
def test_units_of_size_and_of_propensity_do_not_matter(
    room: tuple[FloatArray, FloatArray], power: int
) -> None:
    size, propensity = room
    found = landscape.explore(size, propensity)
    again = landscape.explore(size * 2.0**power, propensity * 2.0 ** (3 * power))
    assert_array_equal(found, again)


def test_without_differences_every_partition_is_a_valley() -> None:
    for size, propensity in ((np.zeros(3), np.ones((3, 3))), (np.ones(3), np.zeros((3, 3)))):
        found = landscape.explore(size, propensity)
        assert len(found) == 4
        assert_array_equal(landscape.energy(size, propensity, found), 0.0)


def test_one_delegation_is_a_camp() -> None:
    assert landscape.explore(np.ones(1), np.zeros((1, 1))).tolist() == [[0]]


def test_large_rooms_begin_at_drawn_starts() -> None:
    side = np.repeat([1.0, -1.0], 20)
    with pytest.raises(ValueError, match="40 delegations in 2 camps: too many partitions"):
        landscape.explore(np.ones(40), np.outer(side, side))
    found = landscape.explore(
        np.ones(40), np.outer(side, side), generator=np.random.default_rng(1), starts=50
    )
    assert found.tolist() == [[0] * 20 + [1] * 20]


def test_propensity_is_agreement_above_the_threshold() -> None:
    agreement = np.array([[[1.0, 0.9], [0.9, 1.0]], [[1.0, 0.25], [0.25, 1.0]]])
    expected = [[[0.0, 0.4], [0.4, 0.0]], [[0.0, -0.25], [-0.25, 0.0]]]
    assert_allclose(landscape.propensity_of(agreement, 0.5), expected)
    assert agreement[0, 0, 0] == 1.0
