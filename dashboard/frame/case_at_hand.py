"""The case at hand, or, when it is lost, the word that it is and another in its place: one way for every page."""

from typing import Final

import streamlit as st

from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import memory, words
from dashboard.library import cases

__all__ = ["settle"]

_LOST: Final = "case_lost"


def settle() -> None:
    """Put the default case in place of one that is not here any more, and say so until the visitor goes on.

    The shell calls it before any page is shown: a page need not ask whether the case at hand is there.
    """
    kept = memory()
    if not cases.is_here(kept.case, kept.uploads):
        kept.case, kept.session, kept.selected = cases.DEFAULT_CASE, None, None
        kept.pages[_LOST] = True
    if not kept.pages.get(_LOST):
        return
    if kept.case != cases.DEFAULT_CASE:
        _go_on()
        return
    say = words().say
    title = cases.scenario_of(kept.case, kept.uploads, kept.language).title
    st.warning(say("shell.case.lost", title=escaped(title)))
    st.button(say("shell.case.lost.go_on"), key="shell.case.lost", on_click=_go_on)


def _go_on() -> None:
    memory().pages.pop(_LOST, None)
