"""How would this land? Futures played from what a seat may know, with a wording on the floor and without it."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, IntArray
from simulation.experiments.interval import Estimate, paired_share, share
from simulation.live import IllegalMoveError, SeatView
from simulation.live.moves import SIGNAL_OF, Place
from simulation.protocols.conference.conference import Conference
from simulation.protocols.people import People
from simulation.protocols.result import SIGNALS
from simulation.protocols.room import Room
from simulation.scenario.schema import Scenario
from simulation.training.beliefs import believed_room
from simulation.words import say

__all__ = ["BANDS", "ENDS", "READINGS", "TRIED", "Landing", "Landings", "landing"]

READINGS: Final = 2
"""How many more readings of the clause are looked at."""
BANDS: Final = (0.1, 0.3, 0.7, 0.9)
"""Where the bands of `TRIED` end; a share at an end belongs to the band above it."""
TRIED: Final = ((0.00, 0.50), (0.41, 0.74), (0.30, 0.76), (0.39, 0.84), (0.40, 1.00))
"""By band of the share of futures in which a clause closes: in how many of the games that were tried it did close, in
the worst and the best of six seats in two cases (1,720 clauses, ten of a seat in a band at least, but in the lowest,
where two seats have eleven together; `python -m benchmarks.landings`)."""
ENDS: Final = ("clean", "with_statement", "elsewhere", "open")
"""How a clause can stand then: agreed without a word; agreed though somebody kept silent or put a statement; deleted or
referred; still in brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """What becomes of a clause in n futures."""

    n: int
    shares: dict[str, float]
    """Of the futures, by `ENDS`."""
    closes: float
    low: float
    high: float
    """Share in which the clause closes on words, with a 90 % interval (Wilson)."""
    yours: float
    """Share in which it closes on the wording in question."""

    @property
    def tried(self) -> tuple[float, float]:
        """In how many games a clause did close that was given about as much: least and most of the seats tried."""
        return TRIED[bisect_right(BANDS, self.closes)]

    @property
    def band(self) -> tuple[float, float]:
        """From where to where `tried` counts shares as about as much."""
        at = bisect_right(BANDS, self.closes)
        return (0.0, *BANDS)[at], (*BANDS, 1.0)[at]


@dataclass(frozen=True, slots=True, kw_only=True)
class Landings:
    """With the wording on the floor, and without: the same futures otherwise."""

    issue: str
    option: str
    asked: Landing
    without: Landing
    change: Estimate
    """By how much the share that closes differs, with it less without it, in the same futures; 90 % interval."""
    total: int
    """Futures that are to be played in all."""


