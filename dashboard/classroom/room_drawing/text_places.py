"""Where texts go in a drawing that has marks in it: the first place that meets nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from math import cos, pi, sin
from typing import Final

__all__ = ["BOLD", "PLAIN", "Box", "Label", "Paper", "overlap", "width_of"]

PLAIN: Final = 0.58
"""Width of a letter in its size, in the widest font with which browsers draw this page."""
BOLD: Final = 0.66

type Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_ABOVE: Final = 0.8
"""Height of a line of text above its foot, in sizes of its letters."""
_BELOW: Final = 0.25
_WAYS: Final = 16
_AWAY: Final = (20.0, 32.0, 46.0, 62.0)
"""How far from a mark a text may stand at the end of a line that leads to it."""
_STEPS: Final = 12
"""Points of a leading line that are looked at."""


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line of text is at most: browsers take the font of their machine."""
    return (len(words) + 0.6) * size * (BOLD if bold else PLAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A line of text that found its place."""

    x: float
    y: float
    anchor: str
    leader: tuple[float, float, float, float] | None = None


@dataclass(slots=True, kw_only=True)
class Paper:
    """What is taken already."""

    inside: Box
    """Where texts may stand."""
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Keep a place."""
        self.taken.append(box)

    def beside(self, mark: Box, words: str, size: float, *, bold: bool = False) -> Label | None:
        """Return the first free place beside a mark, else at the end of a line to it; None: there is none."""
        wide = width_of(words, size, bold=bold)
        for label in _candidates(mark, size):
            box = _box(label, wide, size)
            if self._is_free(box, mark) and (label.leader is None or self._is_clear(label.leader, mark)):
                self.take(box)
                return label
        return None

    def least_bad(self, places: list[tuple[float, float]], wide: float, high: float) -> tuple[float, float]:
        """Return the middle, of several, at which a box of this size meets least, and take it."""

        def box(place: tuple[float, float]) -> Box:
            x, y = place
            return (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)

        def cost(number: int) -> tuple[float, int]:
            here = box(places[number])
            out = wide * high - overlap(here, self.inside)
            return sum(overlap(here, other) for other in self.taken) + 2 * out, number

        best = places[min(range(len(places)), key=cost)]
        self.take(box(best))
        return best

    def _is_free(self, box: Box, own: Box) -> bool:
        left, top, right, bottom = self.inside
        is_in = box[0] >= left and box[1] >= top and box[2] <= right and box[3] <= bottom
        return is_in and not any(overlap(box, other) > 0 for other in self.taken if other is not own)

    def _is_clear(self, leader: tuple[float, float, float, float], own: Box) -> bool:
        x1, y1, x2, y2 = leader
        points = [(x1 + (x2 - x1) * k / _STEPS, y1 + (y2 - y1) * k / _STEPS) for k in range(_STEPS + 1)]
        return not any(
            other[0] <= x <= other[2] and other[1] <= y <= other[3]
            for other, (x, y) in product(self.taken, points)
            if other is not own
        )


def _candidates(mark: Box, size: float) -> Iterator[Label]:
    left, top, right, bottom = mark
    x, y = (left + right) / 2, (top + bottom) / 2
    foot = y + size * 0.36
    yield Label(x=right + 3, y=foot, anchor="start")
    yield Label(x=left - 3, y=foot, anchor="end")
    yield Label(x=x, y=top - 4, anchor="middle")
    yield Label(x=x, y=bottom + size * 0.9, anchor="middle")
    for side, anchor in ((right, "start"), (left, "end")):
        yield Label(x=side, y=top, anchor=anchor)
        yield Label(x=side, y=bottom + size * 0.6, anchor=anchor)
    reach = max(right - left, bottom - top) / 2
    for away, way in product(_AWAY, range(_WAYS)):
        dx, dy = cos(2 * pi * way / _WAYS), sin(2 * pi * way / _WAYS)
        end = (x + dx * (reach + away), y + dy * (reach + away))
        anchor = "start" if dx > 0.3 else "end" if dx < -0.3 else "middle"  # noqa: PLR2004 - nearly upright
        start = (x + dx * reach, y + dy * reach)
        gap = 3.0 if anchor == "start" else -3.0 if anchor == "end" else 0.0
        yield Label(
            x=end[0] + gap,
            y=end[1] + size * (0.36 if anchor != "middle" else 0.9 if dy > 0 else 0.0),
            anchor=anchor,
            leader=(*start, *end),
        )


def _box(label: Label, wide: float, size: float) -> Box:
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return (left, label.y - size * _ABOVE, left + wide, label.y + size * _BELOW)


def overlap(one: Box, other: Box) -> float:
    """Return the area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0
