"""What a seat can believe of the others: the case without their secrets, these drawn again to fit what was said."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.engine.simulate import MAX_SEED
from simulation.live import SeatView
from simulation.live.informed import inform
from simulation.live.request import Told
from simulation.live.seen import Neighbour
from simulation.preferences.values import eased
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.persuade import revalue
from simulation.protocols.people import ACCEPTED
from simulation.protocols.registry import PROTOCOLS
from simulation.protocols.result import SIGNALS
from simulation.protocols.room import Room
from simulation.rng import Streams
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Brief, Chair, Delegation, Mandate, Scenario, Uniform
from simulation.state.compile import compile_scenario
from simulation.state.instructions import centre
from simulation.state.tableau import Tableau

__all__ = ["believed_room", "public_case"]

_SALIENCE: Final = Uniform(low=0.2, high=1.0)
_HALF_WIDTH: Final = Uniform(low=0.3, high=1.0)
_FLEXIBILITY: Final = Uniform(low=0.5, high=1.0)
_RESERVATION: Final = Uniform(low=-0.3, high=0.0)
"""What is believed of anybody's instructions before anything is heard (judgement: as wide as cases make them; red lines
from the narrow ones of a training to none at all)."""
_CARES: Final = Uniform(low=0.85, high=1.0)
_SPARES: Final = Uniform(low=0.05, high=0.3)
"""The same of the issues that a delegation has named as mattering most to it, or as one of two that may, and least."""
_ALIKE: Final = 0.6
"""The same of all issues where it said that they matter alike: how much that is, changes nothing."""
_MAYBE: Final = 0.5
"""How many signals a refusal in a talk weighs: near its limit a delegation may refuse what it could live with."""
_DOUBT: Final = 2.0
"""How much less likely instructions become with each signal that they cannot explain: by a factor of e to this."""
_CROSSED: Final = 2.0
"""How many such signals one weighs that would have crossed a red line."""


def public_case(case: Scenario, view: SeatView) -> Scenario:
    """Return the case as a seat knows it: its own instructions, and of the others what is public.

    Left out are red lines, saliences, flexibility, no-deal values, fallbacks, strategies, reasons, confidential briefs,
    the chair's taste, what capitals will send, and the notes for trainers. What a delegation told the seat in a talk is
    used.
    """
    by_key = {other.key: other for other in view.others}
    delegations = tuple(
        _own(item, view) if item.key == view.own.key else _seen(item, case, by_key.get(item.key))
        for item in case.delegations
    )
    return case.model_copy(
        update={
            "delegations": delegations,
            "blocs": tuple(
                bloc.model_copy(update={"discipline": None, "line": {}, "salience": None, "rationale": ""})
                for bloc in case.blocs
            ),
            "chair": Chair(name=case.chair.name, powers=case.chair.powers),
            "events": (),
            "notes": "",
            "trainer_notes": "",
            "sessions": max(view.sessions, 1),
        }
    )


def _own(item: Delegation, view: SeatView) -> Delegation:
    """Return the seat's own delegation with its numbers as they are now."""
    highest = max((issue.salience for issue in view.issues), default=1.0) or 1.0
    mandate = {
        issue.key: Mandate(
            position=min(max(issue.ideal, issue.red_line[0]), issue.red_line[1]),
            salience=issue.salience / highest,
            red_line=issue.red_line,
            acceptable=item.mandate[issue.key].acceptable if issue.key in item.mandate else None,
            flexibility=_plain(item, issue.key),
        )
        for issue in view.issues
    }
    return item.model_copy(update={"mandate": mandate, "reservation": view.own.no_deal, "brief": Brief()})


def _plain(item: Delegation, issue: str) -> float:
    """Return the middle of the seat's own flexibility on an issue."""
    own = item.mandate.get(issue)
    return centre(own.flexibility if own is not None and own.flexibility is not None else item.flexibility)


def _seen(item: Delegation, case: Scenario, other: Neighbour | None) -> Delegation:
    """Return a delegation of which only what is public is known; an observer stays one."""
    told = None if other is None else other.told
    mandate = {
        issue.key: Mandate(
            position=0.5 if other is None else other.opening[issue.key],
            salience=_salience(issue.key, told),
            red_line=_HALF_WIDTH,
        )
        for issue in case.issues
    }
    return Delegation(
        key=item.key,
        name=item.name,
        kind=item.kind,
        seat=item.seat,
        standing=item.standing,
        rights=item.rights,
        blocs=item.blocs,
        capability=item.capability if other is None else other.capability,
        salience=_SALIENCE,
        flexibility=_FLEXIBILITY,
        reservation=_RESERVATION,
        mandate=mandate,
    )