def landing(
    view: SeatView,
    case: Scenario,
    *,
    issue: str,
    option: str,
    replications: int = 200,
    first: int = 40,
) -> Iterator[Landings]:
    """Yield what would become of a clause if the seat tabled a wording now: soon from a few futures, then from all.

    Made of the seat's view alone: instructions of others are drawn, not read; agents sit in every seat afterwards, and
    the seat itself then follows its instructions. No future is drawn as the game itself can go on: see
    `believed_room`.

    Args:
        view: Of the seat, during the talks of a session.
        case: The case; nothing of it is used that the seat does not know.
        issue: Key of a clause that is open.
        option: Key of the wording.
        replications: How many futures to play in all.
        first: After how many to tell a first estimate.

    Raises:
        IllegalMoveError: if it is not the time for it, or there is no such wording of a clause on the agenda.
    """
    place = _place(view, issue, option)
    with_it, without = list[_Ends](), list[_Ends]()
    for start in range(0, replications, first):
        part = range(start, min(start + first, replications))
        protocol, room = believed_room(case, view, replications=part)
        with_it.append(_play(protocol, room.fork(), _people(room, view, place), place))
        without.append(_play(protocol, room, _people(room, view, None), place))
        yield Landings(
            issue=issue,
            option=option,
            asked=_told(with_it),
            without=_told(without),
            change=paired_share(_closed(without), _closed(with_it)),
            total=replications,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ends:
    """How the clause stands in each future, `[R]`."""

    end: IntArray
    """Index into `ENDS`."""
    is_yours: BoolArray


def _place(view: SeatView, issue: str, option: str) -> tuple[int, int]:
    """Return issue and option as indices."""
    if view.phase != "talks":
        raise IllegalMoveError(say("forecast.phase"))
    for place, seen in enumerate(view.issues):
        if seen.key == issue and seen.is_open:
            if not seen.on_agenda:
                raise IllegalMoveError(say("forecast.agenda", issue=seen.name))
            for at, wording in enumerate(seen.options):
                if wording.key == option:
                    return place, at
            raise IllegalMoveError(say("forecast.option", issue=seen.name, name=option))
    raise IllegalMoveError(say("forecast.issue", name=issue))


def _play(protocol: Conference, room: Room, people: People, place: tuple[int, int]) -> _Ends:
    """Play futures until the clause has been read `READINGS` times more, or it is over."""
    room.people = people
    readings = room.state.readings[0, place[0]] + READINGS
    end = np.full(len(room.rows), ENDS.index("open"))
    yours = np.zeros(len(room.rows), dtype=bool)
    while len(room.rows):
        protocol.play(room)
        room.people = None
        room = _leave(room, place, end, yours, readings=int(readings))
    return _Ends(end=end, is_yours=yours)


def _leave(
    room: Room,
    place: tuple[int, int],
    end: IntArray,
    yours: BoolArray,
    *,
    readings: int,
) -> Room:
    """Note in `end` and `yours` what became of the clause where it is settled; return the room of the others."""
    issue, option = place
    state, tableau = room.state, room.tableau
    closed = state.is_clean[:, issue]
    stays = ~closed & ~state.is_over & (state.readings[:, issue] < readings)
    table = state.table[:, issue]
    words = tableau.commits[issue, table]
    folded = (state.folded[:, :, issue] & tableau.decide).any(axis=1)
    settled = np.where(
        words, np.where(folded, ENDS.index("with_statement"), ENDS.index("clean")), ENDS.index("elsewhere")
    )
    end[room.rows] = np.where(closed, settled, ENDS.index("open"))
    yours[room.rows] = closed & (table == option)
    return room.take(stays)


def _people(room: Room, view: SeatView, place: tuple[int, int] | None) -> People:
    """Return the room's people in the session at hand: the seat, with what it has said and what it would table."""
    tableau = room.tableau
    people = People.nobody(tableau.n_delegations, tableau.n_issues, tableau.n_options)
    own = view.delegations.index(view.own.key)
    people.seated[own] = True
    people.joins[own] = room.state.platform[0, own]
    answered = _answered(view)
    for issue, seen in enumerate(view.issues):
        people.first[issue] = seen.on_agenda
        for option, wording in enumerate(seen.options):
            if wording.said:
                people.said[own, issue, option] = SIGNALS.index(wording.said)
            people.answered[own, issue, option] = answered.get((seen.key, wording.key), -1)
    if place is not None:
        issue, option = place
        people.tabled[own, issue] = option
        if tableau.decide[own]:
            people.said[own, issue, option] = SIGNALS.index("support")
    return people


def _answered(view: SeatView) -> dict[Place, int]:
    """Return the code of `SIGNALS` that the seat last answered to each wording on the floor; trades pay for others."""
    own = view.own.key
    told = [move for moves in view.heard for move in moves if move.delegation == own]
    paid = {(promise.issue, promise.option) for promise in view.ledger if promise.by == own}
    last = {(one.issue, one.option): SIGNAL_OF[one.move] for one in told if one.move in SIGNAL_OF}
    return {place: code for place, code in last.items() if place not in paid}


def _closed(parts: list[_Ends]) -> BoolArray:
    """Return whether the clause closes on words, `[R]`."""
    end = np.concatenate([part.end for part in parts])
    return np.isin(end, (ENDS.index("clean"), ENDS.index("with_statement")))


def _told(parts: list[_Ends]) -> Landing:
    end = np.concatenate([part.end for part in parts])
    yours = np.concatenate([part.is_yours for part in parts])
    estimate = share(int(_closed(parts).sum()), len(end))
    return Landing(
        n=len(end),
        shares={name: float((end == code).mean()) for code, name in enumerate(ENDS)},
        closes=estimate.value,
        low=estimate.low,
        high=estimate.high,
        yours=float(yours.mean()),
    )
