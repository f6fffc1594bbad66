"""Geometry of the charts: stacks without overlaps, marks pushed apart, hulls. Deterministic throughout.

Lengths are in the units of the drawing; y grows downwards.
"""

from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray

__all__ = ["SLACK", "Box", "convex_hull", "core", "meet", "outlines_meet", "push_apart", "ring", "stack"]

SLACK: Final = 0.03
"""Of an axis: the most that a map draws a delegation off its place, here as in the replay (`js/stacks.js`)."""

type Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""

CORE: Final = 2.15
"""Members within this many median distances of the median point are the core of a coalition."""
_CORNERS: Final = 18
_COINCIDENT: Final = 0.01
_STEPS: Final = 80
_LAST: Final = 240


def stack(
    centre: FloatArray, height: FloatArray, weight: FloatArray, gap: FloatArray, *, top: float, bottom: float
) -> FloatArray:
    """Return the upper edges, `[N]`, of bands as close to their wished centres as order and gaps allow.

    Least weighted squares under the constraints: isotonic regression of the wished edges less all that must lie above
    them, then cut to the frame. If the bands do not fit, they
    start at the top and run over the bottom.

    Args:
        centre: Wished centres, `[N]`, ascending: they fix the order.
        height: `[N]`.
        weight: How much each insists, `[N]`, above 0.
        gap: Least distance to the band below, `[N - 1]`.
        top: Upper edge of the frame.
        bottom: Lower edge.
    """
    if not len(centre):
        return np.zeros(0)
    above = np.concatenate([[0.0], np.cumsum(height[:-1] + gap)])
    free = _ascending(centre - height / 2 - above, weight)
    last = max(top, bottom - above[-1] - height[-1])
    edges: FloatArray = np.clip(free, top, last) + above
    return edges


def _ascending(wish: FloatArray, weight: FloatArray) -> FloatArray:
    """Return the values, `[N]`, that never fall and lie closest to the wished ones: isotonic regression.

    SciPy has it too, but to load its optimizers takes seconds, for which a class would look at an old picture.
    """
    blocks = list[tuple[float, float, int]]()  # mean, weight, how many
    for mean, total in zip(wish.tolist(), weight.tolist(), strict=True):
        block = (mean, total, 1)
        while blocks and blocks[-1][0] >= block[0]:
            block = _pooled(blocks.pop(), block)
        blocks.append(block)
    return np.repeat([mean for mean, _, _ in blocks], [count for *_, count in blocks])


def _pooled(one: tuple[float, float, int], other: tuple[float, float, int]) -> tuple[float, float, int]:
    total = one[1] + other[1]
    return (one[0] * one[1] + other[0] * other[1]) / total, total, one[2] + other[2]


def push_apart(
    wish: FloatArray,
    radius: FloatArray,
    *,
    gap: float,
    low: FloatArray,
    high: FloatArray,
    slack: FloatArray | None = None,
) -> FloatArray:
    """Return places, `[N, 2]`, near the wished ones, such that discs do not touch as long as there is room.

    Where `slack` leaves too little room they cover each other: a place that is not true would be worse.

    Args:
        wish: Wished centres, `[N, 2]`.
        radius: `[N]`.
        gap: Least distance between two discs.
        low: Least coordinates of the frame, `[2]`.
        high: Largest, `[2]`.
        slack: The most that a place may be off the wished one, `[2]`; None: as far as it takes.
    """
    place = wish.copy()
    least, most = low + radius[:, None], high - radius[:, None]
    if slack is not None:  # who is wished outside the frame may stay there
        least, most = (
            np.clip(least, wish - slack, wish + slack),
            np.clip(most, wish - slack, wish + slack),
        )
    apart = radius[:, None] + radius + gap
    upper = np.triu(np.ones_like(apart, dtype=np.bool_), k=1)
    for step in range(_LAST):
        delta = place[:, None] - place
        distance = np.sqrt((delta**2).sum(axis=-1))
        one, other = np.nonzero(upper & (distance < apart))
        overlap = (apart - distance)[one, other]
        if step >= _STEPS and overlap.max(initial=0.0) < gap / 4:
            break
        push = 0.5 * overlap[:, None] * _directions(delta[one, other], distance[one, other], one, other)
        for axis in range(2):
            place[:, axis] += np.bincount(one, push[:, axis], len(place))
            place[:, axis] -= np.bincount(other, push[:, axis], len(place))
        if step < _STEPS:
            place += 0.05 * (wish - place)
        place = np.clip(place, least, most)
    return place


def outlines_meet(one: FloatArray, other: FloatArray) -> bool:
    """Return whether two convex outlines, `[N, 2]`, meet: no edge of either has all of the other beyond it."""
    return not (_is_beyond(one, other) or _is_beyond(other, one))


def _is_beyond(outline: FloatArray, points: FloatArray) -> bool:
    """Return whether some edge of an outline has all points on its outer side."""
    along = np.roll(outline, -1, axis=0) - outline
    away = points[None] - outline[:, None]
    turn = along[:, None, 0] * away[..., 1] - along[:, None, 1] * away[..., 0]
    return bool((turn <= 0).all(axis=1).any())


def _directions(delta: FloatArray, distance: FloatArray, one: IntArray, other: IntArray) -> FloatArray:
    """Return the unit vectors along which pairs part; coincident ones take any, but always the same."""
    angle = (one * 7 + other * 13) % 628 / 100.0
    any_way = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    along = delta / np.maximum(distance, _COINCIDENT)[:, None]
    directions: FloatArray = np.where((distance > _COINCIDENT)[:, None], along, any_way)
    return directions


def core(place: FloatArray, least: float) -> BoolArray:
    """Return a mask, `[N]`, of the members in the core of a coalition; the others lie apart.

    Args:
        place: Of the members, `[N, 2]`.
        least: Whoever is this close to the median point is core in any case.
    """
    distance = np.hypot(*(place - np.median(place, axis=0)).T)
    inside: BoolArray = distance <= max(least, CORE * float(np.median(distance)))
    return inside


def ring(place: FloatArray, radius: FloatArray) -> FloatArray:
    """Return points on circles round the places, `[18 N, 2]`: their hull is the hull of the discs."""
    angle = np.arange(_CORNERS) * 2 * np.pi / _CORNERS
    circle = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    points: FloatArray = (place[:, None] + radius[:, None, None] * circle).reshape(-1, 2)
    return points


def convex_hull(points: FloatArray) -> FloatArray:
    """Return the corners of the convex hull of points `[N, 2]`, in order (monotone chain)."""
    ordered = np.unique(points, axis=0)  # sorted by x, then y
    if len(ordered) < 3:  # noqa: PLR2004 - two points have no inside
        return ordered
    half = [_chain(ordered, way) for way in (np.arange(len(ordered)), np.arange(len(ordered))[::-1])]
    hull: FloatArray = ordered[half[0][:-1] + half[1][:-1]]
    return hull


def _chain(points: FloatArray, order: IntArray) -> list[int]:
    chain: list[int] = []
    for index in order.tolist():
        while len(chain) > 1 and _turn(points[chain[-2]], points[chain[-1]], points[index]) <= 0:
            chain.pop()
        chain.append(index)
    return chain


def _turn(start: FloatArray, middle: FloatArray, end: FloatArray) -> float:
    ahead, beyond = middle - start, end - start
    return float(ahead[0] * beyond[1] - ahead[1] * beyond[0])


def meet(one: Box, other: Box) -> bool:
    """Return whether two boxes have some place in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
