"""Waits for what another process plays; meanwhile others' pages are built, and this one can be left."""

import time
from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import memory, words
from dashboard.guard.gate import building
from dashboard.replay.ensemble import Ensemble
from dashboard.replay.played_runs import Asked, Played, Plays
from dashboard.work.jobs import TooManyAtOnceError
from dashboard.work.jobs_in_parts import Parts
from dashboard.work.of_server import desk

__all__ = ["plays", "wait_for", "wait_for_run"]

_AGAIN: Final = 0.25
"""Seconds until it looks whether the visitor wants something else."""


@st.cache_resource(show_spinner=False)
def plays() -> Plays:
    """Return the runs of this server."""
    return Plays(desk())


def wait_for_run(
    asked: Asked, ensemble: Ensemble | None = None, selected: str | None = None
) -> Played | None:
    """Return a run once it is played; None, and the page says why: it was not."""
    say, visitor = words().say, memory().visitor
    return wait_for(
        lambda: plays().start(asked, visitor=visitor, ensemble=ensemble, selected=selected),
        doing=say("replay.playing"),
        failed=say("replay.failed"),
    )


def wait_for[W](start: Callable[[], Parts[Any, W]], *, doing: str, failed: str) -> W | None:
    """Return what comes of some work; None, and the page says why: nothing came.

    Args:
        start: Returns the work, or raises `TooManyAtOnceError`; then it is asked again until there is room.
        doing: What to say while it is done.
        failed: What to say if it fails without words of its own.
    """
    place = st.empty()
    while (work := _started(start)) is None:
        place.caption(words().say("shell.turn"))  # what is written lets Streamlit end this run for another
        with building().aside():
            time.sleep(_AGAIN)
    while not work.is_over:
        place.caption(doing)
        with building().aside():
            work.wait(_AGAIN)
    place.empty()
    if work.has_failed:
        place.warning(escaped(work.problem or failed))
    return work.whole


def _started[W](start: Callable[[], Parts[Any, W]]) -> Parts[Any, W] | None:
    try:
        return start()
    except TooManyAtOnceError:
        return None
