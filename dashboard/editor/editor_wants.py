"""The fourth step of the case editor: what each delegation wants on each issue, in a grid and in a form."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from dashboard.editor import number_grids
from dashboard.editor.editor_desk import Desk, say
from dashboard.editor.editor_fields import area, choice, choices, line, pick, pick_one, share, shown_by_key
from dashboard.editor.editor_grid import choice_column, name_column, share_column, show_grid, text_column
from dashboard.editor.edits import get, put_or_drop
from dashboard.editor.opening_case import Data
from dashboard.frame.escaping import escaped
from dashboard.frame.grid_numbers import say_how
from dashboard.frame.session_state import words
from simulation.drawing import set_apart
from simulation.scenario import Path

__all__ = ["show_wants"]

_NUMBERS: Final = ("position", "salience", "red_low", "red_high", "flexibility")
_MOST_TOLD: Final = 12
"""Rows of which it is said in words what their positions mean; of more, only of the one in the form."""
_LEVELS: Final = (0.25, 0.5, 0.75)
"""Where it begins to matter somewhat, to matter, to matter much."""
_BASES: Final = ("documented", "inferred", "judgement", "illustrative")


def show_wants(of: Desk) -> None:
    """Show the grid by issue or by delegation, then one mandate in a form."""
    _way(of)
    st.caption(say("wants.help"))
    say_how()
    if of.by_seat:
        place = pick(of, "seat", "wants.seat")
        rows, of_rows = number_grids.mandates_of_seat(of.data, place), of.data["issues"]
        name, label = f"seat.{of.data['delegations'][place]['key']}", say("issue")
        alt = say("wants.alt.seat", name=of.data["delegations"][place]["name"])
    else:
        number = pick(of, "issue", "wants.issue")
        issue = of.data["issues"][number]["key"]
        rows = number_grids.mandates_of_issue(of.data, issue)
        of_rows = [of.data["issues"][number]] * len(rows)
        name, label = f"issue.{issue}", say("term.delegation")
        alt = say("wants.alt.issue", name=of.data["issues"][number]["name"])
    columns: dict[str, Any] = {"name": name_column(label)}
    columns |= {column: share_column(column) for column in _NUMBERS}
    if of.data.get("nature") == "real":
        columns |= {
            "basis": choice_column("basis", {one: say(f"basis.{one}") for one in _BASES}),
            "source": text_column("source", 200),
        }
    show_grid(of, name, rows, columns, _applier(of), fixed=("name",), alt=alt)
    _meanings(rows, of_rows)
    _loose(of)
    st.subheader(say("head.mandate"))
    left, right = st.columns(2)
    with left:
        pick(of, "issue" if of.by_seat else "seat")
    _form(of, of.place("seat"), of.data["issues"][of.place("issue")], right)


def _way(of: Desk) -> None:
    options = {False: say("wants.by_issue"), True: say("wants.by_seat")}
    key, shown = shown_by_key(of, options, "way")

    def chosen() -> None:
        of.by_seat = bool(st.session_state[key])

    st.segmented_control(
        say("wants.way"),
        list(shown),
        default=of.by_seat,
        required=True,
        format_func=shown.__getitem__,
        key=key,
        on_change=chosen,
        label_visibility="collapsed",
        wrap=True,
    )


def _applier(of: Desk) -> Callable[[Data, int, str, Any], Data]:
    if of.by_seat:
        place = of.place("seat")
        return lambda data, row, column, value: number_grids.apply_mandate(
            data, place, data["issues"][row]["key"], column, value
        )
    issue = of.data["issues"][of.place("issue")]["key"]
    return lambda data, row, column, value: number_grids.apply_mandate(data, row, issue, column, value)


def _meanings(rows: Sequence[number_grids.Row], issues: Sequence[Data]) -> None:
    """Say beside the grid which wording each position means."""
    placed = [pair for pair in zip(rows, issues, strict=True) if pair[0]["position"] is not None]
    if not 0 < len(placed) <= _MOST_TOLD:
        return
    told = (
        say(
            "meant.row",
            name=escaped(row["name"]),
            position=words().number(row["position"]),
            where=_lies(issue, row["position"]),
        )
        for row, issue in placed
    )
    st.caption("  \n".join(told))


def _lies(issue: Data, position: float) -> str:
    """Return where a position lies among the wordings."""
    places = {float(one["position"]): one["label"] or say("unnamed") for one in reversed(issue["options"])}
    low = max((place for place in places if place <= position), default=None)
    high = min((place for place in places if place >= position), default=None)
    if low is None or high is None or low == high:
        place = low if high is None else high
        key = "meant.at" if place == position else "meant.beyond"
        return say(key, wording=escaped(places[place])) if place is not None else ""
    near = low if position - low <= high - position else high
    other = high if near == low else low
    return say("meant.between", near=escaped(places[near]), far=escaped(places[other]))


def _meant(of: Desk, place: int, issue: Data, row: number_grids.Row) -> str:
    """Say what the numbers of a mandate mean: which wording it likes, which it signs, how much it cares."""
    said = [say("meant.position", where=_lies(issue, row["position"]))]
    if of.checked.scenario is not None and of.seen is not None:
        answers = of.seen.answers(issue["key"])
        signs = [one.option.label for one in answers if place in (*one.wants, *one.lives)]
        loses = [one.option.label for one in answers if place in one.loses]
        others = [one.option.label for one in answers if place in (*one.refuses, *one.unheard)]
        for key, labels in (("signs", signs), ("loses", loses), ("signs_not", others)):
            if labels:
                quoted = words().listed(say("meant.quoted", wording=escaped(label)) for label in labels)
                said.append(say(f"meant.{key}", wordings=quoted))
    own = number_grids.seat_rows(of.data)[place]["salience"]
    salience = own if row["salience"] is None else row["salience"]
    level = sum(salience >= bound for bound in _LEVELS)
    said.append(say(f"meant.salience.{level}", salience=words().number(salience)))
    return " ".join(said)


def _loose(of: Desk) -> None:
    """Say whose positions are known only up to a spread."""
    if not of.by_seat:
        found = number_grids.loosely_known(of.data, of.data["issues"][of.place("issue")]["key"])
        if found:
            told = [
                f"{set_apart(escaped(name))} {number_grids.parted(spread, words().number, ' ± ')}"
                for name, spread in found
            ]
            st.caption(say("wants.loose", who=words().listed(told)))


def _form(of: Desk, place: int, issue: Data, right: Any) -> None:  # noqa: ANN401 - a column of Streamlit
    seat = of.data["delegations"][place]
    path: Path = ("delegations", place, "mandate", issue["key"])
    row = number_grids.mandate_row(seat, issue["key"])
    labels = {option["key"]: option["label"] for option in issue["options"]}
    with right:
        _favourite(of, place, issue, row)

    def apply(column: str) -> Callable[[Data, Any], Data]:
        return lambda data, value: number_grids.apply_mandate(data, place, issue["key"], column, value)

    empty = _held(of, place, issue["key"])
    for column, slot in zip(_NUMBERS, st.columns(len(_NUMBERS)), strict=True):
        with slot:
            share(
                of,
                f"mandate.{column}",
                (*path, column),
                row[column],
                apply=apply(column),
                empty=empty.get(column, ""),
            )
    if row["position"] is None:
        st.caption(say("mandate.none"))
    else:
        st.markdown(_meant(of, place, issue, row))
        _more(of, path, labels)


def _more(of: Desk, path: Path, labels: Mapping[str, str]) -> None:
    """What is said of a mandate besides its numbers."""
    choices(
        of,
        "mandate.acceptable",
        (*path, "acceptable"),
        labels,
        apply=lambda data, chosen: put_or_drop(data, (*path, "acceptable"), chosen),
    )
    area(of, "mandate.reason", (*path, "reason"), height=68)
    if of.data.get("nature") == "real":
        named = {one: say(f"basis.{one}") for one in _BASES}
        choice(
            of,
            "mandate.basis",
            (*path, "basis"),
            {"": say("evidence.seat")} | named,
            value=get(of.data, (*path, "basis"), ""),
        )
        if get(of.data, (*path, "salience")) is not None:
            said = {"": say("evidence.none")} | named
            at = (*path, "salience_basis")
            choice(of, "mandate.salience_basis", at, said, value=get(of.data, at, ""))
            line(of, "mandate.salience_source", (*path, "salience_source"), needed=False)


def _held(of: Desk, place: int, issue: str) -> dict[str, str]:
    """Return what holds where a field is left empty, as far as the case can be read."""
    own = number_grids.seat_rows(of.data)[place]
    held = {column: f"{own[column]:.2f}" for column in ("salience", "flexibility")}
    if of.checked.scenario is not None and of.seen is not None:
        key = of.data["delegations"][place]["key"]
        line = next(one.line for one in of.seen.stands(issue) if one.key == key)
        if line is not None:
            held |= {"red_low": f"{line[0]:.2f}", "red_high": f"{line[1]:.2f}"}
    return held


def _favourite(of: Desk, place: int, issue: Data, row: number_grids.Row) -> None:
    """Choose the wording that the delegation likes best: it stands where the wording stands."""
    options = {option["key"]: option for option in issue["options"] if option.get("kind") != "delete"}
    at = [name for name, option in options.items() if option["position"] == row["position"]]
    names = {
        key: f"{words().number(option['position'])}  {option['label'] or say('unnamed')}"
        for key, option in options.items()
    }

    def take(key: str) -> None:
        position = float(options[key]["position"])
        of.edit(lambda data: number_grids.apply_mandate(data, place, issue["key"], "position", position))

    pick_one(
        of,
        say("mandate.favourite"),
        names,
        at[0] if at else None,
        take,
        *("favourite", place, issue["key"]),
        about=say("mandate.favourite.help"),
        placeholder=say("forecast.table.between") if row["position"] is not None else "",
    )
