"""Four moments of a run: which they are, and the map of who stood with whom at each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from markupsafe import Markup

from simulation.arrays import FloatArray, IntArray
from simulation.coalitions import CoalitionEvent, CoalitionHistory
from simulation.drawing import theme
from simulation.drawing.geometry import SLACK, convex_hull, core, outlines_meet, push_apart, ring
from simulation.drawing.svg import closed, drawing, mark, number, tag, text
from simulation.report.axes import Axes
from simulation.storage import Run
from simulation.words import listed, numbered, say

__all__ = [
    "MapFrame",
    "Moment",
    "choose_moments",
    "draw_hulls",
    "draw_letters",
    "draw_moment",
    "map_parts",
    "places_of",
    "radii_of",
]

MOMENTS: Final = 4
_PAD: Final = 5.0
_ROW: Final = 11.0
"""Height of a bracket above a map."""
_CLEAR: Final = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One session worth a map, and why."""

    session: int
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFrame:
    """The frame of a small map, the scale the same at every moment."""

    width: float = 172.0
    height: float = 162.0
    side: float = 9.0
    top: float = 26.0
    """Where marks begin; above it are the brackets of groups without a hull."""
    bottom: float = 22.0


def choose_moments(run: Run) -> tuple[Moment, ...]:
    """Return up to four: the first groups, the most brackets, the largest change of sides, the end.

    Where these coincide or are missing, sessions in the middle of the longest gaps fill up.
    """
    history, sessions = run.history, run.manifest.sessions
    brackets = np.asarray(run.tables["sessions"]["clauses_in_brackets"])
    wanted: dict[int, list[str]] = {}
    groups = (history.label >= 0).any(axis=1)
    if groups.any():
        first = int(np.argmax(groups)) + 1
        now = history.label[first - 1]
        wanted[first] = [numbered("report.moment.groups", len(np.unique(now[now >= 0])))]
    if brackets.any():
        most = int(np.argmax(brackets)) + 1
        wanted.setdefault(most, []).append(numbered("report.moment.brackets", int(brackets[most - 1])))
    turns = [event for event in history.lasting if event.kind in ("merged", "switched", "split")]
    if turns:
        turn = max(turns, key=lambda event: (len(event.members), -event.session))
        wanted.setdefault(turn.session, []).append(_turn(history, turn))
    wanted.setdefault(sessions, []).append(say("report.moment.end"))
    while len(wanted) < min(MOMENTS, sessions):
        known = sorted({0, *wanted})
        start, end = max(pairwise(known), key=lambda pair: pair[1] - pair[0])
        between = (start + end) // 2 if start or end - start > 1 else 1
        wanted[between] = [numbered("report.moment.brackets", int(brackets[between - 1]))]
    return tuple(Moment(session=session, caption=listed(wanted[session])) for session in sorted(wanted))


def _turn(history: CoalitionHistory, event: CoalitionEvent) -> str:
    """Return in words a merger, a crossing or a split."""
    letters = {
        "source": history.coalitions[event.source].letter,
        "to": history.coalitions[event.coalition].letter,
    }
    if event.kind == "merged":
        return say("report.moment.merged", **letters)
    return numbered(f"report.moment.{event.kind}", len(event.members), **letters)


def draw_moment(key: str, run: Run, axes: Axes, moment: Moment) -> Markup:
    """Return the map of one moment: a mark for each delegation, a hull round each coalition."""
    frame = MapFrame()
    drawn, _ = map_parts(run, axes, moment.session, frame)
    line = frame.height - frame.bottom
    parts = [
        tag("line", x1=frame.side, x2=frame.width - frame.side, y1=line, y2=line, class_="axis"),
        text(frame.side, line + 15, "← 0", class_="tick"),
        text(frame.width - frame.side, line + 15, "1 →", text_anchor="end", class_="tick"),
        *drawn,
    ]
    return drawing(
        key,
        frame.width,
        frame.height,
        title=say("report.moment.title", session=moment.session),
        description=str(run.tables["sessions"]["description"][moment.session - 1]),
        parts=parts,
        class_="chart",
    )


def map_parts(run: Run, axes: Axes, session: int, frame: MapFrame) -> tuple[list[Markup], FloatArray]:
    """Return the hulls, marks and letters of a map, and where the marks stand, `[A, 2]`."""
    label = run.history.label[session - 1]
    radius = radii_of(np.asarray(run.tables["delegations"]["capability"]))
    place = places_of(frame, axes, session, radius)
    hulls = draw_hulls(run.history, label, place, radius, above=frame.top)
    letters = draw_letters(frame, run.history, label, place, radius)
    return [*hulls, *_marks(run, label, place, radius), *letters], place


def radii_of(capability: FloatArray) -> FloatArray:
    """Return the radii of the marks: area by capability, smaller where there are many."""
    scale = 0.62 * min(1.06, max(0.52, 0.74 * (64 / len(capability)) ** 0.5))
    radius: FloatArray = (1.2 + 1.2 * np.sqrt(100 * np.clip(capability, 0.0, 1.0))) * scale
    return radius


