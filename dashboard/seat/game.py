"""The game at hand: a live negotiation with one person in it, kept on the server's disk after every move."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final

import streamlit as st

from dashboard import library
from dashboard.opening import opening
from dashboard.seat.kept import Games, is_id, new_id
from dashboard.seat.packs import for_seats
from dashboard.session_state import memory
from simulation.errors import DelegationSimError
from simulation.live import (
    IllegalMoveError,
    LiveLog,
    LiveLogError,
    LiveNegotiation,
    Reply,
    SeatMove,
    SeatView,
    view_of,
)
from simulation.scenario.load import scenario_hash, shipped_scenarios
from simulation.scenario.schema import Scenario
from simulation.training.notes import SeatNotes, keep_notes, notes_of
from simulation.words import told_in

__all__ = [
    "COACHING",
    "ON_DISK",
    "Game",
    "at_hand",
    "begin",
    "games",
    "leave",
    "resume",
    "trouble",
]

COACHING: Final = ("off", "question", "concept", "move")
"""How much the coach says."""
DEBRIEF: Final = "debrief."
"""What the names begin with under which the page remembers the debriefing, which is of one ending."""
ON_DISK: Final = ".seats"
"""Folder of the games, in the folder of runs; the shelf does not list what is hidden."""
_NAME: Final = "seat"
_TROUBLE: Final = "seat.trouble"
_AWAITED: Final = "seat.awaited"
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
    """The last move."""
    problem: str = ""
    """Why the last move was not possible."""
    is_kept: bool = True
    """Whether the server has it on its disk as it stands."""
    was_changed: bool = False
    """Whether it was played on in another window."""
    stamp: tuple[int, int] = (0, 0)
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
        """One of `COACHING`."""
        level = self._own.get("coach")
        return level if level in COACHING else COACHING[0]

    @property
    def questions(self) -> dict[str, str]:
        """Questions of the trainer's pack for the debriefing, by key; none: the general ones."""
        return dict(for_seats(self.case).questions)

    @property
    def is_over(self) -> bool:
        """Whether nothing can happen in it any more."""
        return self.live.phase == "over"

    @property
    def is_held(self) -> bool:
        """Whether the person still sits in the seat."""
        return self.seat in self.live.seated

    @property
    def _own(self) -> dict[str, Any]:
        own = self.live.log.notes.get(_PAGE)
        return own if isinstance(own, dict) else {}

    def set_own(self, **values: object) -> None:
        """Remember something for this game, such as that its brief was read."""
        self.live.log.notes[_PAGE] = {**self._own, **values}
        self.keep()

    def note(self, **changes: Any) -> None:  # noqa: ANN401 - fields of the notes
        """Note down what the person says; see `SeatNotes`."""
        keep_notes(self.live.log, self.seat, replace(self.notes, **changes))
        self.keep()

    def move(self, move: str, **fields: Any) -> None:  # noqa: ANN401 - fields of a move
        """Make a move; the answer, or why it is not possible, stands in the game."""
        self._try(SeatMove(seat=self.seat, move=move, **fields))

    def check(self, move: str, **fields: Any) -> tuple[str, ...] | None:  # noqa: ANN401 - fields of a move
        """Return what the brief says against a move; None: it is not possible."""
        try:
            with told_in(self.language):
                return self.live.check(SeatMove(seat=self.seat, move=move, **fields))
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
        """Take the last move back."""

        def back() -> None:
            self.live = self.live.undo()

        self._play(back)

    def keep(self) -> None:
        """Write it down."""
        self.is_kept = games().save(self.id, self.live.log)
        self.stamp = games().stamp(self.id)

    def _try(self, move: SeatMove) -> None:
        def make() -> None:
            self.reply = self.live.submit(move)
            self.asked = move

        self._play(make)

    def _done(self) -> None:
        if any(request.seat == self.seat for request in self.live.pending):
            self.live.submit(SeatMove(seat=self.seat, move="done"))
        while not self.live.pending and self.live.phase != "over":
            self.live.advance()

    def _play(self, what: Callable[[], object]) -> None:
        self.reply, self.asked, self.problem = None, None, ""
        try:
            with told_in(self.language):
                what()
        except IllegalMoveError as error:
            self.problem = str(error)
            return
        for name in [name for name in self.shown if name.startswith(DEBRIEF)]:
            del self.shown[name]
        self.keep()


