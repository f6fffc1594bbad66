"""How quickly capitals answer: each at a pace of its own, that lasts."""

import numpy as np
import pytest

from simulation.arrays import FloatArray
from simulation.engine.batch import prepare
from simulation.engine.round import play_round
from simulation.protocols.room import Room
from tests.small_cases import BY_HAND, PLAIN, Data, case, delegation

OPEN: Data = PLAIN | BY_HAND | {"clock": False}
"""Time presses fully from the start, so everybody releases in a session what its capital can."""


def played(
    unevenness: float, *, pace: float = 0.2, seats: int = 12, seed: int = 1, sessions: int = 1, **rules: Data
) -> Room:
    """Return eight replications of a room that cannot agree, after as many sessions."""
    rows = [delegation(f"d{k}", k % 2, red_line=0.1, strategy={"key": "linear"}) for k in range(seats)]
    concede = BY_HAND["concede"] | {"pace": pace, "unevenness": unevenness}
    small = case(rows, protocol=OPEN | {"concede": concede} | rules, sessions=10)
    negotiation = prepare(small)
    room = negotiation.open(seed, range(8))
    for _ in range(sessions):
        play_round(small, negotiation.protocol, room)
    return room


def given(unevenness: float, **how: object) -> FloatArray:
    """Return what everybody has released, `[R, A]`."""
    found: FloatArray = played(unevenness, **how).state.give  # type: ignore[arg-type] # by name
    return found


@pytest.mark.parametrize("unevenness", [0.25, 0.5, 1.0])
def test_capitals_answer_by_as_much_quicker_and_slower_than_the_mean_as_they_are_uneven(
    unevenness: float,
) -> None:
    paces = given(unevenness) / 0.2
    assert paces.min() >= 1 - unevenness
    assert paces.max() <= 1 + unevenness
    # Of 96 draws some lie in the outer tenth at either end.
    assert paces.min() < 1 - 0.9 * unevenness
    assert paces.max() > 1 + 0.9 * unevenness
    assert paces.mean() == pytest.approx(1, abs=0.1 * unevenness)


def test_where_capitals_are_even_all_answer_alike() -> None:
    assert (given(0.0) == 0.2).all()


def test_each_delegation_in_each_replication_has_a_capital_of_its_own() -> None:
    assert len(np.unique(given(0.5))) == 8 * 12


def test_a_capital_answers_as_quickly_in_the_next_session() -> None:
    np.testing.assert_allclose(given(0.5, sessions=3), 3 * given(0.5), atol=1e-12)


@pytest.mark.parametrize(
    "rules",
    [{"signal": {"isolation": 0.0}}, {"consult": {"learn": 0.9}}, {"coalesce": {"veto": 0.0}}],
    ids=str,
)
def test_two_variants_of_a_case_have_the_same_capitals(rules: Data) -> None:
    np.testing.assert_array_equal(given(0.5, **rules), given(0.5))


def test_another_seed_has_other_capitals() -> None:
    assert (given(0.5, seed=2) != given(0.5)).all()


def test_a_late_seat_changes_nobody_elses_capital() -> None:
    np.testing.assert_array_equal(given(0.5, seats=13)[:, :12], given(0.5))


def test_nobody_releases_more_than_all() -> None:
    assert (given(0.5, pace=0.9, sessions=3) == 1.0).all()
