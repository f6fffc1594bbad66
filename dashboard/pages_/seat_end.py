"""What is asked at the end: a package, the document as a whole, a signature."""

from typing import Final

import streamlit as st

from dashboard.escaping import escaped
from dashboard.pages_ import seat_answer
from dashboard.seat.figures import points, worth_of
from dashboard.seat.game import Game
from dashboard.seat.marks import bar, between_brackets, listed
from dashboard.seat.telling import Teller
from dashboard.session_state import words
from simulation.live import SeatView
from simulation.live.moves import SEAT_MOVES

__all__ = ["document", "show"]

_ANSWERS: Final = ("deal", "end")
_LAST_WORD: Final = "reject_document"


def show(at_hand: Game, view: SeatView, tell: Teller) -> None:
    """Show what is put to the seat, and its answers."""
    say = words().say
    st.header(say(f"seat.end.{view.phase}"), anchor=False)
    st.markdown(say(f"seat.end.{view.phase}.about"))
    if view.phase == "package":
        _package(view, tell)
    else:
        document(view)
    _answers(at_hand, view)
    seat_answer.show(at_hand, tell, "end")


def _package(view: SeatView, tell: Teller) -> None:
    say, package = words().say, view.package
    if package is None:
        return
    lines = [
        say("seat.end.line", issue=tell.issue(issue), option=tell.option(issue, option))
        for issue, option in package.options.items()
    ]
    st.html(str(listed(lines)))
    st.markdown(escaped(say("seat.end.worth", gain=points(package.gain), none=worth_of(view.own.no_deal))))
    for issue in package.crosses:
        st.html(str(bar(say("seat.end.red", issue=tell.issue(issue)))))


def document(view: SeatView) -> None:
    """Show the text as it stands, clause by clause."""
    say = words().say
    for section in view.document.sections:
        st.markdown(f"**{escaped(section.heading)}**")
        for clause in section.clauses:
            is_held = clause.status == "bracketed"
            text = clause.wordings[0].text if clause.wordings else ""
            told = say(f"seat.fate.{clause.status}")
            st.html(
                str(
                    between_brackets(
                        "", text, is_held=is_held and bool(text), nothing=say("seat.document.nothing")
                    )
                )
            )
            st.caption(f"{escaped(clause.reference)}: {told}")


def _answers(at_hand: Game, view: SeatView) -> None:
    say = words().say
    legal = view.request.legal if view.request else ()
    for move in legal:
        if SEAT_MOVES[move].group not in _ANSWERS:
            continue
        problem = at_hand.why_not(move)
        if problem:
            continue
        for warning in at_hand.check(move) or ():
            st.html(str(bar(warning)))
        if move == _LAST_WORD:
            _object(at_hand)
        elif st.button(say(f"seat.move.{move}"), key=f"seat.do.{move}"):
            at_hand.answer(move)
            st.rerun()
    st.caption(say("seat.end.instructed"))


def _object(at_hand: Game) -> None:
    """Offer to object to the document; asked for twice, for it ends the game and may leave all without a document."""
    say = words().say
    with st.popover(say(f"seat.move.{_LAST_WORD}"), key=f"seat.ask.{_LAST_WORD}"):
        st.markdown(say("seat.end.object.about"))
        if st.button(say("seat.end.object.now"), key=f"seat.do.{_LAST_WORD}"):
            at_hand.answer(_LAST_WORD)
            st.rerun()
