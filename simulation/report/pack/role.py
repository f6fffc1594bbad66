"""What stands on the role sheet of a seat: its briefs, its limits, and what every wording is worth to it in points."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import ATOL
from simulation.engine.score_sheet import POINTS, ScoreSheet
from simulation.report.pack.room_in_words import marks_of
from simulation.scenario.schema import Delegation, Issue, Scenario
from simulation.state.instructions import centre, mandate_on
from simulation.training.worths import amount, worth
from simulation.words import called, listed, on_one_line, percent, say

__all__ = ["IssueOnSheet", "OptionOnSheet", "Paragraph", "Role", "in_points", "labelled", "role_of"]

_LABEL: Final = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=[.!?]\xa0» ))([A-ZÀ-Ý][^\W\d_]+(?: [^\W\d_]+){0,3}[\xa0\u202f]?:)(?= )"
)
"""The beginning of a sentence of confidential instructions that says what it is about, such as `Red lines:`."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences, with the label that they begin with."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class OptionOnSheet:
    """An option as its seat sees it."""

    label: str
    points: str
    is_red: bool
    is_wanted: bool
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssueOnSheet:
    """An issue as a seat sees it."""

    name: str
    stake: str
    options: tuple[OptionOnSheet, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role sheet."""

    key: str
    name: str
    about: str
    may: str
    public: str
    confidential: tuple[Paragraph, ...]
    latitude: str
    issues: tuple[IssueOnSheet, ...]
    best: str
    """Points of the best text of the wordings on the sheet, inside its red lines."""
    more: str
    """Points of the best text with what a drafting group may write, in words; empty: no more."""
    may_stay_open: bool
    """A clause may be left open; else that sinks the text."""
    no_deal: str
    no_deal_means: str


def in_points(value: float) -> str:
    """Return points as they are printed: as a screen tells them.

    >>> in_points(41.6), in_points(-0.2), in_points(-30.2)
    ('42', '0', '−30')
    """
    return str(worth(value / POINTS))


def labelled(text: str) -> tuple[Paragraph, ...]:
    """Return confidential instructions as paragraphs, a new one at every label.

    >>> labelled("Interest: a text. Red lines: no body; no date. Call: the desk.")[1]
    Paragraph(label='Red lines:', text='no body; no date.')
    """
    pieces = _LABEL.split(on_one_line(text))
    first = [Paragraph("", pieces[0].strip())] if pieces[0].strip() else []
    pairs = zip(pieces[1::2], pieces[2::2], strict=True)
    return (*first, *(Paragraph(label, said.strip()) for label, said in pairs))


def role_of(case: Scenario, sheet: ScoreSheet, row: int, *, may: str) -> Role:
    """Return the role sheet of the delegation at `row` of the case."""
    seat = case.delegations[row]
    blocs = [bloc.name for bloc in case.blocs if bloc.key in seat.blocs or seat.key in bloc.members]
    standing = seat.standing or ""
    rank = called("papers.standing", standing, standing.replace("_", " ")) if standing else ""
    about = listed(word for word in (called("kind", seat.kind), rank, *blocs) if word)
    share = centre(seat.flexibility)
    printed = sheet.in_whole_points()
    return Role(
        key=seat.key,
        name=seat.name,
        about=about[:1].upper() + about[1:],
        may=may,
        public=seat.brief.public,
        confidential=labelled(seat.brief.confidential),
        latitude=percent(share) if share < 1 else "",
        issues=tuple(_issue(case, seat, printed, row, place) for place in range(len(case.issues))),
        best=in_points(printed.most[row].sum()),
        more=_more(printed, row),
        may_stay_open=not np.isnan(sheet.left_open[row]).any(),
        no_deal=str(amount(sheet.no_deal[row] / POINTS)),
        no_deal_means=_means(printed, row),
    )


def _more(sheet: ScoreSheet, row: int) -> str:
    best, drafted = (in_points(points[row].sum()) for points in (sheet.most, sheet.most_drafted))
    return "" if drafted == best else say("papers.role.points.more", n=drafted)


def _means(sheet: ScoreSheet, row: int) -> str:
    if sheet.no_deal[row] > sheet.most[row].sum() + ATOL:
        return say("papers.role.none_as_good")
    if sheet.no_deal[row] < sheet.least[row].sum() - ATOL:
        return say("papers.role.any_better")
    return say("papers.role.refuse")


def _issue(case: Scenario, seat: Delegation, sheet: ScoreSheet, row: int, place: int) -> IssueOnSheet:
    issue = case.issues[place]
    mandate = mandate_on(case, seat, issue)
    return IssueOnSheet(
        name=issue.name,
        stake=str(round(sheet.stake[row, place])),
        options=_options(issue, sheet, row, place, mandate.fallbacks, is_sponsor=seat.key in issue.sponsors),
        reason=mandate.reason,
    )


def _options(
    issue: Issue, sheet: ScoreSheet, row: int, place: int, fallbacks: tuple[str, ...], *, is_sponsor: bool
) -> tuple[OptionOnSheet, ...]:
    written = issue.written
    there = [(k, option) for k, option in enumerate(issue.options) if option in written]
    allowed = [(sheet.points[row, place, k], -k) for k, _ in there if not sheet.is_red[row, place, k]]
    best = -max(allowed)[1] if allowed else -1
    is_list = best < 0 or fallbacks != (issue.options[best].key,)  # to fall back on what one wants is no list
    found = []
    for k, option in there:
        is_red = bool(sheet.is_red[row, place, k])
        own = (
            [say("papers.mark.fallback", n=fallbacks.index(option.key) + 1)]
            if is_list and option.key in fallbacks
            else []
        )
        found.append(
            OptionOnSheet(
                label=option.label,
                points="" if is_red else in_points(sheet.points[row, place, k]),
                is_red=is_red,
                is_wanted=k == best,
                marks=(
                    *([say("term.red_line")] if is_red else []),
                    *own,
                    *([say("papers.mark.tabled")] if is_sponsor and option.key == issue.draft else []),
                    *(mark for mark in marks_of(issue, option) if mark != say("papers.mark.delete")),
                ),
            )
        )
    return tuple(found)
