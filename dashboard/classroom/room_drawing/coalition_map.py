"""The coalition map of a table: a mark for each delegation, a hull round each coalition, who moved and who holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import cos, pi, sin
from textwrap import wrap
from typing import Final

import numpy as np
from markupsafe import Markup

from dashboard.classroom.room_drawing.map_stacks import BRACKET as _BRACKET
from dashboard.classroom.room_drawing.map_stacks import draw_stack, half_of, placed
from dashboard.classroom.room_drawing.table_picture import KEPT, Picture, Size
from dashboard.classroom.room_drawing.text_places import BOLD, PLAIN, Box, Label, Paper, overlap, width_of
from simulation.arrays import FloatArray
from simulation.coalitions import short_labels
from simulation.drawing import (
    SLACK,
    clip,
    clip_name,
    core,
    drawing,
    fill,
    mark,
    number,
    tag,
    text,
)
from simulation.report import draw_hulls
from simulation.words import Ends

__all__ = ["draw_map"]

_SIDE: Final = 8.0
_MARGIN: Final = 88.0
"""Width for the wordings of the issue that goes up; on a phone they stand inside."""
_TOP: Final = 26.0
_BOTTOM: Final = 34.0
_TICK, _NAME, _TAG, _POLE = 12.0, 12.0, 13.5, 13.0
_NAMED: Final = 9
"""Delegations named in a large room, besides those who changed sides."""
_ALL: Final = 16
"""Room in which everybody is named where there is a place."""
_TOGETHER: Final = 3
"""Members of a stack who are all named beside it."""
_TAIL: Final = 5.0
"""A move shorter than this and the mark is not drawn."""
_WORDS: Final = 5
_LINES: Final = 2
_LEVEL: Final = 27.0
"""Height between two ticks below which one is left out."""
_PARTS: Final = (0.6, 0.45, 0.33, 0.24)
"""Of the width of a phone: what a wording at its line may take, the first that is free."""
_ARROWS: Final = 5
"""Letters that the arrows of the poles take, and the room between the two."""
_OWN: Final = 22
"""Letters of the name of the seat of whoever looks."""
_ROUND: Final = 16
_CORE: Final = 20.0
"""Members this close to the middle of their coalition are in its hull in any case, as `draw_hulls` has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A drawing under way."""

    picture: Picture
    size: Size
    radius: FloatArray
    place: FloatArray
    before: FloatArray
    """Where each stood one session earlier, or now if it was the opening."""
    stacks: Mapping[int, tuple[int, ...]]
    """Rows of the stack that a delegation is in, if it stands too close to others to be told apart."""

    @property
    def left(self) -> float:
        """Where the frame begins."""
        return _SIDE if self.size.is_narrow or self.picture.second[1] is None else _MARGIN

    @property
    def base(self) -> float:
        """Where the axis below lies."""
        return self.size.height - _BOTTOM

    def box(self, row: int) -> Box:
        """Return what a mark takes, with its brackets."""
        members = self.stacks.get(row, (row,))
        r = (half_of(len(members)) if len(members) > 1 else float(self.radius[row])) + 1.5
        wide = r + (_BRACKET + 1 if self.picture.so_far.holds[-1, list(members)].any() else 0)
        x, y = self.place[row].tolist()
        return (x - wide, y - r, x + wide, y + r)

    def changed(self, row: int) -> bool:
        """Return whether a delegation left its coalition in the last session."""
        label = self.picture.label
        return len(label) > 1 and bool(label[-2, row] >= 0 and label[-2, row] != label[-1, row])


@lru_cache(KEPT)
def draw_map(key: str, picture: Picture, size: Size, own: str = "") -> Markup:
    """Return the map of a table after its last session; before it, of where delegations open.

    Args:
        key: Id of the drawing in its page.
        picture: What it shows.
        size: How large it is.
        own: Key of the seat of whoever looks, which is named in any case; empty: they have none.
    """
    plan = _laid(picture, size)
    paper = Paper(inside=(plan.left - 6, _TOP - 12, size.width - 2, plan.base - 2))
    ground = list(_axes(plan, paper))
    for row in range(len(plan.radius)):
        paper.take(plan.box(row))
    marks = paper.taken[-len(plan.radius) :]
    mine = next((row for row, seat in enumerate(picture.so_far.seats) if seat.key == own), -1)
    called = list(_called(plan, paper, marks[mine], mine)) if mine >= 0 else []
    return drawing(
        key,
        size.width,
        size.height,
        title=picture.words.say("term.together"),
        description=picture.alt,
        parts=[
            *ground,
            *draw_hulls(picture.so_far.history, picture.label[-1], plan.place, plan.radius, above=_TOP),
            *_tails(plan),
            *_marks(plan),
            *_tags(plan, paper),
            *_names(plan, paper, marks, mine),
            *called,
        ],
        class_="chart",
    )


def _laid(picture: Picture, size: Size) -> _Plan:
    many = min(1.06, max(0.52, (64 / len(picture.capability)) ** 0.5))
    scale = many * (0.74 if size.is_narrow else 1.0)
    radius = (1.2 + 1.2 * np.sqrt(100 * np.clip(picture.capability, 0.0, 1.0))) * scale
    second, issue = picture.second
    left = _SIDE if size.is_narrow or issue is None else _MARGIN
    low, high = np.array([left, _TOP + 6]), np.array([size.width - _SIDE, size.height - _BOTTOM - 4])
    inner = float(radius.max()) + _BRACKET
    wish = low + inner + np.stack([picture.main, 1.0 - second], axis=-1) * (high - low - 2 * inner)
    place, stacks = placed(picture, wish[-1], radius, SLACK * (high - low - 2 * inner))
    before = wish[-2] + place - wish[-1] if len(wish) > 1 else place
    return _Plan(picture=picture, size=size, radius=radius, place=place, before=before, stacks=stacks)


def _axes(plan: _Plan, paper: Paper) -> Iterator[Markup]:
    """Yield the frame, the names of the poles below, and at the left the wordings of the issue that goes up."""
    size, base, picture = plan.size, plan.base, plan.picture
    left, right = plan.left, size.width - _SIDE
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x = left + share * (right - left)
        yield tag("line", x1=x, x2=x, y1=_TOP, y2=base, class_="grid")
    yield tag("line", x1=left, x2=right, y1=base, y2=base, class_="axis")
    low, high = _beside(picture.ends, int((right - left) / (_POLE * BOLD)) - _ARROWS)
    yield text(left, base + 20, f"← {low}", class_="pole")
    yield text(right, base + 20, f"{high} →", text_anchor="end", class_="pole")
    _, issue = picture.second
    if issue is None:
        return
    words = clip(f"↑ {issue.name}", int((right - left) / (_POLE * BOLD)))
    yield text(_SIDE, 13.0, words, class_="pole")
    placed = sorted(issue.wordings.values(), key=lambda pair: pair[1])
    labels = short_labels([label for label, _ in placed], _WORDS)
    last = float("inf")
    inner = float(plan.radius.max()) + _BRACKET
    for said, (_, share) in zip(labels, placed, strict=True):
        y = base - 4 - inner - share * (base - _TOP - 10 - 2 * inner)
        if last - y < _LEVEL:
            continue
        last = y
        yield tag("line", x1=left, x2=right, y1=y, y2=y, class_="grid")
        if size.is_narrow:
            yield _inside(plan, paper, said, y)
        else:
            yield from _tick(said, y)


def _beside(ends: Ends, most: int) -> tuple[str, str]:
    """Return the names of the two poles in so many letters together: a short one leaves its room to the other."""
    low = clip(ends.low, max(most // 2, most - len(ends.high)))
    return low, clip(ends.high, most - len(low))


def _inside(plan: _Plan, paper: Paper, words: str, y: float) -> Markup:
    """Return a wording at an end of its line, as long as it meets nothing there, else where it meets least."""
    left, right = plan.left, plan.size.width - _SIDE
    marks = [plan.box(row) for row in range(len(plan.radius))]

    def met(place: tuple[str, float, float]) -> float:
        shown, x, foot = place
        box = (x - 2, foot - _TICK, x + width_of(shown, _TICK) + 2, foot + 3)
        return sum(overlap(box, other) for other in (*marks, *paper.taken))

    def places(shares: tuple[float, ...]) -> Iterator[tuple[str, float, float]]:
        for part in _PARTS:
            shown = clip(words, int((right - left) * part / (_TICK * PLAIN)))
            room = right - left - width_of(shown, _TICK) - 4
            for share, foot in product(shares, (y - 4, y + _TICK)):
                yield shown, left + 2 + share * room, foot

    shown, start, foot = min((*places((0.0, 1.0)), *places((0.25, 0.75, 0.5))), key=met)
    paper.take((start, foot - _TICK, start + width_of(shown, _TICK), foot + 3))
    return text(start, foot, shown, text_anchor="start", class_="tick halo")


def _tick(words: str, y: float) -> Iterator[Markup]:
    """Yield a wording at the left of its line, in at most two lines."""
    longest = int((_MARGIN - _SIDE) / (_TICK * PLAIN))
    lines = wrap(words, longest)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], clip(" ".join(lines[_LINES - 1 :]), longest)]
    for place, line in enumerate(lines):
        height = y + 4 + (place - (len(lines) - 1) / 2) * (_TICK + 1)
        yield text(_MARGIN - 6, height, line, text_anchor="end", class_="tick")


def _tails(plan: _Plan) -> Iterator[Markup]:
    """Yield, behind each mark that moved, what tapers back to where it came from."""
    for row, (here, there) in enumerate(zip(plan.place, plan.before, strict=True)):
        far = float(np.hypot(*(there - here)))
        if far <= plan.radius[row] + _TAIL:
            continue
        across = np.array([here[1] - there[1], there[0] - here[0]]) / far * float(plan.radius[row]) * 0.8
        corners = (there, here + across, here - across)
        path = "L".join(f"{number(float(x))},{number(float(y))}" for x, y in corners)
        colour = fill(plan.picture.slot(row))
        yield tag("path", d=f"M{path}Z", class_="tail", style=f"fill:{colour}")


def _marks(plan: _Plan) -> Iterator[Markup]:
    seats = plan.picture.so_far.seats
    for members in dict.fromkeys(plan.stacks.values()):
        x, y = plan.place[members[0]].tolist()
        yield draw_stack(plan.picture, members, x, y)
        if plan.picture.so_far.holds[-1, list(members)].any():
            yield _brackets(x, y, half_of(len(members)))
    for row in np.argsort(-plan.radius, kind="stable").tolist():
        if row in plan.stacks:
            continue
        (x, y), r = plan.place[row].tolist(), float(plan.radius[row])
        if plan.changed(row):
            colour = fill(plan.picture.slot(row, -2))
            yield tag("circle", cx=x, cy=y, r=r + 3.0, class_="ring", style=f"stroke:{colour}")
        seat, slot = seats[row], plan.picture.slot(row)
        yield mark(x, y, r, kind=seat.kind, slot=slot, solid=seat.decides, name=seat.name)
        if plan.picture.so_far.holds[-1, row]:
            yield _brackets(x, y, r)


def _brackets(x: float, y: float, radius: float) -> Markup:
    high, foot = min(radius, 9.0) + 1.0, _BRACKET * 0.7
    pair = ""
    for way in (-1, 1):
        tip, back = x + way * (radius + _BRACKET - foot), x + way * (radius + _BRACKET)
        top, bottom = number(y - high), number(y + high)
        pair += f"M{number(tip)},{top}H{number(back)}V{bottom}H{number(tip)}"
    return tag("path", d=pair, class_="brackets")


def _tags(plan: _Plan, paper: Paper) -> Iterator[Markup]:
    """Yield letter, name and size of each coalition beside its hull, where it meets least."""
    whole = float(plan.picture.capability.sum()) or 1.0
    for _, group, rows in plan.picture.groups:
        share = round(100 * float(plan.picture.capability[rows].sum()) / whole)
        first = plan.picture.called(group, 25 if plan.size.is_narrow else 34)
        second = plan.picture.words.say("class.projector.share", n=len(rows), share=share)
        wide = max(width_of(first, _TAG, bold=True), width_of(second, _TICK))
        x, y = paper.least_bad(_round(plan, rows.tolist(), wide), wide + 4, 30.0)
        style = f"fill:{plan.picture.tone(group)}"
        yield text(x, y - 2, first, text_anchor="middle", class_="name", style=style)
        yield text(x, y + 12, second, text_anchor="middle", class_="tick halo")


def _round(plan: _Plan, rows: list[int], wide: float) -> list[tuple[float, float]]:
    inside = core(plan.place[rows], _CORE)
    boxes = np.array([plan.box(row) for row, near in zip(rows, inside, strict=True) if near])
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    x, y = ((low + high) / 2).tolist()
    reach = (high - low) / 2
    across, along = float(reach[0]) + wide / 2 + 10, float(reach[1]) + 26
    found = [(x, y) for far in (20, 38, 56) for y in (float(low[1]) - far, float(high[1]) + far)]
    for way in range(_ROUND):
        angle = 2 * pi * way / _ROUND
        found.append((x + across * cos(angle), y + along * sin(angle)))
    left, right = plan.left + wide / 2, plan.size.width - wide / 2 - 4
    return [(min(max(px, left), right), min(max(py, _TOP + 10), plan.base - 16)) for px, py in found]


def _called(plan: _Plan, paper: Paper, mark: Box, row: int) -> Iterator[Markup]:
    """Yield the name of the seat of whoever looks: it has its place before all others."""
    name = clip_name(plan.picture.so_far.seats[row].short, _OWN)
    words = plan.picture.words.say("class.projector.own", name=name)
    if (found := paper.beside(mark, words, _NAME, bold=True)) is not None:
        yield from _written(found, words, "label strong")
        return
    wide, (left, _, right, _) = width_of(words, _NAME, bold=True), paper.inside
    middle = min(max((mark[0] + mark[2]) / 2, left + wide / 2), right - wide / 2)
    x, y = paper.least_bad([(middle, mark[1] - _NAME), (middle, mark[3] + _NAME)], wide, _NAME + 3)
    yield text(x, y + 4, words, text_anchor="middle", class_="label strong")


def _names(plan: _Plan, paper: Paper, marks: list[Box], mine: int) -> Iterator[Markup]:
    """Yield other names where there is a place: who changed sides, who holds a bracket, who is alone, the strongest."""
    picture = plan.picture
    holds, label = picture.so_far.holds[-1], picture.label[-1]

    def first(row: int) -> tuple[bool, bool, bool, float, int]:
        return not plan.changed(row), not holds[row], label[row] >= 0, -float(picture.capability[row]), row

    rows = sorted((row for row in range(len(marks)) if row != mine), key=first)
    told: set[tuple[int, ...]] = {plan.stacks[mine]} if mine in plan.stacks else set()
    left = len(rows) if len(rows) <= _ALL else _NAMED
    for row in rows:
        is_bold = plan.changed(row)
        if left <= 0 and not is_bold:
            return
        members = plan.stacks.get(row, (row,))
        if members in told:
            continue
        more = f"{picture.names[row]} +{len(members) - 1}" if len(members) > 1 else picture.names[row]
        names = picture.words.listed(picture.names[one] for one in members)
        whole = names if len(members) <= _TOGETHER else more
        places = ((words, paper.beside(marks[row], words, _NAME, bold=is_bold)) for words in (whole, more))
        words, found = next((one for one in places if one[1] is not None), ("", None))
        if found is None:
            continue
        told.add(members)
        left -= not is_bold
        yield from _written(found, words, "label strong" if is_bold else "label")


def _written(label: Label, words: str, look: str) -> Iterator[Markup]:
    if label.leader is not None:
        x1, y1, x2, y2 = label.leader
        yield tag("line", x1=x1, y1=y1, x2=x2, y2=y2, class_="leader")
    yield text(label.x, label.y, words, text_anchor=label.anchor, class_=look)
