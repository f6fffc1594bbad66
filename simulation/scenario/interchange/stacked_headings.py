"""Reads two rows of headings as one.

Names stand over merged, empty or repeated cells, and below them what each column holds; or the other way round.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from simulation.scenario.interchange.decimals import is_number
from simulation.scenario.interchange.headings import plain_heading, said_by, words_for
from simulation.scenario.interchange.table_rows import Row, Sheet, Stacked
from simulation.scenario.problems import Problems
from simulation.scenario.strict_yaml import UnreadableError
from simulation.words import say

__all__ = ["unstacked"]

_LOOKED_AT: Final = 12
"""Rows among which the headings are looked for: titles and remarks may stand above them."""
_JOINED: Final = "{} / {}"

type _Told = Mapping[int, tuple[str, str]]
"""By column: the name that stands there, and what the column is said to hold."""


def unstacked(sheet: Sheet, problems: Problems) -> tuple[int, Sheet] | None:
    """Return how many rows stand above two rows of headings, and the sheet with one for both; None: not so.

    Raises:
        UnreadableError: if there are two such rows which cannot be read together; `problems` say why.
    """
    rows = sheet.rows
    for place in range(min(_LOOKED_AT, len(rows) - 2)):
        upper, lower = rows[place : place + 2]
        below = rows[place + 2 :]
        found = _stacks(upper, lower) or _stacks(upper, lower, names_below=True)
        units = below[0] if found and _is_of_units(below, found) else None
        below = below[1:] if units else below
        found = _of_numbers(below, found)
        lines = upper.mark.line or 0, lower.mark.line or 0
        if any(one.role == "position" for one in found.values()):
            _check_once(upper, lower, found, problems)
            heading = _joined(upper, lower, found, units)
            if units:
                found = {at: replace(one, holds=_with(one.holds, units, at)) for at, one in found.items()}
            joined = replace(sheet, rows=[heading, *below], stacked=found, stacked_in=lines)
            return place, replace(joined, units_in=units.mark.line if units else None)
        if not found and _is_off(upper, lower, below):
            problems.add(upper.mark, say("problem.import.stacked_off", first=lines[0], second=lines[1]))
            raise UnreadableError
    return None


def _stacks(upper: Row, lower: Row, *, names_below: bool = False) -> Mapping[int, Stacked]:
    """Return the columns that one row names and of which the other says what they hold; nothing if it is not so."""
    told = {
        place: (lower.cell(place), above) if names_below else (above, lower.cell(place))
        for place, above in _carried(upper, lower, names_below=names_below).items()
    }
    takes_any = _takes_any(told) and (not names_below or _takes_any_below(told, lower))
    found: dict[int, Stacked] = {}
    apart = set()
    for place, (name, holds) in told.items():
        role = said_by(holds)
        if (
            name
            and (takes_any or not (said_by(name) or is_number(name)))
            and role in {"position", "salience"}
        ):
            is_aside = plain_heading(name) in words_for("aside")
            found[place] = Stacked(
                name=name,
                holds=holds,
                role="aside" if is_aside else "salience" if role == "salience" else "position",
            )
        else:
            apart |= {said_by(cell) for cell in (upper.cell(place), lower.cell(place))}
    found |= _weights(told, found)
    stands = [one.name for one in found.values() if one.role == "position"]
    kinds = upper if names_below else lower
    has_bare = any(said_by(cell) == "position" for at, cell in enumerate(kinds.cells) if at not in found)
    is_tidy = {"actor", "issue"} <= apart or has_bare
    has_title = not names_below and len(set(stands)) == 1 and _is_title(upper, lower, found)
    is_plain = len(stands) == len(found) == 1
    return {} if not stands or is_tidy or has_title or is_plain else found


def _carried(upper: Row, lower: Row, *, names_below: bool) -> dict[int, str]:
    """Return what stands over each column: its own cell, else the one before it but for that over the delegations."""
    found = {}
    carried = ""
    for place in range(max(len(upper.cells), len(lower.cells))):
        if upper.cell(place):
            is_repeated = names_below and lower.cells.count(lower.cell(place)) > 1
            names_rows = said_by(lower.cell(place)) in {"actor", "issue"} and not is_repeated
            carried = "" if place == 0 or names_rows or _is_whole(upper, lower, place) else upper.cell(place)
        found[place] = carried
    return found


def _is_whole(upper: Row, lower: Row, place: int) -> bool:
    """Return whether a cell of the upper row is a heading by itself, with nothing below it."""
    cell = upper.cell(place)
    is_known = said_by(cell) is not None or plain_heading(cell) in words_for("aside")
    return is_known and not lower.cell(place)


def _takes_any(told: _Told) -> bool:
    """Return whether pairs say so plainly what columns hold that a name may be any word, or a number."""
    roles = [said_by(holds) for name, holds in told.values() if name]
    names = {name for name, _ in told.values() if name}
    is_pair = {"position", "salience"} <= set(roles) and not any(map(is_number, names))
    is_plain = roles.count("position") > 1 or is_pair
    return is_plain and not any(said_by(name) == "position" for name in names)


def _takes_any_below(told: _Told, lower: Row) -> bool:
    """Return whether a row below what columns hold is one of names: each stands there for a position and a salience."""
    named = {
        role: {name for name, holds in told.values() if name and said_by(holds) == role}
        for role in ("position", "salience")
    }
    is_headed = not lower.cell(0) or said_by(lower.cell(0)) is not None
    return is_headed and named["position"] == named["salience"] and len(named["position"]) > 1


def _weights(told: _Told, found: Mapping[int, Stacked]) -> dict[int, Stacked]:
    """Return the columns with a word for capability that belong to a name, not to the delegation.

    They are the saliences that the name lacks, else they are left aside.
    """
    stands = [one.name for one in found.values() if one.role == "position"]
    places = [at for at, (name, holds) in told.items() if name in stands and said_by(holds) == "capability"]
    named = {told[place][0] for place in places}
    if named <= set(stands[-1:]):
        return {}
    cared = {one.name for one in found.values() if one.role == "salience"}
    weights = {}
    for place in places:
        name, holds = told[place]
        weights[place] = Stacked(name=name, holds=holds, role="aside" if name in cared else "salience")
        cared.add(name)
    return weights


def _is_title(upper: Row, lower: Row, found: Mapping[int, Stacked]) -> bool:
    """Return whether the one name is the title of a table: more stands in its row, or over columns said twice."""
    places = [place for place, cell in enumerate(upper.cells) if cell]
    others = [place for place in places if place not in found]
    is_headed = all(_is_whole(upper, lower, place) for place in others)
    return not is_headed or (len(places) - len(others) == 1 and bool(_twice(found)))


def _twice(found: Mapping[int, Stacked]) -> list[tuple[str, str]]:
    """Return the names under which several columns hold positions, or saliences."""
    times = Counter((one.name, one.role) for one in found.values() if one.role != "aside")
    return [pair for pair, n in times.items() if n > 1]


def _check_once(upper: Row, lower: Row, found: Mapping[int, Stacked], problems: Problems) -> None:
    twice = _twice(found)
    for name in dict.fromkeys(name for name, _ in twice):
        lines = {"first": upper.mark.line or 0, "second": lower.mark.line or 0}
        last = max(
            place for place, one in found.items() if (one.name, one.role) in twice and one.name == name
        )
        row = lower if lower.cell(last) == name else upper
        mark = row.at(last) if last < len(row.cells) else row.mark
        problems.add(mark, say("problem.import.stacked_twice", name=repr(name), **lines))
    if twice:
        raise UnreadableError


def _is_off(upper: Row, lower: Row, below: Sequence[Row]) -> bool:
    """Return whether names stand over pairs of columns, but not over the first column of each."""
    carried = _carried(upper, lower, names_below=False)
    held = {at: role for at in carried if (role := said_by(lower.cell(at))) in {"position", "salience"}}
    held = dict(_of_numbers(below, held))
    bare = {role for place, role in held.items() if not carried[place]}
    named = {role for place, role in held.items() if carried[place]}
    names = [place for place in held if upper.cell(place)]
    is_headed = any(
        said_by(cell) == "actor" and not lower.cell(place) for place, cell in enumerate(upper.cells)
    )
    is_paired = is_headed or (len(names) > 1 and list(held.values()).count("position") > 1)
    is_tidy = {"actor", "issue"} <= set(map(said_by, lower.cells))
    return bool(names) and is_paired and bare == {"position"} and "salience" in named and not is_tidy


def _is_of_units(rows: Sequence[Row], found: Mapping[int, Stacked]) -> bool:
    """Return whether the first row has no number, and no name where the others have one."""
    first, others = rows[0], rows[1:]
    width = max(len(row.cells) for row in rows)
    for place in range(width):
        cells = [row.cell(place) for row in others if row.cell(place)]
        if place not in found and cells and not any(map(is_number, cells)):
            return not first.cell(place) and not any(map(is_number, first.cells))
    return False


def _with(holds: str, units: Row | None, place: int) -> str:
    """Return what a column holds with its unit in brackets behind it."""
    unit = units.cell(place).strip("()[]") if units else ""
    return f"{holds} ({unit})" if unit else holds


def _of_numbers[T](rows: Sequence[Row], found: Mapping[int, T]) -> Mapping[int, T]:
    """Return those of the columns of which half the cells at least are numbers."""
    cells = {place: [row.cell(place) for row in rows if row.cell(place)] for place in found}
    return {
        place: found[place]
        for place, own in cells.items()
        if own and sum(map(is_number, own)) * 2 >= len(own)
    }


def _joined(upper: Row, lower: Row, found: Mapping[int, Stacked], units: Row | None) -> Row:
    """Return one row of headings: a name with what the column holds, else what stands in the lower row or above it."""
    cells, marks = [], []
    for place in range(max(len(upper.cells), len(lower.cells))):
        one = found.get(place)
        own = lower.cell(place) or upper.cell(place)
        cells.append(_JOINED.format(one.name, _with(one.holds, units, place)) if one else own)
        is_below = lower.cell(place) == one.name if one else bool(lower.cell(place))
        marks.append((lower if is_below else upper).at(place))
    return Row(tuple(cells), lower.mark, tuple(marks))
