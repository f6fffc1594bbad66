"""What is asked at the end: a package, the document as a whole, a signature."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from dashboard.escaping import escaped
from dashboard.pages_ import seat_answer
from dashboard.seat.figures import in_points, of_whole, points, worth_of
from dashboard.seat.game import Game
from dashboard.seat.marks import bar, between_brackets, table
from dashboard.seat.telling import Teller
from dashboard.session_state import words
from simulation.live import SeatView
from simulation.live.moves import SEAT_MOVES
from simulation.training.weighed import Weighed, crossed, points_given, weigh

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
        _by_clause(tell)
        document(view)
    _answers(at_hand, view)
    seat_answer.show(at_hand, tell, "end")


def _package(view: SeatView, tell: Teller) -> None:
    say, package = words().say, view.package
    if package is None:
        return
    _by_clause(tell, package.options)
    st.markdown(escaped(of_whole(view, package.options)))
    for issue in package.crosses:
        st.html(str(bar(say("seat.end.red", issue=tell.issue(issue)))))


def _by_clause(tell: Teller, package: Mapping[str, str] | None = None) -> None:
    """Show what each clause of a document gives the seat, and the whole: the sum of what stands above it."""
    say = words().say
    rows = [
        [tell.issue(one.issue.key), tell.option(one.issue.key, one.option.key), _given(tell.view, one)]
        for one in weigh(tell.view, package)
    ]
    given = (
        say("seat.end.over_red") if crossed(tell.view, package) else points(points_given(tell.view, package))
    )
    rows.append([say("seat.end.whole"), "", given])
    heads = [say(f"seat.end.{head}") for head in ("clause", "wording", "for_you")]
    with st.container(key="seat-by-clause"):
        st.markdown(f"**{say('seat.end.by_clause')}**")
        st.html(str(table(heads, rows)))


def _given(view: SeatView, one: Weighed) -> str:
    """Return what a clause gives the seat; what is not in the document gives nothing."""
    if one.standing in ("open", "fell"):
        return words().say(f"seat.end.{one.standing}")
    return in_points(view, one.option)


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
        with st.container(horizontal=True, vertical_alignment="center", key=f"seat-end-{move}"):
            if move == _LAST_WORD:
                _object(at_hand)
            elif st.button(say(f"seat.move.{move}"), key=f"seat.do.{move}"):
                at_hand.answer(move)
                st.rerun()
            st.caption(escaped(_comes_of(view, move)), width="content")
    st.caption(say("seat.end.instructed"))


def _comes_of(view: SeatView, move: str) -> str:
    """Return what is worth to the seat what an answer stands for."""
    say, none = words().say, view.own.no_deal
    if move == _LAST_WORD:
        return say("seat.end.without", gain=points(none))
    accepts = view.package is not None and move != "refuse_package"
    put = view.package.options if view.package is not None and accepts else None
    if crossed(view, put):
        return say("seat.end.crosses", none=worth_of(none))
    gain = points(points_given(view, put))
    if view.package is None or accepts:
        return say("seat.end.with", gain=gain)
    return say("seat.end.agreed", gain=gain, none=worth_of(none))


def _object(at_hand: Game) -> None:
    """Offer to object to the document, and ask once whether one means it: all may be left without a document."""
    say = words().say
    with st.popover(say(f"seat.move.{_LAST_WORD}"), key=f"seat.ask.{_LAST_WORD}"):
        st.markdown(say("seat.end.object.about"))
        if st.button(say("seat.end.object.now"), key=f"seat.do.{_LAST_WORD}"):
            at_hand.answer(_LAST_WORD)
            st.rerun()
