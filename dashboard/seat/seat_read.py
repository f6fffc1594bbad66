"""A game that another version played: nobody plays on from it here, but what was done in it is shown."""

from collections.abc import Sequence

import streamlit as st

from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import in_own_language, words
from dashboard.seat import game_window
from simulation.live import LiveLog, OtherVersionError
from simulation.storage import SUFFIX
from simulation.training import tell_log
from simulation.words import Said

__all__ = ["show"]


def show() -> None:
    """Show the game that is read, if there is one: why it cannot be played on, and what stands in it."""
    log = game_window.read()
    if log is None:
        return
    say = words().say
    with st.container(key="seat-read", border=True):
        st.subheader(say("seat.read"), anchor=False)
        _warn(log)
        told = tell_log(log, game_window.case_read(log))
        with in_own_language():
            for line in told.about:
                st.markdown(escaped(line))
            _part(say("term.ended"), told.result)
            _part(say("term.notes"), told.notes)
            if told.sessions:
                with st.expander(say("seat.read.moves"), key="seat-read-moves"):
                    for session, moves in told.sessions:
                        _part(session, moves)
        _ways_on(log)


def _warn(log: LiveLog) -> None:
    try:
        with in_own_language():
            log.check_version()
    except OtherVersionError as error:
        st.warning(escaped(str(error)))


def _part(title: str | Said, lines: Sequence[Said]) -> None:
    if lines:
        st.markdown(f"**{escaped(title)}**")
        st.markdown("\n".join(f"- {escaped(line)}" for line in lines))


def _ways_on(log: LiveLog) -> None:
    say = words().say
    with st.container(horizontal=True):
        st.download_button(
            say("seat.keep.download"),
            log.to_text(),
            f"{log.case}-{'-'.join(log.seats)}{SUFFIX}",
            "application/json",
            key="seat.read.download",
            on_click="ignore",
        )
        if st.button(say("seat.read.close"), key="seat.read.close"):
            game_window.put_away()
            st.rerun()
