"""What each strategy aims at, in numbers worked out by hand."""

import numpy as np
import pytest

from simulation.strategies.builtin import STRATEGIES
from simulation.strategies.strategy import Cohort


def target(key: str, *, pressure: float = 0.5, session: int = 0, **parameters: object) -> float:
    """Return what the first of four aims at; it knows the second well, the third half and the fourth not at all."""
    cohort = Cohort(
        rows=np.array([0]),
        session=session,
        pressure=np.array([[pressure]]),
        give=np.array([[0.9, 0.2, 0.5, 1.0]]),
        known=np.array([[[1.0, 1.0, 0.5, 0.0]]]),
        mates=np.array([[[0.0, 0.75, 0.25, 0.0]]]),
        pace=0.15,
    )
    return float(STRATEGIES.create(key, parameters).target(cohort)[0, 0])


@pytest.mark.parametrize(
    ("key", "aims"),
    [
        ("linear", 0.5),
        ("bridge_builder", 0.5),
        ("boulware", 0.125),
        ("conceder", 0.5 ** (1 / 3)),
        ("hold", 0.0),
        ("obstructor", 0.0),
        ("reciprocal", (1.0 * 0.2 + 0.5 * 0.5) / 1.5 + 0.15),
        ("follow_bloc", 0.75 * 0.2 + 0.25 * 0.5),
        ("scripted", 0.0),
    ],
)
def test_at_half_the_pressure_a_strategy_aims_at(key: str, aims: float) -> None:
    assert target(key) == pytest.approx(aims)


def test_every_strategy_is_tried_here() -> None:
    assert len(STRATEGIES.keys()) == 9


@pytest.mark.parametrize("key", ["linear", "bridge_builder", "boulware", "conceder"])
def test_time_dependent_strategies_let_all_go_when_time_is_up(key: str) -> None:
    assert target(key, pressure=1.0) == 1.0


def test_the_exponent_says_how_late_a_boulware_lets_go() -> None:
    assert target("boulware", exponent=2) == 0.25


@pytest.mark.parametrize(("session", "aims"), [(0, 0.1), (1, 0.4), (2, 0.6), (9, 0.6)])
def test_a_script_is_followed_and_its_last_word_holds_on(session: int, aims: float) -> None:
    assert target("scripted", session=session, give=[0.1, 0.4, 0.6]) == aims


def test_whoever_knows_nobody_reciprocates_one_pace() -> None:
    cohort = Cohort(
        rows=np.array([0]),
        session=0,
        pressure=np.array([[1.0]]),
        give=np.array([[0.0, 0.9]]),
        known=np.array([[[1.0, 0.0]]]),
        mates=np.zeros((1, 1, 2)),
        pace=0.15,
    )
    assert STRATEGIES.create("reciprocal").target(cohort)[0, 0] == 0.15
    assert STRATEGIES.create("follow_bloc").target(cohort)[0, 0] == 1.0


def test_only_those_that_hold_or_obstruct_never_trade() -> None:
    assert {cls.info.key for cls in STRATEGIES if cls.holds} == {"hold", "obstructor"}
    assert {cls.info.key for cls in STRATEGIES if cls.refuses} == {"obstructor"}
    assert {cls.info.key for cls in STRATEGIES if cls.bridges} == {"bridge_builder"}
    assert {cls.info.key for cls in STRATEGIES if cls.follows} == {"follow_bloc"}
