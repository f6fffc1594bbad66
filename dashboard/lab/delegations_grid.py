"""The grid of delegations as plain data: what stands in it on one issue, and what an edit of a cell changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulation.protocols import defaults_of
from simulation.scenario import Delegation, Issue, Mandate, Normal, Number, Scenario
from simulation.state import centre, mandate_on, red_line_ends, salience_on
from simulation.study import Change

__all__ = ["FIELDS", "RANGE", "Cell", "change_of", "changes_of", "path_of", "rows_on", "value_of"]

FIELDS: Final = ("position", "salience", "red_low", "red_high", "flexibility", "capability")
"""What can be changed, in the order of the columns."""
RANGE: Final = (0.0, 1.0)
_DECIMALS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One value in the grid."""

    delegation: str
    issue: str
    field: str


def rows_on(case: Scenario, issue: str) -> list[dict[str, Any]]:
    """Return a row for each delegation: key, name, kind, the values on an issue, and what the position rests on."""
    return [
        {
            "key": one.key,
            "name": one.short or one.name,
            "kind": one.kind,
            **{name: value_of(case, Cell(delegation=one.key, issue=issue, field=name)) for name in FIELDS},
            "basis": _mandate(case, one, issue).basis or one.basis or "",
        }
        for one in case.delegations
    ]


def value_of(case: Scenario, cell: Cell) -> float:
    """Return what holds in a cell; of a value that is uncertain, the most likely one.

    Raises:
        KeyError: if there is no such delegation, issue or field.
    """
    one = _delegation(case, cell.delegation)
    mandate = _mandate(case, one, cell.issue)
    match cell.field:
        case "position":
            found = centre(mandate.position)
        case "salience":
            found = centre(salience_on(one, mandate))
        case "flexibility":
            found = centre(one.flexibility if mandate.flexibility is None else mandate.flexibility)
        case "capability":
            found = centre(one.capability)
        case "red_low" | "red_high":
            found = red_line_ends(one, mandate, defaults_of(case))[cell.field == "red_high"]
        case _:
            raise KeyError(cell.field)
    return round(found, _DECIMALS)


def path_of(case: Scenario, cell: Cell) -> str:
    """Return the path of a cell into the case, as a change names it.

    >>> from simulation.engine.simulate import load_scenario
    >>> path_of(load_scenario("worked_clock"), Cell(delegation="OPEN", issue="seats", field="capability"))
    'delegations.OPEN.capability'
    """
    own = f"delegations.{cell.delegation}"
    if cell.field == "capability":
        return f"{own}.capability{_of_mean(_delegation(case, cell.delegation).capability)}"
    if cell.field in ("red_low", "red_high"):
        return f"{own}.mandate.{cell.issue}.red_line"
    mandate = _mandate(case, _delegation(case, cell.delegation), cell.issue)
    return f"{own}.mandate.{cell.issue}.{cell.field}{_of_mean(getattr(mandate, cell.field))}"


def change_of(case: Scenario, cell: Cell, value: float) -> Change | None:
    """Return the change that writes a value into a cell; None if it stands there already."""
    value = round(value, _DECIMALS)
    if value == value_of(case, cell):
        return None
    text = f"{value:g}"
    if cell.field in ("red_low", "red_high"):
        one = _delegation(case, cell.delegation)
        low, high = red_line_ends(one, _mandate(case, one, cell.issue), defaults_of(case))
        ends = (value, high) if cell.field == "red_low" else (low, value)
        text = "[" + ", ".join(f"{round(end, _DECIMALS):g}" for end in ends) + "]"
    return Change(lever=path_of(case, cell), value=text)


def changes_of(
    case: Scenario, issue: str, order: Sequence[str], edited: Mapping[int | str, Mapping[str, Any]]
) -> list[Change]:
    """Return the changes that edits of the grid ask for.

    Args:
        case: The case as the grid shows it.
        issue: Of the grid.
        order: Keys of the delegations, row by row.
        edited: By row, new values by field, as the grid gives them; an emptied cell asks for nothing.
    """
    found: list[Change] = []
    for row, values in edited.items():
        for name, value in values.items():
            if name not in FIELDS or value is None:
                continue
            cell = Cell(delegation=order[int(row)], issue=issue, field=name)
            change = change_of(case, cell, min(max(float(value), RANGE[0]), RANGE[1]))
            if change is not None:
                found.append(change)
    return found


def _of_mean(number: Number | None) -> str:
    """Return the rest of a path: of a normal value only the mean is changed, its spread stays."""
    return ".mean" if isinstance(number, Normal) else ""


def _delegation(case: Scenario, key: str) -> Delegation:
    for one in case.delegations:
        if one.key == key:
            return one
    raise KeyError(key)


def _mandate(case: Scenario, one: Delegation, issue: str) -> Mandate:
    return mandate_on(case, one, _issue(case, issue))


def _issue(case: Scenario, key: str) -> Issue:
    for one in case.issues:
        if one.key == key:
            return one
    raise KeyError(key)
