"""The third step of the case editor: who sits there, all in a grid and one in a form."""

from collections.abc import Callable
from typing import Any, Final, get_args

import streamlit as st

from dashboard.editor import adding_parts, number_grids
from dashboard.editor.editor_desk import Desk, say, widget
from dashboard.editor.editor_fields import area, choice, choices, line, pick, share, shown_by_key
from dashboard.editor.editor_grid import choice_column, share_column, show_grid, text_column
from dashboard.editor.edits import get, put
from dashboard.editor.opening_case import Data
from dashboard.frame.escaping import escaped
from dashboard.frame.grid_numbers import say_how
from dashboard.frame.session_state import words
from simulation.scenario import DelegationKind, Path, forum_presets, resolve_forum

__all__ = ["KINDS", "show_seats"]

KINDS: Final = get_args(DelegationKind.__value__)
_SHORT: Final = 16
_BY_KIND: Final = ""
_BASES: Final = ("documented", "inferred", "judgement", "illustrative")
_DEFAULTS: Final = {"capability": 0.5, "salience": 0.5, "flexibility": 1.0}


def show_seats(of: Desk) -> None:
    """Show the grid of all delegations, then one of them in a form."""
    rows = number_grids.seat_rows(of.data)
    st.subheader(say("head.seats", n=len(rows)))
    st.caption(say("seats.help") if of.origin else f"{say('seats.order')} {say('seats.help')}")
    say_how()
    columns: dict[str, Any] = {
        "name": text_column("name", 200),
        "kind": choice_column("kind", {one: say(f"kind.{one}") for one in KINDS}, needed=True),
        "standing": choice_column("standing", {one: _standing(one) for one in _standings(of.data)}),
        "capability": share_column("capability"),
        "salience": share_column("salience"),
        "flexibility": share_column("flexibility"),
    }
    show_grid(of, "seats", rows, columns, number_grids.apply_seat, fixed=(), alt=say("seats.alt"))
    with st.container(horizontal=True):
        with st.popover(say("seat.add")):
            _add(of)
        with st.popover(say("group.add")):
            _add_group(of)
    st.subheader(say("head.seat"))
    place = pick(of, "seat")
    _form(of, place)


def _standings(data: Data) -> list[str]:
    """Return the classes of participant that the forum and the case know."""
    preset = forum_presets().get(data["forum"]["preset"])
    known = [*(preset.rights or {} if preset else {}), *get(data, ("forum", "rights"), {})]
    used = [seat["standing"] for seat in data["delegations"] if seat.get("standing")]
    return list(dict.fromkeys(name for name in (*known, *used) if name not in KINDS))


def _form(of: Desk, place: int) -> None:
    seat = of.data["delegations"][place]
    path: Path = ("delegations", place)
    left, right = st.columns([3, 2])
    with left:
        line(of, "seat.name", (*path, "name"))
    with right:
        line(of, "seat.short", (*path, "short"), needed=False, most=_SHORT)
    left, right = st.columns(2)
    with left:
        named = {kind: say(f"kind.{kind}") for kind in KINDS}
        choice(
            of, "seat.kind", (*path, "kind"), named, apply=lambda data, kind: put(data, (*path, "kind"), kind)
        )
    with right:
        standings = {_BY_KIND: say("seat.by_kind")} | {name: _standing(name) for name in _standings(of.data)}
        choice(
            of,
            "seat.standing",
            (*path, "standing"),
            standings,
            value=seat.get("standing", _BY_KIND),
            apply=lambda data, name: number_grids.apply_seat(data, place, "standing", name),
        )
    st.caption(_may(of, place))
    numbers = number_grids.seat_rows(of.data)[place]
    for column, slot in zip(_DEFAULTS, st.columns(3), strict=True):
        with slot:
            share(
                of,
                f"seat.{column}",
                (*path, column),
                numbers[column],
                apply=_applier(place, column),
                empty=f"{_DEFAULTS[column]:g}",
            )
    _groups(of, place, seat)
    _brief(of, path, seat)
    _leave(of, place, seat)


