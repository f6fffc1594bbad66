"""Reads a table of decisions, in either of the two forms in which DEU III goes about.

*As its authors publish it* [Arregui2021]_: one row an issue, parted by semicolons or tabs, with columns `prnr`, `isnr`,
`proc`, `out`, perhaps `counvte` and `rp`, and for each delegation `p` and `s` before its code for position and
salience, all from 0 to 100; 999 and other numbers off the scale stand for no value. A first row with a number in every
position column and no outcome holds the capability of the delegations, as some copies of the table have it.

*Tidy*: one row for each delegation in each issue, with the columns of `TIDY`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from simulation.evidence.backtest.council import COUNCIL, council_shares
from simulation.evidence.backtest.decisions import EQUAL, GDP, Decisions
from simulation.evidence.backtest.foreign_sheet import (
    Sheet,
    SheetRow,
    by_name,
    is_filled,
    lacks,
    note_once,
    number,
    read_sheet,
    refused,
    stop_at,
)
from simulation.scenario.problems import Mark, Problems
from simulation.words import listed, say

__all__ = ["FEWEST", "TIDY", "WIDE", "read_decisions"]

TIDY: Final = ("proposal", "issue", "outcome", "actor", "position", "salience")
"""Columns that the tidy form needs; `procedure`, `council_rule`, `reference_point` and `gdp_weight` may be there.
Others are not read."""
WIDE: Final = ("prnr", "isnr", "out")
"""Columns that the authors' form needs, beside those of at least three delegations; `proc`, `counvte` (the rule) and
`rp` (the reference point) may be there."""
_TIDY_TOO: Final = ("procedure", "council_rule", "reference_point", "gdp_weight")
_WIDE_TOO: Final = ("proc", "counvte", "rp")
_ON_SCALE: Final = ("outcome", "reference_point")
FEWEST: Final = 3
"""Delegations with a position and a salience: an issue with fewer is no negotiation."""
_TOP: Final = 100.0


@dataclass(slots=True)
class _Issue:
    """What the table says of one issue."""

    proposal: str
    issue: str
    procedure: str
    outcome: float | None
    mark: Mark
    rule: str = ""
    reference: float | None = None
    stands: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Position and salience by delegation."""
    capability: dict[str, float] = field(default_factory=dict)
    is_faulty: bool = False
    """Whether outcome or reference cannot be read, which is said: they differ from nothing."""

    @property
    def fixed(self) -> tuple[str | float | None, ...]:
        """What every row of an issue has to say alike."""
        return self.procedure, self.rule, self.outcome, self.reference


def read_decisions(path: Path) -> Decisions:
    """Return the decisions of a table that have an outcome and at least three delegations, by proposal and issue.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        StudyError: if it is no such table; its text lists every problem with line and number of the cell.
    """
    problems = Problems()
    sheet = read_sheet(path)
    off_scale: Counter[str] = Counter()
    is_wide = "isnr" in sheet.header
    issues = _from_wide(sheet, problems, off_scale) if is_wide else _from_tidy(sheet, problems)
    stop_at(problems)
    return _assembled(issues, sheet.file, off_scale)


def _valid() -> str:
    return say("backtest.problem.forms", wide=listed(WIDE), tidy=listed(TIDY))


def _from_tidy(sheet: Sheet, problems: Problems) -> list[_Issue]:
    if lacks(sheet, TIDY, problems, also=_TIDY_TOO, valid=_valid()):
        return []
    found: dict[tuple[str, str], _Issue] = {}
    for row in sheet.rows:
        if not is_filled(row, ("proposal", "issue", "actor"), problems):
            continue
        key = (row.text("proposal"), row.text("issue"))
        read = _tidy_issue(row, problems)
        issue = found.setdefault(key, read)
        if read.fixed != issue.fixed and not (read.is_faulty or issue.is_faulty):
            text = say("backtest.problem.disagrees", issue=key[1], line=issue.mark.line)
            problems.add(row.mark("issue"), text)
        _add_delegation(issue, row, problems)
    return list(found.values())


def _tidy_issue(row: SheetRow, problems: Problems) -> _Issue:
    """Return what a row says of its issue."""
    outcome, reference = (_on_scale(row, column, problems) for column in _ON_SCALE)
    about = row.text("proposal"), row.text("issue"), row.text("procedure")
    found = _Issue(*about, outcome, row.mark("issue"), row.text("council_rule"), reference)
    found.is_faulty = any(
        value is None and not row.is_empty(column)
        for column, value in zip(_ON_SCALE, (outcome, reference), strict=True)
    )
    return found


def _add_delegation(issue: _Issue, row: SheetRow, problems: Problems) -> None:
    code = row.text("actor")
    if code in issue.stands:
        text = say("backtest.problem.delegation_twice", delegation=code, issue=issue.issue)
        problems.add(row.mark("actor"), text)
    place, salience = (_on_scale(row, column, problems) for column in ("position", "salience"))
    takes_part = place is not None and salience is not None
    if place is not None and salience is not None:
        issue.stands[code] = (place, salience)
    if "gdp_weight" in row.header and (takes_part or not row.is_empty("gdp_weight")):
        _add_capability(issue.capability if takes_part else {}, row, "gdp_weight", code, problems)


