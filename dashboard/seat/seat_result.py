"""What came of it: the ending, the seat's own account, the prediction beside it; then the debriefing."""

from typing import Final

import streamlit as st

from dashboard.components.run_pictures import room
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import words
from dashboard.seat import game_window, seat_debrief, seat_end
from dashboard.seat.document_worth import agreed, broken, came_of, came_to
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.seat.marks import bar, table
from dashboard.seat.public_sheet import sheet_of
from dashboard.seat.seat_keep import save_field
from dashboard.seat.seat_room import public_room
from simulation.training import Mandate, Stakes, course_of, documents, mandate_of
from simulation.words import Said, told_in

__all__ = ["show"]

_MANDATE: Final = "mandate"


def show(at_hand: Game) -> None:
    """Show it."""
    say, view = words().say, at_hand.view
    tell = Teller(view, sheet_of(at_hand.live.case), words())
    with st.container(key="seat-bar", horizontal=True, vertical_alignment="center"):
        with st.container():
            st.markdown(f"**{say('class.seat.over')}** · {escaped(view.title)}")
        with st.container(horizontal=True, horizontal_alignment="right", width="content"):
            if st.button(say("seat.undo"), key="seat.undo"):
                at_hand.undo()
                st.rerun()
            if st.button(say("seat.result.again"), key="seat.again"):
                game_window.leave()
                st.rerun()
    outcome = at_hand.live.record.outcome.outcome_class
    st.title(escaped(came_to(tell, _left(at_hand), outcome)), anchor=False)
    left, right = st.columns([600, 560], gap="large")
    with left:
        _account(at_hand, tell)
        _try_again(at_hand)
    with right:
        _clauses(at_hand, tell)
        with st.expander(say("term.text"), key="seat-result-text"):
            seat_end.document(view)
    with st.container(key="seat-sofar"):
        st.subheader(say("seat.debrief.all"), anchor=False)
        data = public_room(view, at_hand.live.case, words(), issue=view.issues[0].key)
        room(data, show="braid", own=view.own.key, key="seat.room.braid")
    seat_debrief.show(at_hand, view, tell)
    save_field(at_hand)


def _left(at_hand: Game) -> dict[str, str]:
    """Return the key of the wording of each clause that is in the text; empty: it is not."""
    wordings = zip(at_hand.view.issues, at_hand.live.record.left.tolist(), strict=True)
    return {issue.key: issue.options[at].key if at >= 0 else "" for issue, at in wordings}


def _account(at_hand: Game, tell: Teller) -> None:
    """Show what the ending is worth to the seat, beside no document at all, and which red lines it crosses."""
    say = words().say
    st.header(say("seat.result.account"), anchor=False)
    with told_in(at_hand.language):
        st.markdown(escaped(Said.joined(*_mandate(at_hand).sentences)))
    crossed = [
        say("seat.end.sponsor" if option.strikes_own else "seat.end.red", issue=tell.issue(issue.key))
        for issue, option in agreed(tell, _left(at_hand))
        if option.is_red
    ]
    for line in crossed:
        st.html(str(bar(line)))
    if not crossed:
        st.markdown(say("seat.result.no_red"))
    for line in broken(tell):
        st.html(str(bar(line)))


def _mandate(at_hand: Game) -> Mandate:
    """Return what became of the mandate, as the debriefing has it."""
    kept = at_hand.ending
    if _MANDATE not in kept:
        course = course_of(at_hand.live)
        stakes = Stakes.at_the_end(course.record)
        kept[_MANDATE] = mandate_of(course, course.row(at_hand.seat), stakes, documents(stakes))
    found: Mandate = kept[_MANDATE]
    return found


def _clauses(at_hand: Game, tell: Teller) -> None:
    """Show clause by clause what the seat wanted, how it ended, and what was predicted, if anything was."""
    say = words().say
    st.header(say("seat.result.clauses"), anchor=False)
    prediction = at_hand.notes.prediction
    heads = [
        "term.clause",
        "seat.result.wanted",
        "term.ended",
        *([] if prediction is None else ["seat.result.said"]),
    ]
    rows = came_of(tell, _left(at_hand), at_hand.live.record.outcome.outcome_class, prediction)
    st.html(str(table([say(head) for head in heads], [row[: len(heads)] for row in rows])))
    if prediction is None:
        st.caption(say("seat.result.prediction.none"))


def _try_again(at_hand: Game) -> None:
    """Offer to play on from the beginning of a session; the game that is over stays at its own address."""
    say, held = words().say, at_hand.live.session
    with st.container(key="seat-again", horizontal=True, vertical_alignment="bottom"):
        session = int(
            st.selectbox(
                say("term.session"),
                range(1, held + 1),
                format_func=lambda s: say("term.session_short", s=s),
                key="seat.retry.session",
                width=180,
            )
        )
        if st.button(say("seat.retry", s=session), key="seat.retry"):
            game_window.again(at_hand, session)
            st.rerun()
    st.caption(say("seat.retry.about"))
