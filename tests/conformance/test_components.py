"""Whatever is registered keeps the promises it makes; a new component is picked up by itself."""

import copy
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from simulation.engine.batch import negotiate, prepare
from simulation.engine.record import OUTCOME_CLASSES
from simulation.protocols.registry import PROTOCOLS
from simulation.registry import Component, Registry
from simulation.rules.decision import RULES, DecisionRule, Voters
from simulation.scenario.schema import Scenario
from simulation.strategies.builtin import STRATEGIES
from simulation.strategies.strategy import Cohort, Strategy
from tests.small_cases import Data, case, cases, delegation, play

KINDS: dict[str, tuple[Registry[Any], set[str]]] = {
    "protocol": (
        PROTOCOLS,
        {
            "deterministic",
            "respects_red_lines",
            "ends_in_text",
            "observers_change_nothing",
            "in_hull",
        },
    ),
    "strategy": (STRATEGIES, {"deterministic", "within_unit", "monotone_in_pressure"}),
    "rule": (RULES, {"monotone", "anonymous"}),
}
"""The promises that are tested here, by kind of component."""
ALL: list[type[Component]] = [component for registry, _ in KINDS.values() for component in registry]
SEED = st.integers(0, 1000)
few = settings(max_examples=10)


def who_promise(kind: str, promise: str) -> pytest.MarkDecorator:
    registry, tested = KINDS[kind]
    assert promise in tested
    keys = [component.info.key for component in registry if promise in component.info.promises]
    return pytest.mark.parametrize("key", keys)


@pytest.mark.parametrize("kind", KINDS)
def test_every_promise_is_one_that_is_tested(kind: str) -> None:
    registry, tested = KINDS[kind]
    assert {promise for component in registry for promise in component.info.promises} <= tested


@pytest.mark.parametrize("component", ALL, ids=lambda component: component.info.key)
def test_a_component_can_be_made_without_parameters_and_says_what_it_is(component: type[Component]) -> None:
    registry = next(registry for registry, _ in KINDS.values() if component in registry)
    assert registry.create(component.info.key) == component()
    assert component.info.label
    assert component.info.summary.endswith(".")


def _cohort(size: int, rows: list[int], seed: int, *, pressure: float | None = None) -> Cohort:
    chance = np.random.default_rng(seed)
    known = chance.random((2, len(rows), size))
    known[:, np.arange(len(rows)), rows] = 1.0
    mates = chance.random((2, len(rows), size))
    mates[:, np.arange(len(rows)), rows] = 0.0
    mates[:, 0] = 0.0
    total = mates.sum(axis=2, keepdims=True)
    drawn = chance.random((2, 1))
    return Cohort(
        rows=np.array(rows),
        session=int(chance.integers(0, 9)),
        pressure=drawn if pressure is None else np.full((2, 1), pressure),
        give=chance.random((2, size)),
        known=known,
        mates=np.divide(mates, total, out=np.zeros_like(mates), where=total > 0),
        pace=float(chance.random()),
    )


def _strategy(key: str) -> Strategy:
    strategy: Strategy = STRATEGIES.create(key)
    return strategy


@who_promise("strategy", "within_unit")
@few
@given(seed=SEED, size=st.integers(2, 5))
def test_a_strategy_aims_within_the_unit(key: str, seed: int, size: int) -> None:
    target = _strategy(key).target(_cohort(size, [0, size - 1], seed))
    assert target.shape == (2, 2)
    assert target.min() >= 0
    assert target.max() <= 1


@who_promise("strategy", "deterministic")
@few
@given(seed=SEED)
def test_a_strategy_aims_the_same_when_it_sees_the_same(key: str, seed: int) -> None:
    first, second = (_strategy(key).target(_cohort(4, [1, 2], seed)) for _ in range(2))
    assert_array_equal(first, second)


@who_promise("strategy", "monotone_in_pressure")
@few
@given(seed=SEED, low=st.floats(0, 1), high=st.floats(0, 1))
def test_a_strategy_lets_go_no_less_under_more_pressure(key: str, seed: int, low: float, high: float) -> None:
    low, high = min(low, high), max(low, high)
    less, more = (
        _strategy(key).target(_cohort(3, [0, 2], seed, pressure=pressure)) for pressure in (low, high)
    )
    assert (less <= more).all()


@pytest.mark.parametrize("key", STRATEGIES.keys())
def test_a_strategy_treats_a_delegation_alike_in_any_cohort(key: str) -> None:
    whole, strategy = _cohort(4, [1, 3], 5), _strategy(key)
    alone = Cohort(
        rows=whole.rows[1:],
        session=whole.session,
        pressure=whole.pressure,
        give=whole.give,
        known=whole.known[:, 1:],
        mates=whole.mates[:, 1:],
        pace=whole.pace,
    )
    assert_allclose(strategy.target(whole)[:, 1:], strategy.target(alone), atol=1e-12)


