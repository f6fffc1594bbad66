"""The grid of delegations on the page: what is typed into it becomes changes of the version that is worked on."""

from typing import Any

import streamlit as st

from dashboard.components.axis_wordings import show_wordings
from dashboard.frame.escaping import escaped, plain
from dashboard.frame.grid_numbers import grid_form, say_how
from dashboard.frame.session_state import words
from dashboard.lab.case_versions import Inputs, Version
from dashboard.lab.delegations_grid import FIELDS, RANGE, changes_of, rows_on
from dashboard.lab.lab_state import Lab, add, set_inputs
from simulation.scenario import Scenario
from simulation.study import pull_all
from simulation.words import Said

__all__ = ["show_grid"]


def show_grid(state: Lab, case: Scenario) -> None:
    """Place the grid on one issue."""
    say = words().say
    names = {one.key: plain(f"{one.key} {one.name}") for one in case.issues}
    issue = st.selectbox(say("term.issue"), list(names), format_func=names.__getitem__, key="lab.grid.issue")
    drawn = (state.letter, issue)
    changes = state.inputs.version(state.letter).changes
    if changes != state.grid_now or drawn != state.grid_drawn:
        state.grid_begun = state.grid_now = changes
        state.grid_drawn = drawn
        state.grid_round += 1
    begun = pull_all(case, state.grid_begun).case
    rows = rows_on(begun, issue)
    seats = {one.key: one.short or one.name for one in case.delegations}
    key = f"lab.grid.{state.letter}.{issue}.{state.grid_round}"
    ends = next((one.low, one.high) for one in case.issues if one.key == issue)
    low, high = (escaped(words().pole(end)) for end in ends)
    st.caption(say("lab.grid.caption", low=low, high=high))
    say_how()
    show_wordings([one for one in case.issues if one.key == issue], None, key=f"lab.grid.wordings.{issue}")
    st.data_editor(
        [_shown(row, seats[row["key"]]) for row in rows],
        key=key,
        column_config=_columns(),
        column_order=["name", "kind", *FIELDS, "basis"],
        disabled=["name", "kind", "basis"],
        hide_index=True,
        height=420,
        alt=say("lab.grid.alt", issue=names[issue]),
        on_change=_take,
        args=(state, case, issue, [row["key"] for row in rows], key),
    )


def _shown(row: dict[str, Any], name: str) -> dict[str, Any]:
    return row | {
        "name": plain(name),
        "kind": words().told(Said.called("kind", row["kind"])),
        "basis": words().say(f"lab.basis.{row['basis']}") if row["basis"] else "",
    }


def _columns() -> dict[str, Any]:
    say = words().say
    numbers = {
        name: st.column_config.NumberColumn(
            say(f"lever.field.{name}"),
            help=say(f"lab.help.field.{name}"),
            min_value=RANGE[0],
            max_value=RANGE[1],
            step=0.01,
            format=grid_form(),
            required=True,
        )
        for name in FIELDS
    }
    texts = {
        name: st.column_config.TextColumn(say(key), width="medium", pinned=name == "name")
        for name, key in (("name", "term.delegation"), ("kind", "term.kind"), ("basis", "lab.grid.basis"))
    }
    return numbers | texts | {"key": None}


def _take(state: Lab, case: Scenario, issue: str, order: list[str], key: str) -> None:
    """Take what was edited since the grid was drawn."""
    edited = st.session_state[key]["edited_rows"]
    begun = pull_all(case, state.grid_begun).case
    wanted = changes_of(begun, issue, order, edited)
    before = state.inputs
    versions = tuple(
        Version(letter=one.letter, changes=state.grid_begun) if one.letter == state.letter else one
        for one in before.versions
    )
    set_inputs(state, Inputs(case=before.case, seed=before.seed, versions=versions))
    if add(state, case, wanted):
        state.grid_now = state.inputs.version(state.letter).changes
    else:
        set_inputs(state, before)
