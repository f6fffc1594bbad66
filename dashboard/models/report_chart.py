"""Places a chart of a report on a page, and its table for those who ask."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from dashboard.components.drawing import drawing
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import words
from dashboard.lab.chart_rows import Table as Lines
from dashboard.lab.taking_along import csv_text
from simulation.drawing.chart import Chart, Table

__all__ = ["show_chart", "show_twins"]

_WIDTH: Final = 720


def show_chart(chart: Chart, *, key: str) -> None:
    """Place the drawing under its caption."""
    st.caption(escaped(chart.caption))
    with st.container(width=_WIDTH):
        drawing(chart.wide, chart.narrow, key=key)


def show_twins(tables: Sequence[Table], *, key: str, alt: str) -> None:
    """Offer the tables of a chart, and the first as CSV."""
    say = words().say
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-twin"):
        is_shown = st.toggle(say("lab.table.show"), key=f"{key}.table")
        first = Lines(head=tables[0].head, lines=tables[0].rows)
        st.download_button(
            say("lab.table.csv"),
            lambda: csv_text(first),
            f"{key}.csv",
            "text/csv",
            key=f"{key}.csv",
            on_click="ignore",
        )
    for table in tables if is_shown else ():
        heads = [escaped(head) for head in table.head]
        st.table(
            [dict(zip(heads, map(escaped, row), strict=True)) for row in table.rows],
            border="horizontal",
            hide_index=True,
            alt=alt,
        )