def _add_capability(
    capability: dict[str, float], row: SheetRow, column: str, code: str, problems: Problems
) -> None:
    value = number(row, column, problems)
    if row.is_empty(column):
        problems.add(row.mark(column), say("backtest.problem.capability", delegation=code))
    elif value is not None and value <= 0:
        told = {"delegation": code, "value": row.cell(column)}
        problems.add(row.mark(column), say("backtest.problem.not_above_0", **told))
    elif value is not None:
        capability[code] = value


def _on_scale(row: SheetRow, column: str, problems: Problems) -> float | None:
    value = number(row, column, problems)
    if value is not None and not 0 <= value <= _TOP:
        problems.add(row.mark(column), say("backtest.problem.scale", column=column, value=row.cell(column)))
        return None
    return value


def _from_wide(sheet: Sheet, problems: Problems, off_scale: Counter[str]) -> list[_Issue]:
    codes = [
        name[1:]
        for name in sheet.header
        if name[:1] == "p" and len(name) > 1 and f"s{name[1:]}" in sheet.header
    ]
    pairs = [f"{letter}{code}" for letter in "ps" for code in codes]
    if lacks(sheet, (*WIDE, *pairs), problems, also=_WIDE_TOO, valid=_valid()):
        return []
    if len(codes) < FEWEST:
        problems.add(Mark(sheet.file, 1, 1), say("backtest.problem.few_columns", valid=_valid()))
        return []
    rows, capability = _without_capability(sheet.rows, codes, problems)
    issues = []
    lines: dict[object, int] = {}
    for row in rows:
        if is_filled(row, ("prnr", "isnr"), problems):
            note_once(row, "isnr", (row.text("prnr"), row.text("isnr")), lines, problems)
        outcome = _or_missing(row, "out", problems, off_scale)
        reference = _or_missing(row, "rp", problems, off_scale)
        about = row.text("prnr"), row.text("isnr"), row.text("proc")
        issue = _Issue(*about, outcome, row.mark("isnr"), row.text("counvte"), reference)
        for code in codes:
            place, salience = (_or_missing(row, f"{letter}{code}", problems, off_scale) for letter in "ps")
            if place is not None and salience is not None:
                issue.stands[code.upper()] = (place, salience)
        issue.capability = capability
        issues.append(issue)
    return issues


def _without_capability(
    rows: Sequence[SheetRow], codes: Sequence[str], problems: Problems
) -> tuple[Sequence[SheetRow], dict[str, float]]:
    """Return the rows of issues, and the capability by delegation from a first row of figures if there is one."""
    if not rows:
        return rows, {}
    first = rows[0]
    if not first.is_empty("out") or any(first.is_empty(f"p{code}") for code in codes):
        return rows, {}
    found: dict[str, float] = {}
    for code in codes:
        _add_capability(found, first, f"p{code}", code.upper(), problems)
    return rows[1:], found


def _or_missing(row: SheetRow, column: str, problems: Problems, off_scale: Counter[str]) -> float | None:
    value = number(row, column, problems)
    if value is None or 0 <= value <= _TOP:
        return value
    off_scale["off_scale"] += 1
    return None


def _assembled(issues: Sequence[_Issue], file: str, off_scale: Counter[str]) -> Decisions:
    decided = [issue for issue in issues if issue.outcome is not None]
    used = [issue for issue in decided if len(issue.stands) >= FEWEST]
    used.sort(key=lambda issue: (by_name(issue.proposal), by_name(issue.issue)))
    if not used:
        raise refused(file, say("backtest.problem.no_decision", fewest=FEWEST))
    delegations = tuple(sorted({code for issue in used for code in issue.stands}))
    shape = (len(used), len(delegations))
    position, salience, capability = np.full(shape, np.nan), np.zeros(shape), np.zeros(shape)
    column = {code: place for place, code in enumerate(delegations)}
    for row, issue in enumerate(used):
        for code, (place, matters) in issue.stands.items():
            position[row, column[code]] = place
            salience[row, column[code]] = matters / _TOP
            capability[row, column[code]] = issue.capability.get(code, 0.0)
    by_source = {EQUAL: np.ones(shape)}
    if all(issue.capability for issue in used):
        by_source[GDP] = capability / capability.max()
    if (shares := council_shares(delegations, ~np.isnan(position))) is not None:
        by_source[COUNCIL] = shares / shares.max()
    return Decisions(
        proposal=tuple(issue.proposal for issue in used),
        issue=tuple(issue.issue for issue in used),
        procedure=tuple(issue.procedure for issue in used),
        rule=tuple(issue.rule for issue in used),
        reference=np.array(
            [np.nan if issue.reference is None else issue.reference for issue in used], dtype=np.float64
        ),
        delegations=delegations,
        position=position,
        salience=salience,
        outcome=np.array([issue.outcome for issue in used], dtype=np.float64),
        capability=by_source,
        left_out={
            "no_outcome": len(issues) - len(decided),
            "few": len(decided) - len(used),
            "off_scale": off_scale["off_scale"],
        },
    )
