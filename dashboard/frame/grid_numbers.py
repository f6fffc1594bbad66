"""How grids and tables of Streamlit write numbers on a page whose language has a comma where English has a point.

Streamlit knows two ways only: with a point, or as the browser does. Cells are typed as the browser has it anyway, so on
such a page numbers are shown so too, and it is said beside the grid.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from dashboard.frame.session_state import words

__all__ = ["as_the_browser", "grid_form", "number_columns", "say_how"]

_PLAIN: Final = "%.2f"
_BROWSER: Final = "localized"


def as_the_browser() -> bool:
    """Return whether numbers are written as the browser does."""
    return "." not in words().number(0.5)


def grid_form() -> str:
    """Return the format of a number with two decimals, for Streamlit."""
    return _BROWSER if as_the_browser() else _PLAIN


def number_columns(rows: Sequence[Mapping[str, object]]) -> dict[str, Any]:
    """Return how the columns of fractions of a table are shown; of the others nothing is said."""
    if not as_the_browser():
        return {}
    found = {name for row in rows for name, value in row.items() if isinstance(value, float)}
    return {name: st.column_config.NumberColumn(format=_BROWSER, step=0.01) for name in sorted(found)}


def say_how() -> None:
    """Say beside a grid that its numbers are written as the browser does, where they are."""
    if as_the_browser():
        st.caption(words().say("shell.grid.numbers"))
