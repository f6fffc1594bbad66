"""Writes where the delegations of a case stand as one tidy CSV table, which other tools and spreadsheets read."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from typing import Final

from simulation.scenario.interchange.headings import COLUMNS
from simulation.scenario.interchange.table_rows import guarded
from simulation.scenario.interchange.workbook_writing import SheetTable, workbook_of
from simulation.scenario.schema import Delegation, Issue, Number, Scales, Scenario
from simulation.state.instructions import bloc_with_line, centre, mandate_on, salience_on
from simulation.words import say

__all__ = ["TidyTable", "case_workbook", "tidy_table"]

_DIGITS: Final = 17
"""Digits that tell any two numbers apart."""
_WHOLE: Final = 1e15


@dataclass(frozen=True, slots=True, kw_only=True)
class TidyTable:
    """A case as a table, and the parts that the table cannot hold."""

    cells: tuple[tuple[str | float, ...], ...]
    """The rows, in the columns of `COLUMNS`."""
    spread: int
    """Numbers that are distributions in the case, or have a spread; the table holds the most likely value."""
    from_blocs: int
    """Positions that come from the line of a bloc."""
    red_lines: int
    """Mandates with a red line, or a list of what is acceptable: the table has no place for them."""
    left_out: tuple[str, ...]
    """Names of delegations without any mandate: they have no row."""

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(self.cells)

    @property
    def text(self) -> str:
        """It as CSV, in which no text acts as a formula."""
        file = io.StringIO()
        writer = csv.writer(file, quoting=csv.QUOTE_STRINGS, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in self.cells:
            writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
        return file.getvalue()


def tidy_table(scenario: Scenario, *, by_key: bool = False) -> TidyTable:
    """Return a table with a row for each delegation and issue on which it has a mandate, its own or that of a bloc.

    Numbers are those of the table that the case was made from if it says which (`scales`), else 0..1. Each is
    written with as few digits as give the number of the case again when the table is read.

    Args:
        scenario: the case.
        by_key: whether delegations and issues are called by their keys; else by their names, but for equal names.
    """
    scales = scenario.scales or Scales()
    whom, what = (_called(parts, by_key=by_key) for parts in (scenario.delegations, scenario.issues))
    cells: list[tuple[str | float, ...]] = []
    spread = from_blocs = red_lines = 0
    left_out = []
    for delegation in scenario.delegations:
        capability = _written(centre(delegation.capability), 0.0, scales.capability)
        own = 0
        for issue in scenario.issues:
            is_own = issue.key in delegation.mandate
            if not is_own and bloc_with_line(scenario, delegation, issue) is None:
                continue
            mandate = mandate_on(scenario, delegation, issue)
            salience = salience_on(delegation, mandate)
            low, high = scales.positions.get(issue.key, (0.0, 1.0))
            place = _written(centre(mandate.position), low, high)
            cares = _written(centre(salience), 0.0, scales.salience)
            cells.append((whom[delegation.key], what[issue.key], place, cares, capability))
            own += 1
            from_blocs += not is_own
            red_lines += mandate.red_line is not None or mandate.acceptable is not None
            spread += not _is_plain(mandate.position) or bool(mandate.confidence or delegation.confidence)
            spread += not _is_plain(salience)
        spread += own > 0 and not _is_plain(delegation.capability)
        if not own:
            left_out.append(delegation.name)
    return TidyTable(
        cells=tuple(cells),
        spread=spread,
        from_blocs=from_blocs,
        red_lines=red_lines,
        left_out=tuple(left_out),
    )


def case_workbook(scenario: Scenario, *, by_key: bool = False) -> bytes:
    """Return a case as a workbook (.xlsx) that `simulation.scenario.interchange.read_table` reads again.

    Its first sheet is the tidy table; the others, which reading leaves aside, say what its names stand for.

    Args:
        scenario: the case.
        by_key: as for `tidy_table`.

    Raises:
        RecordError: if what writes workbooks is not installed.
    """
    issues = scenario.issues
    return workbook_of(
        [
            SheetTable(say("workbook.positions"), COLUMNS, tidy_table(scenario, by_key=by_key).cells),
            SheetTable(
                say("workbook.delegations"),
                ("key", "name", "kind", "capability", "source"),
                [
                    (one.key, one.name, one.kind, centre(one.capability), one.source or "")
                    for one in scenario.delegations
                ],
            ),
            SheetTable(
                say("workbook.issues"),
                ("key", "name", "question", "low", "high"),
                [(issue.key, issue.name, issue.question, issue.low, issue.high) for issue in issues],
            ),
            SheetTable(
                say("workbook.options"),
                ("issue", "key", "label", "position"),
                [(issue.key, one.key, one.label, one.position) for issue in issues for one in issue.options],
            ),
        ]
    )


def _called(parts: tuple[Delegation, ...] | tuple[Issue, ...], *, by_key: bool) -> dict[str, str]:
    """Return what each delegation or issue is called in the table, by its key."""
    times = Counter(" ".join(part.name.split()) for part in parts)
    names = {}
    for part in parts:
        name = " ".join(part.name.split())
        names[part.key] = part.key if by_key or times[name] > 1 or not name else name
    return names


def _is_plain(number: Number) -> bool:
    return isinstance(number, int | float)


def _written(share: float, low: float, high: float) -> float:
    """Return the number of a scale from low to high that stands for a share of it, with as few digits as tell it."""
    value = low + share * (high - low)
    for digits in range(1, _DIGITS):
        short = float(f"{value:.{digits}g}")
        if (short - low) / (high - low) == share:
            value = short
            break
    return int(value) if value.is_integer() and abs(value) < _WHOLE else value
