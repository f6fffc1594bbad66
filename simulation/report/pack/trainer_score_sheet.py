"""The score sheet for the trainer, and what it says of a text: who is better off with it, who has to refuse it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from simulation.engine.score_sheet import ScoreSheet
from simulation.report.pack.role import in_points
from simulation.scenario.schema import Delegation, Scenario
from simulation.words import listed, say

__all__ = ["Judged", "Sheet", "judge", "short_name", "split_sheets"]

_SEATS: Final = 12
"""Columns of seats that fit side by side on a page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of the score sheet that fits on a page: some seats, all issues."""

    seats: tuple[str, ...]
    issues: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]], ...]
    """Name, what is at stake for each seat, and by option its label, and for each seat its points and if red."""
    no_deal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a text is worth to a seat."""

    name: str
    points: str
    no_deal: str
    decides: bool
    verdict: str


def short_name(seat: Delegation) -> str:
    """Return what to call a delegation in a narrow place."""
    return seat.short or seat.name


def split_sheets(case: Scenario, sheet: ScoreSheet) -> list[Sheet]:
    """Return the score sheet in parts of as many seats as fit side by side."""
    rows = range(len(case.delegations))
    printed = sheet.in_whole_points()
    return [_part(case, printed, list(rows[start : start + _SEATS])) for start in range(0, len(rows), _SEATS)]


def _part(case: Scenario, sheet: ScoreSheet, rows: list[int]) -> Sheet:
    issues = []
    for i, issue in enumerate(case.issues):
        written = issue.written
        options = [
            (
                option.label,
                tuple((in_points(sheet.points[a, i, k]), bool(sheet.is_red[a, i, k])) for a in rows),
            )
            for k, option in enumerate(issue.options)
            if option in written
        ]
        issues.append((issue.name, tuple(str(round(sheet.stake[a, i])) for a in rows), tuple(options)))
    return Sheet(
        seats=tuple(short_name(case.delegations[a]) for a in rows),
        issues=tuple(issues),
        no_deal=tuple(in_points(sheet.no_deal[a]) for a in rows),
    )


def judge(case: Scenario, sheet: ScoreSheet, options: Mapping[str, str]) -> list[Judged]:
    """Return what a text is worth to every seat, and whether it can take it."""
    printed = sheet.in_whole_points()
    worth, red, without = printed.worth(options), sheet.crossed(options), printed.better_off_without(options)
    names = {issue.key: issue.name for issue in case.issues}
    found = []
    for row, seat in enumerate(case.delegations):
        verdict = say("papers.verdict.better")
        if seat.key in red:
            verdict = say("papers.verdict.red", issues=listed(names[key] for key in red[seat.key]))
        elif seat.key in without:
            verdict = say("papers.verdict.worse")
        found.append(
            Judged(
                name=short_name(seat),
                points=in_points(worth[row]),
                no_deal=in_points(printed.no_deal[row]),
                decides=bool(sheet.decides[row]),
                verdict=verdict,
            )
        )
    return found
