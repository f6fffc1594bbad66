"""The game at hand: a live negotiation with one person in it, kept on the server's disk after every move."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Final

from dashboard.frame.begun_with import opening
from dashboard.guard.clients import client_here
from dashboard.seat.kept_games import NOWHERE, Games, Stamp
from dashboard.seat.packs import for_seats
from dashboard.work.errands import Errand
from simulation.live import IllegalMoveError, LiveNegotiation, Reply, SeatMove, SeatView, view_of
from simulation.training import COACH_LEVELS, SeatNotes, keep_notes, notes_of, taken_back
from simulation.words import say, told_in

__all__ = ["ON_DISK", "Game", "games"]

ON_DISK: Final = ".seats"
"""Folder of the games, in the folder of runs; the shelf does not list what is hidden."""
_QUESTIONS: Final = ("happened", "otherwise")
_ENDING: Final = "ending"
_PAGE: Final = "_page"
"""Among the notes of a log, where the page keeps its own; no delegation is called so."""


@dataclass(slots=True, kw_only=True)
class Game:
    """One seat in one negotiation."""

    id: str
    live: LiveNegotiation
    seat: str
    case: str
    """Key of the case."""
    language: str
    """That in which the room speaks."""
    reply: Reply | None = None
    """The answer to the last move."""
    asked: SeatMove | None = None
    """The last move, also one that was not possible."""
    problem: str = ""
    """Why the last move was not possible."""
    is_kept: bool = True
    """Whether the server has it on its disk as it stands."""
    was_changed: bool = False
    """Whether it was played on in another window, which is still to be said."""
    is_new_here: bool = False
    """Whether this run of the page found it played on: what was clicked then was clicked on something else."""
    stamp: Stamp = NOWHERE
    touched: int = 0
    """How often something was done in it or was tried to be."""
    shown: dict[str, Any] = field(default_factory=dict)
    """What the page remembers for itself; nothing of it is kept."""

    @property
    def view(self) -> SeatView:
        """All that the person may know now."""
        with told_in(self.language):
            return view_of(self.live, self.seat)

    @property
    def notes(self) -> SeatNotes:
        """What the person noted down."""
        return notes_of(self.live.log, self.seat)

    @property
    def has_begun(self) -> bool:
        """Whether the brief was read."""
        return bool(self._own.get("begun")) or bool(self.live.log.entries)

    @property
    def coach(self) -> str:
        """How far the coach goes, one of `COACH_LEVELS`."""
        level = self._own.get("coach")
        return level if level in COACH_LEVELS else COACH_LEVELS[0]

    @property
    def questions(self) -> dict[str, str]:
        """What the person is asked before the debriefing, by key: of the trainer's pack, else in general."""
        with told_in(self.language):
            general = {key: say(f"debrief.question.{key}") for key in _QUESTIONS}
        return dict(for_seats(self.case, self.language).questions) or general

    @property
    def is_over(self) -> bool:
        """Whether nothing can happen in it any more."""
        return self.live.phase == "over"

    @property
    def is_held(self) -> bool:
        """Whether the person still sits in the seat."""
        return self.seat in self.live.seated

    @property
    def digest(self) -> str:
        """SHA-256 of the moves so far: the same for two windows in which the game stands alike."""
        return sha256(json.dumps(self.live.log.to_json()["entries"]).encode()).hexdigest()

    @property
    def ending(self) -> dict[str, Any]:
        """What the page remembers of the game as it stands, told in its language; all is forgotten once it changes."""
        stands = (self.digest, self.language)
        found: dict[str, Any]
        was, found = self.shown.get(_ENDING, (stands, {}))
        if was != stands:
            _call_off(found)
            found = {}
        self.shown[_ENDING] = (stands, found)
        return found

    @property
    def is_changed(self) -> bool:
        """Whether it stands otherwise on the disk, as it was played on in another window."""
        return self.is_kept and games().stamp(self.id) not in (NOWHERE, self.stamp)

    @property
    def _own(self) -> dict[str, Any]:
        own = self.live.log.notes.get(_PAGE)
        return own if isinstance(own, dict) else {}

    def set_own(self, **values: object) -> None:
        """Remember something for this game, such as that its brief was read."""
        self._write(lambda: self.live.log.notes.update({_PAGE: {**self._own, **values}}))

    def choose_coach(self, coach: str) -> None:
        """Set how much the coach says, before anything is written down."""
        self.live.log.notes[_PAGE] = {**self._own, "coach": coach}

    def note(self, **changes: Any) -> bool:  # noqa: ANN401 - fields of the notes
        """Note down what the person says, see `SeatNotes`; return whether it was, for another window may have moved."""
        return self._write(lambda: keep_notes(self.live.log, self.seat, replace(self.notes, **changes)))

    def move(self, move: str, **fields: Any) -> bool:  # noqa: ANN401 - fields of a move
        """Make a move and return whether it was made; the answer, or why it is not possible, stands in the game."""
        return self._play(lambda: self._make(SeatMove(seat=self.seat, move=move, **fields)))

    def answer(self, move: str) -> None:
        """Make a move and be done with this phase; if it is not possible, nothing happens."""

        def both() -> None:
            self._make(SeatMove(seat=self.seat, move=move))
            self._done()

        self._play(both)

    def check(self, move: str, **fields: Any) -> tuple[str, ...] | None:  # noqa: ANN401 - fields of a move
        """Return what the brief says against a move; None: it is not possible."""
        try:
            with told_in(self.language):
                return tuple(map(str, self.live.check(SeatMove(seat=self.seat, move=move, **fields))))
        except IllegalMoveError:
            return None

    def why_not(self, move: str, **fields: Any) -> str:  # noqa: ANN401 - fields of a move
        """Return why a move is not possible; empty: it is."""
        try:
            with told_in(self.language):
                self.live.check(SeatMove(seat=self.seat, move=move, **fields))
        except IllegalMoveError as error:
            return str(error)
        return ""

    def end_turn(self) -> None:
        """Be done with this phase and let the negotiation go on until it asks again."""
        self._play(self._done)

    def play_out(self) -> None:
        """Let an agent play the seat to the end."""
        self._play(self.live.play_out)

    def undo(self) -> None:
        """Take the last move back; that is counted."""

        def back() -> None:
            self.live = taken_back(self.live, self.seat)

        self._play(back)

    def call_off(self) -> None:
        """Call off the work that is done for it."""
        _call_off(self.shown)
        _call_off(self.shown.get(_ENDING, ("", {}))[1])

    def keep(self) -> None:
        """Write it down as it stands here."""
        self.is_kept = games().save(self.id, self.live.log, client_here())
        self.stamp = games().stamp(self.id)

    def _make(self, move: SeatMove) -> None:
        self.asked = move
        self.reply = self.live.submit(move)

    def _done(self) -> None:
        if any(request.seat == self.seat for request in self.live.pending):
            self.live.submit(SeatMove(seat=self.seat, move="done"))
        while not self.live.pending and self.live.phase != "over":
            self.live.advance()
            if not self.is_held and self.live.phase == "talks":
                break

    def _play(self, what: Callable[[], object]) -> bool:
        """Do it if the rules allow it and no other window has moved; return whether it was done."""

        def play() -> None:
            self.reply, self.asked, self.problem = None, None, ""
            try:
                with told_in(self.language):
                    what()
            except IllegalMoveError as error:
                self.problem = str(error)

        return self._write(play) and not self.problem

    def _write(self, change: Callable[[], object]) -> bool:
        """Change it and write it down, unless it was played on in another window: then nothing happens to it.

        Return whether it was changed.
        """
        self.touched += 1
        with games().held(self.id):
            if self.is_new_here or self.is_changed:
                self.was_changed = True
                return False
            change()
            self.keep()
            return True


def games() -> Games:
    """Return the games of this server."""
    return Games(opening().runs / ON_DISK)


def _call_off(kept: dict[str, Any]) -> None:
    for one in kept.values():
        errand = one[1] if isinstance(one, tuple) else one
        if isinstance(errand, Errand):
            errand.cancel()
