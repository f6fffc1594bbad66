"""What the page on all models keeps for one visitor: how many draws, which issue, and the last forecast."""

import re
from dataclasses import dataclass
from typing import Final

from dashboard.frame import links
from dashboard.frame.session_state import memory
from dashboard.models.forecasts_on_demand import DRAWS, MOST
from simulation.forecast import Forecast

__all__ = ["ALL", "State", "state", "view_of"]

ALL: Final = 0
"""In place of the number of an issue."""
_PAGE: Final = "models"
_VIEW: Final = re.compile(r"([1-9][0-9]{0,3})-([0-9]{1,3})")


@dataclass(slots=True, kw_only=True)
class State:
    """What the visitor chose here."""

    draws: int = DRAWS
    issue: int | None = None
    """Number of the issue that is shown, from 1; `ALL`; None: the one on which the models are least sure."""
    is_asked: bool = False
    """Whether a forecast is to be made as soon as the page knows of what: a link says so, or a click."""
    has_failed: bool = False
    """Whether the last one could not be begun, since too many were under way."""
    found: Forecast | None = None
    found_for: tuple[str, int] = ("", 0)
    """Case and seed of the last forecast."""


def state() -> State:
    """Return it; at first what the link says."""
    kept = memory()
    found: State | None = kept.pages.get(_PAGE)
    if found is None:
        found = kept.pages[_PAGE] = State()
        link = links.arrival().link
        is_here = link.page == _PAGE and link.case == kept.case
        if is_here and (given := _VIEW.fullmatch(link.view)):
            found.draws, found.issue = min(int(given[1]), MOST), int(given[2])
            found.is_asked = True
    return found


def view_of(draws: int, issue: int) -> str:
    """Return the view in one word, as a link carries it: draws and number of the issue.

    >>> view_of(100, 3)
    '100-3'
    """
    return f"{draws}-{issue}"
