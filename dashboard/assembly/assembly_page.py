"""The page of an assembly: who stands with whom, the way of the texts, and why one of them passed or fell."""

import json
from dataclasses import dataclass
from typing import Final

import streamlit as st

from dashboard.assembly import assemblies
from dashboard.components.report_chart import show_chart, show_twins
from dashboard.frame import navigation
from dashboard.frame.escaping import bulleted, escaped, names_to_choose, plain, prose
from dashboard.frame.seed_field import seed_field
from dashboard.frame.session_state import in_own_language, memory, words
from dashboard.library import cases
from simulation.drawing import Chart
from simulation.engine import AssemblyRecord
from simulation.reasons import explain_text, headline, stage_words, text_name
from simulation.repeating import for_reader
from simulation.report.assembly import (
    charts_of,
    document_of,
    limits_of,
    lists_of,
    render_assembly,
    together_words,
)
from simulation.words import apart, numbered, told_in
from simulation.words import say as tell

__all__ = ["State", "choose", "show"]

_PAGE: Final = "assembly"
_WIDTH: Final = 720


@dataclass(slots=True, kw_only=True)
class State:
    """What the visitor chose here."""

    key: str
    replication: int = 0
    text: str | None = None
    """Key of the text that is told of; None: the first that found its sponsors, if there is one."""


def choose(key: str) -> None:
    """Make an assembly the one that the page shows, from its beginning."""
    memory().pages[_PAGE] = State(key=key)


def show() -> None:
    """Show it."""
    own = _state()
    record = assemblies.played_assembly(own.key, memory().seed, own.replication)
    with in_own_language():
        _show_head(own, record)
        lists = lists_of(record.house)
        charts = charts_of(record, lists)
        st.subheader(tell("term.together"), anchor=False)
        st.markdown(escaped(together_words(record)))
        _show_chart(charts["standing"], key="assembly-standing")
        members = zip(lists.names, lists.sizes, strict=True)
        st.caption(
            escaped(
                apart(
                    tell("list.told", name=name, what=numbered("assembly.members", size))
                    for name, size in members
                )
            )
        )
        if charts["matrix"] is not None:
            st.subheader(tell("assembly.matrix.heading"), anchor=False)
            _show_chart(charts["matrix"], key="assembly-matrix")
        st.subheader(tell("assembly.way.heading"), anchor=False)
        _show_chart(charts["way"], key="assembly-way")
        _show_text(own, record)
        st.subheader(tell("assembly.limit.heading"), anchor=False)
        st.markdown(bulleted(limits_of()))
        _take_along(own, record)


def _state() -> State:
    keys = assemblies.assembly_keys()
    found: State | None = memory().pages.get(_PAGE)
    if found is None or found.key not in keys:
        found = memory().pages[_PAGE] = State(key=keys[0])
    return found


def _show_head(own: State, record: AssemblyRecord) -> None:
    say, case = words().say, record.house.case
    with st.container(key="assembly-head", horizontal=True, vertical_alignment="center"):
        nature = say(f"assembly.nature.{case.nature}")
        st.markdown(f"{escaped(case.title)} &ensp; :yellow-badge[{escaped(nature)}]")
    st.title(escaped(str(headline(record))), anchor=False)
    st.markdown(prose(case.summary))
    with st.container(key="assembly-choose", horizontal=True, vertical_alignment="bottom"):
        _choose_case(own)
        with st.container(width=180):
            seed_field(say("term.seed"), about=say("assembly.seed.help"), key="assembly.seed")
        st.slider(
            say("assembly.replication"),
            min_value=0,
            max_value=assemblies.REPLICATIONS - 1,
            value=own.replication,
            help=say("assembly.replication.help"),
            key="assembly.replication",
            on_change=_take_replication,
            args=(own,),
            width=320,
        )
    st.caption(escaped(tell("assembly.page.one_run")))


