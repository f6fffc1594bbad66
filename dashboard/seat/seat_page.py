"""Play a seat: choose one, read its brief, negotiate, see what came of it."""

from functools import cache
from importlib.resources import files

import streamlit as st

from dashboard.components.unseen import open_at_top
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import words
from dashboard.guard.gate import building
from dashboard.seat import game_window, seat_brief, seat_choose, seat_result, seat_table
from dashboard.seat.game import Game

__all__ = ["show"]


def show() -> None:
    """Show where the person is."""
    st.html(f"<style>{_css()}</style>")
    _seat()


@st.fragment
def _seat() -> None:
    """Show it; what is chosen or clicked here runs this part anew, and not what stands around every page."""
    with building().passed():
        _show()


def _show() -> None:
    at_hand = game_window.at_hand()
    open_at_top(_step(at_hand))
    if problem := game_window.trouble():
        st.warning(escaped(words().say("seat.lost", problem=problem)))
    if at_hand is None:
        seat_choose.show()
        return
    try:
        _stage(at_hand)
    finally:
        at_hand.is_new_here = False


def _stage(at_hand: Game) -> None:
    _notices(at_hand)
    show_step = {"result": seat_result.show, "brief": seat_brief.show, "table": seat_table.show}
    show_step[_step(at_hand)](at_hand)


def _step(at_hand: Game | None) -> str:
    """Return which of the four steps is shown."""
    if at_hand is None:
        return "choose"
    if at_hand.is_over:
        return "result"
    return "table" if at_hand.has_begun else "brief"


def _notices(at_hand: Game) -> None:
    """Say once what the person has to know before going on."""
    say = words().say
    if at_hand.was_changed:
        at_hand.was_changed = False
        st.info(say("seat.changed"))
    if not at_hand.live.log.is_sealed:
        at_hand.live.log.is_sealed = True
        st.info(say("seat.resume.unsealed"))
    if not at_hand.is_kept:
        st.warning(say("seat.unkept"))


@cache
def _css() -> str:
    sheets = (files("dashboard").joinpath("seat", name) for name in ("seat.css", "axis.css"))
    return "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