def _brief(of: Desk, path: Path, seat: Data) -> None:
    with st.expander(say("head.brief")):
        area(of, "brief.public", (*path, "brief", "public"))
        area(of, "brief.confidential", (*path, "brief", "confidential"))
        area(of, "rationale", (*path, "rationale"))
        line(of, "seat.source", (*path, "source"), needed=False)
        evidence = {"": say("evidence.none")} | {one: say(f"basis.{one}") for one in _BASES}
        choice(of, "seat.basis", (*path, "basis"), evidence, value=seat.get("basis", ""))


def _applier(place: int, column: str) -> Callable[[Data, Any], Data]:
    return lambda data, value: number_grids.apply_seat(data, place, column, value)


def _standing(name: str) -> str:
    """Return the name of a class of participant; one that is this case's own as the case writes it."""
    return words().called("standing", name)


def _may(of: Desk, place: int) -> str:
    """Say what the delegation may do in the room, as far as the case can be read."""
    scenario = of.checked.scenario or of.good
    key = of.data["delegations"][place]["key"]
    found = next((one for one in scenario.delegations if one.key == key), None) if scenario else None
    if scenario is None or found is None:
        return ""
    rights = resolve_forum(scenario).rights_of(found)
    may = [name for name in ("speak", "propose", "object", "vote", "persuade") if getattr(rights, name)]
    return (
        say("seat.may", what=words().listed(say(f"right.{name}") for name in may))
        if may
        else say("seat.watches")
    )


def _groups(of: Desk, place: int, seat: Data) -> None:
    blocs = of.data.get("blocs", [])
    if blocs:
        joined = set(seat.get("blocs", []))
        joined |= {bloc["key"] for bloc in blocs if seat["key"] in bloc.get("members", [])}
        choices(
            of,
            "seat.groups",
            ("delegations", place, "blocs"),
            {bloc["key"]: bloc["name"] for bloc in blocs},
            value=[bloc["key"] for bloc in blocs if bloc["key"] in joined],
            apply=lambda data, chosen: adding_parts.set_groups(data, place, chosen),
        )


def _leave(of: Desk, place: int, seat: Data) -> None:
    with st.container(horizontal=True):
        with st.popover(say("seat.copy")), st.form(widget(of, "copy"), border=False):
            name = st.text_input(say("seat.new"), key=widget(of, "copy", "name"), max_chars=200)
            if st.form_submit_button(say("seat.copy.do"), type="primary") and name.strip():
                of.edit(lambda data: adding_parts.copy_seat(data, place, name.strip()))
                _show_last(of)
        if len(of.data["delegations"]) > 1:
            st.button(
                say("seat.remove"),
                key=widget(of, "remove", seat["key"]),
                on_click=lambda: of.edit(lambda data: adding_parts.remove_seat(data, place)),
            )


def _add(of: Desk) -> None:
    with st.form(widget(of, "seat"), border=False):
        name = st.text_input(say("seat.new"), key=widget(of, "seat", "name"), max_chars=200)
        key, shown = shown_by_key(of, {one: say(f"kind.{one}") for one in KINDS}, "seat", "kind")
        kind = st.selectbox(say("term.kind"), KINDS, format_func=shown.__getitem__, key=key)
        if st.form_submit_button(say("term.add"), type="primary") and name.strip():
            of.edit(lambda data: adding_parts.add_seat(data, name.strip(), kind))
            _show_last(of)


def _add_group(of: Desk) -> None:
    with st.form(widget(of, "group"), border=False):
        name = st.text_input(say("group.new"), key=widget(of, "group", "name"), max_chars=200)
        if st.form_submit_button(say("group.add.do"), type="primary") and name.strip():
            of.edit(lambda data: adding_parts.add_group(data, name.strip()))
            st.rerun()
    for bloc in of.data.get("blocs", []):
        st.button(
            say("group.remove", name=escaped(bloc["name"])),
            key=widget(of, "remove", "group", bloc["key"]),
            on_click=lambda key=bloc["key"]: of.edit(lambda data: adding_parts.remove_group(data, key)),
        )


def _show_last(of: Desk) -> None:
    of.seat = of.data["delegations"][-1]["key"]
    st.rerun()