ROOM = Voters(
    delegations=("a", "b", "c", "d", "e", "f"),
    decide=np.array([True, True, True, True, True, False]),
    kind=np.array([0, 0, 0, 3, 3, 0]),
)
SUBSETS = np.array(list(product([False, True], repeat=6))).T
"""Every set of delegations that may be against, one a column."""


def _passes(key: str) -> dict[tuple[bool, ...], bool]:
    rule: DecisionRule = RULES.create(key)
    passes = rule.conditions(ROOM).passes(SUBSETS, SUBSETS)
    return {tuple(map(bool, subset)): bool(passed) for subset, passed in zip(SUBSETS.T, passes, strict=True)}


@pytest.mark.parametrize("key", RULES.keys())
def test_what_nobody_is_against_passes_and_what_all_are_against_fails(key: str) -> None:
    passes = _passes(key)
    assert passes[(False,) * 6]
    assert not passes[(True,) * 6]


@pytest.mark.parametrize("key", RULES.keys())
def test_those_without_a_say_do_not_count(key: str) -> None:
    passes = _passes(key)
    assert all(passed == passes[*subset[:5], not subset[5]] for subset, passed in passes.items())


@who_promise("rule", "monotone")
def test_one_more_against_never_makes_a_wording_pass(key: str) -> None:
    passes = _passes(key)
    for subset, passed in passes.items():
        for place in range(6):
            more = (*subset[:place], True, *subset[place + 1 :])
            assert passed or not passes[more]


@who_promise("rule", "anonymous")
def test_only_the_number_of_those_against_counts(key: str) -> None:
    by_number: dict[int, set[bool]] = {}
    for subset, passed in _passes(key).items():
        by_number.setdefault(sum(subset[:5]), set()).add(passed)
    assert all(len(found) == 1 for found in by_number.values())


def _under(drawn: Data, protocol: str) -> Scenario:
    own = drawn["protocol"] if protocol == drawn["protocol"]["key"] else {"key": protocol}
    return Scenario.model_validate(drawn | {"protocol": own})


@who_promise("protocol", "ends_in_text")
@few
@given(drawn=cases(), seed=SEED)
def test_a_protocol_ends_in_options_that_exist_and_a_known_class(key: str, drawn: Data, seed: int) -> None:
    small = _under(drawn, key)
    record = negotiate(small, seed=seed)
    assert record.outcome.outcome_class in OUTCOME_CLASSES
    for part, option in zip(small.issues, record.outcome.option, strict=True):
        assert -1 <= option < len(part.options)
    assert record.tableau.valid[np.arange(len(small.issues)), record.table[-1]].all()


@who_promise("protocol", "deterministic")
@few
@given(drawn=cases(is_drawn=False), seed=SEED)
def test_a_protocol_without_chance_ends_the_same_for_every_seed(key: str, drawn: Data, seed: int) -> None:
    small = _under(drawn, key)
    first, second = negotiate(small, seed=seed), negotiate(small, seed=seed + 1, replication=7)
    assert_array_equal(first.table, second.table)
    assert_array_equal(first.ideal, second.ideal)
    assert first.outcome.outcome_class == second.outcome.outcome_class


@who_promise("protocol", "in_hull")
@few
@given(drawn=cases(), seed=SEED)
def test_a_protocol_moves_nobody_beyond_the_outermost_positions(key: str, drawn: Data, seed: int) -> None:
    for before, _, room in play(_under(drawn, key), seed=seed):
        low, high = before.ideal.min(axis=1, keepdims=True), before.ideal.max(axis=1, keepdims=True)
        assert (room.state.ideal >= low - 1e-12).all()
        assert (room.state.ideal <= high + 1e-12).all()


@who_promise("protocol", "observers_change_nothing")
@few
@given(drawn=cases(), seed=SEED)
def test_a_protocol_is_blind_to_observers(key: str, drawn: Data, seed: int) -> None:
    other = copy.deepcopy(drawn)
    other["delegations"].insert(0, delegation("watcher", *[0.0] * len(drawn["issues"]), rights={}))
    alone, watched = negotiate(_under(drawn, key), seed=seed), negotiate(_under(other, key), seed=seed)
    assert_array_equal(alone.table, watched.table)
    assert_array_equal(alone.trust, watched.trust)
    assert_array_equal(alone.outcome.joins, watched.outcome.joins)


@who_promise("protocol", "respects_red_lines")
@few
@given(drawn=cases(rule="consensus"), seed=SEED)
def test_a_red_line_is_never_averaged_away(key: str, drawn: Data, seed: int) -> None:
    record = negotiate(_under(drawn, key), seed=seed)
    there = np.flatnonzero(record.outcome.option >= 0)
    crossed = record.is_red[-1][:, there, record.outcome.option[there]]
    assert not crossed[record.tableau.decide].any()


@pytest.mark.parametrize("key", PROTOCOLS.keys())
def test_a_protocol_opens_a_room_of_the_replications_it_was_given(key: str) -> None:
    small = case([delegation("d0", 0.25)], protocol={"key": key})
    room = prepare(small).open(1, [4, 2])
    assert room.tableau.replications.tolist() == [4, 2]
    assert room.state.session == 0