def games() -> Games:
    """Return the games of this server."""
    return Games(opening().runs / ON_DISK)


def begin(case: str, seat: str, *, level: str, seed: int, coach: str) -> Game:
    """Take a seat.

    Raises:
        DelegationSimError: if nobody can play it.
    """
    kept = memory()
    scenario = library.scenario_of(case, kept.uploads)
    with told_in(kept.language):
        live = LiveNegotiation(scenario, seed=seed, seats=(seat,), level=level)
    game = Game(id=new_id(), live=live, seat=seat, case=case, language=kept.language)
    game.set_own(coach=coach)
    return _take(game)


def resume(log: LiveLog, key: str = "") -> Game:
    """Go on with a game.

    Raises:
        LiveLogError: if its case is not here, or it cannot have been played.
    """
    kept = memory()
    case = _case_of(log)
    if len(log.seats) != 1:
        raise LiveLogError(f"This page plays one seat; the log is of {len(log.seats)}.")
    scenario = library.scenario_of(case, kept.uploads)
    try:
        with told_in(kept.language):
            live = LiveNegotiation.from_log(log, scenario)
    except LiveLogError:
        raise
    except DelegationSimError as error:
        raise LiveLogError(str(error)) from error
    game = Game(id=key or new_id(), live=live, seat=log.seats[0], case=case, language=kept.language)
    notes_of(log, game.seat)
    if not key:
        game.keep()
    game.stamp = games().stamp(game.id)
    return _take(game)


def at_hand() -> Game | None:
    """Return the game of this window: the one that its address names, as it stands on disk."""
    kept = memory()
    asked = st.query_params.get("game", "") or _awaited()
    game: Game | None = kept.pages.get(_NAME)
    if asked and is_id(asked) and (game is None or game.id != asked):
        game = _opened(asked)
    if game is not None and game.language != kept.language:
        game = _again(game, resume(game.live.log, game.id))
    if game is not None and _is_changed(game):
        game = _again(game, _opened(game.id) or game)
        game.was_changed = True
    if game is not None and st.query_params.get("game") != game.id:
        st.query_params["game"] = game.id
    return game


def leave() -> None:
    """Let go of the game at hand; it stays on disk, at its address."""
    memory().pages.pop(_NAME, None)
    st.query_params.pop("game", None)


def trouble() -> str:
    """Return, once, why the game that the address names cannot be gone on with."""
    return str(memory().pages.pop(_TROUBLE, ""))


def _take(game: Game) -> Game:
    memory().pages[_NAME] = game
    return game


def _opened(key: str) -> Game | None:
    try:
        return resume(games().load(key), key)
    except LiveLogError as error:
        kept = memory()
        kept.pages[_TROUBLE] = str(error)
        kept.pages[_AWAITED] = (key, len(kept.uploads))
        kept.pages.pop(_NAME, None)
        st.query_params.pop("game", None)
        return None


def _awaited() -> str:
    """Return a game that could not be opened, once there are other cases than there were: its own may be among them."""
    key, cases = memory().pages.get(_AWAITED, ("", 0))
    if not key or len(memory().uploads) == cases:
        return ""
    memory().pages.pop(_AWAITED)
    memory().pages.pop(_TROUBLE, None)
    return str(key)


def _again(was: Game, game: Game) -> Game:
    """Return a game with what the page remembers of it."""
    game.shown, game.is_kept = was.shown, was.is_kept
    return game


def _is_changed(game: Game) -> bool:
    """Return whether it was played on in another window."""
    on_disk = games().stamp(game.id)
    return game.is_kept and on_disk not in ((0, 0), game.stamp)


def _case_of(log: LiveLog) -> str:
    """Return the key of the case of a log, by its hash.

    Raises:
        LiveLogError: if it is not here.
    """
    kept = memory()
    for key in (*_likely(log), *kept.uploads):
        scenario: Scenario = library.scenario_of(key, kept.uploads)
        if scenario_hash(scenario) == log.case_hash:
            return key
    raise LiveLogError(
        f"The case {log.case!r} on which this was played is not here, or it was changed since. Upload its file in the "
        "library, then open the game again."
    )


def _likely(log: LiveLog) -> tuple[str, ...]:
    return (log.case,) if log.case in shipped_scenarios() else ()
