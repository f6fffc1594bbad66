"""Choosing a case and a seat: three by how hard they are, or any other; or going on with a game."""

from typing import Final

import streamlit as st

from dashboard.frame.case_language import case_language
from dashboard.frame.choice import choice
from dashboard.frame.escaping import escaped
from dashboard.frame.instance_field import apart_words, difficulty_words, instance_field, seat_words
from dashboard.frame.seed_field import seed_field
from dashboard.frame.session_state import memory, words
from dashboard.library import cases
from dashboard.seat import game_window, seats_to_choose
from dashboard.seat.seat_keep import resume_field, show_read
from dashboard.seat.seats_to_choose import Suggestion
from dashboard.training.training_cases import has_pack
from simulation.errors import DelegationSimError
from simulation.live import LEVELS
from simulation.scenario import Delegation, Scenario
from simulation.training import COACH_LEVELS
from simulation.words import told_in

__all__ = ["show"]

_CHOSEN: Final = "seat.case"
_AT_HAND: Final = "seat.case.at_hand"
"""The case at hand when the choice was last shown: one that was taken into use since is chosen."""
_STANDARD: Final = LEVELS.index("standard")
_DEEPEST: Final = len(COACH_LEVELS) - 1


def show() -> None:
    """Show the choice."""
    say = words().say
    st.title(say("seat.choose.title"), anchor=False)
    st.markdown(say("seat.choose.lead"))
    show_read()
    key = _case()
    scenario = cases.scenario_of(key, memory().uploads, memory().language)
    st.caption(f"{escaped(scenario.summary)} {say(f'seat.nature.{scenario.nature}')}")
    if hard := difficulty_words(scenario):
        st.caption(hard)
    if written := case_language(words(), scenario, "seat.choose.language"):
        st.caption(written)
    with told_in(words().language):
        found = seats_to_choose.suggested(key, scenario)
    st.subheader(say("seat.choose.suggested"), anchor=False)
    with st.container(key="seat-suggested"):
        for column, one in zip(st.columns(max(1, len(found))), found, strict=False):
            with column:
                _suggestion(key, scenario, one)
    if apart := apart_words(scenario):
        st.markdown(escaped(apart))
    if any(not one.reason for one in found):
        st.caption(say("seat.choose.measure"))
    elif found and hard:
        st.caption(say("seat.choose.judged"))
    _other(key, scenario)
    if has_pack(key):
        st.caption(say("seat.choose.open"))
    _settings()
    resume_field()


def _case() -> str:
    """Let the person choose a case that can be played, or an instance of it, and return its key."""
    kept = memory()
    own = [key for key in kept.uploads if seats_to_choose.is_playable(key)]
    keys = [*seats_to_choose.playable(), *own]
    titles = {key: cases.scenario_of(key, kept.uploads, kept.language).title for key in keys}
    is_taken_since = kept.pages.get(_AT_HAND, kept.case) != kept.case and kept.case in keys
    chosen = kept.case if is_taken_since else kept.pages.get(_CHOSEN)
    is_asked = kept.case != cases.DEFAULT_CASE or "case" in st.query_params
    at_hand = kept.case if is_asked and kept.case in keys else keys[0]
    first = chosen if chosen in keys else at_hand
    found = choice(words().say("term.case"), titles, key=f"seat.choose.case.{len(keys)}", first=first)
    kept.pages[_CHOSEN], kept.pages[_AT_HAND] = found, kept.case
    return instance_field(found, key="seat.instance")


def _suggestion(key: str, scenario: Scenario, one: Suggestion) -> None:
    say = words().say
    seat = next(item for item in scenario.delegations if item.key == one.seat)
    st.caption(say(f"papers.guide.level.{one.degree}" if one.reason else f"seat.degree.{one.degree}"))
    st.markdown(f"**{escaped(seat.name)}**")
    st.markdown(escaped(seat.brief.public) if seat.brief.public else say(f"kind.{seat.kind}"))
    why = one.reason or say("seat.choose.apart", apart=round(100 * one.apart))
    st.caption(escaped(f"{why} {seat_words(scenario, one.seat)}".rstrip()))
    if st.button(
        escaped(say("seat.choose.take", name=seat.short or seat.name)),
        key=f"seat.take.{one.degree}",
        type="primary" if one.degree == "easy" else "secondary",
    ):
        _take(key, one.seat)


def _other(key: str, scenario: Scenario) -> None:
    say = words().say
    seats = {seat.key: _told(seat) for seat in seats_to_choose.seats_of(scenario)}
    with st.expander(words().counted("seat.choose.other", len(seats)), key="seat-other"):
        seat = choice(say("term.seat"), seats, key=f"seat.choose.seat.{key}")
        if hard := seat_words(scenario, seat):
            st.caption(hard)
        if st.button(say("seat.choose.take.this"), key="seat.take.other"):
            _take(key, seat)


def _told(seat: Delegation) -> str:
    return words().say("seat.choose.row", name=seat.name, kind=words().say(f"kind.{seat.kind}"))


def _settings() -> None:
    say = words().say
    with st.expander(say("seat.choose.settings"), key="seat-settings"):
        st.radio(
            say("seat.level"),
            LEVELS,
            index=_STANDARD,
            format_func=lambda level: say(f"seat.level.{level}"),
            captions=[say(f"seat.level.{level}.about") for level in LEVELS],
            key="seat.level",
        )
        st.radio(
            say("seat.coach"),
            COACH_LEVELS,
            index=_DEEPEST,
            format_func=lambda level: say(f"seat.coach.{level}"),
            captions=[say(f"seat.coach.{level}.about") for level in COACH_LEVELS],
            key="seat.coach",
        )
        seed_field(say("term.seed"), about=say("seat.seed.help"), key="seat.seed")


def _take(key: str, seat: str) -> None:
    try:
        game_window.begin(
            key,
            seat,
            level=st.session_state.get("seat.level", LEVELS[_STANDARD]),
            seed=memory().seed,
            coach=st.session_state.get("seat.coach", COACH_LEVELS[_DEEPEST]),
        )
    except DelegationSimError as error:
        st.warning(escaped(str(error)))
    else:
        st.rerun()
