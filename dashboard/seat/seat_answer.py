"""The answer to the last move, where the move was made: beside its button, and told to a screen reader."""

from typing import Final

import streamlit as st

from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import words
from dashboard.seat import offers_told
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.seat.marks import answer, bar, quoted
from simulation.live import SeatMove, moves_of

__all__ = ["begin", "begin_middle", "is_open", "rest", "show", "whole"]

_SIGNALS: Final = moves_of("floor", "issue", "option")
_CLAUSE: Final = (
    "request_brackets",
    "lift_brackets",
    "found_coalition",
    "join_coalition",
    "leave_coalition",
    "ask_for_group",
    "seek_deferral",
)
_PLACES: Final = {
    "accept_trade": "inbox",
    "refuse_trade": "inbox",
    "offer_trade": "trade",
    "consult_bilaterally": "talk",
    "ask_for_recess": "chair",
    "ask_for_chair_text": "chair",
    "consult_capital": "chair",
    "propose_package": "package",
    "speak": "speak",
}
"""By move; what is asked at the end has the place `end`."""
_FITS: Final = 30
"""Characters of a choice that a field in the narrow column shows."""
_MIDDLE: Final = ("said", "clause", "propose", "end")
"""Places beside the clause that is looked at."""
_TOP: Final = "top"
_NOWHERE: Final = ""
_TOLD: Final = "answer.told"
"""Where on the page the answer is shown."""
_OPENED: Final = "answer.opened"


def whole(label: str) -> None:
    """Show what is chosen below its field where it is longer than the field: a field cuts it off and cannot wrap."""
    if len(label) > _FITS:
        st.caption(escaped(label))


def begin(at_hand: Game) -> None:
    """Note that the page is drawn anew: the answer has not been shown on it."""
    at_hand.shown[_TOLD] = _NOWHERE


def begin_middle(at_hand: Game) -> None:
    """Note that the middle of the page is drawn anew, and with it the top: what was shown in either is gone."""
    if at_hand.shown.get(_TOLD) in (*_MIDDLE, _TOP):
        begin(at_hand)


def show(at_hand: Game, tell: Teller, place: str, issue: str = "", option: str = "") -> None:
    """Show the answer if the last move was made here, once on a page.

    Args:
        at_hand: The game.
        tell: Tells names and wordings.
        place: One of the values of `_PLACES`, or those of the middle.
        issue: Of the clause, where the place belongs to one.
        option: Of the wording, where the place belongs to one.
    """
    move = at_hand.asked
    if move is None or at_hand.shown.get(_TOLD) or _place(move) != (place, issue, option):
        return
    at_hand.shown.setdefault(_OPENED, set()).add((place, issue))
    _tell(at_hand, tell, place)


def is_open(at_hand: Game, place: str, issue: str = "") -> bool:
    """Return whether the fold of a place is to stand open: something was answered there."""
    move = at_hand.asked
    is_here = move is not None and _place(move)[:2] == (place, issue)
    return is_here or (place, issue) in at_hand.shown.get(_OPENED, ())


def rest(at_hand: Game, tell: Teller) -> None:
    """Show the answer here, at the top, where its place is not on the page: the move led on to something else."""
    if not at_hand.shown.get(_TOLD):
        _tell(at_hand, tell, _TOP)


def _place(move: SeatMove) -> tuple[str, str, str]:
    """Return where a move is made: a place of the page, its issue and its wording."""
    if move.move in _SIGNALS:
        return "said", move.issue, move.option
    if move.move in _CLAUSE:
        return "clause", move.issue, ""
    if move.move == "propose_option":
        return "propose", move.issue, ""
    return _PLACES.get(move.move, "end"), "", ""


def _tell(at_hand: Game, tell: Teller, place: str) -> None:
    """Tell it; beside a wording the page has its own warnings."""
    say, reply, move = words().say, at_hand.reply, at_hand.asked
    at_hand.shown[_TOLD] = place
    if at_hand.problem:
        st.html(str(answer(at_hand.problem, before=say("seat.impossible"))))
        return
    if reply is None or move is None:
        return
    st.html(str(answer(offers_told.answered(tell, move, reply))))
    if reply.counter is not None:
        st.html(str(quoted(words().told(reply.counter.reason))))
    for warning in () if place == "said" else reply.warnings:
        st.html(str(bar(words().told(warning))))
