"""Opinion dynamics: positions that move towards those near enough to be listened to.

Every step reads the old positions and returns new ones. Nothing here draws at random by itself: the pairs of Deffuant's
model are drawn with the generator that is given. Influence is any number not below zero, such as capability times
salience; only its ratios count.
"""

from collections.abc import Callable
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray

__all__ = [
    "TOLERANCE",
    "anchored",
    "distance",
    "draw_pairs",
    "mean_in_reach",
    "mean_in_reach_of_vectors",
    "meet",
    "meet_in_turn",
    "settle",
]

TOLERANCE: Final = 1e-12
"""Distances are compared up to this; positions that move by no more are at rest."""


def mean_in_reach(position: FloatArray, *, bound: float, influence: FloatArray | None = None) -> FloatArray:
    """Return where everyone moves at once: to the mean of all within `bound`, oneself included.

    x_i' = sum_j w_j x_j / sum_j w_j over all j with abs(x_i - x_j) <= bound + 1e-12 (the model BC of Hegselmann and
    Krause 2002, where w = 1). Sorted positions and running sums: O(A log A). The order of positions is kept, and
    nobody leaves the span of those in reach. Running sums lose as many digits as influence spans powers of ten:
    below a billionth of the total, somebody's influence is noise.

    Args:
        position: `[..., A]`, one issue.
        bound: how far one listens, in units of the positions; the bound itself is within reach.
        influence: w, `[..., A]` or `[A]`, not negative; None: all count the same. Where everybody in reach has
            none, one stays.

    Returns:
        `[..., A]`.

    Known as: bounded confidence [Hegselmann2002]_.
    """
    order = np.argsort(position, axis=-1, kind="stable")
    x = np.take_along_axis(position, order, axis=-1)
    first, stop = _reach(x, bound + TOLERANCE)
    centre = 0.5 * (x[..., :1] + x[..., -1:])  # running sums of small numbers lose less
    if influence is None:
        total = (stop - first).astype(np.float64)
        moved = _between(x - centre, first, stop) / total
    else:
        w = np.take_along_axis(np.broadcast_to(influence, position.shape), order, axis=-1)
        total = _between(w, first, stop)
        heard = (_between(w > 0.0, first, stop) > 0.0) & (
            total > 0.0
        )  # a sum of nothing may come out as 1e-17
        moved = np.divide(_between(w * (x - centre), first, stop), total, out=x - centre, where=heard)
    low = np.take_along_axis(x, first, axis=-1)
    high = np.take_along_axis(x, stop - 1, axis=-1)
    result = np.empty_like(x)
    # The clip changes nothing but rounding: a group in one place stays there to the last bit.
    np.put_along_axis(result, order, np.clip(moved + centre, low, high), axis=-1)
    return result


def _reach(x: FloatArray, bound: float) -> tuple[IntArray, IntArray]:
    """Return the first in reach and one past the last, `[..., A]`, for sorted positions."""
    n = x.shape[-1]
    upper = np.argsort(np.concatenate((x, x + bound), axis=-1), axis=-1, kind="stable")
    lower = np.argsort(np.concatenate((x - bound, x), axis=-1), axis=-1, kind="stable")
    place = np.arange(n)
    # In the merged order, the i-th bound has its i predecessors and all positions on its near side before it.
    stop = np.nonzero(upper >= n)[-1].reshape(x.shape) - place
    first = np.nonzero(lower < n)[-1].reshape(x.shape) - place
    return first, stop


def _between(values: FloatArray | BoolArray, first: IntArray, stop: IntArray) -> FloatArray:
    """Return the sums of `values[..., first:stop]`, `[..., A]`."""
    sums = np.zeros((*values.shape[:-1], values.shape[-1] + 1))
    np.cumsum(values, axis=-1, out=sums[..., 1:])
    total: FloatArray = np.take_along_axis(sums, stop, axis=-1) - np.take_along_axis(sums, first, axis=-1)
    return total


