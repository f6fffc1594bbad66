"""Keeping a game: its log as a file, and going on from one."""

from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.frame.begun_with import opening
from dashboard.frame.escaping import escaped, plain
from dashboard.frame.fold import fold
from dashboard.frame.session_state import memory, words
from dashboard.seat import game_window
from dashboard.seat.game import Game
from dashboard.seat.kept_games import LARGEST, NoRoomError
from simulation.live import LiveLog, LiveLogError, OtherVersionError
from simulation.scenario.instances import name_of
from simulation.storage import SUFFIX, load_log

__all__ = ["resume_field", "save_field"]

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
            st.download_button(
                say("seat.keep.download"),
                at_hand.live.log.to_text(),
                f"{name_of(at_hand.live.case)}-{at_hand.seat}{SUFFIX}",
                "application/json",
                key="seat.keep.download",
                on_click="ignore",
            )
            if st.button(say("seat.keep.leave"), key="seat.keep.leave"):
                game_window.leave()
                st.rerun()


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