def _salience(issue: str, told: Told | None) -> Uniform | float:
    if told is None:
        return _SALIENCE
    if told.alike:
        return _ALIKE
    if issue in told.cares:
        return _CARES
    return _SPARES if issue == told.spares else _SALIENCE


def believed_room(case: Scenario, view: SeatView, *, replications: Sequence[int]) -> tuple[Conference, Room]:
    """Return the protocol and a room of many futures that all fit what a seat knows, before the session it is in.

    Everybody's instructions are drawn from what is believed of anybody; of each delegation, drawings that explain what
    it said so far are kept more often than others. Nothing of the case's secrets is read. All chance is of a
    seed of its own, made of that of the game: no replication of it is one that the game itself can be.
    """
    seed = int(Streams(view.seed).generator("forecast", 0).integers(MAX_SEED, endpoint=True))
    known = public_case(case, view)
    protocol = PROTOCOLS.create(known.protocol.key, known.protocol.model_extra or {})
    if not isinstance(protocol, Conference):
        raise TypeError("only a conference asks people, and only people have a view")
    forum = resolve_forum(known)
    tableau = compile_scenario(known, protocol.defaults).draw(seed, replications)
    room = protocol.open(tableau, forum)
    _put(room, view, protocol)
    kept = _kept(room, view, seed)
    room = protocol.open(_picked(tableau, kept), forum)
    _put(room, view, protocol)
    return protocol, room


def _picked(tableau: Tableau, kept: IntArray) -> Tableau:
    """Return a tableau in which each delegation has the instructions of the drawing that is kept, `[R, A]`."""
    seats = np.arange(tableau.n_delegations)

    def pick(values: FloatArray) -> FloatArray:
        picked: FloatArray = values[kept, seats]
        return picked

    return replace(
        tableau,
        ideal=pick(tableau.ideal),
        salience=pick(tableau.salience),
        given_salience=pick(tableau.given_salience),
        red_low=pick(tableau.red_low),
        red_high=pick(tableau.red_high),
        flexibility=pick(tableau.flexibility),
        failure_cost=pick(tableau.failure_cost),
    )


def _put(room: Room, view: SeatView, protocol: Conference) -> None:
    """Put the room where the seat sees it: table, brackets, coalitions, sessions, and what it thinks was released."""
    state, keys = room.state, list(view.delegations)
    r = len(room.rows)
    options = [[option.key for option in issue.options] for issue in view.issues]
    table = [next(o for o, option in enumerate(issue.options) if option.on_table) for issue in view.issues]
    state.session = view.session - 1
    state.deadline = np.full(r, view.sessions)
    state.table = np.tile(np.array(table), (r, 1))
    state.is_clean = np.tile(np.array([not issue.is_open for issue in view.issues]), (r, 1))
    state.readings = np.tile(np.array([issue.readings for issue in view.issues]), (r, 1))
    closed = [view.closed.get(issue.key, 0) - 1 for issue in view.issues]
    state.closed_at = np.tile(np.array(closed), (r, 1))
    state.waited = np.tile(np.array([issue.waited for issue in view.issues]), (r, 1))
    platform, objects = state.platform.copy(), state.objects.copy()
    for place, issue in enumerate(view.issues):
        for option in issue.options:
            for holder in option.holders:
                platform[:, keys.index(holder), place] = options[place].index(option.key)
        for holder in issue.brackets:
            objects[:, keys.index(holder), place] = True
    state.platform, state.objects = platform, objects
    state.written = _written(room, view)
    own = keys.index(view.own.key)
    give = np.full(state.give.shape, _released(view, protocol))
    give[:, own] = view.own.released
    state.give, state.punctual = give, give.copy()
    state.called = np.tile(np.array([issue.is_called for issue in view.issues]), (r, 1))
    ready = np.maximum(give[..., None], protocol.calendar.ready(room)[:, None])
    state.ease = eased(ready, state.salience, protocol.concede.priority) * state.called[:, None]
    trust = state.trust.copy()
    for other in view.others:
        trust[:, own, keys.index(other.key)] = other.trust
    state.trust = trust
    _acquaint(room, view, protocol)
    revalue(room)


