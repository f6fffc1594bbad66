"""The game of this window: taken, picked up from its address, as it stands on disk, and let go of."""

from collections.abc import Iterator
from typing import Final

import streamlit as st

from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.guard.clients import client_here
from dashboard.library import cases as library
from dashboard.seat.game import Game, games
from dashboard.seat.kept_games import NOWHERE, is_id, new_id
from simulation.errors import DelegationSimError
from simulation.live import LiveLog, LiveLogError, LiveNegotiation, OtherVersionError, SeatMove
from simulation.scenario import Scenario, shipped_scenarios
from simulation.scenario.translations import in_language
from simulation.training import Round, SeatNotes, keep_notes, notes_of, remember

__all__ = ["again", "at_hand", "begin", "case_read", "leave", "put_away", "read", "resume", "trouble"]

_NAME: Final = "seat"
_TROUBLE: Final = "seat.trouble"
_AWAITED: Final = "seat.awaited"
_READ: Final = "seat.read"


def begin(case: str, seat: str, *, level: str, seed: int, coach: str, first: Round | None = None) -> Game:
    """Take a seat; the game is written down from its first move or note on, a second round at once.

    Raises:
        DelegationSimError: if nobody can play it.
        NoRoomError: if there is no room for a new game.
    """
    kept = memory()
    _check_room()
    scenario = library.scenario_of(case, kept.uploads, kept.language)
    with in_own_language():
        live = LiveNegotiation(scenario, seed=seed, seats=(seat,), level=level)
    game = Game(id=new_id(), live=live, seat=seat, case=case, language=kept.language)
    game.choose_coach(coach)
    if first is not None:
        remember(live, seat, first)
        game.keep()
        st.query_params["game"] = game.id
    return _take(game)


def resume(log: LiveLog, key: str = "") -> Game:
    """Go on with a game.

    Raises:
        OtherVersionError: if another version played it; it can be read from now on (`read`).
        LiveLogError: if its case is not here, or it cannot have been played.
        NoRoomError: if it is a new one for this server, and there is no room.
    """
    try:
        with in_own_language():
            log.check_version()
    except OtherVersionError:
        memory().pages[_READ] = log
        raise
    if not key:
        _check_room()
    case, scenario = _case_of(log)
    if len(log.seats) != 1:
        raise LiveLogError(words().say("seat.lost.seats", n=len(log.seats)))
    try:
        with in_own_language():
            live = LiveNegotiation.from_log(log, in_language(scenario, memory().language))
    except LiveLogError:
        raise
    except DelegationSimError as error:
        raise LiveLogError(str(error)) from error
    game = Game(id=key or new_id(), live=live, seat=log.seats[0], case=case, language=memory().language)
    notes_of(log, game.seat)
    if not key:
        game.keep()
    return _take(game)


def again(game: Game, session: int) -> Game:
    """Begin a game that is the one given up to the beginning of a session; that one stays as it is at its address.

    The person sits in it, also where an agent sat at that moment. What was said before it began goes along, and the
    hints and take-backs until then; what was answered after the end does not.

    Raises:
        DelegationSimError: if that session was not held.
        NoRoomError: if there is no room for a new game.
    """
    _check_room()
    with in_own_language():
        live = game.live.fork(session)
        if game.seat not in live.seated:
            live.submit(SeatMove(seat=game.seat, move="take_over"))
    notes = game.notes
    hints = tuple(hint for hint in notes.hints if hint.session < session)
    undone = tuple(one for one in notes.taken_back if one < session)
    kept = SeatNotes(
        prediction=notes.prediction, hints=hints, taken_back=undone, before=notes.before, first=notes.first
    )
    keep_notes(live.log, game.seat, kept)
    made = Game(id=new_id(), live=live, seat=game.seat, case=game.case, language=memory().language)
    game.call_off()
    made.set_own(begun=True)
    st.query_params["game"] = made.id
    return _take(made)


