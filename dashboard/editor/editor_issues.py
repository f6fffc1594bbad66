"""The second step of the case editor: the issues, their options from one pole to the other, and the words of each."""

from collections.abc import Callable
from typing import Any, Final, Literal, get_args

import streamlit as st

from dashboard.editor import adding_parts
from dashboard.editor.editor_desk import Desk, say, widget
from dashboard.editor.editor_fields import area, choice, line, pick, pick_one, share
from dashboard.editor.edits import get, put, put_or_drop
from dashboard.editor.opening_case import Data
from dashboard.frame.escaping import escaped
from dashboard.frame.session_state import words
from simulation.scenario import Dimension, Issue, OptionKind, Path

__all__ = ["show_issues"]

_DIMENSIONS: Final = get_args(Dimension.__value__)
_KINDS: Final = get_args(OptionKind.__value__)
_MOST: Final = 12
_LABEL: Final = 12


def show_issues(of: Desk) -> None:
    """Show one issue at a time."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        place = pick(of, "issue")
    issue = of.data["issues"][place]
    with right, st.container(horizontal=True):
        with st.popover(say("issue.add")):
            _add_issue(of)
        if len(of.data["issues"]) > 1:
            st.button(
                say("issue.remove"),
                key=widget(of, "remove", issue["key"]),
                on_click=_remover(of, issue["key"]),
            )
    path: Path = ("issues", place)
    line(of, "issue.name", (*path, "name"))
    area(of, "issue.question", (*path, "question"), height=68)
    left, right = st.columns(2)
    with left:
        _pole(of, "low", path, issue)
    with right:
        _pole(of, "high", path, issue)
    _ends(of, path, issue)
    st.subheader(say("head.options"))
    st.caption(say("options.help"))
    clauses = adding_parts.clauses_of(of.data, issue["key"])
    worded = _pick_clause(of, issue["key"], clauses)
    for inner, option in sorted(enumerate(issue["options"]), key=lambda item: item[1]["position"]):
        _option(of, issue, (*path, "options", inner), option, worded)
    if len(issue["options"]) < _MOST:
        _add_option(of, issue)
    with st.expander(say("head.clauses", n=len(clauses))):
        _clauses(of, issue, clauses)


def _pole(of: Desk, end: Literal["low", "high"], path: Path, issue: Data) -> None:
    """What stands at an end of the axis; a case that does not name it means the usual one."""
    is_named = end in issue
    empty = say("issue.pole.empty") if is_named else Issue.model_fields[end].default
    line(of, f"issue.{end}", (*path, end), needed=is_named, empty=empty)


def _pick_clause(of: Desk, issue: str, clauses: list[tuple[Path, Data]]) -> list[tuple[Path, Data]]:
    """Return the clause whose words are shown; where there are several, place the choice of it."""
    if len(clauses) <= 1:
        return clauses
    titles = {clause["key"]: f"{clause['label']} {clause['title']}" for _, clause in clauses}
    now = of.clause if of.clause in titles else next(iter(titles))
    pick_one(of, say("options.clause"), titles, now, lambda key: setattr(of, "clause", key), "clause", issue)
    return [one for one in clauses if one[1]["key"] == now]


def _ends(of: Desk, path: Path, issue: Data) -> None:
    """What holds without a text, the draft, and what the issue is about."""
    labels = {option["key"]: option["label"] or _at(option["position"]) for option in issue["options"]}
    left, middle, right = st.columns(3)
    with left:
        given = issue["status_quo"]
        places = {} if isinstance(given, str) else {given: _at(given)}
        choice(of, "issue.status_quo", (*path, "status_quo"), {**labels, **places})
    with middle:
        choice(of, "issue.draft", (*path, "draft"), labels)
    with right:
        named = {one: say(f"dimension.{one}") for one in _DIMENSIONS}
        choice(of, "issue.dimension", (*path, "dimension"), named)


def _at(place: float) -> str:
    return say("issue.place", place=words().number(place))


def _option(of: Desk, issue: Data, path: Path, option: Data, clauses: list[tuple[Path, Data]]) -> None:
    with st.container(border=True):
        first, second, third = st.columns([4, 2, 3])
        with first:
            ends = {issue["status_quo"]: "now", issue["draft"]: "draft"}
            line(
                of,
                "option.label",
                (*path, "label"),
                empty=say(f"option.{ends.get(option['key'], 'between')}"),
            )
        with second:
            share(of, "option.position", (*path, "position"), option["position"], apply=_moved(path))
        with third:
            named = {one: say(f"kind_of_option.{one}") for one in _KINDS}
            choice(
                of,
                "option.kind",
                (*path, "kind"),
                named,
                value=option.get("kind", "text"),
                apply=lambda data, kind: put_or_drop(data, (*path, "kind"), None if kind == "text" else kind),
            )
        if option.get("kind") != "delete":
            for where, clause in clauses:
                label = say("option.words", label=escaped(clause["label"]))
                area(of, "option.words", (*where, "wordings", option["key"]), label=label, needed=True)
        if len(issue["options"]) > 1:
            st.button(
                say("option.remove"),
                type="tertiary",
                key=widget(of, "remove", issue["key"], option["key"]),
                on_click=lambda: of.edit(
                    lambda data: adding_parts.remove_option(data, issue["key"], option["key"])
                ),
            )


def _moved(path: Path) -> Callable[[Data, Any], Data]:
    """An option always stands somewhere: an empty field leaves it where it is."""
    return lambda data, place: data if place is None else put(data, (*path, "position"), place)


def _add_option(of: Desk, issue: Data) -> None:
    with st.form(widget(of, "more", issue["key"]), clear_on_submit=True, border=False):
        left, right = st.columns([4, 2], vertical_alignment="bottom")
        name = left.text_input(say("option.new"), key=widget(of, "new", issue["key"]), max_chars=200)
        if right.form_submit_button(say("term.add")) and name.strip():
            of.edit(lambda data: adding_parts.add_option(data, issue["key"], name.strip()))
            st.rerun()


def _add_issue(of: Desk) -> None:
    with st.form(widget(of, "issue"), border=False):
        name = st.text_input(say("issue.new"), key=widget(of, "issue", "new"), max_chars=200)
        if st.form_submit_button(say("term.add"), type="primary") and name.strip():
            of.edit(lambda data: adding_parts.add_issue(data, name.strip()))
            of.issue = of.data["issues"][-1]["key"]
            st.rerun()


def _remover(of: Desk, key: str) -> Callable[[], None]:
    return lambda: of.edit(lambda data: adding_parts.remove_issue(data, key))


def _clauses(of: Desk, issue: Data, clauses: list[tuple[Path, Data]]) -> None:
    """Labels and titles of the clauses, and the sections in which they stand."""
    st.caption(say("clauses.help"))
    for path, _ in clauses:
        first, second, third = st.columns([1, 3, 2], vertical_alignment="bottom")
        with first:
            line(of, "clause.label", (*path, "label"), most=_LABEL)
        with second:
            line(of, "clause.title", (*path, "title"))
        if len(adding_parts.clauses_of(of.data)) > 1:
            third.button(
                say("clause.remove"),
                key=widget(of, "remove", *path),
                on_click=lambda path=path: of.edit(lambda data: adding_parts.remove_clause(data, path)),
            )
    st.button(
        say("clause.add"),
        key=widget(of, "clause", issue["key"]),
        on_click=lambda: of.edit(lambda data: adding_parts.add_clause(data, issue["key"])),
    )
    area(of, "chapeau", ("document", "chapeau"), height=68)
    for place, section in enumerate(get(of.data, ("document", "sections"), [])):
        if any(clause["issue"] == issue["key"] for clause in section["clauses"]):
            line(of, "section", ("document", "sections", place, "heading"))
