"""Where marks of a map are drawn: nowhere farther from the truth than a box round each allows; crowds become stacks.

Step by step what `dashboard/components/js/stacks.js` does for the replay: a test compares the two. Plain numbers, no
arrays, so that both round alike. Lengths are in the units of the drawing; y grows downwards.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from math import ceil, inf
from typing import Final

from simulation.drawing.geometry import Box

__all__ = ["Cell", "Spot", "stand_apart"]

_CALM: Final = 40
"""Steps in which marks are drawn back to where they belong."""
_STEPS: Final = 90
_TOUCH: Final = 0.75
"""Two marks that cover each other by less are told apart."""
_STUCK: Final = 0.35
"""Of the smaller of two: as much may be covered of marks too far from each other to be one stack."""
_SORTED: Final = 8
"""Times that members of such are sorted anew."""
_MIXED: Final = -2

type Pair = tuple[float, int, int]
"""How much two cells cover each other, and which they are."""
type SizeOf = Callable[[Sequence[int]], tuple[float, float]]
"""Half the width and the height of a stack of marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A mark that is to be drawn."""

    x: float
    y: float
    box: Box
    """Where its centre may be."""
    wide: float
    """Half its width."""
    high: float
    """Half its height."""
    group: int
    """Marks of one group become a stack before others do."""


@dataclass(slots=True, kw_only=True)
class Cell:
    """The drawing at one place: one mark, or a stack of several."""

    members: list[int]
    box: Box
    wide: float
    high: float
    group: int
    goal: tuple[float, float]
    x: float = field(default=0.0)
    y: float = field(default=0.0)


def stand_apart(spots: Sequence[Spot], *, gap: float, size_of: SizeOf) -> list[Cell]:
    """Return a cell for each place, so that marks do not cover each other.

    Args:
        spots: The marks.
        gap: Least distance between two.
        size_of: Tells the size of a stack of some of them.
    """
    cells = [_cell(spots, [row], spot.box, (spot.wide, spot.high)) for row, spot in enumerate(spots)]
    times = 0
    while True:
        pairs = _neighbours(cells, gap)
        _settle(cells, pairs, gap)
        crowded, stuck = _covering(cells, pairs)
        if crowded:
            cells = _joined(spots, cells, crowded, size_of)
        elif stuck and times < _SORTED:
            times += 1
            cells = _parted(spots, cells, stuck, size_of)
        else:
            return _drawn_back(cells, stuck)


def _drawn_back(cells: list[Cell], stuck: Sequence[tuple[float, int, int]]) -> list[Cell]:
    """Return the cells with those that no sorting parts, pushed together by others, at their true places."""
    for _, *pair in stuck:
        for cell in pair:
            cells[cell].x, cells[cell].y = cells[cell].goal
    return cells


def _bound(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))


def _cell(spots: Sequence[Spot], members: list[int], box: Box, size: tuple[float, float]) -> Cell:
    x = y = 0.0
    for row in members:  # in this order: sum() would round otherwise than a browser
        x += spots[row].x
        y += spots[row].y
    x, y = _bound(x / len(members), box[0], box[2]), _bound(y / len(members), box[1], box[3])
    groups = {spots[row].group for row in members}
    group = groups.pop() if len(groups) == 1 else _MIXED
    return Cell(members=members, box=box, wide=size[0], high=size[1], group=group, goal=(x, y), x=x, y=y)


def _neighbours(cells: list[Cell], gap: float) -> list[tuple[int, int]]:
    """Return pairs that could come to cover each other within their boxes."""
    found = []
    for a, p in enumerate(cells):
        for b in range(a + 1, len(cells)):
            q = cells[b]
            wide, high = p.wide + q.wide + gap, p.high + q.high + gap
            across = p.box[0] - q.box[2] < wide and q.box[0] - p.box[2] < wide
            if across and p.box[1] - q.box[3] < high and q.box[1] - p.box[3] < high:
                found.append((a, b))
    return found


def _settle(cells: list[Cell], pairs: list[tuple[int, int]], gap: float) -> None:
    """Push cells apart along the way that is shorter for the room they have, and draw them back."""
    for step in range(_STEPS):
        worst = 0.0
        for a, b in pairs:
            worst = max(worst, _push(cells[a], cells[b], gap))
        for cell in cells:
            if step < _CALM:
                cell.x += (cell.goal[0] - cell.x) * 0.05
                cell.y += (cell.goal[1] - cell.y) * 0.05
            cell.x = _bound(cell.x, cell.box[0], cell.box[2])
            cell.y = _bound(cell.y, cell.box[1], cell.box[3])
        if step >= _CALM and worst < gap / 4:
            return


def _push(p: Cell, q: Cell, gap: float) -> float:
    wide, high = p.wide + q.wide + gap - abs(q.x - p.x), p.high + q.high + gap - abs(q.y - p.y)
    if wide <= 0 or high <= 0:
        return 0.0
    across = p.box[2] - p.box[0] + q.box[2] - q.box[0]
    along = p.box[3] - p.box[1] + q.box[3] - q.box[1]
    if wide * along <= high * across:
        push = (-wide if q.x < p.x else wide) / 2
        p.x -= push
        q.x += push
    else:
        push = (-high if q.y < p.y else high) / 2
        p.y -= push
        q.y += push
    return min(wide, high)


def _covering(cells: list[Cell], pairs: list[tuple[int, int]]) -> tuple[list[Pair], list[Pair]]:
    """Return pairs that cover each other, the worst first: those that may be one stack, and those that may not."""
    crowded: list[Pair] = []
    stuck: list[Pair] = []
    for a, b in pairs:
        p, q = cells[a], cells[b]
        wide, high = p.wide + q.wide - abs(q.x - p.x), p.high + q.high - abs(q.y - p.y)
        over = min(wide, high)
        if over <= _TOUCH:
            continue
        box = _common(p.box, q.box)
        if _holds(box):
            crowded.append((2 * over if p.group == q.group != _MIXED else over, a, b))
        elif wide > 2 * _STUCK * min(p.wide, q.wide) and high > 2 * _STUCK * min(p.high, q.high):
            stuck.append((over, a, b))

    def worst(pair: Pair) -> Pair:
        return -pair[0], pair[1], pair[2]

    return sorted(crowded, key=worst), sorted(stuck, key=worst)


def _common(a: Box, b: Box) -> Box:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _holds(box: Box) -> bool:
    return box[0] <= box[2] and box[1] <= box[3]


def _joined(spots: Sequence[Spot], cells: list[Cell], crowded: list[Pair], size_of: SizeOf) -> list[Cell]:
    """Return the cells with the worst third of the pairs as stacks, each cell at most once."""
    used: set[int] = set()
    made = []
    for _, a, b in crowded[: ceil(len(crowded) / 3)]:
        if used & {a, b}:
            continue
        used |= {a, b}
        members = sorted([*cells[a].members, *cells[b].members])
        made.append(_cell(spots, members, _common(cells[a].box, cells[b].box), size_of(members)))
    return [*_kept(cells, used), *made]


def _kept(cells: list[Cell], used: set[int]) -> list[Cell]:
    kept = [cell for row, cell in enumerate(cells) if row not in used]
    for cell in kept:
        cell.x, cell.y = cell.goal
    return kept


def _parted(spots: Sequence[Spot], cells: list[Cell], stuck: list[Pair], size_of: SizeOf) -> list[Cell]:
    """Return the cells with members of two that cover each other sorted anew, by the side on which they are."""
    used: set[int] = set()
    made = []
    for _, a, b in stuck:
        halves = None if used & {a, b} else _halves(spots, [*cells[a].members, *cells[b].members])
        if halves is None:
            continue
        used |= {a, b}
        for members in halves:
            alone = spots[members[0]]
            size = size_of(members) if len(members) > 1 else (alone.wide, alone.high)
            made.append(_cell(spots, members, _box(spots, members), size))
    return [*_kept(cells, used), *made]


def _box(spots: Sequence[Spot], members: Sequence[int]) -> Box:
    return reduce(_common, (spots[row].box for row in members))


def _halves(spots: Sequence[Spot], members: list[int]) -> tuple[list[int], list[int]] | None:
    """Return the two sides that can be drawn farthest from each other, each of which may be one mark or stack."""
    best, most = None, -inf
    for axis in (0, 1):
        order = sorted(members, key=lambda row: ((spots[row].x, spots[row].y)[axis], row))
        for cut in range(1, len(order)):
            low, high = _box(spots, order[:cut]), _box(spots, order[cut:])
            far = high[axis + 2] - low[axis]
            if _holds(low) and _holds(high) and far > most:
                best, most = (sorted(order[:cut]), sorted(order[cut:])), far
    return best
