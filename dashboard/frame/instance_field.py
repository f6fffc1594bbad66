"""The field in which a visitor chooses an instance of a training case, and how hard what is chosen was found to be."""

from typing import Final

import streamlit as st

from dashboard.frame.session_state import memory, words
from dashboard.library import cases
from simulation.scenario import Scenario
from simulation.scenario.instances import LARGEST, with_instances
from simulation.training import Difficulty, published, seats_apart

__all__ = ["apart_words", "difficulty_words", "instance_field", "seat_words"]

_KEPT: Final = "instance"


def instance_field(case: str, *, key: str) -> str:
    """Let the visitor choose an instance of a case, if it has any; return the key of what is chosen.

    Args:
        case: Key of the case.
        key: Of the widget, and under which the choice is kept.
    """
    if case not in with_instances():
        return case
    kept: dict[tuple[str, str], int] = memory().pages.setdefault(_KEPT, {})
    chosen = st.number_input(
        words().say("instance.field"),
        min_value=0,
        max_value=LARGEST,
        value=kept.get((key, case), 0),
        step=1,
        key=f"{key}.{case}",
        help=words().say("instance.help"),
        width=240,
    )
    kept[key, case] = int(chosen)
    return cases.instance_key(case, int(chosen))


def difficulty_words(case: Scenario) -> str:
    """Return how often the honest delegate closed a text in a case, over its seats; empty: nobody measured it."""
    found = published(case)
    if found is None:
        return ""
    return " ".join(
        [words().say("difficulty.case", **_figures(found, None)), *map(words().told, found.sentences)]
    )


def apart_words(case: Scenario) -> str:
    """Return which seats are clearly harder or easier than the others; empty: none is, or nobody measured it."""
    return " ".join(map(words().told, seats_apart(case)))


def seat_words(case: Scenario, seat: str) -> str:
    """Return how often it did in a seat; empty: nobody measured it."""
    found = published(case)
    if found is None or seat not in found.closed:
        return ""
    return words().say("difficulty.seat", **_figures(found, seat))


def _figures(found: Difficulty, seat: str | None) -> dict[str, object]:
    share = found.over_seats if seat is None else found.share(seat)
    percent = {
        "share": round(100 * share.value),
        "low": round(100 * share.low),
        "high": round(100 * share.high),
    }
    return {**percent, "games": share.n, "version": found.version}
