"""Games among few and the best partition of a room: published numbers, brute force, and bounds that hold."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulation.coalitions.games import all_sets, core, shapley
from simulation.coalitions.structures import best_structure, pair_bound, pair_worth, searched_structure

THREE = np.array([0.0, 0.0, 0.0, 60.0, 0.0, 50.0, 40.0, 72.0])
"""v(12) = 60, v(13) = 50, v(23) = 40, v(123) = 72; singles 0. The sets in binary order."""


def partitions(members: list[int]) -> Iterator[list[int]]:
    """Yield every partition of members as blocks in binary."""
    if not members:
        yield []
        return
    for rest in partitions(members[1:]):
        yield [1 << members[0], *rest]
        for place, block in enumerate(rest):
            yield [*rest[:place], block | 1 << members[0], *rest[place + 1 :]]


def test_a_game_of_three_in_which_pairs_do_too_well_has_no_core() -> None:
    found = core(THREE)  # coopgt 0.0.3, coopgame-py 0.3.0
    assert not found.exists
    assert found.epsilon == pytest.approx(2.0)  # pairs ask for 150 in all and get 2 x 72: each misses 2
    assert_allclose(shapley(THREE), [29.0, 24.0, 19.0], atol=1e-12)


def test_a_game_of_three_in_which_all_achieve_enough_has_a_core() -> None:
    values = np.where(np.arange(8) == 7, 100.0, THREE)
    found = core(values)
    assert found.exists
    assert found.epsilon == pytest.approx(-50 / 3)  # least core, coopgt 0.0.3
    assert_allclose(
        found.allocation, [130 / 3, 100 / 3, 70 / 3], atol=1e-9
    )  # here the least core is the nucleolus
    assert_allclose(shapley(values), [115 / 3, 100 / 3, 85 / 3], atol=1e-12)


def test_whoever_is_alone_keeps_what_it_is_worth() -> None:
    found = core(np.array([0.0, 3.0]))
    assert (found.exists, found.allocation.tolist()) == (True, [3.0])


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 5), st.integers(0, 2**32 - 1))
def test_no_set_misses_more_than_epsilon_and_some_set_misses_as_much(size: int, seed: int) -> None:
    values = np.random.default_rng(seed).random(2**size)
    values[0] = 0.0
    found = core(values)
    misses = values[1:-1] - all_sets(size)[1:-1] @ found.allocation
    assert found.allocation.sum() == pytest.approx(values[-1])
    assert misses.max() == pytest.approx(found.epsilon, abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_the_best_partition_is_the_best_of_all_partitions(size: int, seed: int) -> None:
    values = np.random.default_rng(seed).random(2**size) * np.sqrt(all_sets(size).sum(axis=1))
    values[0] = 0.0
    found = best_structure(values)
    assert found.worth == pytest.approx(max(values[blocks].sum() for blocks in partitions(list(range(size)))))
    blocks = [int((1 << np.flatnonzero(found.label == block)).sum()) for block in np.unique(found.label)]
    assert values[blocks].sum() == pytest.approx(found.worth)


def test_the_best_partition_of_eight_is_the_best_of_4140() -> None:
    values = np.random.default_rng(8).random(256) * np.sqrt(all_sets(8).sum(axis=1))
    values[0] = 0.0
    every = [values[blocks].sum() for blocks in partitions(list(range(8)))]
    assert len(every) == 4140  # Bell(8)
    assert best_structure(values).worth == pytest.approx(max(every))


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 9), st.integers(0, 2**32 - 1))
def test_a_searched_partition_lies_below_the_best_and_the_best_below_the_bound(size: int, seed: int) -> None:
    surplus = np.random.default_rng(seed).normal(size=(size, size))
    surplus = np.triu(surplus, 1) + np.triu(surplus, 1).T
    worth, bound = pair_worth(surplus), pair_bound(surplus)
    best, found = best_structure(worth(all_sets(size))), searched_structure(worth, size, bound)
    assert found.worth <= best.worth + 1e-9
    assert best.worth <= bound + 1e-9
    assert found.gap == pytest.approx(bound - found.worth, abs=1e-9)


def test_two_camps_are_found_with_no_gap() -> None:
    camp = np.array([0, 1] * 10)
    surplus = np.where(camp[:, None] == camp, 0.3, -0.2)
    np.fill_diagonal(surplus, 0.0)
    found = searched_structure(pair_worth(surplus), 20, pair_bound(surplus))
    assert found.label.tolist() == camp.tolist()
    assert found.gap == pytest.approx(0.0, abs=1e-9)


def test_too_many_for_an_exact_answer_are_refused() -> None:
    with pytest.raises(ValueError, match="up to 16 members"):
        best_structure(np.zeros(2**17))
    with pytest.raises(ValueError, match="up to 14 members"):
        core(np.zeros(2**15))
    with pytest.raises(ValueError, match="one for each set"):
        shapley(np.zeros(6))
