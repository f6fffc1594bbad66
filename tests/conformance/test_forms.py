"""Every parameter of the form has a neutral value, at which its effect is gone, and moves nothing but its effect.

That all neutral values together give the conference without these forms is held by the fingerprints of the shipped
cases at neutral values (`tests/fingerprints`).
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation.arrays import ATOL, FloatArray, IntArray
from simulation.engine.batch import prepare
from simulation.protocols.conference.conference import Conference
from simulation.protocols.registry import PROTOCOLS
from simulation.protocols.room import Room, Turn
from simulation.scenario.schema import Scenario
from simulation.state.negotiation import NegotiationState
from simulation.state.tableau import VAGUE
from tests.extent import at_a_desk
from tests.small_cases import BY_HAND, SAY, Data, cases, data, delegation, general, issue, options, play

TIGHT = 1e-9
SEED = st.integers(0, 1000)


class Session(NamedTuple):
    """A session that was played: the state before it, what happened, and the room after it."""

    before: NegotiationState
    turn: Turn
    room: Room


def _places(now: Session) -> int:
    """Return how many clauses can be open in a session."""
    played = PROTOCOLS.create("conference", now.room.tableau.scenario.protocol.model_extra or {})
    assert isinstance(played, Conference)
    return played.clock.places(now.room)


def _time_is_felt_as_it_is(now: Session) -> bool:
    # At lead 3 and work 1, as drawn below.
    still_open, places = (~now.before.is_clean).sum(axis=1), _places(now)
    ratio = np.maximum(still_open / places, 3.0) / now.before.sessions_left
    return bool((np.abs(now.turn.pressure - np.minimum(1.0, ratio)) < TIGHT).all())


def _capital_answers_at_once(now: Session) -> bool:
    still_open, places = (~now.before.is_clean).sum(axis=1), _places(now)
    ratio = np.minimum(1.0, still_open / places / now.before.sessions_left)
    return bool((np.abs(now.turn.pressure - ratio**2) < TIGHT).all())


def _all_issues_open_alike(now: Session) -> bool:
    state = now.room.state
    return np.array_equal(state.ease, np.broadcast_to(state.give[..., None], state.ease.shape))


def _nobody_waits(now: Session) -> bool:
    turn = now.turn
    asked = now.room.state.gain - turn.aspiration[..., None] + turn.credit[..., None, None]
    return bool((np.abs(turn.own_margin - asked) < TIGHT).all())


def _nobody_is_repaid(now: Session) -> bool:
    return bool((now.turn.asked == now.turn.aspiration[..., None]).all())


def _no_group_is_vague(now: Session) -> bool:
    # More readings are needed than any case below has sessions.
    tableau = now.room.tableau
    return not (now.room.state.written & tableau.drafted & (tableau.option_kind == VAGUE)).any()


def _the_chair_waits_to_the_end(now: Session) -> bool:
    # More sessions are needed than any case below has.
    return not (now.turn.chair_text[~now.turn.last] >= 0).any()


def _joins(now: Session, apart: float | None = None) -> IntArray:
    """Return how everybody would stand to the document if it ended now, `[A]`."""
    protocol = prepare(now.room.tableau.scenario).protocol
    assert isinstance(protocol, Conference)
    adopt = protocol.adopt if apart is None else replace(protocol.adopt, apart=apart)
    joins: IntArray = adopt.result(now.room, protocol.signal).joins[0]
    return joins


def _only_statements_on_everything_set_apart(now: Session) -> bool:
    with_statements = _joins(now, apart=2.0) != _joins(now)
    matters = now.room.state.salience[0] > ATOL
    return bool((now.room.state.stated[0] | ~matters)[with_statements].all())


def _support(now: Session) -> FloatArray:
    """Return the support the chair believes each option to have, less its taste, option by option, `[I, O]`."""
    room, turn = now.room, now.turn
    could, unknown = turn.could[0].astype(np.float64), room.state.chair_unknown[0, :, None, None]
    believed = could + unknown * (room.state.guess[0] - could)
    holders = room.tableau.decide
    support = believed[holders].mean(axis=0) if holders.any() else np.zeros(believed.shape[1:])
    away = np.nan_to_num(np.abs(room.setting.ladder.position - room.tableau.chair_ideal[0, :, None]))
    found: FloatArray = support - (1.0 - room.tableau.scenario.chair.impartiality) * away
    return np.where(turn.admissible[0], found, -np.inf)


def _the_chair_takes_the_likeliest(now: Session) -> bool:
    text, support = now.turn.chair_text[0], _support(now)
    return all(support[q, text[q]] >= support[q].max() - 2 * ATOL for q in np.flatnonzero(text >= 0))


class Form(NamedTuple):
    """A parameter, the value at which its effect is gone, one at which it has one, and what it alone moves at first."""

    mechanism: str
    neutral: float
    at_work: float
    gone: Callable[[Session], bool]
    moves: set[str]
    is_drawn_with_forms: bool = False
    """Its effect is gone too where everything that came later is as by default."""


FORMS: Final[dict[str, Form]] = {
    "urgency": Form("clock", 1.0, 2.0, _time_is_felt_as_it_is, {"pressure", "endgame"}),
    "lead": Form("clock", 0.0, 3.0, _capital_answers_at_once, {"pressure"}),
    "priority": Form(
        "concede", 0.0, 1.0, _all_issues_open_alike, {"ease", "aspiration", "asked", "own_margin"}
    ),
    "premium": Form("concede", 0.0, 0.25, _nobody_waits, {"own_margin"}),
    "worth": Form("goodwill", 0.0, 1.0, _nobody_is_repaid, {"asked", "own_margin"}, is_drawn_with_forms=True),
    "vaguer": Form("draft", 20, 2, _no_group_is_vague, {"drafted"}, is_drawn_with_forms=True),
    "patience": Form(
        "chair_text", 10, 2, _the_chair_waits_to_the_end, {"chair_text"}, is_drawn_with_forms=True
    ),
    "apart": Form(
        "adopt", 1.0, 0.25, _only_statements_on_everything_set_apart, {"joins"}, is_drawn_with_forms=True
    ),
    "edit_price": Form("values", 0.0, 0.05, _the_chair_takes_the_likeliest, {"chair_text"}),
}
OF_THE_TURN: Final = ("pressure", "endgame", "aspiration", "asked", "own_margin", "drafted", "chair_text")
OF_THE_STATE: Final = ("give", "ease", "traded", "trust", "chair_unknown", "ideal", "salience", "gain")


def _lively(**values: Data) -> Data:
    """Return a case in which every form has something to do; a small pace keeps give out of what it moves at first."""
    choices = [*options(0.0, 0.25, 0.5, 0.75, 1.0, vague=0.5), general(0.5)]
    issues = [issue(f"q{k}", choices=choices) for k in range(4)]
    rows = [
        delegation("d0", 0.1, 0.3, 0.2, 0.4, salience=(1.0, 0.2, 0.5, 0.1), red_line=0.75, rights=SAY),
        delegation("d1", 0.3, 0.2, 0.4, 0.3, salience=(0.1, 0.8, 0.2, 0.9), red_line=0.75, rights=SAY),
        delegation("d2", 0.8, 0.9, 0.7, 0.6, salience=(0.2, 1.0, 0.3, 0.6), red_line=0.75, rights=SAY),
        delegation("d3", 0.9, 0.7, 0.8, 0.8, salience=(0.9, 0.1, 0.8, 0.2), red_line=0.75, rights=SAY),
    ]
    if "goodwill" in values:
        rows[0]["strategy"] = {"key": "hold"}  # where all go with the clock, nobody is repaid or waits
    neutral: Data = {
        "clock": BY_HAND["clock"] | {"floor": 2, "work": 1.0},
        "concede": BY_HAND["concede"] | {"pace": 0.05},
        "chair_text": {"patience": 2},
        "values": {"edit_price": 0.0},
        "goodwill": {"worth": 0.0, "attention": 1.0},
        "draft": {"vaguer": 20},
        "adopt": {},
        # Of what comes of statements nothing is to be seen without any.
        "signal": {"isolation": 0.3 if "adopt" in values else 0.1},
    }
    protocol = {key: neutral[key] | values.get(key, {}) for key in neutral}
    powers = {"powers": ["text", "groups"]}
    return data(rows, issues=issues, protocol=protocol, sessions=8, drafting=True, chair=powers)


def _moved_first(one: Data, other: Data, seed: int) -> set[str]:
    """Return what differs in the first session in which anything does."""
    pairs = zip(*(play(Scenario.model_validate(drawn), seed=seed) for drawn in (one, other)), strict=False)
    for a, b in ((Session(*now) for now in pair) for pair in pairs):
        moved = {k for k in OF_THE_TURN if not np.array_equal(getattr(a.turn, k), getattr(b.turn, k))}
        states = a.room.state, b.room.state
        moved |= {k for k in OF_THE_STATE if not np.array_equal(*(getattr(state, k) for state in states))}
        if not moved and a.room.state.is_over[0] and not np.array_equal(_joins(a), _joins(b)):
            moved = {"joins"}
        if moved:
            return moved
    return set()


@pytest.mark.parametrize("name", at_a_desk([*FORMS][::3], FORMS))
@settings(max_examples=15)
@given(source=st.data(), seed=SEED)
def test_a_form_at_its_neutral_value_has_no_effect(name: str, source: st.DataObject, seed: int) -> None:
    form = FORMS[name]
    drawn = source.draw(cases(forms=form.is_drawn_with_forms))
    chosen = drawn["protocol"].get(form.mechanism) or {}
    drawn["protocol"] |= {form.mechanism: chosen | {name: form.neutral}}
    assert all(form.gone(Session(*now)) for now in play(Scenario.model_validate(drawn), seed=seed))


@pytest.mark.parametrize("name", FORMS)
def test_a_form_at_work_has_an_effect_and_moves_nothing_else_before(name: str) -> None:
    form = FORMS[name]
    neutral, at_work = (_lively(**{form.mechanism: {name: value}}) for value in (form.neutral, form.at_work))
    moved = [_moved_first(neutral, at_work, seed) for seed in range(4)]
    assert moved == [form.moves] * 4
    assert not all(form.gone(Session(*now)) for now in play(Scenario.model_validate(at_work), seed=1))