def _choose_case(own: State) -> None:
    keys = assemblies.assembly_keys()
    if len(keys) == 1:
        return
    titles = {key: assemblies.assembly_of(key).title for key in keys}
    st.selectbox(
        words().say("assembly.case"),
        list(titles),
        index=list(titles).index(own.key),
        format_func=names_to_choose(titles, words().say("editor.untitled")).__getitem__,
        key="assembly.case",
        on_change=_take_case,
        width=400,
    )


def _take_case() -> None:
    choose(st.session_state["assembly.case"])


def _take_replication(own: State) -> None:
    own.replication = st.session_state["assembly.replication"]


def _take_text(own: State) -> None:
    own.text = st.session_state["assembly.text"]


def _show_chart(chart: Chart | None, *, key: str) -> None:
    """Place a chart with its caption and its table; the room of the drawing is kept for it until it comes."""
    if chart is None:
        return
    show_chart(chart, key=key, look="assembly")
    show_twins([chart.table], key=key, alt=plain(chart.heading))


def _show_text(own: State, record: AssemblyRecord) -> None:
    """Tell of one text, which the visitor picks, who signed it and why, and what it met at each stage."""
    say, keys = words().say, record.house.texts
    if not keys:
        return
    st.subheader(say("assembly.why"), anchor=False)
    first = record.house.n_given if record.house.n_given < len(keys) else 0
    chosen = keys.index(own.text) if own.text in keys else first
    names = {
        key: plain(f"{text_name(record, row)}: {stage_words(record, row)}") for row, key in enumerate(keys)
    }
    st.selectbox(
        say("assembly.choose"),
        list(keys),
        index=chosen,
        format_func=names.__getitem__,
        key="assembly.text",
        on_change=_take_text,
        args=(own,),
        width=_WIDTH,
    )
    with st.container(width=_WIDTH):
        _tell_of(record, chosen)


def _tell_of(record: AssemblyRecord, text: int) -> None:
    """Tell of a text, part by part; the first part is headed by its name, which stands above already."""
    parts: list[tuple[str, list[str]]] = []
    for line in explain_text(record, text):
        if line.depth:
            parts[-1][1].append(str(line.text))
        else:
            parts.append((str(line.text), []))
    for number, (heading, sentences) in enumerate(parts):
        if number:
            st.markdown(f"**{escaped(heading)}**")
        st.markdown(bulleted(sentences))


def _take_along(own: State, record: AssemblyRecord) -> None:
    """Offer the report, the figures, the case and the command that makes them again."""
    say, case, language = words().say, record.house.case, memory().language
    run = assemblies.run_of(record, own.key)
    st.subheader(say("term.take"), anchor=False)
    with st.container(horizontal=True, key="assembly-take"):
        st.download_button(
            say("term.report_html"),
            lambda: _page(record, own.key, language),
            f"{case.key}.html",
            "text/html",
            key="assembly.file.html",
            on_click="ignore",
        )
        st.download_button(
            say("term.figures_json"),
            lambda: json.dumps(document_of(record, run.command_line), indent=2, ensure_ascii=False),
            f"{case.key}.json",
            "application/json",
            key="assembly.file.json",
            on_click="ignore",
        )
        st.download_button(
            say("assembly.file.yaml"),
            lambda: assemblies.assembly_yaml(own.key),
            cases.file_name(case.key),
            "application/yaml",
            key="assembly.file.yaml",
            on_click="ignore",
        )
    st.caption(say("assembly.again"))
    many = run.command_line.replace(" run ", " ensemble ", 1).partition(" --replication ")[0]
    lines = (for_reader(line, words().language) for line in (run.command_line, many))
    st.code("\n".join(lines), language=None, wrap_lines=True)
    navigation.door("library", say("shell.page.library"))


def _page(record: AssemblyRecord, key: str, language: str) -> str:
    with told_in(language):
        return render_assembly(assemblies.run_of(record, key))
