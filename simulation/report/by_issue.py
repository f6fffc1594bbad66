"""Positions by session, one small chart for each issue: where it moved, what was on the table, when it closed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

import numpy as np
from markupsafe import Markup

from simulation.arrays import FloatArray
from simulation.drawing import theme
from simulation.drawing.safe_text import clip
from simulation.drawing.svg import Frame, drawing, number, tag, text
from simulation.report.delegations_shown import People
from simulation.scenario.schema import Issue
from simulation.storage import Run
from simulation.words import decimal, pole, say

__all__ = ["IssueChart", "view_issues"]

_FRAME: Final = Frame(width=232, height=156, left=14, right=8, top=30, bottom=32)
_MIDDLE_HALF: Final = (25, 75)
_LONGEST_POLE: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueChart:
    """One issue: its chart, and the same in numbers."""

    name: str
    chart: Markup
    opening: float
    """Median of the opening positions, 0..1."""
    end: float
    """Median of the positions after the last session, 0..1."""
    spread: tuple[float, float]
    """Between which positions the middle half of the delegations stands at the end."""
    closed: int | None
    """The session after which the issue stayed agreed; None: it never did."""


def view_issues(run: Run, people: People) -> tuple[IssueChart, ...]:
    """Return a chart for each issue, in the order of the case."""
    position = np.concatenate([run.opening[None], run.position])  # [T + 1, A, I]
    shape = (run.manifest.sessions, len(run.scenario.issues))
    clean = np.asarray(run.tables["issues"]["clean"], dtype=bool).reshape(shape)
    charts = []
    for place, issue in enumerate(run.scenario.issues):
        here, closed = position[..., place], _closed(clean[:, place].tolist())
        low, high = np.percentile(here[-1], _MIDDLE_HALF).tolist()
        charts.append(
            IssueChart(
                name=issue.name,
                chart=_draw(run, people, place, here, closed),
                opening=float(np.median(here[0])),
                end=float(np.median(here[-1])),
                spread=(low, high),
                closed=closed,
            )
        )
    return tuple(charts)


def _draw(run: Run, people: People, place: int, here: FloatArray, closed: int | None) -> Markup:
    """Return the chart of the issue at a place, `here` being the positions on it, `[T + 1, A]`."""
    first, issue = run.scenario.issues[0], run.scenario.issues[place]
    differs = (issue.low, issue.high) != (first.low, first.high)
    parts = [
        *_axis(here, issue, with_poles=place == 0 or differs),
        *_lines(here, run, people),
        *_wording_on_the_table(_tables(run, issue, place)),
        *_closing(closed, run.manifest.sessions),
    ]
    description = say(
        "report.issue.description",
        opening=decimal(float(np.median(here[0]))),
        end=decimal(float(np.median(here[-1]))),
        closed=say("report.issue.closed", s=closed) if closed else say("report.issue.open"),
    )
    return drawing(
        f"issue-{place}",
        _FRAME.width,
        _FRAME.height,
        title=say("report.issue.title", issue=issue.name),
        description=description,
        parts=parts,
    )


def _closed(clean: Sequence[bool]) -> int | None:
    """Return the session after which an issue stayed agreed.

    >>> _closed([False, True, False, True, True]), _closed([True, False])
    (4, None)
    """
    still_open = [session for session, agreed in enumerate(clean, start=1) if not agreed]
    closed = (still_open[-1] if still_open else 0) + 1
    return closed if closed <= len(clean) else None


def _y(place: float) -> float:
    return _FRAME.top + place * (_FRAME.height - _FRAME.top - _FRAME.bottom)


def _axis(here: FloatArray, issue: Issue, *, with_poles: bool) -> Iterator[Markup]:
    """Yield both ends of the axis and the first and the last session."""
    right, sessions = _FRAME.width - _FRAME.right, len(here) - 1
    for end in (0, 1):
        yield tag("line", x1=_FRAME.left, x2=right, y1=_y(end), y2=_y(end), class_="axis")
        yield text(_FRAME.left - 5, _y(end) + 4, str(end), text_anchor="end", class_="tick")
    if with_poles:
        yield text(_FRAME.left, _y(0) - 5, clip(pole(issue.low), _LONGEST_POLE), class_="tick")
        yield text(_FRAME.left, _y(1) + 13, clip(pole(issue.high), _LONGEST_POLE), class_="tick")
    yield text(_FRAME.left, _y(1) + 27, say("term.start"), class_="tick")
    yield text(right, _y(1) + 27, say("term.session_short", s=sessions), text_anchor="end", class_="tick")


def _lines(here: FloatArray, run: Run, people: People) -> Iterator[Markup]:
    """Yield a line for each delegation, `here` being its positions, `[T + 1, A]`; groups over the unaligned."""
    slots = [people[key].slot for key in run.delegations]
    for row in sorted(range(len(slots)), key=lambda row: 0 <= slots[row] < theme.SLOTS):
        points = [
            f"{number(_FRAME.x(session, len(here) - 1))},{number(_y(place))}"
            for session, place in enumerate(here[:, row].tolist())
        ]
        name = tag("title", people[run.delegations[row]].full)
        yield tag(
            "path", name, d=f"M{'L'.join(points)}", class_="course", style=f"stroke:{theme.line(slots[row])}"
        )


def _tables(run: Run, issue: Issue, place: int) -> list[float | None]:
    """Return where the wording on the table stands, at the start and after each session; None: there is none."""
    where = {option.key: option.position for option in issue.options}
    table, issues = run.tables["issues"], len(run.scenario.issues)
    keys = [table["table_before"][place], *table["table"][place::issues]]
    return [where.get(key) for key in keys]


def _wording_on_the_table(tables: Sequence[float | None]) -> Iterator[Markup]:
    """Yield the steps of the wording on the table, a path for each time in which there was one."""
    sessions = len(tables) - 1
    for there, run_of in groupby(enumerate(tables), key=lambda item: item[1] is not None):
        if there:
            steps = [(number(_FRAME.x(s, sessions)), number(_y(at or 0.0))) for s, at in run_of]
            path = f"M{steps[0][0]},{steps[0][1]}" + "".join(f"H{x}V{y}" for x, y in steps[1:])
            yield tag("path", d=path, class_="table")


def _closing(closed: int | None, sessions: int) -> Iterator[Markup]:
    """Yield a line at the session in which the issue closed, and the word above it."""
    if closed is None:
        return
    x = _FRAME.x(closed, sessions)
    share = closed / sessions
    anchor = "start" if share < 1 / 4 else "end" if share > 3 / 4 else "middle"
    yield tag("line", x1=x, x2=x, y1=_y(0), y2=_y(1), class_="closing")
    yield text(x, 11, say("report.issue.closed", s=closed), text_anchor=anchor, class_="tick")
