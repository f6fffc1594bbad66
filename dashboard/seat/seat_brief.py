"""The brief before the first session: what everybody knows, what only this seat knows, and a prediction."""

from typing import Final

import streamlit as st

from dashboard.frame.escaping import escaped, plain
from dashboard.frame.session_state import words
from dashboard.seat import seat_card, seat_survey, short_wordings
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller, called
from dashboard.seat.packs import for_seats
from dashboard.seat.public_sheet import Sheet, sheet_of
from dashboard.seat.seat_keep import save_field
from simulation.live import SeatView
from simulation.protocols import OUTCOME_CLASSES
from simulation.training import Prediction

__all__ = ["show"]

_UNSAID: Final = ""
_OPEN: Final = ":open"
_READ: Final = 200
"""Words that a person reads in a minute."""
_CARD: Final = 120
"""Words on the seat card beside the instructions, about."""


def show(at_hand: Game) -> None:
    """Show the brief; one button leads on."""
    say, view = words().say, at_hand.view
    sheet = sheet_of(at_hand.live.case)
    tell = Teller(view, sheet, words())
    st.caption(say("seat.brief.above", title=escaped(view.title)))
    st.title(escaped(say("seat.brief.title", name=view.own.name)), anchor=False)
    with st.container(horizontal=True):
        if st.button(say("seat.brief.begin"), key="seat.begin", type="primary"):
            _begin(at_hand, view)
        st.caption(words().counted("seat.brief.begin.about", _minutes(at_hand, sheet, view)))
    seat_survey.principle_of_the_first(at_hand)
    with st.container(key="seat-brief"):
        own, public = st.columns([380, 540], gap="large")
    with own:
        seat_card.show(view, tell, is_brief=True)
    with public:
        _public(at_hand, sheet, tell)
        _prediction(view, tell)
        seat_survey.before(at_hand)
    save_field(at_hand)


def _public(at_hand: Game, sheet: Sheet, tell: Teller) -> None:
    say, view, pack = words().say, tell.view, for_seats(at_hand.case, at_hand.language)
    st.subheader(say("seat.brief.public"), anchor=False)
    st.markdown(escaped(sheet.summary))
    if pack.history and pack.history not in sheet.summary:
        st.markdown(escaped(pack.history))
    st.caption(escaped(say("seat.brief.forum", forum=sheet.forum, sessions=view.sessions)))
    st.markdown(f"**{say('seat.brief.text')}** {escaped(sheet.document)}")
    names = {issue.key: issue.name for issue in view.issues}
    st.markdown(
        "\n".join(
            f"- {escaped(clause.quoted(called(clause.title, names[clause.issue])))}"
            for clause in sheet.clauses
        )
    )
    _draft(sheet, tell)
    if pack.calendar:
        with st.expander(say("seat.brief.calendar"), key="seat-calendar"):
            st.markdown("\n".join(f"{number}. {escaped(what)}" for number, what in pack.calendar))
    with st.expander(words().counted("seat.brief.who", len(view.others)), key="seat-who"):
        st.markdown(
            "\n".join(
                f"- **{escaped(other.name)}**, {say(f'kind.{other.kind}')}. {escaped(other.brief)}"
                for other in view.others
            )
        )


def _minutes(at_hand: Game, sheet: Sheet, view: SeatView) -> int:
    """Return in how many minutes the brief can be read that stands open on the page."""
    own = (view.own.confidential_brief, *view.own.reasons.values())
    public = (
        sheet.summary,
        for_seats(at_hand.case, at_hand.language).history,
        *(clause.title for clause in sheet.clauses),
    )
    count = sum(len(text.split()) for text in (*own, *public)) + _CARD
    return max(1, -(-count // _READ))


def _draft(sheet: Sheet, tell: Teller) -> None:
    say = words().say
    on_table = {
        issue.key: next(option.key for option in issue.options if option.on_table)
        for issue in tell.view.issues
    }
    with st.expander(say("seat.brief.draft"), key="seat-draft"):
        for clause in sheet.clauses:
            text = clause.texts.get(on_table[clause.issue], "") or say("seat.brief.draft.nothing")
            st.markdown(f"**{escaped(clause.reference)}** {escaped(text)}")


def _prediction(view: SeatView, tell: Teller) -> None:
    """Ask how it will end; nobody has to answer."""
    own = words()
    say = own.say
    st.subheader(say("seat.predict"), anchor=False)
    st.markdown(say("seat.predict.about"))
    st.selectbox(
        say("term.whole"),
        (_UNSAID, *OUTCOME_CLASSES),
        format_func=lambda name: own.ending(name) if name else say("seat.predict.unsaid"),
        key="seat.predict.class",
    )
    with st.expander(say("seat.predict.clauses"), key="seat-predict"):
        for issue in view.issues:
            labels = {option.key: plain(option.short(short_wordings.ON_LINE)) for option in issue.written}
            labels |= {_UNSAID: say("seat.predict.unsaid"), _OPEN: say("seat.predict.open")}
            st.selectbox(
                escaped(tell.issue(issue.key)),
                (_UNSAID, *(option.key for option in issue.written), _OPEN),
                format_func=labels.__getitem__,
                key=f"seat.predict.{issue.key}",
            )


def _begin(at_hand: Game, view: SeatView) -> None:
    """Note the prediction down, if there is one, and go to the table."""
    said = {
        issue.key: str(st.session_state.get(f"seat.predict.{issue.key}") or _UNSAID) for issue in view.issues
    }
    options = {key: "" if value == _OPEN else value for key, value in said.items() if value}
    outcome = str(st.session_state.get("seat.predict.class") or "")
    if options or outcome:
        at_hand.note(prediction=Prediction(options=options, outcome_class=outcome))
    if not (answered := seat_survey.given("before")).is_empty:
        at_hand.note(before=answered)
    at_hand.set_own(begun=True)
    st.rerun()