def distance(position: FloatArray, salience: FloatArray) -> FloatArray:
    """Return how far each delegation finds each other one, `[..., A, A]`: row i is the view of i.

    sqrt(sum_m (s_im (x_im - x_jm))^2 / sum_m s_im^2) with the saliences of i, so that two may find each other
    differently far; whoever cares for nothing counts all issues the same.

    Args:
        position: `[..., A, I]`.
        salience: `[..., A, I]` or `[A, I]`, not negative.
    """
    away = np.zeros((*position.shape[:-1], position.shape[-2]))
    share = _share(position, salience)
    for issue in range(position.shape[-1]):
        x = position[..., issue]
        away += share[..., issue, None] * (x[..., :, None] - x[..., None, :]) ** 2
    return np.sqrt(away, out=away)


def _share(position: FloatArray, salience: FloatArray) -> FloatArray:
    """Return s^2 / sum s^2, `[..., A, I]`; the same for all issues where there is no salience."""
    s = np.broadcast_to(salience, position.shape)
    most = s.max(axis=-1, keepdims=True)
    s = np.divide(
        s, most, out=np.ones(position.shape), where=most > 0.0
    )  # squares of the smallest would vanish
    square = s**2
    share: FloatArray = square / square.sum(axis=-1, keepdims=True)
    return share


def mean_in_reach_of_vectors(
    position: FloatArray, away: FloatArray, *, bound: float, influence: FloatArray | None = None
) -> FloatArray:
    """Return where everyone moves at once, on all issues together, `[..., A, I]`.

    As `mean_in_reach`, for whatever distance: O(A^2 I).

    Args:
        position: `[..., A, I]`.
        away: how far i finds j, `[..., A, A]`, for instance from `distance`.
        bound: how far one listens, in units of `away`; the bound itself is within reach.
        influence: `[..., A]` or `[A]`, not negative; None: all count the same.

    Known as: bounded confidence in several dimensions [Hegselmann2002]_.
    """
    heard = (away <= bound + TOLERANCE).astype(np.float64)
    if influence is not None:
        heard *= influence[..., None, :]
    total = heard.sum(axis=-1)[..., None]
    moved = np.divide(heard @ position, total, out=position.copy(), where=total > 0.0)
    return _kept_inside(moved, position)


def _kept_inside(moved: FloatArray, position: FloatArray) -> FloatArray:
    """Return positions rounded back into the span of all, so that equal positions stay to the last bit."""
    low, high = position.min(axis=-2, keepdims=True), position.max(axis=-2, keepdims=True)
    inside: FloatArray = np.clip(moved, low, high)
    return inside


def anchored(moved: FloatArray, start: FloatArray, stubbornness: FloatArray) -> FloatArray:
    """Return x' = (1 - g) moved + g start: what a delegation holds on to of where it began.

    Friedkin and Johnsen 1990, with g one minus their susceptibility; any rule may do the moving.

    Args:
        moved: where the rule puts everyone, `[..., A]` or `[..., A, I]`.
        start: where everyone began, of the same shape.
        stubbornness: g in 0..1, of a shape that fits: 0 gives way freely, 1 never moves.

    Known as: stubbornness [Friedkin1990]_.
    """
    held: FloatArray = moved + stubbornness * (start - moved)
    return held


def meet(
    position: FloatArray,
    first: IntArray,
    second: IntArray,
    *,
    bound: float,
    pace: float = 0.5,
    influence: FloatArray | None = None,
) -> FloatArray:
    """Return the positions after these pairs met, all at once; nobody may be in two pairs.

    Whoever is nearer to the other than `bound` (strictly) on every issue goes mu of the way to where the other was, as
    in Deffuant et al. 2000. With influence, mu_a = min(1, 2 mu w_b / (w_a + w_b)), our extension: mu among equals, and
    where neither has any; two who both move keep their mean, weighted by w.

    Args:
        position: `[..., A, I]`; one issue is `position[..., None]`.
        first: who meets, `[..., M]`.
        second: whom, `[..., M]`.
        bound: how near one must be to the other.
        pace: mu, above 0 and at most 1/2.
        influence: w, `[..., A]` or `[A]`, not negative.

    Known as: pairwise bounded confidence [Deffuant2000]_.
    """
    x, y = _rows(position, first), _rows(position, second)
    w = np.ones(position.shape[:-1]) if influence is None else np.broadcast_to(influence, position.shape[:-1])
    own, theirs = np.take_along_axis(w, first, axis=-1), np.take_along_axis(w, second, axis=-1)
    result = position.copy()
    for who, here, there, mine, other in ((first, x, y, own, theirs), (second, y, x, theirs, own)):
        gap = there - here
        away = np.sqrt((gap**2).max(axis=-1))
        total = mine + other
        part = np.divide(other, total, out=np.full(total.shape, 0.5), where=total > 0.0)
        step = np.where(away < bound - TOLERANCE, np.minimum(1.0, 2.0 * pace * part), 0.0)
        low, high = np.minimum(here, there), np.maximum(here, there)
        moved = np.clip(here + step[..., None] * gap, low, high)
        np.put_along_axis(result, who[..., None], moved, axis=-2)
    return result


