"""Reads the marked text of the exchange model Decide: each row begins with the mark of what it is about.

`#A` id, full name, remark: a delegation. `#P` id, description, remark: an issue. `#M` issue, place, meaning: a point of
its scale. `#D` delegation, issue, position, salience, power, remark: what a delegation wants. `#O` is what the whole is
about, `#/` a remark. The scale of an issue goes from its lowest to its highest point, from 0 to 100 where it has none.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from simulation.scenario.interchange.positions import MAX_NAME, Point, Positions, Question, Seat
from simulation.scenario.interchange.table_rows import REMARK, Row
from simulation.scenario.tree import no_such
from simulation.words import listed, numbered, say

__all__ = ["read_decide"]


def read_decide(rows: Sequence[Row], positions: Positions) -> None:
    """Gather the positions of such a text; delegations and issues may stand behind the rows that name them."""
    for marks in (("#A", "#P", "#O"), ("#M", "#D")):
        for row in rows:
            if row.cell(0) in marks:
                _TAKEN[row.cell(0)](row, positions)
    for row in rows:
        if row.cell(0) not in _TAKEN and row.cell(0) != REMARK:
            valid = listed((*_TAKEN, REMARK))
            text = say("problem.import.mark", mark=repr(row.cell(0)[:30]), valid=valid)
            positions.problems.add(row.mark, text)
    names = [seat.name for seat in positions.seats.values()]
    if len(set(names)) < len(names):
        for key, seat in positions.seats.items():
            seat.name = key
    remarks = sum(row.cell(0) == REMARK for row in rows)
    if remarks:
        positions.notes.append(numbered("import.remarks", remarks))


def _about(row: Row, positions: Positions, places: Sequence[int], known: str) -> str:
    """Return what some cells say beyond a name."""
    texts = dict.fromkeys(positions.text(row, place) for place in places)
    return " ".join(text for text in texts if text and text != known)


def _take_seat(row: Row, positions: Positions) -> None:
    key = positions.name(row, 1, "#A")
    if not key or _stands_already(row, key, positions.seats, positions):
        return
    seat = positions.seat(key, row.mark)
    if seat is not None:
        seat.name = positions.text(row, 2, MAX_NAME) or key
        seat.about = _about(row, positions, (3,), seat.name)


def _take_issue(row: Row, positions: Positions) -> None:
    key = positions.name(row, 1, "#P")
    if not key or _stands_already(row, key, positions.questions, positions):
        return
    question = positions.question(key, row.mark)
    if question is not None:
        question.about = _about(row, positions, (2, 3), key)


def _stands_already(row: Row, key: str, known: Mapping[str, Seat | Question], positions: Positions) -> bool:
    if key not in known:
        return False
    text = say("problem.table.row_twice", row=key, line=known[key].mark.line)
    positions.problems.add(row.at(1), text)
    return True


def _take_point(row: Row, positions: Positions) -> None:
    issue, at = positions.name(row, 1, "issue"), positions.number(row, 2, "#M")
    meaning = positions.text(row, 3, MAX_NAME)
    if not issue or not _is_known(row, 1, "issue", positions.questions, positions) or math.isnan(at):
        return
    points = positions.questions[issue].points
    if any(point.at == at for point in points):
        positions.problems.add(row.at(2), say("problem.import.point_twice", at=f"{at:g}", issue=repr(issue)))
        return
    points.append(Point(at, meaning))


def _take_entry(row: Row, positions: Positions) -> None:
    who, issue = positions.name(row, 1, "delegation"), positions.name(row, 2, "issue")
    reason = positions.text(row, 6)
    known = [
        bool(who) and _is_known(row, 1, "delegation", positions.seats, positions),
        bool(issue) and _is_known(row, 2, "issue", positions.questions, positions),
    ]
    if known[0]:
        positions.take_capability(positions.seats[who], row, 5, "power")
    if all(known):
        positions.take_entry(row, who, issue, cells=(3, 4), reason=reason)


def _is_known(row: Row, place: int, what: str, known: Mapping[str, object], positions: Positions) -> bool:
    if row.cell(place) in known:
        return True
    # Similar names are looked for only as long as somebody reads them.
    text = "" if positions.problems.is_full else no_such(what, row.cell(place), known.keys())
    positions.problems.add(row.at(place), text)
    return False


def _take_title(row: Row, positions: Positions) -> None:
    positions.title = positions.text(row, 1, MAX_NAME)


_TAKEN: Final[Mapping[str, Callable[[Row, Positions], None]]] = {
    "#A": _take_seat,
    "#P": _take_issue,
    "#M": _take_point,
    "#D": _take_entry,
    "#O": _take_title,
}
