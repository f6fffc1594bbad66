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
from simulation.training.beliefs import Belief
from simulation.words import say

__all__ = ["BANDS", "ENDS", "READINGS", "TRIED", "Landing", "Landings", "closings", "landing"]

READINGS: Final = 2
"""How many more readings of the clause are looked at."""
BANDS: Final = (0.1, 0.3, 0.7, 0.9)
"""Where the bands of `TRIED` end; a share at an end belongs to the band above it."""
TRIED: Final = ((0.00, 0.12), (0.06, 0.46), (0.36, 0.91), (0.60, 0.88), (0.75, 1.00))
"""By band of the share of futures in which a clause closes: in how many of the games that were tried it did close, in
the worst and the best of nine seats in three cases (2,252 clauses, ten of a seat in a band at least; `python -m
benchmarks.landings`)."""
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
    `Belief`.

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
    belief = Belief.of(case, view)
    protocol, watched = belief.protocol, np.array(place[:1])
    with_it, without = list[_Ends](), list[_Ends]()
    for start in range(0, replications, first):
        part = range(start, min(start + first, replications))
        room = belief.room(part)
        with_it.append(_play(protocol, room.fork(), _people(room, view, place), watched))
        without.append(_play(protocol, room, _people(room, view, None), watched))
        yield Landings(
            issue=issue,
            option=option,
            asked=_told(with_it, place[1]),
            without=_told(without, place[1]),
            change=paired_share(_closed(without), _closed(with_it)),
            total=replications,
        )


def closings(view: SeatView, case: Scenario, *, replications: int = 200) -> dict[str, float]:
    """Return in what share of futures each open clause on the agenda closes, if the seat tables nothing new.

    It is what `landing` says of each without a wording (`without.closes`), all of them in the same futures.

    Args:
        view: Of the seat, during the talks of a session.
        case: The case; nothing of it is used that the seat does not know.
        replications: How many futures to play.
    """
    watched = [at for at, seen in enumerate(view.issues) if seen.is_open and seen.on_agenda]
    if not watched:
        return {}
    belief = Belief.of(case, view)
    room = belief.room(range(replications))
    ends = _play(belief.protocol, room, _people(room, view, None), np.array(watched))
    return {view.issues[at].key: float(_on_words(ends.end[:, k]).mean()) for k, at in enumerate(watched)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ends:
    """How the clauses that are watched stand in each future, `[R, M]`."""

    end: IntArray
    """Index into `ENDS`."""
    option: IntArray
    """The wording on which it closed; -1: it did not."""


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


def _play(protocol: Conference, room: Room, people: People, watched: IntArray) -> _Ends:
    """Play futures until the clauses in `watched` have been read `READINGS` times more, or it is over."""
    room.people = people
    readings = room.state.readings[0, watched] + READINGS
    ends = _Ends(
        end=np.full((len(room.rows), len(watched)), ENDS.index("open")),
        option=np.full((len(room.rows), len(watched)), -1),
    )
    is_told = np.zeros(ends.end.shape, dtype=bool)
    while len(room.rows):
        protocol.play(room)
        room.people = None
        _note(room, watched, ends, is_told, readings=readings)
        room = room.take(~is_told[room.rows].all(axis=1))
    return ends


def _note(room: Room, watched: IntArray, ends: _Ends, is_told: BoolArray, *, readings: IntArray) -> None:
    """Note in `ends` what became of clauses that are settled by now, if it is not told yet."""
    state, tableau, rows = room.state, room.tableau, room.rows
    closed, table = state.is_clean[:, watched], state.table[:, watched]
    settled = closed | state.is_over[:, None] | (state.readings[:, watched] >= readings)
    new = settled & ~is_told[rows]
    folded = (state.folded[:, :, watched] & tableau.decide[:, None]).any(axis=1)
    on_words = np.where(folded, ENDS.index("with_statement"), ENDS.index("clean"))
    stands = np.where(tableau.commits[watched, table], on_words, ENDS.index("elsewhere"))
    ends.end[rows] = np.where(new & closed, stands, ends.end[rows])
    ends.option[rows] = np.where(new & closed, table, ends.option[rows])
    is_told[rows] |= settled


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


def _on_words(end: IntArray) -> BoolArray:
    """Return where a clause closes on words."""
    return np.isin(end, (ENDS.index("clean"), ENDS.index("with_statement")))


def _closed(parts: list[_Ends]) -> BoolArray:
    """Return whether the clause closes on words, `[R]`."""
    return _on_words(np.concatenate([part.end[:, 0] for part in parts]))


def _told(parts: list[_Ends], wording: int) -> Landing:
    end = np.concatenate([part.end[:, 0] for part in parts])
    option = np.concatenate([part.option[:, 0] for part in parts])
    estimate = share(int(_closed(parts).sum()), len(end))
    return Landing(
        n=len(end),
        shares={name: float((end == code).mean()) for code, name in enumerate(ENDS)},
        closes=estimate.value,
        low=estimate.low,
        high=estimate.high,
        yours=float((option == wording).mean()),
    )
