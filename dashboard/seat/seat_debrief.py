"""The debriefing: questions to oneself first; then profile, turning points, what else could have been, reasons."""

from typing import Final

import streamlit as st

from dashboard.frame.case_language import case_language
from dashboard.frame.choice import choice
from dashboard.frame.drawn_anew import Looks
from dashboard.frame.escaping import escaped, plain
from dashboard.frame.session_state import memory, words
from dashboard.seat import seat_findings, seat_rounds, seat_survey
from dashboard.seat.debriefs import debrief_work
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.seat.packs import for_seats
from dashboard.work.errands import Errand
from dashboard.work.of_server import errands
from simulation.live import SeatView
from simulation.reasons import build_log, explain
from simulation.training import Debrief, questions_for
from simulation.words import told_in

__all__ = ["show"]

_LONGEST: Final = 2000
_AGAIN: Final = 0.7
_OPENED: Final = "opened"
_OPEN: Final = "seat.debrief.open"
"""The button that opens the debriefing; before it is pressed nobody sees a number."""
_ERRAND: Final = "errand"
_FOUND: Final = "found"


def show(at_hand: Game, view: SeatView, tell: Teller) -> None:
    """Show it."""
    say = words().say
    st.header(say("term.debriefing"), anchor=False)
    is_answered = at_hand.notes.answers or at_hand.notes.principle or not at_hand.notes.after.is_empty
    if not (is_answered or at_hand.shown.get(_OPENED) == at_hand.digest):
        st.markdown(say("seat.debrief.about"))
        _questions(at_hand, _OPEN)
        return
    _findings(at_hand)
    _reasons(at_hand, view, tell)
    st.subheader(say("seat.debrief.own"), anchor=False)
    st.markdown(say("seat.debrief.own.about"))
    _questions(at_hand, "seat.debrief.keep")
    seat_survey.answered(at_hand)
    seat_findings.export(at_hand, at_hand.ending.get(_FOUND))
    seat_rounds.offer(at_hand, at_hand.ending.get(_FOUND))


def _questions(at_hand: Game, button: str) -> None:
    """Ask for the person's own view, what it takes away and the survey; the one button keeps all and opens the rest."""
    say, notes = words().say, at_hand.notes
    with told_in(at_hand.language):
        asked = questions_for(notes, at_hand.questions)
    written = case_language(words(), at_hand.live.case, "seat.choose.language")
    if written and for_seats(at_hand.case, at_hand.language).questions:
        st.caption(written)
    with st.form("seat.debrief.form", border=False):
        answers = {
            one.key: st.text_area(
                escaped(one.text),
                value=one.answer,
                max_chars=_LONGEST,
                height=80,
                key=f"seat.debrief.ask.{number}",
            )
            for number, one in enumerate(asked)
        }
        principle = st.text_area(
            say("seat.debrief.principle"),
            value=notes.principle,
            max_chars=_LONGEST,
            height=80,
            key="seat.principle",
        )
        if button == _OPEN:
            seat_survey.after(at_hand)
        if st.form_submit_button(say(button), key=button, type="primary"):
            given = {key: plain(text.strip()) for key, text in answers.items() if text.strip()}
            own = plain(principle.strip())
            survey = seat_survey.given("after") if button == _OPEN else notes.after
            if (given, own, survey) != (dict(notes.answers), notes.principle, notes.after):
                at_hand.note(answers=given, principle=own, after=survey)
            at_hand.shown[_OPENED] = at_hand.digest
            st.rerun()


def _findings(at_hand: Game) -> None:
    """Show what is found so far, and how far the rest is."""
    say, kept = words().say, at_hand.ending
    if _ERRAND not in kept:
        kept[_ERRAND] = errands().start(
            debrief_work,
            (memory().visitor, "debrief"),
            memory().visitor,
            log=at_hand.live.log,
            case=at_hand.live.case,
            seat=at_hand.seat,
            language=at_hand.language,
            questions=at_hand.questions,
        )
    errand: Errand | None = kept[_ERRAND]
    found = errand.latest if errand is not None else None
    if isinstance(found, Debrief):
        kept[_FOUND] = found
    if errand is None:
        st.warning(say("seat.debrief.full"))
    elif not errand.is_over:
        st.fragment(_look, run_every=_AGAIN)(errand, _part(errand), looks=Looks())
    elif errand.has_failed and not errand.is_called_off:
        st.warning(escaped(errand.problem or say("seat.debrief.failed")))
    known = kept.get(_FOUND)
    is_whole = isinstance(known, Debrief) and known.is_complete
    if (errand is None or errand.is_over) and not is_whole:
        if errand is not None and errand.is_called_off:
            st.caption(say("seat.debrief.cancelled"))
        if st.button(say("seat.debrief.again"), key="seat.debrief.again"):
            kept.pop(_ERRAND)
            st.rerun()
    if isinstance(known, Debrief):
        seat_findings.show(at_hand, known)


def _part(errand: Errand) -> str:
    found = errand.latest
    return found.part if isinstance(found, Debrief) else ""


def _look(errand: Errand, shown: str, looks: Looks) -> None:
    """Look again by itself; draw the page anew when a part has come."""
    say, found = words().say, errand.latest
    looks.drew(is_news=errand.is_over or _part(errand) != shown)
    if isinstance(found, Debrief):
        share = found.done / max(1, found.total)
        told = say(
            "seat.debrief.progress", done=found.done, total=found.total, part=say(f"seat.part.{found.part}")
        )
    else:
        share, told = 0.0, say("seat.debrief.first")
    st.progress(min(1.0, share), text=told)
    if st.button(say("term.cancel"), key="seat.debrief.cancel", on_click=errand.cancel):
        st.rerun()


def _reasons(at_hand: Game, view: SeatView, tell: Teller) -> None:
    """Open what moved the others, which nobody could see at the table."""
    say = words().say
    st.subheader(say("seat.debrief.reasons"), anchor=False)
    st.markdown(say("seat.debrief.reasons.about"))
    names = {other.key: tell.name(other.key) for other in view.others}
    with st.container(horizontal=True):
        who = choice(say("seat.debrief.who"), names, key="seat.debrief.who")
        when = st.selectbox(
            say("term.session"),
            range(len(view.places)),
            format_func=lambda s: say("term.session_short", s=s) if s else say("seat.debrief.all"),
            key="seat.debrief.when",
        )
    with told_in(at_hand.language):
        account = explain(build_log(at_hand.live.record), who, int(when or 0) or None)
        lines = [f"{'  ' * line.depth}- {escaped(line.text)}" for line in account]
    other = next(one for one in at_hand.live.case.delegations if one.key == who)
    if other.brief.confidential:
        with st.expander(escaped(say("seat.debrief.brief", name=tell.name(who))), key="seat-debrief-brief"):
            st.markdown(escaped(other.brief.confidential))
    st.markdown("\n".join(lines))
