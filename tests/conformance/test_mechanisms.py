"""Every mechanism of the conference has a switch, and the switch takes away its effect and nothing else."""

from collections.abc import Callable
from dataclasses import fields
from typing import Final, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.engine.batch import prepare
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.conference.signal import SILENT, STATEMENT
from simulation.protocols.room import Room, Turn
from simulation.scenario.schema import Scenario
from simulation.state.negotiation import NegotiationState
from tests.extent import at_a_desk
from tests.small_cases import SAY, Data, cases, data, delegation, issue, options, play


class Session(NamedTuple):
    """A session that was played: the state before it, what happened, and the room after it."""

    before: NegotiationState
    turn: Turn
    room: Room


def _as_listed(now: Session) -> bool:
    waits = 2 * now.before.is_clean[0] + ~now.turn.called[0]
    urgency = now.before.readings[0] + 1000 * waits
    places = now.turn.opened.shape[1]
    return bool((now.turn.opened[0] == np.argsort(urgency, kind="stable")[:places]).all())


def _usual(now: Session) -> int:
    given = (now.room.tableau.scenario.protocol.model_extra or {}).get("clock", {})
    return int(given.get("floor", 2)) if isinstance(given, dict) else 2


def _nobody_talks(now: Session) -> bool:
    before, after = now.before, now.room.state
    kept = ("unknown", "chair_unknown") if after.extended[0] else ("unknown", "chair_unknown", "trust")
    same = all(np.array_equal(getattr(before, name), getattr(after, name)) for name in kept)
    return same and not (now.turn.partner >= 0).any()


def _only_the_table(now: Session) -> bool:
    places, opened = np.arange(now.turn.on_floor.shape[2]), now.turn.opened[0]
    table = now.before.table[0, opened][:, None] == places
    chairs = now.turn.chair_text[0, opened][:, None] == places
    return not (now.turn.on_floor[0] & ~table & ~chairs).any()


def _nobody_folds(now: Session) -> bool:
    folds = (SILENT, STATEMENT)
    return not (np.isin(now.room.state.closing_signal, folds).any() or np.isin(now.turn.signal, folds).any())


def _all_that_is_clean(now: Session) -> bool:
    room = now.room
    if not room.state.is_over[0] or room.setting.forum.leftover == "fail":
        return True
    clean = np.where(room.state.is_clean, room.state.table, -1)
    result = prepare(room.tableau.scenario).protocol.close(room)
    return np.array_equal(result.option, clean)


GONE: Final[dict[str, Callable[[Session], bool]]] = {
    "clock": lambda now: bool(now.turn.pressure[0] == 1.0 and not now.room.state.extended[0]),
    "programme": lambda now: bool(now.turn.called.all() and now.turn.opened.shape[1] <= _usual(now)),
    "agenda": _as_listed,
    "concede": lambda now: not now.room.state.give.any(),
    "goodwill": lambda now: bool((now.turn.asked == now.turn.aspiration[..., None]).all()),
    "caucus": lambda now: now.room.setting.blocs is None,
    "consult": _nobody_talks,
    "trade": lambda now: not now.room.state.traded.any() and not (now.turn.trade_give >= 0).any(),
    "persuade": lambda now: np.array_equal(now.room.state.ideal, now.room.tableau.ideal),
    "coalesce": lambda now: not (now.room.state.platform >= 0).any(),
    "draft": lambda now: not (now.turn.drafted >= 0).any(),
    "propose": _only_the_table,
    "chair_text": lambda now: not (now.turn.chair_text >= 0).any() and not (now.turn.closed_by == 1).any(),
    "signal": _nobody_folds,
    "decide": lambda now: not (now.turn.closed_by == 0).any(),
    "package": lambda now: not (now.turn.closed_by > 0).any() and not (now.turn.bridge_by >= 0).any(),
    "adopt": _all_that_is_clean,
}
"""What is so in every session when the mechanism is off."""

MECHANISMS = [
    field.name for field in fields(Conference) if isinstance(getattr(Conference(), field.name), Mechanism)
]
"""In the order of the dataclass."""


def _lively() -> Data:
    """Return a case in which every mechanism has something to do."""
    choices = options(0.0, 0.25, 0.5, 0.75, 1.0, vague=0.5)
    choices.append({"key": "unwritten", "label": "unwritten", "position": 0.375, "drafted": True})
    issues = [issue(f"q{k}", choices=choices, draft="o4") for k in range(4)]
    spread = [
        ((0.1, 0.3, 0.2, 0.4), (1.0, 0.2, 0.5, 0.1)),
        ((0.3, 0.2, 0.4, 0.3), (0.1, 0.8, 0.2, 0.9)),
        ((0.8, 0.9, 0.7, 0.6), (0.2, 1.0, 0.3, 0.6)),
        ((0.9, 0.7, 0.8, 0.8), (0.9, 0.1, 0.8, 0.2)),
        ((0.5, 0.5, 0.5, 0.5), (0.5, 0.5, 0.5, 0.5)),
    ]
    rows = [
        delegation(f"d{k}", *places, salience=weights, red_line=0.75, rights=SAY, blocs=["b0"] * (k < 2))
        for k, (places, weights) in enumerate(spread)
    ]
    rows[4]["strategy"] = {"key": "bridge_builder"}
    rows.append(delegation("p", *[1.0] * 4, rights={"persuade": True}))
    return data(
        rows,
        issues=issues,
        protocol={"clock": {"floor": 2, "extend": 1}, "persuade": {"strength": 0.2}},
        sessions=8,
        drafting=True,
        blocs=[{"key": "b0", "name": "b0"}],
        chair={"powers": ["agenda", "groups", "text", "extend"]},
    )


def _regretted() -> Data:
    """Return a case in which all like every clause and nobody wants a document."""
    return data([delegation(f"d{k}", 0.75, reservation=1.0) for k in range(2)])


def _is_gone(drawn: Data, mechanism: str, seed: int) -> bool:
    played = play(Scenario.model_validate(drawn), seed=seed)
    return all(GONE[mechanism](Session(*session)) for session in played)


def _without(drawn: Data, mechanism: str) -> Data:
    others = {"coalesce": False} if mechanism == "consult" else {}
    return drawn | {"protocol": drawn["protocol"] | others | {mechanism: False}}


def test_every_mechanism_says_what_is_gone_without_it() -> None:
    assert sorted(GONE) == sorted(MECHANISMS)


@pytest.mark.parametrize("mechanism", at_a_desk(MECHANISMS[::3], MECHANISMS))
@settings(max_examples=10)
@given(drawn=cases(forms=True), seed=st.integers(0, 1000))
def test_a_mechanism_switched_off_has_no_effect(mechanism: str, drawn: Data, seed: int) -> None:
    assert _is_gone(_without(drawn, mechanism), mechanism, seed)


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_a_mechanism_switched_on_has_an_effect(mechanism: str) -> None:
    drawn = _regretted() if mechanism == "adopt" else _lively()
    if mechanism in {"programme", "goodwill"}:  # which small cases have off
        drawn["protocol"][mechanism] = True
    if mechanism == "goodwill":  # where all go with the clock, nobody is repaid or waits
        drawn["delegations"][0]["strategy"] = {"key": "hold"}
    assert not all(_is_gone(drawn, mechanism, seed) for seed in range(8))
