"""The first page: the film of a run, and the doors."""

from functools import cache
from typing import Final

import streamlit as st

from dashboard.components.film_on_page import show_film
from dashboard.frame import navigation
from dashboard.frame.case_language import case_language
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import memory, words
from dashboard.library import cases
from dashboard.replay import which_run
from dashboard.replay.played_runs import play_run
from dashboard.replay.replay_story import show_words
from dashboard.replay.story_files import Story, story_of
from simulation.scenario import Scenario

__all__ = ["show"]

CASE: Final = cases.DEFAULT_CASE
_DOORS: Final = ("seat", "host", "replay", "lab", "library")
_SOURCES: Final = (("TUNIS",), ("TUNIS", "CHAIR"), ("ITU-SIGN", "CHAIR"))
"""What each of the three screens rests on, by the keys of the case."""
_ISSUE: Final = "Q1"
"""The issue whose options show what an axis is."""


def show() -> None:
    """Show the film of a run, and the ways on."""
    say = words().say
    story = _story(memory().language)
    row = next(row for row in cases.shipped_rows(memory().language) if row.key == CASE)
    with st.container(key="start-head"):
        watching = row.delegations - story.delegations
        st.title(say("start.title", n=story.delegations), anchor=False)
        lead = [say("start.lead"), *([words().counted("start.watching", watching)] if watching else [])]
        st.markdown(" ".join(lead))
    show_film(story.wide, story.narrow, scenes=len(story.scenes), key="start.film")
    show_words(story)
    with st.container(key="start-doors"):
        for column, page in zip(st.columns(len(_DOORS)), _DOORS, strict=True):
            with column:
                _door(page)
    with st.container(key="start-foot"):
        counts = {basis: row.bases.get(basis, 0) for basis in ("documented", "inferred", "judgement")}
        made = say("start.made", positions=row.positions, seed=which_run.SEED, **counts)
        st.caption(
            f"{made} {case_language(words(), cases.scenario_of(CASE, {}, memory().language))}".rstrip()
        )
        with st.container(horizontal=True):
            st.button(say("start.screens"), key="start.screens", type="tertiary", on_click=_at, args=(0,))
            if st.button(say("method.limits"), key="start.limits", type="tertiary"):
                navigation.go("method")
    if _screen_at() is not None:
        _screens()


@cache
def _story(language: str) -> Story:
    """Return the story of the run that is shown first: as it ships, else told now."""
    shown = which_run.read_story(CASE, language)
    if shown is not None:
        return shown
    case = cases.scenario_of(CASE, {}, language)
    return story_of(play_run(case, seed=which_run.SEED, language=language), language)


def _door(page: str) -> None:
    say = words().say
    st.header(say(f"start.{page}"), anchor=False)
    st.markdown(say(f"start.{page}.about"))
    if st.button(say(f"start.{page}.open"), key=f"start.{page}"):
        _leave(page)
    if page == "host" and st.button(say("start.host.papers"), key="start.papers", type="tertiary"):
        _leave("training")


def _leave(page: str) -> None:
    """Go on with the case that is shown here."""
    _close()
    if page not in ("library", "host", "training"):
        kept = memory()
        kept.case, kept.seed, kept.session, kept.selected = CASE, which_run.SEED, None, None
        kept.pages.pop("saved_run", None)
    navigation.go(page)


def _screens() -> None:
    """Show the subject in three screens, one at a time, as long as the reader wants."""
    dialog = st.dialog(words().say("start.screens"), width="medium", on_dismiss=_close)
    dialog(_screen)()


def _screen() -> None:
    say = words().say
    at = _screen_at()
    if at is None:
        st.rerun()
    scenario = cases.scenario_of(CASE, {}, memory().language)
    st.caption(say("start.screens.at", at=at + 1, n=len(_SOURCES)))
    st.header(say(f"start.screens.{at + 1}.title"), anchor=False)
    _text(at, scenario)
    sources = [escaped(scenario.sources[key]) for key in _SOURCES[at]]
    st.caption(words().counted("start.screens.source", len(sources), source=words().apart(sources)))
    with st.container(horizontal=True):
        if at:
            st.button(say("term.back"), key="start.screens.back", on_click=_at, args=(at - 1,))
        if at + 1 < len(_SOURCES):
            st.button(
                say("start.screens.next"),
                key="start.screens.next",
                type="primary",
                on_click=_at,
                args=(at + 1,),
            )
        elif st.button(say("start.screens.watch"), key="start.screens.watch", type="primary"):
            _leave("replay")


def _screen_at() -> int | None:
    """Return which screen is open."""
    found: int | None = memory().pages.get("start.screen")
    return found


def _at(screen: int) -> None:
    memory().pages["start.screen"] = screen


def _close() -> None:
    memory().pages.pop("start.screen", None)


def _text(at: int, scenario: Scenario) -> None:
    say = words().say
    if at == 0:
        st.markdown(say("start.screens.1.text"))
    elif at == 1:
        issue = next(issue for issue in scenario.issues if issue.key == _ISSUE)
        options = sorted(issue.options, key=lambda option: option.position)
        st.markdown(say("start.screens.2.text"))
        st.markdown(
            "\n".join(
                f"- **{words().number(option.position)}** {escaped(option.label)}" for option in options
            )
        )
        st.markdown(say("start.screens.2.after"))
    else:
        row = cases.case_row(CASE, scenario)
        st.markdown(say("start.screens.3.text", decide=row.deciding, speak=row.delegations - row.deciding))
