"""How would this land? Futures played from what a seat may know, with a wording on the floor and without it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from simulation.arrays import BoolArray, IntArray
from simulation.live import IllegalMoveError, SeatView
from simulation.live.moves import SIGNAL_OF, Place
from simulation.protocols.conference.conference import Conference
from simulation.protocols.people import People
from simulation.protocols.result import SIGNALS
from simulation.protocols.room import Room
from simulation.scenario.schema import Scenario
from simulation.stats.interval import Estimate, paired_share, share
from simulation.training import corrected
from simulation.training.beliefs import Belief
from simulation.words import say

__all__ = [
    "BANDS",
    "ENDS",
    "READINGS",
    "Landing",
    "Landings",
    "believed",
    "closings",
    "landing",
    "uncorrected",
]

READINGS: Final = 2
"""How many more readings of the clause are looked at."""
BANDS: Final = (0.1, 0.3, 0.7, 0.9)
"""Where the bands of `_TRIED` end; a share at an end belongs to the band above it."""
_TRIED: Final = {
    "easy": ((0.00, 0.09), (0.00, 0.81), (0.09, 0.76), (0.64, 1.00), (0.88, 1.00)),
    "standard": ((0.00, 0.15), (0.13, 0.33), (0.34, 0.72), (0.48, 0.92), (0.98, 1.00)),
    "hard": ((0.00, 0.25), (0.12, 0.43), (0.21, 0.92), (0.22, 1.00), (0.60, 1.00)),
}
"""By level and band of the share that is told of a clause: in how many of the games that were tried it did close, in
the worst and the best of nine seats in three cases (ten clauses of a seat in a band at least; `python -m
benchmarks.landings`, and with `--skill` at the other levels: see docs/explanation/live.md)."""
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
    level: str = "standard"
    """Of the game, one of `LEVELS`."""

    @property
    def tried(self) -> tuple[float, float]:
        """In how many games a clause did close that was given about as much: least and most of the seats tried."""
        return _TRIED[self.level][bisect_right(BANDS, self.closes)]

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
    `Belief`. Futures in which the clause closes without the wording are taken as often as trial games have taught to
    believe in them (`Correction`), those in which it does not take the rest; what the wording changes in each stands.

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
    protocol, agenda = belief.protocol, _agenda(view)
    at, watched = agenda.index(place[0]), np.array(agenda)
    with_it, without = list[_Ends](), list[_Ends]()
    for start in range(0, replications, first):
        part = range(start, min(start + first, replications))
        room = belief.room(part)
        with_it.append(_play(protocol, room.fork(), _people(room, view, place), watched[[at]]))
        without.append(_play(protocol, room, _people(room, view, None), watched))
        rows = _rows(_Ends.joined(without), at, view)
        asked, left = _Ends.joined(with_it).taken(rows, 0), _Ends.joined(without).taken(rows, at)
        yield Landings(
            issue=issue,
            option=option,
            asked=_told(asked, place[1], view.level),
            without=_told(left, place[1], view.level),
            change=paired_share(_on_words(left.end), _on_words(asked.end)),
            total=replications,
        )


def closings(view: SeatView, case: Scenario, *, replications: int = 200) -> dict[str, float]:
    """Return in what share of futures each open clause on the agenda closes, if the seat tables nothing new.

    It is what `landing` says of each without a wording (`without.closes`), all of them in the same futures, but for
    half a future: `landing` takes whole ones.

    Args:
        view: Of the seat, during the talks of a session.
        case: The case; nothing of it is used that the seat does not know.
        replications: How many futures to play.
    """
    return believed(uncorrected(view, case, replications=replications), view)


def believed(shares: dict[str, float], view: SeatView) -> dict[str, float]:
    """Return the corrected chance that each clause of the agenda closes, from the share of futures in which it does."""
    if not shares:
        return {}
    found = corrected.published(view.level).of(np.array(list(shares.values())), view)
    return dict(zip(shares, found.tolist(), strict=True))


def uncorrected(view: SeatView, case: Scenario, *, replications: int = 200) -> dict[str, float]:
    """Return the same as `closings`, but each future counts once, whatever trial games have taught."""
    agenda = _agenda(view)
    if not agenda:
        return {}
    belief = Belief.of(case, view)
    room = belief.room(range(replications))
    share = _on_words(_play(belief.protocol, room, _people(room, view, None), np.array(agenda)).end).mean(
        axis=0
    )
    return {view.issues[at].key: float(share[k]) for k, at in enumerate(agenda)}


def _agenda(view: SeatView) -> list[int]:
    return [at for at, seen in enumerate(view.issues) if seen.is_open and seen.on_agenda]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ends:
    """How the clauses that are watched stand in each future, `[R, M]`."""

    end: IntArray
    """Index into `ENDS`."""
    option: IntArray
    """The wording on which it closed; -1: it did not."""

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return the futures of all parts."""
        return cls(
            end=np.concatenate([part.end for part in parts]),
            option=np.concatenate([part.option for part in parts]),
        )

    def taken(self, rows: IntArray, at: int) -> Self:
        """Return some of the futures, of one clause, `[R]`."""
        return type(self)(end=self.end[rows, at], option=self.option[rows, at])


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
    people.talked[own], people.hastened[own] = bool(view.met), view.own.hastened
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


def _rows(without: _Ends, at: int, view: SeatView) -> IntArray:
    """Return which futures to take, so that as many close without a wording as is believed of that clause."""
    closed = _on_words(without.end)
    likely = corrected.published(view.level).of(closed.mean(axis=0), view)
    return corrected.taken(closed[:, at], float(likely[at]))


def _told(ends: _Ends, wording: int, level: str) -> Landing:
    """Return what became of one clause in futures `[R]`."""
    end, option = ends.end, ends.option
    estimate = share(int(_on_words(end).sum()), len(end))
    return Landing(
        n=len(end),
        shares={name: float((end == code).mean()) for code, name in enumerate(ENDS)},
        closes=estimate.value,
        low=estimate.low,
        high=estimate.high,
        yours=float((option == wording).mean()),
        level=level,
    )
