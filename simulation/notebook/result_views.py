"""Finds who shows a result: its tables, its pictures and its card."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final, Protocol

from simulation.drawing.picture import Picture
from simulation.errors import UnknownComponentError
from simulation.in_notebook import InNotebook
from simulation.notebook.arrow_table import ArrowTable
from simulation.words import as_given, listed, meant, say

__all__ = ["View", "card_of", "picture_of", "tables_of"]

type Pictures = Mapping[str, Callable[[], Picture]]


class View(Protocol):
    """What shows one result."""

    def tables(self) -> dict[str, ArrowTable]:
        """Return its tables by name."""

    def pictures(self) -> Pictures:
        """Return what draws each picture of it, by name, the first one first."""

    def card(self) -> str:
        """Return its card as HTML."""


_SHOWN_BY: Final = {
    "Record": "record_view",
    "StudyResult": "study_view",
    "StudySummary": "study_view",
    "Forecast": "forecast_view",
    "League": "league_view",
}
"""Module of each kind of result: loaded when one is shown, for some bring much along."""


def tables_of(result: InNotebook) -> dict[str, ArrowTable]:
    """Return the tables of a result by name."""
    return _view_of(result).tables()


def picture_of(result: InNotebook, what: object) -> Picture:
    """Return a picture of a result; without a name the first.

    Raises:
        UnknownComponentError: If there is no such picture of it.
    """
    there = _view_of(result).pictures()
    key = next(iter(there)) if what in ("", None) else what
    if not isinstance(key, str) or key not in there:
        near = meant(str(what), there)
        told = say("notebook.no_picture", key=as_given(what), near=near, valid=listed(there))
        raise UnknownComponentError(kind="picture", key=str(what), valid=there, told=told)
    return there[key]()


def card_of(result: InNotebook) -> str:
    """Return the card of a result as HTML."""
    return _view_of(result).card()


def _view_of(result: InNotebook) -> View:
    name = next(kind.__name__ for kind in type(result).__mro__ if kind.__name__ in _SHOWN_BY)
    view: View = import_module(f"simulation.notebook.{_SHOWN_BY[name]}").view_of(result)
    return view
