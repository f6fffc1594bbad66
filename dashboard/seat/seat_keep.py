"""Keeping a game: its log as a file, going on from one, and showing one that another version played."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.frame.begun_with import opening
from dashboard.frame.escaping import bulleted, escaped, plain
from dashboard.frame.fold import fold
from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.seat import game_window
from dashboard.seat.game import Game
from dashboard.seat.kept_games import LARGEST, NoRoomError
from simulation.live import LiveLog, LiveLogError, OtherVersionError
from simulation.scenario.instances import name_of
from simulation.storage import SUFFIX, load_log
from simulation.training import tell_log
from simulation.words import Said

__all__ = ["resume_field", "save_field", "show_read"]

_MOST: Final = 50


def save_field(at_hand: Game) -> None:
    """Offer the log of the game, and the way out of it."""
    say = words().say
    box = fold(say("seat.keep"), key="seat-keep")
    if box is None:
        return
    with box:
        st.markdown(say("seat.keep.about"))
        with st.container(horizontal=True):
            _offer(at_hand.live.log, f"{name_of(at_hand.live.case)}-{at_hand.seat}", "seat.keep.download")
            if st.button(say("seat.keep.leave"), key="seat.keep.leave"):
                game_window.leave()
                st.rerun()


def _offer(log: LiveLog, name: str, key: str) -> None:
    text, file = log.to_text(), f"{name}{SUFFIX}"
    st.download_button(
        words().say("seat.keep.download"), text, file, "application/json", key=key, on_click="ignore"
    )


def resume_field() -> None:
    """Let the person go on with a game: from a file of its own, or from one that stands among the runs."""
    say = words().say
    with st.expander(say("seat.resume"), key="seat-resume"):
        st.markdown(say("seat.resume.about"))
        given = st.file_uploader(say("seat.resume.file"), type=["json"], key="seat.resume.file")
        if given is not None and memory().pages.get("seat.resumed") != given.file_id:
            memory().pages["seat.resumed"] = given.file_id
            _resume_text(given.getvalue())
        if found := _on_shelf():
            name = st.selectbox(
                say("seat.resume.shelf"), list(found), format_func=plain, key="seat.resume.shelf"
            )
            if st.button(say("seat.resume.open"), key="seat.resume.open"):
                _resume_file(found[str(name)])


def _on_shelf() -> dict[str, Path]:
    """Return the logs in the folder of runs by their names, the newest first."""
    try:
        found = [
            path for path in opening().runs.glob(f"*{SUFFIX}") if path.is_file() and not path.is_symlink()
        ]
        found.sort(key=lambda path: -path.stat().st_mtime)
    except OSError:
        return {}
    return {path.name: path for path in found[:_MOST] if not path.name.startswith(".")}


def _resume_file(path: Path) -> None:
    try:
        log = load_log(path)
    except LiveLogError:
        _say_why(words().say("seat.lost.damaged"))
    else:
        _resume(log)


def _resume_text(data: bytes) -> None:
    if len(data) > LARGEST:
        st.warning(words().say("seat.resume.large"))
        return
    try:
        log = LiveLog.from_text(data.decode("utf-8-sig"))
    except (LiveLogError, UnicodeDecodeError) as error:
        _say_why(error)
    else:
        _resume(log)


def _resume(log: LiveLog) -> None:
    try:
        game_window.resume(log)
    except OtherVersionError:
        st.rerun()  # it is shown above, as far as it can be read
    except (LiveLogError, NoRoomError) as error:
        _say_why(error)
    else:
        st.rerun()


def _say_why(error: object) -> None:
    st.warning(escaped(words().say("seat.resume.failed", problem=error)))


def show_read() -> None:
    """Show the game that is read, if there is one: why it cannot be played on, and what stands in it."""
    log = game_window.read()
    if log is None:
        return
    say = words().say
    with st.container(key="seat-read", border=True):
        st.subheader(say("seat.read"), anchor=False)
        _warn_of_version(log)
        told = tell_log(log, game_window.case_read(log))
        with in_own_language():
            for line in told.about:
                st.markdown(escaped(line))
            _told(say("term.ended"), told.result)
            _told(say("term.notes"), told.notes)
            if told.sessions:
                with st.expander(say("seat.read.moves"), key="seat-read-moves"):
                    for session, moves in told.sessions:
                        _told(session, moves)
        _ways_on(log)


def _warn_of_version(log: LiveLog) -> None:
    try:
        with in_own_language():
            log.check_version()
    except OtherVersionError as error:
        st.warning(escaped(str(error)))


def _told(title: str | Said, lines: Sequence[Said]) -> None:
    if lines:
        st.markdown(f"**{escaped(title)}**")
        st.markdown(bulleted(lines))


def _ways_on(log: LiveLog) -> None:
    say = words().say
    with st.container(horizontal=True):
        _offer(log, f"{log.case}-{'-'.join(log.seats)}", "seat.read.download")
        if st.button(say("seat.read.close"), key="seat.read.close"):
            game_window.put_away()
            st.rerun()
