"""What a number on the axis of an issue means: its wordings at their places, and the nearest one to a slider, live."""

from collections.abc import Sequence
from typing import Any, Final

from dashboard.components.assets import small_part
from dashboard.frame.escaping import plain
from dashboard.frame.session_state import words
from simulation.scenario import Issue, Option
from simulation.words import Said

__all__ = ["nearest_wording", "show_wordings"]

_HTML: Final = '<div class="wordings"><p class="ends"></p><ol></ol><p class="now" role="status"></p></div>'


def _written(issue: Issue) -> list[Option]:
    """Return the wordings that stand in a case, from 0 to 1."""
    return sorted((one for one in issue.options if not one.drafted), key=lambda one: one.position)


def nearest_wording(issue: Issue, place: float) -> str:
    """Return the label of the wording nearest to a place; of two equally near ones that nearer to 0.

    >>> from simulation.engine.simulate import load_scenario
    >>> nearest_wording(load_scenario("first_hour").issues[0], 0.6)
    'Put into operation, no date'
    """
    return min(_written(issue), key=lambda one: round(abs(one.position - place), 9)).label


def show_wordings(issues: Sequence[Issue], place: float | None, *, slider: str = "", key: str) -> None:
    """Show the wordings of an issue at their places; of several issues the one of each that a place means.

    Args:
        issues: Those on whose axes the number lies.
        place: The number; None: there is none, all wordings are shown.
        slider: Key of the container of the slider that the number is dragged with.
        key: Identity on the page.
    """
    own = words()
    data: dict[str, Any] = {"place": place, "slider": slider, "issues": [_told(one) for one in issues]}
    if len(issues) == 1 and place is not None:
        low, high = (own.pole(end) for end in (issues[0].low, issues[0].high))
        data["ends"] = plain(own.say("lab.wordings.ends", low=low, high=high))
    data["near"] = own.say("lab.wordings.near")
    small_part("wordings", _HTML)(data=data, key=key)


def _told(issue: Issue) -> dict[str, Any]:
    return {
        "name": plain(issue.name),
        "wordings": [
            {
                "at": one.position,
                "place": words().told(Said.decimal(one.position)),
                "label": plain(one.label),
            }
            for one in _written(issue)
        ],
    }
