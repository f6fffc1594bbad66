"""The five screens that explain how it works: a few words each, and a picture of a run that the replay can show."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import streamlit as st

from dashboard.components.report_chart import show_chart, show_twins
from dashboard.frame import links
from dashboard.frame.escaping import escaped, plain
from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.replay.played_runs import play_run
from simulation.drawing import Chart
from simulation.evidence.validation import lines, published
from simulation.report.method import clause_chart, groups_chart, seat_chart, session_chart
from simulation.report.validation import beside_simple_chart
from simulation.scenario import load_scenario
from simulation.storage import Run

__all__ = ["CASE", "SCREENS", "SEED", "example", "show_screens"]

CASE: Final = "first_hour"
SEED: Final = 2
"""Of the run in the pictures: two of its clauses close on the floor, and it ends with a document."""
SCREENS: Final = ("session", "seat", "clause", "groups", "trust")


@lru_cache(maxsize=4)
def example(language: str) -> Run:
    """Return the run in the pictures, told in a language."""
    return play_run(load_scenario(CASE), seed=SEED, language=language)


def show_screens() -> None:
    """Show them, one below the other."""
    say, language = words().say, memory().language
    run = example(language)
    link = links.here(links.Link(page="replay", case=CASE, seed=SEED))
    st.markdown(say("method.lead", case=escaped(run.scenario.title), seed=SEED, link=link))
    for screen, chart in zip(SCREENS, _charts(run), strict=True):
        st.header(say(f"method.screen.{screen}"), anchor=screen)
        st.markdown(escaped(say(f"method.screen.{screen}.words", **_figures(screen))))
        show_chart(chart, key=f"method-{screen}", is_wide=True)
        show_twins([chart.table], key=f"method-{screen}", alt=plain(say(f"method.screen.{screen}")))


def _charts(run: Run) -> Iterator[Chart]:
    with in_own_language():
        yield session_chart(run)
        yield seat_chart(run)
        yield clause_chart(run)
        yield groups_chart(run)
        yield beside_simple_chart()


def _figures(screen: str) -> dict[str, int]:
    """Return the figures that the words of a screen name."""
    if screen != "trust":
        return {}
    with in_own_language():
        outcomes = Counter(line.outcome for line in lines() if line.strongest)
    about = published().parts["responses"].about
    return {
        "n": outcomes.total(),
        "better": outcomes["better"],
        "worse": outcomes["worse"],
        "alike": outcomes["alike"],
        "hold": about["hold"],
        "judged": about["judged"],
    }
