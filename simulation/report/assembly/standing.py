"""Draws who stands with whom: members at their places, and lines between those who sign together most."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from markupsafe import Markup

from simulation.arrays import FloatArray
from simulation.drawing import theme
from simulation.drawing.chart import Chart, Table
from simulation.drawing.geometry import Box, convex_hull, core, meet, push_apart, ring
from simulation.drawing.safe_text import clip
from simulation.drawing.svg import closed, drawing, mark, tag, text, width_of
from simulation.engine.assembly import House
from simulation.report.assembly.lists import Lists
from simulation.words import decimal, numbered, say

__all__ = ["Link", "links_of", "standing_chart"]

_LINES: Final = 1.6
"""Lines drawn for each member at most: more of them hide each other."""
_CROWD: Final = 400
"""Above so many members, marks may lie on each other."""
_SIZE: Final = 12.0
_LONGEST: Final = 20
_PAD: Final = 6.0
_WIDEST: Final = 5.0
_ROWS: Final = 40
"""Pairs in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two members, and how many texts they sign together."""

    first: int
    second: int
    times: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    width: float
    height: float
    side: float = 12.0
    top: float = 30.0
    bottom: float = 34.0


_WIDE: Final = _Frame(width=720, height=470)
_NARROW: Final = _Frame(width=358, height=360)


def links_of(together: FloatArray) -> list[Link]:
    """Return all pairs that sign anything together, `[A, A]`, those that do so most first."""
    one, other = np.triu_indices(len(together), 1)
    times = together[one, other]
    order = np.argsort(-times, kind="stable")
    return [
        Link(first=int(one[at]), second=int(other[at]), times=float(times[at]))
        for at in order.tolist()
        if times[at] > 0
    ]


def standing_chart(
    key: str, house: House, lists: Lists, together: FloatArray, *, heading: str, is_mean: bool = False
) -> Chart:
    """Return the chart of who stands with whom.

    Args:
        key: Unique on the page.
        house: The assembly.
        lists: Its lists.
        together: Texts that two members sign together, `[A, A]`.
        heading: What to see.
        is_mean: Whether these are means of many replications.
    """
    links = links_of(together)
    drawn = _strongest(links, len(together))
    axes = house.case.axes
    least = _times(drawn[-1].times, is_mean=is_mean) if drawn else "0"
    caption = say(
        "assembly.map.caption" if len(axes) > 1 else "assembly.map.caption.flat",
        first=axes[0].name,
        second=axes[-1].name,
        least=least,
    )
    names = [member.name for member in house.case.members]
    told = numbered("assembly.map.description", len(lists.names), pairs=len(drawn), least=least)
    wide, narrow = (
        _draw(f"{key}-{look}", house, lists, drawn, frame, title=heading, description=told)
        for look, frame in (("wide", _WIDE), ("narrow", _NARROW))
    )
    rows = tuple(
        (f"{names[link.first]} – {names[link.second]}", _times(link.times, is_mean=is_mean))
        for link in links[:_ROWS]
    )
    head = say("assembly.head.pair"), say("assembly.head.together")
    return Chart(
        heading=heading, caption=caption, wide=wide, narrow=narrow, table=Table(head=head, rows=rows)
    )


def _times(times: float, *, is_mean: bool) -> str:
    return decimal(times) if is_mean else f"{times:.0f}"


def _strongest(links: list[Link], members: int) -> list[Link]:
    """Return the pairs that are drawn: all that are tied with the last one, or none of them where that is too many."""
    most = int(_LINES * members)
    if len(links) <= most:
        return links
    limit = links[most].times
    above = [link for link in links if link.times > limit]
    return above or [link for link in links if link.times == limit][:most]


def _draw(
    key: str,
    house: House,
    lists: Lists,
    links: list[Link],
    frame: _Frame,
    *,
    title: str,
    description: str,
) -> Markup:
    radius = np.full(len(house.place), min(6.5, max(1.8, 6.5 * (45 / len(house.place)) ** 0.5)))
    place = _places(house, lists, frame, radius)
    parts = [
        *_axes(house, frame),
        *_hulls(lists, place, radius),
        *_lines(lists, links, place),
        *_marks(house, lists, place, radius),
        *_labels(house, lists, frame, place, float(radius[0])),
    ]
    return drawing(
        key, frame.width, frame.height, title=title, description=description, parts=parts, class_="chart"
    )


def _places(house: House, lists: Lists, frame: _Frame, radius: FloatArray) -> FloatArray:
    low = np.array([frame.side, frame.top])
    high = np.array([frame.width - frame.side, frame.height - frame.bottom])
    is_flat = house.place.shape[1] == 1  # then a lane for each list
    up = (lists.member + 0.5) / len(lists.names) if is_flat else (1.0 - house.place[:, 1]) / 2
    share = np.stack([(1.0 + house.place[:, 0]) / 2, up], axis=-1)
    inner = float(radius.max()) + _PAD
    wish: FloatArray = low + inner + share * (high - low - 2 * inner)
    if len(wish) > _CROWD:
        return wish
    return push_apart(wish, radius, gap=2.0, low=low, high=high)


def _axes(house: House, frame: _Frame) -> Iterator[Markup]:
    first, second = house.case.axes[0], house.case.axes[-1]
    line, end = frame.height - frame.bottom + 6, frame.width - frame.side
    longest = int((frame.width - 2 * frame.side) / 2 / width_of("m", _SIZE)) - 3
    yield tag("line", x1=frame.side, x2=end, y1=line, y2=line, class_="axis")
    middle = frame.width / 2
    yield tag("line", x1=middle, x2=middle, y1=frame.top, y2=line, class_="grid")
    yield text(frame.side, line + 17, f"← {clip(first.low, longest)}", class_="tick pole")
    yield text(end, line + 17, f"{clip(first.high, longest)} →", text_anchor="end", class_="tick pole")
    if second is not first:
        level = (frame.top + frame.height - frame.bottom) / 2
        yield tag("line", x1=frame.side, x2=end, y1=level, y2=level, class_="grid")
        yield text(frame.side, 14, f"↑ {clip(second.high, longest)}", class_="tick pole")
        yield text(frame.side, line - 8, f"↓ {clip(second.low, longest)}", class_="tick pole")


def _hulls(lists: Lists, place: FloatArray, radius: FloatArray) -> Iterator[Markup]:
    for number, slot in enumerate(lists.slots):
        rows = np.flatnonzero(lists.member == number)
        if slot < 0 or not len(rows):
            continue
        inside = rows[core(place[rows], 20.0)]
        hull = convex_hull(ring(place[inside], radius[inside] + _PAD))
        colour = theme.fill(slot)
        look = "hull beyond" if slot >= theme.SLOTS else "hull"
        yield tag("path", d=closed(hull), class_=look, style=f"fill:{colour};stroke:{colour}")


def _lines(lists: Lists, links: list[Link], place: FloatArray) -> Iterator[Markup]:
    """Yield the lines, the strongest on top."""
    most = links[0].times if links else 1.0
    for link in reversed(links):
        same = lists.member[link.first] == lists.member[link.second]
        slot = int(lists.slot[link.first]) if same else -1
        (x1, y1), (x2, y2) = place[link.first].tolist(), place[link.second].tolist()
        colour = theme.fill(slot) if slot >= 0 else "var(--ink3)"
        yield tag(
            "line",
            x1=x1,
            y1=y1,
            x2=x2,
            y2=y2,
            class_="link",
            style=f"stroke:{colour}",
            stroke_width=max(0.6, _WIDEST * link.times / most),
        )


def _marks(house: House, lists: Lists, place: FloatArray, radius: FloatArray) -> Iterator[Markup]:
    for row, member in enumerate(house.case.members):
        told = say("assembly.member.of", name=member.name, bloc=member.bloc) if member.bloc else member.name
        yield mark(
            place[row, 0],
            place[row, 1],
            float(radius[row]),
            kind="government",
            slot=int(lists.slot[row]),
            solid=True,
            name=told,
        )


def _labels(house: House, lists: Lists, frame: _Frame, place: FloatArray, radius: float) -> Iterator[Markup]:
    """Yield names of lists first, then of members, each where it meets no mark and no other name, if anywhere."""
    taken: list[Box] = []
    marks = [(x - radius, y - radius, x + radius, y + radius) for x, y in place.tolist()]
    for number, name in enumerate(lists.names):
        rows = lists.member == number
        if not rows.any() or lists.slots[number] < 0:
            continue
        inside = place[rows]
        at = inside[:, 0].mean(), inside[:, 1].min() - radius - _PAD
        box = _spot(clip(name, _LONGEST), at, radius, frame, [*marks, *taken], is_bold=True)
        if box is not None:
            taken.append(box)
            yield _name(clip(name, _LONGEST), box, class_="name", style=f"fill:{lists.tone(number)}")
    for row in range(len(place)):
        name = clip(house.case.members[row].name, _LONGEST)
        box = _spot(name, tuple(place[row].tolist()), radius, frame, [*marks, *taken])
        if box is not None:
            taken.append(box)
            yield _name(name, box)


def _name(name: str, box: Box, **look: object) -> Markup:
    return text((box[0] + box[2]) / 2, box[3] - 3.5, name, text_anchor="middle", **look)


def _spot(
    name: str,
    at: tuple[float, float],
    radius: float,
    frame: _Frame,
    taken: list[Box],
    *,
    is_bold: bool = False,
) -> Box | None:
    """Return a free box for a name right of a place, left of it, above or below; None if there is none."""
    x, y = at
    wide, high, away = width_of(name, _SIZE, bold=is_bold), _SIZE + 2, radius + 4
    corners = [
        (x + away, y - high / 2),
        (x - away - wide, y - high / 2),
        (x - wide / 2, y - away - high),
        (x - wide / 2, y + away),
    ]
    for left, top in corners[2:] + corners[:2] if is_bold else corners:
        box = (left, top, left + wide, top + high)
        inside = left >= 0 and box[2] <= frame.width and top >= frame.top - 12
        if inside and box[3] <= frame.height - frame.bottom and not any(meet(box, other) for other in taken):
            return box
    return None
