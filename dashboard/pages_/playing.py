"""Waits for a run that another process plays; meanwhile the page can be left."""

from typing import Final

import streamlit as st

from dashboard.ensemble import Ensemble
from dashboard.escaping import escaped
from dashboard.guard.gate import building
from dashboard.lab.served import desk
from dashboard.played import Asked, Played, Plays
from dashboard.session_state import memory, words
from dashboard.underway import TooManyAtOnceError

__all__ = ["plays", "wait_for"]

_AGAIN: Final = 0.25
"""Seconds until it looks whether the visitor wants something else."""


@st.cache_resource(show_spinner=False)
def plays() -> Plays:
    """Return the runs of this server."""
    return Plays(desk())


def wait_for(asked: Asked, ensemble: Ensemble | None = None, selected: str | None = None) -> Played | None:
    """Return a run once it is played; None, and the page says why: it was not."""
    say, place = words().say, st.empty()
    try:
        playing = plays().start(asked, visitor=memory().visitor, ensemble=ensemble, selected=selected)
    except TooManyAtOnceError:
        place.warning(say("replay.full"))
        return None
    while not playing.is_over:
        place.caption(say("replay.playing"))  # what is written lets Streamlit end this run for another
        with building().aside():
            playing.wait(_AGAIN)
    place.empty()
    if playing.has_failed:
        place.warning(escaped(playing.problem or say("replay.failed")))
    return playing.whole
