"""How a change is added: in words, with plain labels and limits, or one value of one delegation."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import streamlit as st

from dashboard.components.axis_wordings import show_wordings
from dashboard.frame.escaping import plain
from dashboard.frame.grid_numbers import grid_form
from dashboard.frame.language import Words
from dashboard.frame.session_state import words
from dashboard.lab.delegations_grid import FIELDS, RANGE, Cell, change_of, value_of
from dashboard.lab.lab_state import Lab, add
from simulation.scenario import Delegation, Issue, Scenario
from simulation.study import Change, in_words
from simulation.study.levers import LEVERS, Lever, called, ruled_out
from simulation.words import Said

__all__ = ["example_of", "forget_problem", "form_in_words", "form_of_one_value", "groups"]

_STEP: Final = 0.05
_DECIMALS: Final = 4
_NUMBER: Final = "number"
_FINE: Final = 0.01
"""Step of a place on the axis."""
_ON_AN_AXIS: Final = ("position", "red_low", "red_high")
"""Fields whose number is a place on the axis of an issue."""
_EVERY_AXIS: Final = "chair_ideal"
"""The lever whose number is a place on the axis of every issue."""
_SLIDER: Final = "lab-place"
"""The container of the slider of a place: there is one at a time."""

_HELP_OF: Final = {"rule": "report.rule_summary"}
"""Where the line on a choice of a lever stands, if all pages share it."""


def groups() -> dict[str, list[str]]:
    """Return the keys of the levers by group."""
    found: dict[str, list[str]] = {}
    for lever in LEVERS.values():
        found.setdefault(lever.group, []).append(lever.key)
    return found


def example_of(lever: Lever[Any]) -> str:
    """Return the value that a lever has in its example.

    >>> example_of(LEVERS["sessions"]), example_of(LEVERS["chair_bias"])
    ('10', '0.3')
    """
    for part in lever.example.split(" + "):
        name, _, value = part.partition("=")
        if name.partition(".")[0] == lever.key:
            return value
    return ""


def form_in_words(state: Lab, case: Scenario) -> None:
    """Place the form that pulls a lever."""
    tell = words()
    say = tell.say
    by_group = groups()
    group = st.selectbox(
        say("replay.table.about"),
        list(by_group),
        format_func=lambda key: tell.told(Said(f"lever.group.{key}")),
        key="lab.group",
        on_change=forget_problem,
        args=(state,),
    )
    key = st.selectbox(
        say("lab.add.lever"),
        by_group[group],
        format_func=lambda one: tell.told(LEVERS[one].label),
        key=f"lab.lever.{group}",
        on_change=forget_problem,
        args=(state,),
    )
    lever = LEVERS[key]
    st.caption(tell.told(lever.description))
    whose = _whose(lever, case)
    value = _VALUES[lever.takes.kind](lever, case)
    name = f"{key}.{whose}" if whose else key
    _button(state, case, [Change(lever=name, value=value)] if value else [])


def form_of_one_value(state: Lab, case: Scenario, changed: Scenario) -> None:
    """Place the form that writes one value: for whoever does without the grid.

    Args:
        state: Of the visitor.
        case: The case as it stands.
        changed: The case with the changes of the version that is worked on.
    """
    say = words().say
    who = _seat(case.delegations, "lab.one.who")
    name = st.selectbox(
        say("term.what"), FIELDS, format_func=lambda one: say(f"lever.field.{one}"), key="lab.one.field"
    )
    issue = case.issues[0].key
    if name != "capability":
        issue = _issue(case.issues, "lab.one.issue")
    st.caption(say(f"lab.help.field.{name}"))
    cell = Cell(delegation=who, issue=issue, field=name)
    now, key = value_of(changed, cell), f"lab.one.{who}.{issue}.{name}"
    if name in _ON_AN_AXIS:
        value = _place(say("term.value"), now, _issues(case, issue), key=f"{key}.{now}")
    else:
        value = st.number_input(say("term.value"), *RANGE, now, _STEP, format="%.2f", key=f"{key}.{now}")
    st.caption(say("lab.add.now", value=in_words(value_of(case, cell))))
    change = change_of(changed, cell, value)
    _button(state, case, [change] if change else [])


def _button(state: Lab, case: Scenario, changes: list[Change]) -> None:
    st.button(
        words().say("lab.add.do"),
        key="lab.add",
        on_click=_add,
        args=(state, case, changes),
        disabled=not changes,
        width="stretch",
    )


def _add(state: Lab, case: Scenario, changes: list[Change]) -> None:
    there = state.inputs.version(state.letter).changes
    if all(change in there for change in changes):
        state.problem = ("lab.changed.twice", {})
    else:
        add(state, case, changes)


def forget_problem(state: Lab) -> None:
    """Forget why the change that was asked for last could not be added: another one is being chosen."""
    state.problem = None


def _place(label: str, now: float, issues: Sequence[Issue], *, key: str) -> float:
    """Ask for a place on the axis of issues, and say while it is dragged which wording it means."""
    with st.container(key=_SLIDER):
        place = float(st.slider(label, *RANGE, now, _FINE, format=grid_form(), key=key))
    show_wordings(issues, place, slider=_SLIDER, key=f"{key}.means")
    return place


def _issues(case: Scenario, key: str) -> list[Issue]:
    return [one for one in case.issues if one.key == key]


def _help(key: str, value: str) -> None:
    """Say in a line what the choice that stands in a field does, where its name does not."""
    if told := words().maybe(f"{_HELP_OF.get(key, 'lab.help.' + key)}.{value}"):
        st.caption(told)


def _issue(issues: Sequence[Issue], key: str) -> str:
    names = {
        one.key: plain(one.name if one.name.lower().startswith(one.key.lower()) else f"{one.key} {one.name}")
        for one in issues
    }
    return st.selectbox(words().say("term.issue"), list(names), format_func=names.__getitem__, key=key)


def _seat(delegations: Sequence[Delegation], key: str) -> str:
    names = {one.key: plain(one.short or one.name) for one in delegations}
    return st.selectbox(words().say("term.delegation"), list(names), format_func=names.__getitem__, key=key)


def _whose(lever: Lever[Any], case: Scenario) -> str:
    """Ask at whom a lever is aimed; empty: at everybody."""
    if lever.aim == "case":
        return ""
    own = words()
    say = own.say
    if lever.aim == "bloc":
        options = ["", *(bloc.key for bloc in case.blocs)]
        everybody = say("lab.add.whose.allblocs")
    else:
        kinds = dict.fromkeys(one.kind for one in case.delegations)
        standings = dict.fromkeys(one.standing for one in case.delegations if one.standing)
        options = [*kinds, *standings, *(one.key for one in case.delegations)]
        options = options if lever.aim == "whose" else ["", *options]
        everybody = say("lab.add.whose.all")
    return st.selectbox(
        say("lab.add.whose"),
        options,
        format_func=lambda one: plain(own.told(called(case, one))) if one else everybody,
        key=f"lab.whose.{lever.key}",
    )


def _called(own: Words, lever: Lever[Any], word: str) -> str:
    return own.told(lever.called(word))


def _number(lever: Lever[Any], case: Scenario) -> str:
    say = words().say
    if lever.key == _EVERY_AXIS:
        now = float(example_of(lever))
        place = _place(say("term.value"), now, case.issues, key=f"lab.value.{lever.key}")
        return f"{round(place, _DECIMALS):g}"
    if lever.takes.choices:
        word = lever.takes.choices[0]
        if st.checkbox(_called(words(), lever, word), key=f"lab.word.{lever.key}"):
            return word
    value = st.number_input(
        say("lab.add.factor" if lever.takes.kind == "factor" else "term.value"),
        float(lever.takes.low or 0),
        float(lever.takes.high or 0),
        float(example_of(lever)),
        _STEP,
        format="%.2f",
        key=f"lab.value.{lever.key}",
    )
    return f"{round(value, _DECIMALS):g}"


def _whole(lever: Lever[Any], case: Scenario) -> str:
    now = case.sessions if lever.key == "sessions" else int(example_of(lever))
    low, high = int(lever.takes.low or 0), int(lever.takes.high or 0)
    return str(
        st.number_input(words().say("term.value"), low, high, now, 1, key=f"lab.value.{lever.key}.{case.key}")
    )


def _choice(lever: Lever[Any], _: Scenario) -> str:
    options = list(lever.takes.choices)
    example = example_of(lever)
    chosen = st.selectbox(
        words().say("term.value"),
        options,
        index=options.index(example) if example in options else 0,
        format_func=partial(_called, words(), lever),
        key=f"lab.value.{lever.key}",
    )
    _help(lever.key, chosen)
    return chosen


def _choices(lever: Lever[Any], case: Scenario) -> str:
    chosen = st.multiselect(
        words().say("term.value"),
        lever.takes.choices,
        default=[one for one in lever.takes.choices if one in case.chair.powers],
        format_func=partial(_called, words(), lever),
        key=f"lab.value.{lever.key}.{case.key}",
    )
    for one in chosen:
        _help(lever.key, one)
    return ",".join(chosen) or "none"


def _switch(lever: Lever[Any], _: Scenario) -> str:
    options = list(lever.takes.choices)
    return st.radio(
        words().say("term.value"),
        options,
        index=options.index(example_of(lever)),
        format_func=partial(_called, words(), lever),
        horizontal=True,
        key=f"lab.value.{lever.key}",
    )


def _delegation(lever: Lever[Any], case: Scenario) -> str:
    return _seat(case.delegations, f"lab.value.{lever.key}")


def _text(lever: Lever[Any], case: Scenario) -> str:
    """Ask for what has a form of its own: the place of the first draft, a shock, a wording accepted."""
    own = words()
    say = own.say
    if own_form := {"shock": _shock, "accepts": _accepted}.get(lever.key):
        return own_form(case)
    options = [*lever.takes.choices, _NUMBER]
    chosen = st.selectbox(
        say("term.value"),
        options,
        format_func=lambda one: say("lab.add.place") if one == _NUMBER else _called(own, lever, one),
        key=f"lab.value.{lever.key}",
    )
    if chosen != _NUMBER:
        return chosen
    place = _place(say("lab.add.place"), 0.5, case.issues, key="lab.value.draft.at")
    return f"{round(place, _DECIMALS):g}"


def _shock(case: Scenario) -> str:
    say = words().say
    who = _seat(case.delegations, "lab.shock.who")
    issue = _issue(case.issues, "lab.shock.issue")
    session = st.number_input(
        say("lab.add.session"),
        1,
        case.sessions,
        min(6, case.sessions),
        1,
        key=f"lab.shock.session.{case.key}",
    )
    place = _place(say("term.position"), 0.5, _issues(case, issue), key=f"lab.shock.place.{issue}")
    return f"{who}@{session}:{issue}={round(place, _DECIMALS):g}"


def _accepted(case: Scenario) -> str:
    say = words().say
    ruled = {
        seat.key: {
            issue.key: found for issue in case.issues if (found := ruled_out(case, seat.key, issue.key))
        }
        for seat in case.delegations
    }
    seats = [seat for seat in case.delegations if ruled[seat.key]]
    if not seats:
        st.caption(say("lab.accepts.all"))
        return ""
    who = _seat(seats, "lab.accepts.who")
    issue = _issue([one for one in case.issues if one.key in ruled[who]], "lab.accepts.issue")
    labels = {one.key: plain(one.label) for one in ruled[who][issue]}
    option = st.selectbox(
        say("term.wording"),
        list(labels),
        format_func=labels.__getitem__,
        key=f"lab.accepts.option.{case.key}.{who}.{issue}",
    )
    st.caption(say("lab.accepts.whole", wording=labels[option]))
    return f"{who}:{issue}={option}"


_VALUES: Final[dict[str, Callable[[Lever[Any], Scenario], str]]] = {
    "number": _number,
    "factor": _number,
    "whole": _whole,
    "choice": _choice,
    "choices": _choices,
    "switch": _switch,
    "delegation": _delegation,
    "text": _text,
}
