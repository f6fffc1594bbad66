"""A grid of numbers on the page of the editor, whose cells edit the case one by one."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st

from dashboard.editor.editor_desk import Desk, say, told_of
from dashboard.editor.number_grids import Apply, Row, apply_cells
from dashboard.frame.escaping import plain, plain_values
from dashboard.frame.grid_numbers import grid_form

__all__ = ["choice_column", "name_column", "share_column", "show_grid", "text_column"]

_ROW: Final = 35
_NAME: Final = 170
_NARROW: Final = 92
_MOST: Final = 15
"""Rows in view; the others are scrolled to."""
_TOLD: Final = 4


def show_grid(
    of: Desk,
    name: str,
    rows: Sequence[Row],
    columns: dict[str, Any],
    apply: Apply,
    *,
    fixed: Sequence[str],
    alt: str,
) -> None:
    """Place a grid.

    Args:
        of: the desk.
        name: of the grid on this page.
        rows: what it shows, one a row.
        columns: how each column is shown, in their order.
        apply: returns the case after the edit of one cell: place of the row, column, value.
        fixed: columns that cannot be edited.
        alt: what the grid is called.
    """
    key = f"editor.grid.{of.turn}.{name}"

    def edited() -> None:
        cells = st.session_state[key]["edited_rows"]

        of.edit(lambda data: apply_cells(data, cells, apply), ("grid", name), in_grid=True)

    if of.base is None or of.base[0] != key or key not in st.session_state:
        of.base = (key, [plain_values({column: row[column] for column in columns}) for row in rows])
    st.data_editor(
        of.base[1],
        key=key,
        hide_index=True,
        column_config=columns,
        column_order=list(columns),
        disabled=list(fixed),
        num_rows="fixed",
        height=_ROW * (1 + min(len(rows), _MOST)) + 3,
        row_height=_ROW,
        on_change=edited,
        placeholder="–",
        alt=plain(alt),
    )
    _wrong(of)


def _wrong(of: Desk) -> None:
    """Say below the grid what was typed that cannot stay: the cell shows it, and nothing else."""
    found = [placed for placed in of.checked.problems if placed.step == of.step]
    if found:
        told = [f"- {told_of(of, placed)}" for placed in found[:_TOLD]]
        more = [f"- {say('check.more', n=len(found) - _TOLD)}"] if len(found) > _TOLD else []
        st.warning("\n".join([say("grid.wrong"), "", *told, *more]))


def share_column(name: str) -> Any:  # noqa: ANN401 - Streamlit's own type is not public
    """Return a column of numbers from 0 to 1; another one stays as it is typed, and the check says so."""
    return st.column_config.NumberColumn(
        say(f"column.{name}"),
        help=say(f"column.{name}.help"),
        step=0.01,
        format=grid_form(),
        width=_NARROW,
    )


def name_column(label: str) -> Any:  # noqa: ANN401 - as above
    """Return the column that says whose or which row it is; it stays in view."""
    return st.column_config.TextColumn(label, pinned=True, width=_NAME)


def text_column(name: str, most: int) -> Any:  # noqa: ANN401 - as above
    """Return a column of texts."""
    return st.column_config.TextColumn(say(f"column.{name}"), help=say(f"column.{name}.help"), max_chars=most)


def choice_column(name: str, options: Mapping[str, str], *, needed: bool = False) -> Any:  # noqa: ANN401 - as above
    """Return a column of choices: what is shown, by what the file holds."""
    return st.column_config.SelectboxColumn(
        say(f"column.{name}"),
        help=say(f"column.{name}.help"),
        options=list(options),
        format_func=lambda one: plain(options[str(one)]),
        required=needed,
        width="small",
    )
