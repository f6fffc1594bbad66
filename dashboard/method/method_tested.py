"""The part of the page on how it works that tells what was tested: one table, what it means, and pictures."""

from collections.abc import Iterator
from functools import cache, partial
from importlib.resources import files
from itertools import groupby
from typing import Final

import streamlit as st
from markupsafe import Markup

from dashboard.components.report_chart import csv_text, offer, show_chart, show_rows, show_twins
from dashboard.frame.fold import fold
from dashboard.frame.session_state import in_own_language, words
from simulation.drawing import Chart, Table, tag
from simulation.evidence.validation import (
    COLUMNS,
    Curve,
    Line,
    Published,
    lines,
    meaning,
    published,
    simple_models,
    sources,
    tally,
)
from simulation.report.validation import distance_chart, network_chart, reliability_chart
from simulation.words import say as told

__all__ = ["show_tested"]

_SIGNS: Final = {"better": "▲", "all": "▲", "most": "▲", "alike": "≈", "few": "▼", "worse": "▼"}
"""Beside the word: which way it goes."""
_QUESTION: Final = "question"
_OTHERS: Final = tuple(name for name in COLUMNS if name != _QUESTION)


def show_tested() -> None:
    """Show the table, losers among the rest, what it means, three pictures, and where the numbers are from."""
    say = words().say
    st.html(f"<style>{_css()}</style>")
    with in_own_language():
        found = lines()
        st.markdown(tally())
        st.html(str(_table(found, say("method.tested.alt", n=len(found)))))
        st.caption(told("validation.rule"))
        st.caption(told("validation.words"))
        _take_along(found)
        _simple_models()
        st.subheader(told("validation.meant.heading"), anchor=False)
        st.markdown("\n".join(f"- {sentence}" for sentence in meaning()))
        for key, chart in _charts(published()):
            st.subheader(chart.heading, anchor=False)
            show_chart(chart, key=f"method-{key}")
            show_twins([chart.table], key=f"method-{key}", alt=chart.heading)
        _sources()


def _table(found: tuple[Line, ...], name: str) -> Markup:
    """Return the table: a line a measure, under its question; roles are named, since cards are no table to browsers."""
    heads = [told(f"validation.head.{column}") for column in _OTHERS]
    head = tag("tr", *(tag("th", words, scope="col", role="columnheader") for words in heads), role="row")
    parts = [
        tag("tbody", _question(question), *_lines(tuple(asked), heads), role="rowgroup")
        for question, asked in groupby(found, key=lambda line: line.question)
    ]
    table = tag("table", tag("thead", head, role="rowgroup"), *parts, role="table", aria_label=name)
    return tag("div", table, class_="tested")


def _question(question: str) -> Markup:
    cell = tag("th", question, scope="rowgroup", colspan=len(_OTHERS), role="rowheader")
    return tag("tr", cell, class_="question", role="row")


def _lines(found: tuple[Line, ...], heads: list[str]) -> Iterator[Markup]:
    """Yield the lines of a question. A phone shows like data only once."""
    before = ""
    for line in found:
        sign = tag("span", _SIGNS[line.outcome], class_="sign", aria_hidden="true")
        contents = {
            "measure": line.measure,
            "data": line.data,
            "strongest": line.strongest,
            "ours": line.ours,
            "difference": line.difference,
            "verdict": sign + tag("span", line.verdict),
        }
        cells = [
            tag(
                "td",
                *([tag("span", contents[column])] if contents[column] else []),
                class_=f"{column} again" if column == "data" and line.data == before else column,
                data_head=head,
                role="cell",
            )
            for column, head in zip(_OTHERS, heads, strict=True)
        ]
        yield tag("tr", *cells, class_=f"line {line.outcome}", role="row")
        before = line.data


def _take_along(found: tuple[Line, ...]) -> None:
    """Offer the table as a file."""
    table = Table(
        head=tuple(told(f"validation.head.{column}") for column in COLUMNS),
        rows=tuple(line.cells() for line in found),
    )
    made = partial(csv_text, table)
    offer(words().say("lab.table.csv"), made, "validation.csv", "text/csv", key="method.tested.csv")


def _charts(found: Published) -> Iterator[tuple[str, Chart]]:
    """Yield the pictures of what is published."""
    curves = {name: curve for part in found.parts.values() for name, curve in part.curves.items()}
    reliable: dict[str, Curve] = {
        name: curves[name] for name in ("votes", "signatures", "texts") if name in curves
    }
    if reliable:
        yield "reliable", reliability_chart(reliable)
    if "distance" in curves:
        yield "distance", distance_chart(curves["distance"])
    network = next((part.network for part in found.parts.values() if part.network is not None), None)
    if network is not None:
        yield "network", network_chart(network)


def _simple_models() -> None:
    """Tell, where somebody asks, how good each simple model was, measure by measure."""
    place = fold(told("validation.simple.heading"), key="method.tested.simple")
    if place is None:
        return
    heads = [told(f"validation.head.{name}") for name in ("question_data", "measure", "simple")]
    with place:
        rows = [dict(zip(heads, row, strict=True)) for row in simple_models()]
        show_rows(rows, alt=told("validation.simple.heading"))


def _sources() -> None:
    """Tell, where somebody asks, which command printed what, with version, replications and digest."""
    place = fold(told("validation.sources.heading"), key="method.tested.sources")
    if place is None:
        return
    heads = [told(f"validation.sources.{name}") for name in ("data", "command", "version", "n", "digest")]
    with place:
        rows = [
            dict(zip(heads, (name, f"`{command}`", *rest), strict=True)) for name, command, *rest in sources()
        ]
        show_rows(rows, alt=told("validation.sources.heading"))


@cache
def _css() -> str:
    return files("dashboard.components").joinpath("tested.css").read_text(encoding="utf-8")
