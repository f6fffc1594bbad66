"""All that a live negotiation holds between two moves, and how keys become rows and places."""

import copy
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Final, Self

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.engine.record import Record
from simulation.engine.recorder import Recorder
from simulation.live.errors import IllegalMoveError
from simulation.live.followed import Followed
from simulation.live.moves import Phase, Place
from simulation.live.offers import Offer, Settled, Side
from simulation.live.places import issue_of, option_of, place_of
from simulation.live.promises import Promise
from simulation.live.public import PublicMove, Statement
from simulation.live.request import Made, Told
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.signal import FORMAL_OBJECT
from simulation.protocols.people import People
from simulation.protocols.result import Result
from simulation.protocols.room import Room, Turn
from simulation.scenario.schema import Issue, Option, Scenario
from simulation.words import listed, say

__all__ = ["MOST_GRANTED", "LiveState"]

MOST_GRANTED: Final[Mapping[str, int]] = {"ask_for_group": 2, "ask_for_recess": 1, "ask_for_chair_text": 2}
"""How often a chair goes along with one seat in all, by what it is asked for: it serves the room, not a delegation. A
recess takes a session from everybody, so there is one (judgement)."""


@dataclass(slots=True, kw_only=True)
class LiveState:
    """The room and its session, with what people and agents have said to each other."""

    case: Scenario
    protocol: Conference
    level: str
    room: Room
    turn: Turn
    recorder: Recorder
    lost: FloatArray
    """What breaches have taken of the trust of each delegation in each other and what has not come back, `[A, A]`."""
    phase: Phase = "talks"
    done: set[int] = field(default_factory=set)
    """Rows of people that are through with this phase."""
    programs: set[int] = field(default_factory=set)
    """Rows of the seats that agents of the user's own hold: where they make no move, the built-in agent answers."""
    given_back: set[int] = field(default_factory=set)
    """Rows of the seats that such agents have handed back to the built-in ones."""
    spoken: set[int] = field(default_factory=set)
    """Those of them that have made a move since they took the seat: others go by what they said, as of people."""
    speaking: set[int] = field(default_factory=set)
    """Those of them that have made a move in the talks of this session, and so hold them themselves."""
    talks_used: dict[int, int] = field(default_factory=dict)
    """By row, in this session."""
    extra_talks: int = 0
    """That a recess leaves time for in this session."""
    met: set[tuple[int, int]] = field(default_factory=set)
    """Rows of who sought out whom in this session."""
    used: set[str] = field(default_factory=set)
    """What was asked of chair and capital in this session: a move, or a move and a row."""
    granted: dict[tuple[str, int], int] = field(default_factory=dict)
    """How often in all the chair has done what a seat asked it for, by move and row."""
    offers: dict[str, Offer] = field(default_factory=dict)
    """On the table in this session and not answered, by id."""
    settled: dict[str, Settled] = field(default_factory=dict)
    """What people, and agents of the user's own, have answered to offers in all sessions, by id."""
    numbers: dict[str, dict[tuple[str, Place, Place], int]] = field(default_factory=dict)
    """By which number each seat calls the offers that were ever made to it, by id and terms; none is given twice."""
    refused: set[tuple[int, int, Place, Place]] = field(default_factory=set)
    """Trades that were turned down in this session."""
    offered: dict[tuple[int, int, Side], int] = field(default_factory=dict)
    """Trades that agents have offered to people, by rows of both, and the session of it: nobody repeats itself."""
    counted: int = 0
    """Offers that people made in this session."""
    told: dict[tuple[int, int], Told] = field(default_factory=dict)
    """All that a delegation has told a seat, by rows of the seat and of who told it."""
    declined: dict[tuple[int, int], int] = field(default_factory=dict)
    """Session in which a delegation would not answer a seat in its last talk, by rows of the seat and of the other."""
    cabled: dict[int, float] = field(default_factory=dict)
    """What the instructions released before capital answered, by row of the people that asked it the session before."""
    sought: dict[int, list[int]] = field(default_factory=dict)
    """Rows of the delegations that sought out a person in the session before, by row of the person."""
    talked_for: dict[int, list[int]] = field(default_factory=dict)
    """Rows of the delegations with which colleagues talked for a seat in the session before, by row of the seat."""
    ledger: list[Promise] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    heard: list[tuple[PublicMove, ...]] = field(default_factory=list)
    """What was said in the room, by session, as far as anybody has looked: see `aftermath.heard`."""
    failed: dict[int, tuple[PublicMove, ...]] = field(default_factory=dict)
    """Packages that did not pass, by session, counted from 1."""
    made: list[Made] = field(default_factory=list)
    """What agents of the user's own did, in order."""
    result: Result | None = None
    kept: tuple[tuple[int, bool], Record] | None = None
    """The record so far, by how many sessions it holds and whether it is over: see `so_far`."""
    kept_up: Followed | None = None
    """What was followed when somebody last looked: see `followed`."""

    @property
    def so_far(self) -> Record:
        """The record of the sessions held; until it is over, its outcome is how it would end now and of no account."""
        ended = self.result if self.phase == "over" else None
        stands = (len(self.recorder.table), ended is not None)
        if self.kept is None or self.kept[0] != stands:
            self.kept = stands, self.recorder.record(self.room, ended or self.protocol.close(self.room))
        return self.kept[1]

    @property
    def called_and_open(self) -> BoolArray:
        """The clauses that the chair has called and that are still open, `[I]`."""
        waits: BoolArray = self.turn.called[0] & self.is_open
        return waits

    @property
    def awaiting_text(self) -> BoolArray:
        """The clauses on which the chair would look for a text if it were asked, `[I]`.

        A session has not closed them after they were called; in the last session all that are called.
        """
        stuck: BoolArray = (self.room.state.waited[0] > 0) | self.turn.last[0]
        return self.called_and_open & stuck

    @property
    def grants_text(self) -> bool:
        """Whether the chair would look for a text if it were asked."""
        return bool(self.awaiting_text.any())

    @property
    def people(self) -> People:
        """What the people in the room want."""
        people = self.room.people
        if people is None:
            raise AssertionError("a live negotiation always has its sheet of people")
        return people

    @property
    def held(self) -> BoolArray:
        """The seats that people hold, or agents of the user's own, `[A]`."""
        held = self.people.seated.copy()
        held[list(self.programs)] = True
        return held

    def hold(self, rows: Collection[int]) -> None:
        """Let agents of the user's own hold these seats and no others, but for those that they gave back."""
        self.seat(())
        self.programs = set(rows) - self.given_back
        self.spoken &= self.programs
        self.people.awaited[:] = False
        self.people.awaited[list(self.programs)] = True
        self.seat(self.spoken)

    def seat(self, rows: Collection[int]) -> None:
        """Let these of the user's own agents, and no others, stand in place of the built-in ones."""
        self.people.seated[list(self.programs)] = False
        self.people.seated[list(rows)] = True

    def fork(self) -> Self:
        """Return an independent copy."""
        twin = copy.copy(self)
        twin.room, twin.recorder, twin.turn = self.room.fork(), self.recorder.fork(), copy.deepcopy(self.turn)
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, dict | list | set | np.ndarray):
                setattr(twin, item.name, value.copy())
        twin.keep_numbers(self.numbers)
        return twin

    @property
    def session(self) -> int:
        """The session that is held, counted from 1; once it is over, the last one."""
        return self.room.state.session + (self.phase in ("talks", "floor", "package"))

    @property
    def opened(self) -> list[int]:
        """Issues on the agenda of this session, as indices."""
        opened: list[int] = self.turn.opened[0][self.turn.is_opened[0]].tolist()
        return [issue for issue in opened if not self.people.deferred[issue]]

    @property
    def is_open(self) -> np.ndarray:
        """Clauses that are not clean, `[I]`."""
        is_open: np.ndarray = ~self.room.state.is_clean[0]
        return is_open

    @property
    def followed(self) -> Followed:
        """What everybody has followed in the sessions held."""
        known = self.kept_up or Followed.at_the_opening(self.recorder)
        while known.held < len(self.recorder.table) - 1:
            known = known.after(self.recorder)
        self.kept_up = known
        return known

    def joined(self, row: int) -> IntArray:
        """Return the wordings with whose coalitions a seat, a row, stands, `[I]`; -1: with none.

        An agent of the user's own begins where the built-in one stands, in the talks of every session.
        """
        begins = row in self.programs and row not in self.speaking
        joined: IntArray = self.room.state.platform[0, row] if begins else self.people.joins[row]
        return joined

    def put(self, offer: Offer) -> Offer:
        """Put an offer on the table and return it with its number; if it stands there already, that one."""
        terms = (offer.by, offer.to, offer.give, offer.get)
        for one in self.offers.values():
            if (one.by, one.to, one.give, one.get) == terms:
                return one
        numbers = self.numbers.setdefault(offer.to, {})
        number = numbers.setdefault((offer.id, offer.give, offer.get), len(numbers) + 1)
        self.offers[offer.id] = replace(offer, number=number)
        return self.offers[offer.id]

    def keep_numbers(self, numbers: dict[str, dict[tuple[str, Place, Place], int]]) -> None:
        """Call offers as they were called before a move was taken back: what came with it keeps its number too."""
        self.numbers = {seat: dict(called) for seat, called in numbers.items()}
        for key, offer in self.offers.items():
            number = self.numbers[offer.to][offer.id, offer.give, offer.get]
            self.offers[key] = replace(offer, number=number)

    def brackets(self, issue: int) -> list[int]:
        """Return the rows that hold a bracket on the wording on the table.

        Where a chair has just put another wording there, nobody has yet objected to it: who objected to the one before
        is asked anew on the floor. And who has come to stand for that wording holds none on it.
        """
        table = self.room.state.table[0, issue]
        last = self.followed.last_signals[:, issue, table]
        said = (last == FORMAL_OBJECT) | (self.people.said[:, issue, table] == FORMAL_OBJECT)
        stands_for = self.room.state.platform[0, :, issue] == table
        holders: list[int] = np.flatnonzero(
            self.room.state.objects[0, :, issue] & said & ~stands_for
        ).tolist()
        return holders

    def row(self, key: str) -> int:
        """Return the row of a delegation that has a say.

        Raises:
            IllegalMoveError: if there is none with this key, or it only watches.
        """
        keys = self.room.tableau.delegations
        if key in keys:
            return keys.index(key)
        if key in self.room.tableau.observers:
            raise IllegalMoveError(say("illegal.watches", seat=key))
        raise IllegalMoveError(say("illegal.delegation", name=key, valid=listed(keys)))

    def issue(self, key: str) -> int:
        """Return the index of an issue.

        Raises:
            IllegalMoveError: if there is none with this key.
        """
        return issue_of(self.case, key)

    def option(self, issue: int, key: str) -> int:
        """Return the index of an option of an issue.

        Raises:
            IllegalMoveError: if the issue has none with this key.
        """
        return option_of(self.case, issue, key)

    def place(self, place: Place) -> tuple[int, int]:
        """Return issue and option of a wording as indices.

        Raises:
            IllegalMoveError: if there is no such issue or option.
        """
        return place_of(self.case, place)

    def topic(self, issue: int) -> Issue:
        """Return an issue of the case."""
        return self.case.issues[issue]

    def wording(self, issue: int, option: int) -> Option:
        """Return an option of the case."""
        return self.case.issues[issue].options[option]

    def has_asked_enough(self, move: str, row: int) -> bool:
        """Return whether the chair refuses this seat any further move of this kind."""
        return self.granted.get((move, row), 0) >= MOST_GRANTED[move]

    def last_asked(self, row: int) -> frozenset[str]:
        """Return the moves, asked for before, for which the chair goes along with this seat just once more."""
        return frozenset(
            move for (move, one), n in self.granted.items() if one == row and n == MOST_GRANTED[move] - 1
        )

    def grant(self, move: str, row: int) -> None:
        """Note that the chair does what a seat asks it for."""
        self.granted[move, row] = self.granted.get((move, row), 0) + 1

    def talks_left(self, row: int) -> int:
        """Return how many talks a seat can still hold in this session."""
        return int(self.room.setting.talks[row]) + self.extra_talks - self.talks_used.get(row, 0)

    def on_floor(self) -> list[tuple[int, int]]:
        """Return issue and option of every wording on the floor, as indices, in the order of the agenda."""
        return [
            (int(issue), int(option))
            for place, issue in enumerate(self.turn.opened[0])
            for option in np.flatnonzero(self.turn.on_floor[0, place])
        ]
