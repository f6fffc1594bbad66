"""What came of it: the ending, the seat's own account, the prediction beside it; then the debriefing."""

from collections.abc import Iterator
from typing import Final

import streamlit as st

from dashboard.components.room import room
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import words
from dashboard.seat import game_window, seat_debrief, seat_end
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.seat.marks import bar, table
from dashboard.seat.public_sheet import sheet_of
from dashboard.seat.seat_keep import save_field
from dashboard.seat.seat_room import public_room
from simulation.live import SeatView
from simulation.protocols import OUTCOME_CLASSES
from simulation.training import Mandate, Prediction, Stakes, course_of, documents, in_points, mandate_of
from simulation.words import Said, told_in

__all__ = ["show"]

_MANDATE: Final = "mandate"


def show(at_hand: Game) -> None:
    """Show it."""
    say, view = words().say, at_hand.view
    tell = Teller(view, sheet_of(at_hand.live.case), words())
    with st.container(key="seat-bar", horizontal=True, vertical_alignment="center"):
        with st.container():
            st.markdown(f"**{say('seat.result')}** · {escaped(view.title)}")
        with st.container(horizontal=True, horizontal_alignment="right", width="content"):
            if st.button(say("seat.undo"), key="seat.undo"):
                at_hand.undo()
                st.rerun()
            if st.button(say("seat.result.again"), key="seat.again"):
                game_window.leave()
                st.rerun()
    st.title(escaped(_ending(at_hand, view)), anchor=False)
    left, right = st.columns([600, 560], gap="large")
    with left:
        _account(at_hand, view, tell)
        _try_again(at_hand)
    with right:
        _clauses(at_hand, view, tell)
        with st.expander(say("term.text"), key="seat-result-text"):
            seat_end.document(view)
    with st.container(key="seat-sofar"):
        st.subheader(say("seat.debrief.all"), anchor=False)
        data = public_room(view, at_hand.live.case, words(), issue=view.issues[0].key)
        room(data, show="braid", own=view.own.key, key="seat.room.braid")
    seat_debrief.show(at_hand, view, tell)
    save_field(at_hand)


def _ending(at_hand: Game, view: SeatView) -> str:
    outcome, fallen = at_hand.live.record.outcome, view.document.fallen
    ends = zip(view.issues, outcome.option.tolist(), strict=True)
    settled = sum(option >= 0 and issue.key not in fallen for issue, option in ends)
    ending = words().say(f"class.{outcome.outcome_class}.event")
    return words().counted("seat.result.head", settled, of=len(outcome.option), ending=ending)


def _account(at_hand: Game, view: SeatView, tell: Teller) -> None:
    """Show what the ending is worth to the seat, beside no document at all, and which red lines it crosses."""
    say = words().say
    st.header(say("seat.result.account"), anchor=False)
    with told_in(at_hand.language):
        st.markdown(escaped(Said.joined(*_mandate(at_hand).sentences)))
    final = at_hand.live.record.outcome.option.tolist()
    crossed = [
        say(
            "seat.end.sponsor" if issue.options[option].strikes_own else "seat.end.red",
            issue=tell.issue(issue.key),
        )
        for issue, option in zip(view.issues, final, strict=True)
        if option >= 0 and issue.options[option].is_red and issue.key not in view.document.fallen
    ]
    for line in crossed:
        st.html(str(bar(line)))
    if not crossed:
        st.markdown(say("seat.result.no_red"))
    for promise in view.ledger:
        if promise.by == view.own.key and promise.state == "broken":
            st.html(str(bar(say("seat.result.broken", to=tell.name(promise.to)))))


def _mandate(at_hand: Game) -> Mandate:
    """Return what became of the mandate, as the debriefing has it."""
    kept = at_hand.ending
    if _MANDATE not in kept:
        course = course_of(at_hand.live)
        stakes = Stakes.at_the_end(course.record)
        kept[_MANDATE] = mandate_of(course, course.row(at_hand.seat), stakes, documents(stakes))
    found: Mandate = kept[_MANDATE]
    return found


def _clauses(at_hand: Game, view: SeatView, tell: Teller) -> None:
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
    rows = [_whole(at_hand, prediction), *_by_clause(at_hand, view, tell, prediction)]
    st.html(str(table([say(head) for head in heads], [row[: len(heads)] for row in rows])))
    if prediction is None:
        st.caption(say("seat.result.prediction.none"))


def _whole(at_hand: Game, prediction: Prediction | None) -> list[str]:
    say = words().say
    ended = words().ending(at_hand.live.record.outcome.outcome_class)
    said = prediction.outcome_class if prediction else ""
    told = words().ending(said) if said in OUTCOME_CLASSES else ""
    return [say("term.whole"), "", ended, told]


def _by_clause(
    at_hand: Game, view: SeatView, tell: Teller, prediction: Prediction | None
) -> Iterator[list[str]]:
    """Yield a row an issue: its name, the best wording for the seat, the one that it ended on, the predicted one."""
    ends = at_hand.live.record.outcome.option.tolist()
    say, fallen = words().say, view.document.fallen
    none = say("seat.predict.open")
    for issue, end in sorted(zip(view.issues, ends, strict=True), key=lambda pair: -pair[0].salience):
        ended = none
        if end >= 0:
            option = issue.options[end]
            ended = say(
                "seat.result.worth", option=tell.option(issue.key, option.key), worth=in_points(view, option)
            )
        if issue.key in fallen:
            ended = say("seat.result.fell", parent=fallen[issue.key])
        said = ""
        if prediction is not None and issue.key in prediction.options:
            guess = prediction.options[issue.key]
            said = tell.option(issue.key, guess) if guess else none
        yield [tell.issue(issue.key), tell.option(issue.key, issue.aim.key), ended, said]


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
