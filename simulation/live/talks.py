"""What a delegation answers to the question of a talk: the truth, but never all of it, and less the less it trusts."""

from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray
from simulation.live import names_for_people
from simulation.live.live_state import LiveState
from simulation.live.moves import SeatMove
from simulation.live.request import Answer, Priorities, Says, Told
from simulation.protocols.people import ACCEPTED
from simulation.rng import Streams
from simulation.words import Said, said

__all__ = ["ask", "is_candid", "openness", "spoken", "trusts", "visit"]

ANSWERS_FROM: Final = 0.25
"""Below this trust nobody answers (judgement)."""
_MANNER: Final = {"easy": 0.15, "standard": 0.0, "hard": -0.15}
"""What the level adds to how openly a delegation answers: as much as six talks on full agreement (judgement)."""
_LAG: Final = 0.5
"""What openness falls by for a delegation that has released nothing where the clock would have had it release all: who
holds its line says less, who is ahead of the clock says more (judgement)."""
_NAMES: Final = 0.45
"""From this openness on, a delegation says which issue matters most to it; below, one of two (judgement)."""
_SPARES: Final = 0.6
"""From this openness on, it also says which issue matters least to it (judgement)."""
_NEAR: Final = 0.5
"""How near its limit a wording makes it careful, the nearer the more, in lengths of the axis: two rungs of a five-rung
ladder (judgement)."""
_LEAST_SALIENCE: Final = 0.25
"""No issue is taken for less than this when it is judged how near a wording is: that of `Concede`."""
_BLUFF: Final = {"easy": 0.0, "standard": 0.25, "hard": 0.5}
"""For how many evasive answers on wordings that it could just about live with there is one false no, by level
(judgement)."""


def trusts(live: LiveState, row: int, other: int) -> bool:
    """Return whether a delegation, a row, trusts a seat enough to answer it at all."""
    return bool(live.room.state.trust[0, other, row] >= ANSWERS_FROM)


def openness(live: LiveState, row: int, other: int) -> float:
    """Return how openly a delegation answers a seat, 0..1.

    Its trust in the seat; more or less by the level; and less the further it lags behind the clock with what it has
    released, which is how hard its strategy is up to now.
    """
    state = live.room.state
    ahead = float(state.give[0, other] - state.punctual[0, other])
    return float(np.clip(state.trust[0, other, row] + _MANNER[live.level] + _LAG * ahead, 0.0, 1.0))


def is_candid(live: LiveState, row: int, other: int) -> bool:
    """Return whether a delegation tells a seat in so many words what matters to it and why it turns a trade down."""
    return openness(live, row, other) >= _NAMES


def ask(
    live: LiveState, row: int, other: int, *, issue: int = -1, option: int = -1, session: int | None = None
) -> Told | None:
    """Let a delegation answer a question of a seat, and let the seat keep the answer.

    Args:
        live: The negotiation.
        row: Of the seat.
        other: Row of the delegation, a built-in agent.
        issue: An open issue that the question is about; -1: what matters most to it.
        option: The wording that it is about; -1: what it would need on the issue.
        session: In which it is said, counted from 1; None: the one that is held.

    Returns:
        What it said; None: it does not trust the seat enough, and nothing is kept.
    """
    if not trusts(live, row, other):
        return None
    now = live.session if session is None else session
    by = live.room.tableau.delegations[other]
    if issue < 0:
        told = Told(by=by, priorities=_priorities(live, row, other, now))
    else:
        if option < 0:
            option, says = _needed(live, row, other, issue)
        else:
            says = _could(live, row, other, (issue, option), now)
        key = "" if option < 0 else live.wording(issue, option).key
        answer = Answer(issue=live.topic(issue).key, option=key, says=says, session=now)
        told = Told(by=by, answers=(answer,))
    live.told[row, other] = told.after(live.told.get((row, other)))
    return told


def visit(live: LiveState, row: int, other: int, *, session: int) -> Told | None:
    """Let a delegation that sought a seat out tell it one thing: what matters most to it, then what it needs there."""
    if not live.is_open.any():
        return None
    known = live.told.get((row, other))
    named = [] if known is None else [live.issue(key) for key in known.cares]
    about = named[0] if len(named) == 1 and live.is_open[named[0]] else -1
    return ask(live, row, other, issue=about, session=session)


def spoken(live: LiveState, move: SeatMove, told: Told) -> Said:
    """Return an answer as it is said."""
    if told.priorities is not None:
        return _weighed_aloud(live, told.priorities)
    (answer,) = told.answers
    issue = live.issue(answer.issue)
    if not answer.option:
        return said("live.told.needs.evades", issue=live.topic(issue).name)
    option = names_for_people.wording(live, issue, live.option(issue, answer.option))
    return said(f"live.told.{'could' if move.option else 'needs'}.{answer.says}", option=option)