def _written(room: Room, view: SeatView) -> BoolArray:
    """Return which wordings are there to be put, `[R, I, O]`: everybody sees what a drafting group has written."""
    written = room.state.written.copy()
    for place, issue in enumerate(view.issues):
        seen = [option.is_written for option in issue.options]
        written[:, place, : len(seen)] |= np.array(seen)
    return written


def _released(view: SeatView, protocol: Conference) -> float:
    """Return what a delegation in step with the clock has released by now: what the seat thinks of the others."""
    given, clock = 0.0, protocol.clock
    for session in range(1, view.session):
        still_open = sum(view.closed.get(issue.key, view.session) >= session for issue in view.issues)
        needed = max(still_open * clock.work / min(clock.floor, len(view.issues)), clock.lead)
        pressure = min(1.0, needed / max(view.sessions - session + 1, 1)) ** clock.urgency
        pressure = pressure if clock.enabled else 1.0
        given += float(np.clip(pressure - given, 0.0, protocol.concede.pace))
    return min(given, 1.0)


def _acquaint(room: Room, view: SeatView, protocol: Conference) -> None:
    """Let everybody know everybody as well as the level and the talks so far make likely."""
    people = [view.own.key, *(other.key for other in view.others if other.is_person)]
    inform(room, level=view.level, seats=people)
    consult = protocol.consult
    others = max(len(view.others), 1)
    a_session = consult.learn * min(1.0, 2.0 * consult.talks / others)
    left = (1.0 - a_session) ** (view.session - 1)
    room.state.unknown = room.state.unknown * left
    met = min(1.0, consult.chair_talks / (others + 1))
    room.state.chair_unknown = room.state.chair_unknown * (1.0 - consult.learn * met) ** (view.session - 1)


def _kept(room: Room, view: SeatView, seed: int) -> IntArray:
    """Return which drawing each delegation keeps in each future, `[R, A]`: the better it explains what was said."""
    r, a = room.state.give.shape
    kept = np.tile(np.arange(r)[:, None], (1, a))
    misfit = _misfit(room, view)
    marks: FloatArray = np.asarray(Streams(seed).generator("room", 0).random(a))
    own = view.delegations.index(view.own.key)
    for row in range(a):
        if row == own or not misfit[:, row].any():
            continue
        weight = np.exp(-_DOUBT * (misfit[:, row] - misfit[:, row].min()))
        upto = np.cumsum(weight) / weight.sum()
        points = (np.arange(r) + marks[row]) / r  # systematic resampling
        kept[:, row] = np.minimum(np.searchsorted(upto, points), r - 1)
    return kept


def _misfit(room: Room, view: SeatView) -> FloatArray:
    """Return how many signals and answers the drawn instructions of each delegation cannot explain, `[R, A]`."""
    state, keys = room.state, list(view.delegations)
    share = np.minimum(1.0, state.flexibility * state.ease)
    asked = state.hope - share * (state.hope - state.limit)
    could = (state.gain >= asked[..., None] - ATOL) & ~state.is_red
    issues = [issue.key for issue in view.issues]
    options = [[option.key for option in issue.options] for issue in view.issues]
    misfit = np.zeros(state.give.shape)
    for other in view.others:
        row = keys.index(other.key)
        for (issue_key, option_key), signal in other.signals.items():
            issue = issues.index(issue_key)
            at = (slice(None), row, issue, options[issue].index(option_key))
            if SIGNALS.index(signal) <= ACCEPTED:
                misfit[:, row] += _CROSSED * state.is_red[at] + ~could[at]
            elif signal == "formal_object":
                misfit[:, row] += could[at]
            else:
                misfit[:, row] += _CROSSED * state.is_red[at]
        for answer in () if other.told is None else other.told.answers:
            if answer.says == "evades":
                continue
            issue = issues.index(answer.issue)
            at = (slice(None), row, issue, options[issue].index(answer.option))
            if answer.says == "yes":
                misfit[:, row] += _CROSSED * state.is_red[at] + ~could[at]
            elif answer.session >= view.session - 1:  # what was too little then may be enough today
                misfit[:, row] += _MAYBE * could[at]
    return misfit
