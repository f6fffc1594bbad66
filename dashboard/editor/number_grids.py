"""Rows of numbers for the grids of the editor, and what an edit of one cell changes in the case.

A cell is empty where the case is silent; what holds then is said beside the grid. A number that is known only up to a
spread shows its most likely value; the spread stays when that is edited, as far as there is one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from dashboard.editor.edits import drop, get, put, put_or_drop
from dashboard.editor.opening_case import Data
from simulation.scenario import Delegation, Path

__all__ = [
    "MANDATE_COLUMNS",
    "SEAT_COLUMNS",
    "Apply",
    "Limits",
    "Row",
    "apply_cells",
    "apply_mandate",
    "apply_seat",
    "loosely_known",
    "mandate_row",
    "mandates_of_issue",
    "mandates_of_seat",
    "parted",
    "seat_rows",
    "spread",
]

type Row = dict[str, Any]
type Apply = Callable[[Data, int, str, Any], Data]
"""Returns the case after the edit of one cell: place of the row, column, value."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a cell of a column may hold."""

    form: Literal["share", "text", "choice"]
    most: int = 0
    """Characters of a text; 0: no limit."""


MANDATE_COLUMNS: Final[Mapping[str, Limits]] = {
    "position": Limits("share"),
    "salience": Limits("share"),
    "red_low": Limits("share"),
    "red_high": Limits("share"),
    "flexibility": Limits("share"),
    "basis": Limits("choice"),
    "source": Limits("text", 200),
}
SEAT_COLUMNS: Final[Mapping[str, Limits]] = {
    "name": Limits("text", 200),
    "kind": Limits("choice"),
    "standing": Limits("choice"),
    "capability": Limits("share"),
    "salience": Limits("share"),
    "flexibility": Limits("share"),
}
_ENDS: Final = {"red_low": 0, "red_high": 1}
_DIGITS: Final = 6


def seat_rows(data: Data) -> list[Row]:
    """Return one row a delegation, in the order of the case."""
    return [_seat_row(seat) for seat in data["delegations"]]


def _seat_row(seat: Mapping[str, Any]) -> Row:
    row: Row = {"name": seat["name"], "kind": seat["kind"], "standing": seat.get("standing")}
    for column in ("capability", "salience", "flexibility"):
        row[column] = _middle(seat.get(column, Delegation.model_fields[column].default))
    return row


def mandates_of_issue(data: Data, issue: str) -> list[Row]:
    """Return what every delegation is instructed to seek on an issue, one row each."""
    return [{"name": seat["name"], **mandate_row(seat, issue)} for seat in data["delegations"]]


def mandates_of_seat(data: Data, place: int) -> list[Row]:
    """Return what a delegation is instructed to seek, one row an issue."""
    seat = data["delegations"][place]
    return [{"name": issue["name"], **mandate_row(seat, issue["key"])} for issue in data["issues"]]


def mandate_row(seat: Mapping[str, Any], issue: str) -> Row:
    """Return the cells of a mandate; all empty if there is none."""
    mandate = seat.get("mandate", {}).get(issue, {})
    low, high = _red_line(mandate)
    return {
        "position": _middle(mandate.get("position")),
        "salience": _middle(mandate.get("salience")),
        "red_low": low,
        "red_high": high,
        "flexibility": _middle(mandate.get("flexibility")),
        "basis": mandate.get("basis"),
        "source": mandate.get("source"),
    }


def _middle(number: object) -> float | None:
    """Return the most likely value of a number."""
    if isinstance(number, Mapping):
        if "low" in number and "mode" not in number:
            return round((float(number["low"]) + float(number["high"])) / 2, _DIGITS)
        return float(number["mean" if "mean" in number else "mode"])
    return float(number) if isinstance(number, int | float) else None