def places_of(frame: MapFrame, axes: Axes, session: int, radius: FloatArray) -> FloatArray:
    """Return where the marks stand after a session, 0: before the first, `[A, 2]`: near the truth, little covered."""
    low = np.array([frame.side, frame.top])
    high = np.array([frame.width - frame.side, frame.height - frame.bottom - _PAD])
    share = np.stack([axes.main[session], 1.0 - axes.second[session]], axis=-1)
    inner = float(radius.max())
    wish = low + inner + share * (high - low - 2 * inner)
    slack = SLACK * (high - low - 2 * inner)
    return push_apart(wish, radius, gap=_CLEAR, low=low, high=high, slack=slack)


def draw_hulls(
    history: CoalitionHistory, label: IntArray, place: FloatArray, radius: FloatArray, *, above: float
) -> Iterator[Markup]:
    """Yield a hull round each coalition, and a tether to each of its members that stands apart.

    Coalitions whose hulls would cover each other have a bracket over their members instead, as on the replay's map.

    Args:
        history: The coalitions.
        label: Which each delegation is in, `[A]`; -1: none.
        place: Where their marks are, `[A, 2]`.
        radius: Of their marks, `[A]`.
        above: Where marks begin: brackets lie above it.
    """
    found = list(_hulls(label, place, radius))
    bare = [one for one in found if _is_bare(one[0], found)]
    for coalition, hull, apart in found:
        if _is_bare(coalition, found):
            continue
        colour = theme.fill(history.coalitions[coalition].slot)
        look = "hull beyond" if history.coalitions[coalition].slot >= theme.SLOTS else "hull"
        yield tag("path", d=closed(hull), class_=look, style=f"fill:{colour};stroke:{colour}")
        for row in apart.tolist():
            to = hull[np.argmin(np.hypot(*(hull - place[row]).T))]
            ends = {"x1": place[row, 0], "y1": place[row, 1], "x2": to[0], "y2": to[1]}
            yield tag(
                "line", **{k: float(v) for k, v in ends.items()}, class_="tether", style=f"stroke:{colour}"
            )
    for row, (coalition, hull, _) in enumerate(sorted(bare, key=lambda one: float(one[1][:, 0].mean()))):
        item = history.coalitions[coalition]
        left, right = (
            float(end) + way * _PAD for end, way in ((hull[:, 0].min(), 1), (hull[:, 0].max(), -1))
        )
        y = above - 4 - _ROW * (len(bare) - 1 - row)
        path = f"M{number(left)},{number(y + 3)}V{number(y - 3)}H{number(right)}V{number(y + 3)}"
        yield tag("path", d=path, class_="span", style=f"fill:none;stroke:{theme.fill(item.slot)}")
        yield text(right + 3, y + 3, item.letter, class_="name", style=f"fill:{theme.tone(item.slot)}")


def _is_bare(coalition: int, found: Sequence[tuple[int, FloatArray, IntArray]]) -> bool:
    """Return whether the hull of a coalition would cover another."""
    own = next(hull for key, hull, _ in found if key == coalition)
    return any(outlines_meet(own, hull) for key, hull, _ in found if key != coalition)


def _hulls(
    label: IntArray, place: FloatArray, radius: FloatArray
) -> Iterator[tuple[int, FloatArray, IntArray]]:
    """Yield each coalition with the hull of its core and the rows of those who stand apart."""
    for coalition in np.unique(label[label >= 0]).tolist():
        rows = np.flatnonzero(label == coalition)
        inside = core(place[rows], 20.0)
        yield (
            coalition,
            convex_hull(ring(place[rows[inside]], radius[rows[inside]] + _PAD)),
            rows[~inside],
        )


def _marks(run: Run, label: IntArray, place: FloatArray, radius: FloatArray) -> Iterator[Markup]:
    table, coalitions = run.tables["delegations"], run.history.coalitions
    for row in np.argsort(-radius, kind="stable").tolist():
        yield mark(
            place[row, 0],
            place[row, 1],
            radius[row],
            kind=table["kind"][row],
            slot=coalitions[label[row]].slot if label[row] >= 0 else -1,
            solid=bool(table["decides"][row]),
            name=table["name"][row],
        )


def draw_letters(
    frame: MapFrame, history: CoalitionHistory, label: IntArray, place: FloatArray, radius: FloatArray
) -> Iterator[Markup]:
    """Yield the letter of each coalition with a hull at that corner of it which is farthest from all marks."""
    found = list(_hulls(label, place, radius))
    for coalition in [one[0] for one in found if not _is_bare(one[0], found)]:
        inside = place[label == coalition]
        low, high = inside.min(axis=0), inside.max(axis=0)
        middle = (low + high) / 2
        reach = (high - low) / 2 + 13.0
        angle = np.arange(16) * np.pi / 8 - np.pi / 2
        ways = middle + reach * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
        ways = np.clip(ways, [6.0, 10.0], [frame.width - 6.0, frame.height - frame.bottom - 6.0])
        free = np.hypot(*(ways[:, None] - place).T).min(axis=0)
        spot = ways[int(np.argmax(np.minimum(free, 14.0)))]
        item = history.coalitions[coalition]
        yield text(
            float(spot[0]),
            float(spot[1]) + 4,
            item.letter,
            text_anchor="middle",
            class_="name",
            style=f"fill:{theme.tone(item.slot)}",
        )
