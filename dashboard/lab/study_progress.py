"""How far a study is: count, time left, a bar, and the button that stops it; it looks again by itself."""

from typing import Final

import streamlit as st

from dashboard.frame.drawn_anew import Looks
from dashboard.frame.session_state import words
from dashboard.lab.lab_state import Lab, cancel, look
from dashboard.work.of_server import jobs
from dashboard.work.studies import View

__all__ = ["lasting", "show_progress"]

_AGAIN: Final = 0.6
"""Seconds until it looks again."""
_MINUTE: Final = 90


def show_progress(state: Lab) -> None:
    """Place it; the page is drawn anew when there is something new to show."""
    st.fragment(_show, run_every=_AGAIN)(state, looks=Looks())


def _show(state: Lab, looks: Looks) -> None:
    # At the first look there is no news: the page took in all there was before it was drawn.
    looks.drew(is_news=not looks.is_first and look(state))
    job = state.job
    if job is None:
        return
    say = words().say
    view = job.view
    is_waiting = view.state == "waiting"
    told = say("lab.state.waiting") if is_waiting else _told(view)
    if view.summary is not None:
        sub = say("lab.state.progress.so_far", n=words().count(view.summary.replications))
    else:
        sub = say("lab.state.progress.sub")
    with st.container(gap="xsmall", key="lab-progress"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="lab-progress-count"):
            st.markdown(f"**{told}**", width="stretch")
            st.button(say("lab.state.cancel"), key="lab.cancel", on_click=cancel, args=(state, jobs()))
        st.progress(0.0 if is_waiting else min(1.0, view.done / max(1, view.asked)))
        st.caption(sub)


def _told(view: View) -> str:
    say = words().say
    told = {"done": words().count(view.done), "asked": words().count(view.asked)}
    if view.left is None or view.left == float("inf"):
        return say("lab.state.progress.first", **told)
    return say("lab.state.progress", left=lasting(view.left), **told)


def lasting(seconds: float) -> str:
    """Return a length of time in words."""
    if seconds < _MINUTE:
        return words().say("lab.left.seconds", n=max(1, round(seconds)))
    return words().say("lab.left.minutes", n=round(seconds / 60))
