"""What is asked at the end: a package, the document as a whole, a signature."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import words
from dashboard.seat import document_worth, seat_answer
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.seat.marks import bar, between_brackets, table
from simulation.live import SEAT_MOVES, SeatView

__all__ = ["document", "show"]

_ANSWERS: Final = ("deal", "end")
_LAST_WORD: Final = "reject_document"


def show(at_hand: Game, view: SeatView, tell: Teller) -> None:
    """Show what is put to the seat, and its answers."""
    say = words().say
    st.header(say(f"seat.end.{view.phase}"), anchor=False)
    st.markdown(document_worth.about(tell))
    if view.phase == "package":
        _package(view, tell)
    else:
        _by_clause(tell)
        document(view)
    _answers(at_hand, tell)
    seat_answer.show(at_hand, tell, "end")


def _package(view: SeatView, tell: Teller) -> None:
    say, package = words().say, view.package
    if package is None:
        return
    _by_clause(tell, package.options)
    st.markdown(escaped(document_worth.of_whole(tell, package.options)))
    for issue in package.crosses:
        st.html(str(bar(say("seat.end.red", issue=tell.issue(issue)))))


def _by_clause(tell: Teller, package: Mapping[str, str] | None = None) -> None:
    """Show what each clause of a document gives the seat, and the whole: the sum of what stands above it."""
    say = words().say
    heads = [say(head) for head in ("term.clause", "term.wording", "seat.end.for_you")]
    with st.container(key="seat-by-clause"):
        st.markdown(f"**{say('seat.end.by_clause')}**")
        st.html(str(table(heads, document_worth.by_clause(tell, package))))


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
            st.caption(escaped(say("list.told", name=view.document.reference_of(clause), what=told)))


def _answers(at_hand: Game, tell: Teller) -> None:
    say, view = words().say, tell.view
    legal = view.request.legal if view.request else ()
    for move in legal:
        if SEAT_MOVES[move].group not in _ANSWERS:
            continue
        problem = at_hand.why_not(move)
        if problem:
            continue
        for warning in at_hand.check(move) or ():
            st.html(str(bar(warning)))
        with st.container(horizontal=True, vertical_alignment="center", key=f"seat-end-{move}"):
            if move == _LAST_WORD:
                _object(at_hand)
            elif st.button(say(f"seat.move.{move}"), key=f"seat.do.{move}"):
                at_hand.answer(move)
                st.rerun()
            st.caption(escaped(document_worth.comes_of(tell, move)), width="content")
    st.caption(say("seat.end.instructed"))


def _object(at_hand: Game) -> None:
    """Offer to object to the document, and ask once whether one means it: all may be left without a document."""
    say = words().say
    with st.popover(say(f"seat.move.{_LAST_WORD}"), key=f"seat.ask.{_LAST_WORD}"):
        st.markdown(say("seat.end.object.about"))
        if st.button(say("seat.end.object.now"), key=f"seat.do.{_LAST_WORD}"):
            at_hand.answer(_LAST_WORD)
            st.rerun()
