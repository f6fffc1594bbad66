"""Places charts of a report on a page, and their tables for those who ask."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

import streamlit as st

from dashboard.components.drawing import Look, drawing
from dashboard.frame.escaping import cell, escaped, plain
from dashboard.frame.reserved_space import reserved
from dashboard.frame.session_state import words
from simulation.drawing import Chart, Section, Table

__all__ = ["csv_text", "offer", "show_chart", "show_rows", "show_section", "show_table", "show_twins"]

_WIDTH: Final = 720
_LINE: Final = 27
"""Pixels that a line of a table takes at least."""


def show_chart(chart: Chart, *, key: str, look: Look = "forecast", is_wide: bool = False) -> None:
    """Place the drawing under its caption, as wide as paper or as wide as the page."""
    if chart.caption:
        st.caption(escaped(chart.caption))
    with st.container(width="stretch" if is_wide else _WIDTH, key=f"{key}-full" if is_wide else None):
        drawing(chart.wide, chart.narrow, key=key, look=look)


def show_section(section: Section, *, key: str) -> None:
    """Place a section of the report about a study below its heading: charts, what is the same, tables."""
    if section.caption:
        st.caption(escaped(section.caption))
    for place, chart in enumerate(section.charts):
        if chart.heading:
            st.markdown(f"**{escaped(chart.heading)}**")
        show_chart(chart, key=f"{key}-{place}", look="study")
    if section.note:
        st.caption(escaped(section.note))
    tables = [chart.table for chart in section.charts if chart.table.rows]
    if tables:
        show_twins(tables, key=key, alt=plain(section.heading))


def show_twins(tables: Sequence[Table], *, key: str, alt: str) -> None:
    """Offer the tables of charts, also as CSV."""
    say = words().say
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-twin"):
        is_shown = st.toggle(say("term.as_table"), key=f"{key}.table")
        offer(say("lab.table.csv"), partial(csv_text, *tables), f"{key}.csv", "text/csv", key=f"{key}.csv")
    for place, table in enumerate(tables if is_shown else ()):
        show_table(table, key=f"{key}-table-{place}", alt=alt)


def show_table(table: Table, *, key: str, alt: str) -> None:
    """Place a table; `alt` says what it is."""
    heads = [escaped(head) for head in table.head]
    with reserved(_LINE * (1 + len(table.rows)), key):
        show_rows([dict(zip(heads, map(escaped, row), strict=True)) for row in table.rows], alt=alt)


def show_rows(rows: Sequence[Mapping[str, object]], *, alt: str) -> None:
    """Place rows, each with its cells by the head of their column; `alt` says what they are."""
    st.table(rows, border="horizontal", hide_index=True, alt=alt)


def offer(label: str, made: Callable[[], str | bytes], name: str, kind: str, *, key: str) -> None:
    """Offer a file, which is made when somebody takes it.

    Args:
        label: Of the button.
        made: Makes it.
        name: Of the file.
        kind: Such as `text/csv`.
        key: Of the button.
    """
    st.download_button(label, made, name, kind, key=key, on_click="ignore")


def csv_text(*tables: Table) -> str:
    """Return tables as CSV, one below the other."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows(map(cell, line) for table in tables for line in (table.head, *table.rows))
    return text.getvalue()
