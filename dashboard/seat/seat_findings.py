"""What the debriefing found: the profile of the seat, turning points, what else could have been; and the page of it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.frame.escaping import bulleted, escaped
from dashboard.frame.session_state import words
from dashboard.seat import game_window, seat_rounds
from dashboard.seat.game import Game
from dashboard.seat.marks import bar
from simulation.report.debrief import debrief_page, profile_csv, profile_json
from simulation.training import Comparison, Dealings, Debrief, Findings, Turning, questions_for
from simulation.words import Said, told_in
from simulation.words import say as told

__all__ = ["export", "show"]

_SLOTS = ("better", "worse", "equal")


def show(at_hand: Game, found: Debrief) -> None:
    """Show it, as far as it is there."""
    say = words().say
    with told_in(at_hand.language):
        st.subheader(say("seat.find.profile"), anchor=False)
        _profile(found)
        seat_rounds.beside(at_hand, replace(found, notes=at_hand.notes))
        if found.turning is not None:
            st.subheader(escaped(found.turning.heading), anchor=False)
            _turning(at_hand, found.turning)
        _dealings(found.dealings)
        if found.branches is not None:
            st.subheader(say("debrief.page.branches"), anchor=False)
            st.caption(words().counted("seat.find.tried", found.branches.tried))
            _branches(found.branches)
        with st.expander(say("seat.find.assumptions"), key="seat-assumptions"):
            st.markdown(bulleted(found.assumptions))


def _profile(found: Debrief) -> None:
    """Show the profile: each part by itself, with no sum."""
    say, score = words().say, found.score
    st.markdown(escaped(Said.joined(*score.capital)))
    for breach in score.breaches:
        st.html(str(bar(f"{breach.sentence} {breach.line}")))
    for name, lines in score.parts:
        st.markdown(f"**{say(f'seat.find.{name}')}**")
        st.markdown(bulleted(lines))


def _turning(at_hand: Game, turning: Turning) -> None:
    for sentence in turning.sentences:
        st.markdown(escaped(sentence))
    retried = set[int]()
    for point in turning.points:
        st.markdown(f"**{escaped(point.heading)}**")
        st.markdown(bulleted(point.sentences))
        if point.session in retried:
            continue
        retried.add(point.session)
        if st.button(words().say("seat.retry", s=point.session), key=f"seat.retry.{point.session}"):
            game_window.again(at_hand, point.session)
            st.rerun()


def _dealings(found: Dealings) -> None:
    """Show packages, refused trades, promises, and what the others knew."""
    st.subheader(told("debrief.page.packages"), anchor=False)
    for package in found.packages:
        st.markdown(f"**{escaped(package.heading)}**")
        st.markdown(bulleted((*package.sentences, *package.against)))
    if not found.packages:
        st.markdown(told("debrief.page.packages.none"))
    st.subheader(told("debrief.page.refused"), anchor=False)
    for trade in found.refused:
        st.markdown(f"**{escaped(trade.heading)}**")
        st.markdown(bulleted(trade.sentences))
    if not found.refused:
        st.markdown(told("debrief.page.refused.none"))
    for part, lines in (
        ("promises", [promise.sentence for promise in found.promises]),
        ("known", list(found.known.sentences)),
    ):
        st.subheader(told(f"debrief.page.{part}"), anchor=False)
        if lines:
            st.markdown(bulleted(lines))
        else:
            st.markdown(told(f"debrief.page.{part}.none"))


def _branches(found: Findings) -> None:
    for slot in _SLOTS:
        one: Comparison | None = getattr(found, slot)
        st.markdown(f"**{words().say(f'seat.find.{slot}')}**")
        if one is None:
            st.markdown(words().say("seat.find.nothing"))
            continue
        st.markdown(escaped(one.branch.sentence))
        st.markdown(bulleted((one.sentence, *one.reasons)))


def export(at_hand: Game, found: Debrief | None) -> None:
    """Offer the debriefing as one page, and the profile as a table and as data, with what was answered since."""
    if found is None:
        return
    kinds: dict[str, tuple[Callable[[Debrief], str], str, str]] = {
        "page": (debrief_page, "html", "text/html"),
        "csv": (profile_csv, "csv", "text/csv"),
        "json": (profile_json, "json", "application/json"),
    }
    with st.container(horizontal=True):
        for kind, (write, suffix, media) in kinds.items():
            st.download_button(
                words().say(f"seat.debrief.{kind}"),
                partial(_written, at_hand, found, write),
                f"{found.case}-{found.seat}.{suffix}",
                media,
                key=f"seat.debrief.{kind}",
                on_click="ignore",
            )


def _written(at_hand: Game, found: Debrief, write: Callable[[Debrief], str]) -> str:
    notes = at_hand.notes
    with told_in(at_hand.language):
        return write(found.noted(notes, questions_for(notes, at_hand.questions)))
