"""What time and readiness do to delegations in every session, whatever the case."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulation.engine.batch import prepare
from simulation.protocols.conference.conference import Conference
from simulation.scenario.schema import Scenario
from tests.small_cases import PLAIN, Data, case, cases, delegation, issue, play

TIGHT = 1e-9
SEED = st.integers(0, 1000)
quick = settings(max_examples=18)


def _clock(clauses: int, left: int, lead: float = 3.0) -> tuple[float, float]:
    """Return pressure and endgame before the first session, one clause read in each."""
    small = case(
        [delegation("d0", *[0.5] * clauses)],
        issues=[issue(f"q{place}") for place in range(clauses)],
        protocol=PLAIN | {"clock": {"floor": 1, "lead": lead}},
        sessions=left,
    )
    negotiation = prepare(small)
    assert isinstance(negotiation.protocol, Conference)
    clock, room = negotiation.protocol.clock, negotiation.open(1, [0])
    return float(clock.pressure(room)[0]), float(clock.endgame(room)[0])


@given(clauses=st.integers(1, 6), left=st.integers(1, 12), factor=st.integers(2, 5))
@settings(max_examples=15)
def test_the_endgame_stays_the_same_when_clauses_and_sessions_are_both_multiplied(
    clauses: int, left: int, factor: int
) -> None:
    _, once = _clock(clauses, left)
    assert abs(once - min(1.0, clauses / left) ** 2) < TIGHT
    assert abs(once - _clock(factor * clauses, factor * left)[1]) < TIGHT


@given(clauses=st.integers(3, 6), left=st.integers(1, 12), factor=st.integers(2, 5))
@settings(max_examples=15)
def test_where_reading_takes_longer_than_hearing_from_capital_pressure_stays_the_same_too(
    clauses: int, left: int, factor: int
) -> None:
    once, endgame = _clock(clauses, left)
    assert once == endgame
    assert abs(once - _clock(factor * clauses, factor * left)[0]) < TIGHT


@given(clauses=st.integers(1, 6), left=st.integers(1, 12), factor=st.integers(2, 3))
@settings(max_examples=15)
def test_pressure_stays_the_same_when_clauses_sessions_and_lead_are_all_multiplied(
    clauses: int, left: int, factor: int
) -> None:
    once, endgame = _clock(clauses, left)
    assert abs(once - min(1.0, max(3, clauses) / left) ** 2) < TIGHT
    assert abs(once - _clock(factor * clauses, factor * left, lead=3.0 * factor)[0]) < TIGHT
    assert once >= endgame


@given(drawn=cases(protocol={"clock": {"floor": 1}}), seed=SEED)
@quick
def test_pressure_knows_only_open_clauses_and_sessions_left(drawn: Data, seed: int) -> None:
    for before, turn, _ in play(Scenario.model_validate(drawn), seed=seed):
        still_open, left = int((~before.is_clean[0]).sum()), int(before.sessions_left[0])
        assert abs(turn.pressure[0] - min(1.0, max(still_open, 3) / left) ** 2) < TIGHT
        assert abs(turn.endgame[0] - min(1.0, still_open / left) ** 2) < TIGHT


@quick
@given(drawn=cases(), seed=SEED)
def test_in_the_last_session_waiting_is_worth_nothing_however_little_is_open(drawn: Data, seed: int) -> None:
    for before, turn, _ in play(Scenario.model_validate(drawn), seed=seed):
        if before.sessions_left[0] == 1:
            assert turn.endgame[0] == 1.0


@quick
@given(drawn=cases(), seed=SEED)
def test_what_readiness_opens_stays_within_the_unit_and_never_falls_without_new_instructions(
    drawn: Data, seed: int
) -> None:
    for before, _, room in play(Scenario.model_validate(drawn), seed=seed):
        ease = room.state.ease
        assert ease.min() >= 0
        assert ease.max() <= 1
        assert (ease >= before.ease).all()
        assert (ease[room.state.give == 1.0] == 1.0).all()


@quick
@given(drawn=cases(), seed=SEED)
def test_of_two_issues_the_one_that_matters_more_is_let_go_of_later(drawn: Data, seed: int) -> None:
    for _, _, room in play(Scenario.model_validate(drawn), seed=seed):
        ease, salience = room.state.ease[0], room.state.salience[0]
        matters_more = salience[:, :, None] > salience[:, None]
        assert (ease[:, :, None] <= ease[:, None])[matters_more].all()


@quick
@given(drawn=cases(), seed=SEED)
def test_what_lets_a_delegation_wait_falls_on_all_but_its_best_and_never_on_that(
    drawn: Data, seed: int
) -> None:
    for _, turn, room in play(Scenario.model_validate(drawn), seed=seed):
        state = room.state
        asked = state.gain - turn.aspiration[..., None] + turn.credit[..., None, None]
        waits = asked - turn.own_margin
        best = state.gain >= state.hope[..., None] - TIGHT
        worth = 0.25 * (1 - turn.endgame[0]) * state.salience[..., None]
        assert_allclose(waits, np.where(best, 0.0, worth), atol=1e-12)