def _red_line(mandate: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Return the ends of what is not beyond the red line; None, None where the protocol decides."""
    given = mandate.get("red_line")
    if isinstance(given, list | tuple):
        return float(given[0]), float(given[1])
    width, position = _middle(given), _middle(mandate.get("position"))
    if width is None or position is None:
        return None, None
    return round(max(position - width, 0.0), _DIGITS), round(min(position + width, 1.0), _DIGITS)


def loosely_known(data: Data, issue: str) -> list[tuple[str, Mapping[str, float]]]:
    """Return the delegations whose position on an issue has a spread of its own, and that spread."""
    found = []
    for seat in data["delegations"]:
        position = get(seat, ("mandate", issue, "position"))
        if isinstance(position, Mapping):
            found.append((seat["name"], position))
    return found


def spread(number: Mapping[str, float]) -> str:
    """Return a distribution as tables write it.

    >>> spread({"mean": 0.4, "sd": 0.1}), spread({"low": 0.2, "mode": 0.3, "high": 0.6})
    ('0.4+-0.1', '0.2..0.3..0.6')
    """
    return parted(number, "{:g}".format, "+-")


def parted(number: Mapping[str, float], told: Callable[[float], str], between: str) -> str:
    """Return the numbers of a distribution, each as it is to be told, with a sign between a mean and its spread."""
    if "mean" in number:
        return f"{told(number['mean'])}{between}{told(number['sd'])}"
    return "..".join(told(number[part]) for part in ("low", "mode", "high") if part in number)


def apply_cells(data: Data, cells: Mapping[int, Mapping[str, object]], apply: Apply) -> Data:
    """Return the case after all edits of a grid, by row and column: those that were made before change nothing more."""
    for row, values in cells.items():
        for column, value in values.items():
            data = apply(data, int(row), column, value)
    return data


def apply_seat(data: Data, place: int, column: str, value: object) -> Data:
    """Return the case after an edit of one cell in the row of a delegation."""
    path: Path = ("delegations", place, column)
    if column in {"name", "kind"}:
        return put(data, path, value or "")
    if SEAT_COLUMNS[column].form == "share":
        return _put_number(data, path, value)
    return put_or_drop(data, path, value)


def apply_mandate(data: Data, place: int, issue: str, column: str, value: object) -> Data:
    """Return the case after an edit of one cell in the row of a mandate.

    Without a position there is no mandate: clearing the position takes all of it away. Whatever else is filled in
    first makes one at the place of the status quo.
    """
    here: Path = ("delegations", place, "mandate", issue)
    if column == "position" and value is None:
        return drop(data, here)
    if get(data, (*here, "position")) is None and column != "position":
        if value is None:
            return data
        data = put(data, (*here, "position"), _status_quo(data, issue))
    if column in _ENDS:
        return _put_end(data, here, column, value)
    if MANDATE_COLUMNS[column].form == "share":
        return _put_number(data, (*here, column), value)
    return put_or_drop(data, (*here, column), value)


def _put_number(data: Data, path: Path, value: object) -> Data:
    """Put a number; into the middle of the spread if what stands there has a middle."""
    old = get(data, path)
    if value is None:
        return drop(data, path)
    if isinstance(old, Mapping) and _middle(old) == value:
        return data
    for part in ("mean", "mode"):
        if isinstance(old, Mapping) and part in old:
            return put(data, (*path, part), value)
    return put(data, path, value)


def _put_end(data: Data, here: Path, column: str, value: object) -> Data:
    """Put one end of the red line; the other stays where it is seen, or at the end of the axis."""
    mandate = get(data, here)
    ends = list(_red_line(mandate))
    if ends[_ENDS[column]] == value:
        return data
    ends[_ENDS[column]] = float(value) if isinstance(value, int | float) else None
    if ends == [None, None]:
        return drop(data, (*here, "red_line"))
    low, high = (end if end is not None else edge for end, edge in zip(ends, (0.0, 1.0), strict=True))
    return put(data, (*here, "red_line"), [low, high])


def _status_quo(data: Data, issue: str) -> float:
    found = next(one for one in data["issues"] if one["key"] == issue)
    given = found["status_quo"]
    if isinstance(given, str):
        return next((float(o["position"]) for o in found["options"] if o["key"] == given), 0.5)
    return float(given)