def _weighed_aloud(live: LiveState, priorities: Priorities) -> Said:
    if priorities.alike:
        return said("live.told.alike")
    names = {issue.key: issue.name for issue in live.case.issues}
    if not priorities.cares:
        return said("live.told.unsaid")
    if len(priorities.cares) > 1:
        one, other = (names[key] for key in priorities.cares)
        return said("live.told.pair", one=one, other=other)
    key = "live.told.spares" if priorities.spares else "live.told.cares"
    return said(key, cares=names[priorities.cares[0]], spares=names.get(priorities.spares, ""))


def _priorities(live: LiveState, row: int, other: int, session: int) -> Priorities:
    """Return what it says of what matters to it among what is open: the first at some openness, the last at more."""
    open_issues = np.flatnonzero(live.is_open)
    salience = live.room.state.salience[0, other, open_issues]
    order = open_issues[np.argsort(-salience, kind="stable")].tolist()
    candour = openness(live, row, other)
    is_alike = len(order) > 1 and float(np.ptp(salience)) <= ATOL
    if is_alike:
        return Priorities(alike=candour >= _NAMES, session=session)
    named = order[:1] if candour >= _NAMES else sorted(order[:2])
    spares = live.topic(order[-1]).key if candour >= _SPARES and len(order) > 1 else ""
    return Priorities(cares=tuple(live.topic(one).key for one in named), spares=spares, session=session)


def _needed(live: LiveState, row: int, other: int, issue: int) -> tuple[int, Says]:
    """Return one wording that it could live with; -1: none that it would name.

    From its best towards what it could live with nearest to where the seat seems to stand, it goes a share of the way
    on the ladder, as large as it is open, and names the wording that lies there. Nobody hears which of the two it is:
    a wording on the way, or the last that it could live with.
    """
    state = live.room.state
    can = live.turn.could[0, other, issue] & state.written[0, issue] & ~state.is_red[0, other, issue]
    there = np.flatnonzero(can)
    if not len(there):
        return -1, "evades"
    gain, place = state.gain[0, other, issue, there], live.room.setting.ladder.position[issue, there]
    best = int(gain.argmax())
    away = np.abs(place - live.followed.places[-1, row, issue])
    way = np.abs(place - place[best])
    farthest = np.lexsort((-gain, away))[0]
    short = np.abs(way - (openness(live, row, other) * way[farthest] - ATOL))
    between = np.where(away <= away[best] + ATOL, short, np.inf)
    return int(there[between.argmin()]), "yes"


def _could(live: LiveState, row: int, other: int, place: tuple[int, int], session: int) -> Says:
    """Return what it says to a wording: near its limit it may evade, or say no to what it could just about live with.

    It says yes only to what it could accept on that day, and never anything but no to what crosses a red line. Its best
    it does not hide, nor what it has accepted in the open or promised.
    """
    issue, option = place
    if live.room.state.is_red[0, other, issue, option]:
        return "no"
    can = bool(live.turn.could[0, other, issue, option])
    state = live.room.state
    is_best = bool(state.gain[0, other, issue, option] >= state.hope[0, other, issue] - ATOL)
    if can and (is_best or _is_said(live, other)[place]):
        return "yes"
    careful = _NEAR * max(float(state.salience[0, other, issue]), _LEAST_SALIENCE)
    near = max(0.0, 1.0 - abs(float(live.turn.own_margin[0, other, issue, option])) / careful)
    evades = near * (1.0 - openness(live, row, other))
    drawn = _drawn(live, row, other, place, session)
    if drawn < evades:
        return "evades"
    if can and drawn >= evades * (1.0 + _BLUFF[live.level]):
        return "yes"
    return "no"


def _is_said(live: LiveState, other: int) -> BoolArray:
    """Return which wordings a delegation has accepted in the open, stands for or has promised, `[I, O]`."""
    last = live.followed.last_signals[other]
    said: BoolArray = ((last >= 0) & (last <= ACCEPTED)) | live.people.pledged[other]
    stands = live.room.state.platform[0, other]
    rows = np.flatnonzero(stands >= 0)
    said[rows, stands[rows]] = True
    return said


def _drawn(live: LiveState, row: int, other: int, place: tuple[int, int], session: int) -> float:
    """Return the chance in an answer, 0..1: the same whenever the same is asked in a session."""
    tableau = live.room.tableau
    where = (session, row, other, *place)
    return float(Streams(tableau.seed).generator("answer", int(tableau.replications[0]), *where).random())