def _rows(values: FloatArray, who: IntArray) -> FloatArray:
    return np.take_along_axis(values, who[..., None], axis=-2)


def meet_in_turn(
    position: FloatArray,
    pairs: IntArray,
    *,
    bound: float,
    pace: float = 0.5,
    influence: FloatArray | None = None,
) -> FloatArray:
    """Return the positions after pairs met one after the other, each from what the last one left.

    One step of the model of Deffuant et al. is A such pairs, see `draw_pairs`. Pairs that have nobody in common may
    meet at once without a difference, so this takes as many `meet` as the longest chain of pairs that hang together.

    Args:
        position: `[..., A, I]`.
        pairs: `[..., P, 2]`, with the same leading axes.
        bound: as in `meet`, like all that follow.
        pace: mu.
        influence: w.
    """
    size = position.shape[-2]
    rows = np.arange(position.size // (size * position.shape[-1]), dtype=np.int64) * size
    flat = (pairs.reshape(len(rows), -1, 2) + rows[:, None, None]).reshape(-1, 2)
    turn = _turns(flat, len(rows) * size)
    result = position.reshape(-1, position.shape[-1])
    if influence is not None:
        influence = np.broadcast_to(influence, position.shape[:-1]).reshape(-1)
    for now in range(int(turn.max(initial=-1)) + 1):
        first, second = flat[turn == now].T
        result = meet(result, first, second, bound=bound, pace=pace, influence=influence)
    return result.reshape(position.shape)


def _turns(pairs: IntArray, size: int) -> IntArray:
    """Return for each pair, `[P]`, how many others must meet before it, one after the other."""
    free = [0] * size  # plain numbers: each pair waits for the one before it
    turns = []
    for first, second in pairs.tolist():
        now = max(free[first], free[second])
        turns.append(now)
        free[first] = free[second] = now + 1
    return np.array(turns, dtype=np.int64)


def draw_pairs(generator: np.random.Generator, n_delegations: int, n_pairs: int) -> IntArray:
    """Return pairs drawn independently, `[P, 2]`, never somebody with oneself; none if there are not two."""
    if n_delegations < 2:  # noqa: PLR2004
        return np.empty((0, 2), dtype=np.int64)
    first = generator.integers(n_delegations, size=n_pairs)
    second = generator.integers(n_delegations - 1, size=n_pairs)
    return np.stack((first, second + (second >= first)), axis=-1)


def settle(step: Callable[[FloatArray], FloatArray], position: FloatArray, *, most_rounds: int) -> FloatArray:
    """Return the last positions, `[..., A]`, of a step that is repeated until nobody moves.

    That is, by no more than 1e-12, or 1e-12 of the widest span.

    Hegselmann and Krause's step comes to rest after finitely many rounds; with stubbornness positions only draw nearer
    to where they end, each round by a constant share.

    Args:
        step: returns the next positions; all replications take every step, so a step that is at rest must stay.
        position: where everyone begins, `[..., A]`.
        most_rounds: stop after so many.
    """
    still = TOLERANCE * max(1.0, float(np.ptp(position)))
    for _ in range(most_rounds):
        before, position = position, step(position)
        if not (np.abs(position - before) > still).any():
            break
    return position
