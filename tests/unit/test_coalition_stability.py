"""Whether coalitions hold: against the definitions, and on the example of the literature."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.coalitions import detection
from simulation.coalitions.games import all_sets
from simulation.coalitions.stability import Measure, Stability, stability, surplus_of
from simulation.coalitions.structures import best_structure, pair_worth

CARS = ("NL", "BE", "LU", "DE", "FR", "IT", "UK", "IE", "DK", "GR")
PLACE = np.array([0.0, 0.5, 0.0, 0.0, 1.0, 1.0, 1.0, 0.5, 0.0, 0.5])
"""Positions on emission standards, 4, 7 and 10 years as 0, 1/2 and 1."""
CAMPS = np.array([0, 1, 0, 0, 2, 2, 2, 1, 0, 1])


def cars_agreement() -> np.ndarray:
    edges: np.ndarray = 1.0 - np.abs(PLACE[:, None] - PLACE)
    np.fill_diagonal(edges, 0.0)
    return edges


def worth(surplus: np.ndarray, member: int, block: frozenset[int], measure: Measure) -> float:
    others = block - {member}
    total = float(sum(surplus[member, other] for other in others))
    return total if measure == "sum" or not others else total / len(others)


def expected(surplus: np.ndarray, label: np.ndarray, measure: Measure) -> dict[str, set[int]]:
    """Return who departs in which sense, from the definitions word by word."""
    size = len(label)
    blocks = [frozenset(np.flatnonzero(label == number).tolist()) for number in np.unique(label[label >= 0])]
    blocks += [frozenset({row}) for row in range(size) if label[row] < 0]
    found: dict[str, set[int]] = {"nash": set(), "individual": set(), "contractual": set()}
    for member in range(size):
        own = next(block for block in blocks if member in block)
        for target in [*blocks, frozenset[int]()]:
            there = target | {member}
            if (
                target == own
                or worth(surplus, member, there, measure) <= worth(surplus, member, own, measure) + 1e-9
            ):
                continue
            found["nash"].add(member)
            if any(
                worth(surplus, j, there, measure) < worth(surplus, j, target, measure) - 1e-9 for j in target
            ):
                continue
            found["individual"].add(member)
            left = own - {member}
            if all(worth(surplus, j, left, measure) >= worth(surplus, j, own, measure) - 1e-9 for j in left):
                found["contractual"].add(member)
    return found


def breaks_away(surplus: np.ndarray, label: np.ndarray, measure: Measure) -> bool:
    size = len(label)
    now = [
        worth(
            surplus,
            i,
            frozenset(np.flatnonzero(label == label[i]).tolist()) if label[i] >= 0 else frozenset({i}),
            measure,
        )
        for i in range(size)
    ]
    sets = itertools.chain.from_iterable(itertools.combinations(range(size), k) for k in range(1, size + 1))
    return any(
        all(worth(surplus, i, frozenset(chosen), measure) > now[i] + 1e-9 for i in chosen) for chosen in sets
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.integers(0, 2**32 - 1), st.sampled_from(["sum", "mean"]))
def test_who_departs_is_who_departs_by_the_definitions(size: int, seed: int, measure: Measure) -> None:
    generator = np.random.default_rng(seed)
    surplus = np.triu(generator.integers(-2, 3, (size, size)).astype(np.float64), 1)
    surplus = surplus + surplus.T
    label = generator.integers(-1, 3, size)
    found = stability(surplus, label, measure=measure, largest=5)
    told = {
        name: {departure.member for departure in getattr(found, name)}
        for name in ("nash", "individual", "contractual")
    }
    assert told == expected(surplus, label, measure)
    assert (found.core is not None) == breaks_away(surplus, label, measure)


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 7), st.integers(0, 2**32 - 1))
def test_the_partition_that_is_worth_most_is_nash_stable(size: int, seed: int) -> None:
    surplus = np.triu(np.random.default_rng(seed).normal(size=(size, size)), 1)
    surplus = surplus + surplus.T
    label = best_structure(pair_worth(surplus)(all_sets(size))).label
    found = stability(surplus, label)
    assert found.nash == found.individual == found.contractual == ()


def test_the_camps_of_the_car_example_are_found_and_fit_as_published() -> None:
    edges = cars_agreement()
    two = detection.detect(edges, np.random.default_rng(1))
    assert two.tolist() == np.minimum(CAMPS, 1).tolist()
    assert detection.fit(edges, two) == pytest.approx(0.213333, abs=5e-7)  # networkx 3.7 and igraph 1.0
    near = np.where(edges >= 0.6, edges, 0.0)
    assert detection.detect(near, np.random.default_rng(1)).tolist() == CAMPS.tolist()
    assert detection.fit(near, CAMPS) == pytest.approx(0.625)


def test_the_camps_of_the_car_example_hold_in_every_sense() -> None:
    found = stability(surplus_of(cars_agreement(), 0.6), CAMPS)
    assert found == Stability(nash=(), individual=(), contractual=(), core=None, looked_at=4)


def test_one_who_stands_in_the_wrong_camp_is_named_with_where_it_would_go_and_what_it_gains() -> None:
    label = CAMPS.copy()
    label[CARS.index("GR")] = 0  # among NL, LU, DE and DK
    found = stability(surplus_of(cars_agreement(), 0.6), label)
    best = found.nash[0]
    assert CARS[best.member] == "GR"
    assert [CARS[row] for row in best.left] == ["NL", "LU", "DE", "DK"]
    assert [CARS[row] for row in best.joined] == ["BE", "IE"]
    assert best.gain == pytest.approx(2 * 0.4 + 4 * 0.1)
    assert found.contractual[0] == best  # those it leaves are better off, too
    assert found.core is not None
    assert [CARS[row] for row in found.core.members] == [
        "GR"
    ]  # with BE and IE these would gain no more than 0.4
    assert found.core.gain == pytest.approx(4 * 0.1)


def test_a_camp_split_in_two_would_rather_stand_together() -> None:
    label = CAMPS.copy()
    label[[0, 2]] = 3  # NL and LU apart from DE and DK
    found = stability(surplus_of(cars_agreement(), 0.6), label)
    assert {CARS[departure.member] for departure in found.individual} == {"NL", "LU", "DE", "DK"}
    assert found.contractual == ()  # whoever goes first leaves one alone
    assert found.core is not None
    assert {CARS[row] for row in found.core.members} == {"NL", "LU", "DE", "DK"}


def test_everybody_alone_would_rather_not_be() -> None:
    found = stability(surplus_of(cars_agreement(), 0.6), np.full(10, -1))
    assert len(found.nash) == len(found.contractual) == 10
    assert all(departure.left == () for departure in found.nash)


def test_of_everybody_together_those_break_away_who_gain_most() -> None:
    found = stability(surplus_of(cars_agreement(), 0.6), np.zeros(10, dtype=np.int64))
    assert found.core is not None
    assert {CARS[row] for row in found.core.members} == {"FR", "IT", "UK"}
    assert found.core.gain == pytest.approx(2.7)  # 2 x .4 now with 3 x .1 and 4 x .6 less


def test_larger_sets_that_hang_together_are_looked_at_too() -> None:
    surplus = np.full((12, 12), 0.1)
    np.fill_diagonal(surplus, 0.0)
    halves = np.arange(12) % 2
    found = stability(surplus, halves)  # no four gain: three others are worth less than five
    assert found.core is not None
    assert len(found.core.members) == 12
    assert found.core.gain == pytest.approx(0.6)
