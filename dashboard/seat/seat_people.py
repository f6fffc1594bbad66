"""Talks, the Chair, capital, a package, and the floor: what a seat can ask of people."""

from typing import Final

import streamlit as st

from dashboard.frame.choice import choice
from dashboard.frame.escaping import escaped
from dashboard.frame.fold import fold
from dashboard.frame.session_state import words
from dashboard.seat import clauses_told, own_words, seat_answer, short_wordings
from dashboard.seat.document_worth import of_whole
from dashboard.seat.game import Game
from dashboard.seat.headline_told import Teller
from dashboard.seat.marks import bar, listed
from simulation.live import LONGEST_TEXT, Neighbour, moves_of

__all__ = ["show", "speak"]

_QUESTIONS: Final = ("matters", "needs", "could")
"""What can be asked in a talk."""
_SPEECH: Final = "seat.speak.text"
_CHAIR: Final = (*moves_of("process"), *moves_of("people"))


def show(at_hand: Game, tell: Teller) -> None:
    """Show what can be asked in the talks."""
    _talks(at_hand, tell)
    _chair(at_hand, tell)
    _package(at_hand, tell)
    legal = tell.view.request.legal if tell.view.request else ()
    if "speak" in legal:
        speak(at_hand, tell)


def _talks(at_hand: Game, tell: Teller) -> None:
    view = tell.view
    box = fold(words().say("seat.talk"), key="seat-talk", expanded=seat_answer.is_open(at_hand, "talk"))
    if box is None:
        return
    with box:
        if why := tell.no_talks():
            st.caption(escaped(why))
        else:
            _talk_to(at_hand, tell)
        seat_answer.show(at_hand, tell, "talk")
        for other in view.others:
            _told(tell, other)


def _talk_to(at_hand: Game, tell: Teller) -> None:
    """Let the person choose whom to ask, and what: without more choices, what matters most to it."""
    say = words().say
    names = {other.key: tell.name(other.key) for other in tell.view.others}
    to = choice(say("term.delegation"), names, key="seat.talk.to")
    questions = {key: say(f"seat.talk.{key}") for key in _QUESTIONS}
    question = choice(say("seat.talk.question"), questions, key="seat.talk.question")
    asked = {"to": to, **(_about(tell, question) if question != _QUESTIONS[0] else {})}
    problem = at_hand.why_not("consult_bilaterally", **asked)
    if problem:
        st.caption(escaped(problem))
    if st.button(say("seat.talk.do"), key="seat.talk.do", disabled=bool(problem)):
        at_hand.move("consult_bilaterally", **asked)
        st.rerun()


def _about(tell: Teller, question: str) -> dict[str, str]:
    """Let the person choose the clause of a question, and the wording if it is about one."""
    say = words().say
    issues = {issue.key: issue for issue in tell.view.issues if issue.is_open}
    dearest = max(issues.values(), key=lambda issue: issue.salience).key
    names = {key: tell.issue(key) for key in issues}
    key = choice(say("term.clause"), names, key="seat.talk.issue", first=dearest)
    if question == "needs":
        return {"issue": key}
    labels = {option.key: option.short(short_wordings.AMONG_ALL) for option in issues[key].written}
    best = issues[key].best.key
    option = choice(say("term.wording"), labels, key=f"seat.talk.option.{key}", first=best)
    seat_answer.whole(labels[option])
    return {"issue": key, "option": option}


def _told(tell: Teller, other: Neighbour) -> None:
    if lines := tell.told(other):
        st.markdown(escaped(words().say("seat.told", who=tell.name(other.key))))
        st.html(str(listed(lines)))


def _chair(at_hand: Game, tell: Teller) -> None:
    say = words().say
    box = fold(say("seat.chairs"), key="seat-chairs", expanded=seat_answer.is_open(at_hand, "chair"))
    if box is None:
        return
    with box:
        for move in _CHAIR:
            problem = at_hand.why_not(move)
            if st.button(tell.asking(move), key=f"seat.do.{move}", disabled=bool(problem)):
                at_hand.move(move)
                st.rerun()
            st.caption(escaped(problem) if problem else say(f"seat.about.{move}"))
        seat_answer.show(at_hand, tell, "chair")


def _package(at_hand: Game, tell: Teller) -> None:
    """Offer to put a package: one wording for every clause that is open."""
    say, view = words().say, tell.view
    issues = [issue for issue in view.issues if issue.is_open]
    may = view.request is not None and view.phase == "talks" and view.own.proposes and view.takes_package
    if not may or not issues:
        return
    box = fold(say("seat.package"), key="seat-package", expanded=seat_answer.is_open(at_hand, "package"))
    if box is None:
        return
    with box:
        st.markdown(say("seat.package.about"))
        package = {}
        for issue in issues:
            options = [option for option in issue.options if option.is_admissible]
            labels = {
                option.key: clauses_told.with_worth(tell, option, short_wordings.AMONG_ALL)
                for option in options
            }
            table = next((option.key for option in options if option.on_table), "")
            package[issue.key] = choice(
                escaped(tell.issue(issue.key)), labels, key=f"seat.package.{issue.key}", first=table
            )
            seat_answer.whole(labels[package[issue.key]])
        st.markdown(escaped(of_whole(tell, package)))
        problem = at_hand.why_not("propose_package", package=package)
        for warning in at_hand.check("propose_package", package=package) or ():
            st.html(str(bar(warning)))
        if problem:
            st.caption(escaped(problem))
        if st.button(say("seat.package.do"), key="seat.package.do", disabled=bool(problem)):
            at_hand.move("propose_package", package=package)
            st.rerun()
        seat_answer.show(at_hand, tell, "package")


def speak(at_hand: Game, tell: Teller) -> None:
    """Let the seat say something that is kept and shown, and never interpreted."""
    say = words().say
    with (
        st.expander(say("seat.speak"), key="seat-speak", expanded=seat_answer.is_open(at_hand, "speak")),
        st.form("seat.speak.form", border=False),
    ):
        text = st.text_area(
            say("seat.speak.text"),
            value=own_words.unsent(at_hand, _SPEECH),
            max_chars=LONGEST_TEXT,
            key=own_words.key_of(at_hand, _SPEECH),
        )
        if st.form_submit_button(say("seat.speak.do")) and text.strip():
            is_made = at_hand.move("speak", text=text.strip())
            own_words.after(at_hand, _SPEECH, text, was_sent=is_made)
            st.rerun()
        seat_answer.show(at_hand, tell, "speak")
