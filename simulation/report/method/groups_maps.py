"""Who stands with whom at two moments of a run: the same maps as in its report and its replay, with names."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from markupsafe import Markup

from simulation.arrays import FloatArray
from simulation.drawing.chart import Chart, Table
from simulation.drawing.svg import drawing, tag, text
from simulation.report.axes import Axes, choose_axes, ends_of
from simulation.report.moments import MapFrame, map_parts
from simulation.storage import Run
from simulation.words import decimal, pole, say

__all__ = ["groups_chart", "told_sessions"]

_WIDE: Final = MapFrame(width=460.0, height=300.0, side=16.0, top=30.0, bottom=40.0)
_NARROW: Final = MapFrame(width=358.0, height=280.0, side=14.0, top=30.0, bottom=40.0)
_GAP: Final = 40.0
_HEAD: Final = 20.0
_LETTER: Final = 6.4
_MOVED: Final = 0.005
"""Of the axis: who moved less did not move, as in the sentences of a session."""
_LINE: Final = 14.0
_MARK: Final = 9.0
"""From the middle of a mark to where no name stands."""
_BESIDE: Final = 14.0
"""From the middle of a mark to its name."""


def told_sessions(run: Run) -> tuple[int, int]:
    """Return the first session with most groups and the one before it; of one session only, that twice."""
    numbers = [len(np.unique(label[label >= 0])) for label in run.history.label]
    most = int(np.argmax(numbers)) + 1
    return (most - 1, most) if most > 1 else (most, min(most + 1, len(numbers)))


def groups_chart(run: Run) -> Chart:
    """Return both maps, side by side on a page and one below the other on a phone, and who is in which group."""
    sessions, axes = told_sessions(run), choose_axes(run)
    title = say("method.picture.groups.title", first=sessions[0], last=sessions[1])
    told = " ".join(str(run.tables["sessions"]["description"][session - 1]) for session in sessions)
    wide, narrow = (
        _draw(f"groups-{look}", run, axes, frame, title=title, told=told)
        for look, frame in (("wide", _WIDE), ("narrow", _NARROW))
    )
    head = [say("term.delegation")]
    for session in sessions:
        head += [
            say("method.picture.place", session=session),
            say("method.picture.group", session=session),
        ]
    return Chart(
        caption=say("method.picture.groups.caption", issue="" if axes.issue is None else axes.issue.name),
        wide=wide,
        narrow=narrow,
        table=Table(head=tuple(head), rows=tuple(_rows(run, axes, sessions))),
    )


def _rows(run: Run, axes: Axes, sessions: tuple[int, int]) -> Iterator[tuple[str, ...]]:
    for row, name in enumerate(_names(run)):
        cells = [name]
        for session in sessions:
            group = int(run.history.label[session - 1, row])
            letter = run.history.coalitions[group].letter if group >= 0 else say("method.picture.loose")
            cells += [decimal(float(axes.main[session, row])), letter]
        yield tuple(cells)


def _names(run: Run) -> list[str]:
    table = run.tables["delegations"]
    return [str(short or name) for short, name in zip(table["short"], table["name"], strict=True)]


def _draw(key: str, run: Run, axes: Axes, frame: MapFrame, *, title: str, told: str) -> Markup:
    parts: list[Markup] = []
    beside = frame == _WIDE
    before: FloatArray | None = None
    for number, session in enumerate(told_sessions(run)):
        x = number * (frame.width + _GAP) if beside else 0.0
        y = _HEAD if beside else _HEAD + number * (frame.height + _GAP)
        head = say("method.picture.moment", session=session)
        drawn, place = map_parts(run, axes, session, frame)
        came = () if before is None else _came(axes, told_sessions(run), before, place)
        before = place
        parts.append(
            tag(
                "g",
                text(frame.side, -6.0, head, class_="kind"),
                *_ground(run, frame),
                *came,
                *drawn,
                *_named(run, frame, place),
                transform=f"translate({x:.1f} {y:.1f})",
            )
        )
    return drawing(
        key,
        2 * frame.width + _GAP if beside else frame.width,
        _HEAD + (frame.height if beside else 2 * frame.height + _GAP),
        title=title,
        description=told,
        parts=parts,
        class_="chart full" if beside else "chart",
    )


def _came(axes: Axes, sessions: tuple[int, int], before: FloatArray, place: FloatArray) -> Iterator[Markup]:
    """Yield a line from where each delegation stood before to where it stands, if it moved on the map."""
    old, new = (np.stack([axes.main[session], axes.second[session]]) for session in sessions)
    for row in np.flatnonzero(np.abs(new - old).max(axis=0) > _MOVED).tolist():
        (x1, y1), (x2, y2) = before[row].tolist(), place[row].tolist()
        yield tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="came")


def _ground(run: Run, frame: MapFrame) -> Iterator[Markup]:
    """Yield the axis with the names of its ends."""
    y, ends = frame.height - frame.bottom, ends_of(run)
    yield tag("line", x1=frame.side, x2=frame.width - frame.side, y1=y, y2=y, class_="axis")
    low, high = (
        say("forecast.chart.low", pole=pole(ends.low)),
        say("forecast.chart.high", pole=pole(ends.high)),
    )
    yield text(frame.side, y + 18, low, class_="tick pole")
    yield text(frame.width - frame.side, y + 18, high, text_anchor="end", class_="tick pole")


def _named(run: Run, frame: MapFrame, place: FloatArray) -> Iterator[Markup]:
    """Yield the name of each delegation beside its mark, where there is room; below names and marks that it meets."""
    taken: list[tuple[float, float, float]] = [(x - _MARK, x + _MARK, y + 4.5) for x, y in place.tolist()]
    for row in np.argsort(place[:, 1], kind="stable").tolist():
        name, (x, y) = _names(run)[row], place[row].tolist()
        wide = len(name) * _LETTER
        is_left = x + _BESIDE + wide > frame.width
        begin = x - _BESIDE - wide if is_left else x + _BESIDE
        base = y + 4.5
        while any(
            begin < right and left < begin + wide and abs(base - at) < _LINE for left, right, at in taken
        ):
            base += 4.0
        taken.append((begin, begin + wide, base))
        yield text(
            x - _BESIDE if is_left else x + _BESIDE, base, name, text_anchor="end" if is_left else "start"
        )