def at_hand() -> Game | None:
    """Return the game of this window: the one that its address names, as it stands on disk."""
    kept = memory()
    asked = st.query_params.get("game", "") or _awaited()
    game: Game | None = kept.pages.get(_NAME)
    if asked and is_id(asked) and (game is None or game.id != asked):
        game = _opened(asked)
    if game is not None:
        game = _as_it_stands(game)
    if game is not None and st.query_params.get("game") != game.id and games().stamp(game.id) != NOWHERE:
        st.query_params["game"] = game.id
    return game


def leave() -> None:
    """Let go of the game at hand; it stays on disk, at its address."""
    kept = memory()
    game: Game | None = kept.pages.pop(_NAME, None)
    if game is not None:
        game.call_off()
    kept.played = None
    st.query_params.pop("game", None)


def trouble() -> str:
    """Return, once, why the game that the address names cannot be gone on with."""
    return str(memory().pages.pop(_TROUBLE, ""))


def read() -> LiveLog | None:
    """Return the game that another version played and that is read now, if there is one."""
    found: LiveLog | None = memory().pages.get(_READ)
    return found


def case_read(log: LiveLog) -> Scenario | None:
    """Return the case on which a game was played, else the shipped one of its key; None: neither is here."""
    try:
        return _case_of(log)[1]
    except LiveLogError:
        return (
            library.scenario_of(_shipped(log), {}, memory().language)
            if log.case in shipped_scenarios()
            else None
        )


def put_away() -> None:
    """Let go of the game that is read."""
    memory().pages.pop(_READ, None)


def _check_room() -> None:
    with in_own_language():
        games().check_room(client_here())


def _take(game: Game) -> Game:
    kept = memory()
    put_away()
    kept.pages[_NAME], kept.played = game, game.case
    return game


def _as_it_stands(game: Game) -> Game | None:
    """Return a game as it stands on disk, and then in the language of this window."""
    game.is_new_here = False
    if game.is_changed:
        found = _opened(game.id)
        if found is None:
            return None
        game = _again(game, found)
        game.was_changed = game.is_new_here = True
    if game.language != memory().language:
        try:
            told = _again(game, resume(game.live.log, game.id))
        except LiveLogError:
            return game  # it goes on in the language that it has
        told.stamp, told.is_new_here, told.was_changed = game.stamp, game.is_new_here, game.was_changed
        return told
    return game


def _opened(key: str) -> Game | None:
    kept = memory()
    try:
        with in_own_language(), games().held(key):
            stamp, log = games().stamp(key), games().load(key)
        game = resume(log, key)
    except LiveLogError as error:
        if not isinstance(error, OtherVersionError):
            kept.pages[_TROUBLE] = str(error)
            kept.pages[_AWAITED] = (key, len(kept.uploads))
        kept.pages.pop(_NAME, None)
        st.query_params.pop("game", None)
        return None
    game.stamp = stamp
    return game


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


def _case_of(log: LiveLog) -> tuple[str, Scenario]:
    """Return key and case of a log, by its hash.

    Raises:
        LiveLogError: if it is not here.
    """
    for key, scenario in _cases(log):
        if log.is_of(scenario):
            return key, scenario
    raise LiveLogError(words().say("seat.lost.case", case=log.case))


def _shipped(log: LiveLog) -> str:
    """Return the key under which a shipped case, or the instance of it, is found that a log names."""
    return library.instance_key(log.case, log.instance)


def _cases(log: LiveLog) -> Iterator[tuple[str, Scenario]]:
    """Yield the cases that it may be: the one that is played here first, which may be gone from the uploads."""
    kept = memory()
    game: Game | None = kept.pages.get(_NAME)
    if game is not None:
        yield game.case, game.live.case
    shipped = _shipped(log)
    for key in (*((shipped,) if library.is_here(shipped, {}) else ()), *kept.uploads):
        yield key, library.scenario_of(key, kept.uploads, kept.language)
