"""Finds who stands with whom: communities of the graph of salience-weighted agreement."""

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.coalitions.louvain import louvain

__all__ = ["AS_GOOD", "REACH", "SEEDS", "agreement", "apart_by_issue", "detect", "detect_sessions", "fit"]

REACH = 0.25
"""Distance at which two delegations no longer count as agreeing: one rung of a five-rung ladder."""

SEEDS = 20
"""How many seeds look for communities."""

AS_GOOD = 0.005
"""Partitions that fit worse than the best by no more than this are as good: half a percent of all agreement."""

_DIGITS = 12
"""Decimals in which two sums differ if they do not differ by rounding only."""

_CELLS = 1 << 22
"""Numbers that an array may hold while sessions are looked at together."""


def agreement(position: FloatArray, salience: FloatArray, *, reach: float = REACH) -> FloatArray:
    """Return the agreement of each two delegations, `[A, A]`, 0..1, 0 on the diagonal.

    It is `max(0, 1 - d / reach)`, where `d` is their mean distance over the issues, each weighted by what it
    means to the two of them together: `d_ij = sum_q (s_iq + s_jq) |x_iq - x_jq| / sum_q (s_iq + s_jq)`.
    Delegations `reach` or further apart have no edge. Two that care for nothing do not agree on anything.

    Args:
        position: `[A, I]`, 0..1.
        salience: `[A, I]`, not negative.
        reach: Above 0, in the units of the axis.
    """
    n_delegations, n_issues = position.shape
    apart = np.zeros((n_delegations, n_delegations))
    for issue in range(n_issues):
        place, weight = position[:, issue], salience[:, issue]
        apart += (weight[:, None] + weight) * np.abs(place[:, None] - place)
    total = salience.sum(axis=1)
    both = total[:, None] + total
    edges = 1.0 - apart / (np.where(both > 0, both, 1.0) * reach)
    edges[(edges < ATOL) | (both <= 0)] = 0.0
    np.fill_diagonal(edges, 0.0)
    return edges


def apart_by_issue(position: FloatArray, salience: FloatArray, row: int) -> FloatArray:
    """Return what each issue adds to the distance of one delegation from each, `[A, I]`; a row sums to `d` above.

    Args:
        position: `[A, I]`, 0..1.
        salience: `[A, I]`, not negative.
        row: The delegation.
    """
    weight = salience + salience[row]
    total = weight.sum(axis=1, keepdims=True)
    apart: FloatArray = weight * np.abs(position - position[row]) / np.where(total > 0, total, 1.0)
    return apart


def fit(edges: FloatArray, label: IntArray) -> float:
    """Return how well communities fit an agreement: its share within them less what chance puts there, below 1.

    This is the modularity that Louvain's method seeks to make large; -1 in `label` is a community of one.
    """
    total = edges.sum()
    if not total:
        return 0.0
    degree = edges.sum(axis=1)
    alone = np.where(label < 0, len(label) + np.arange(len(label)), label)
    inside = alone[:, None] == alone
    return float(((edges - np.outer(degree, degree) / total) * inside).sum() / total)


def detect(edges: FloatArray, generator: np.random.Generator) -> IntArray:
    """Return the community of each delegation, `[A]`, numbered by first member; -1: stands alone.

    Communities within which delegations agree more than their overall readiness to agree would lead one to expect,
    as `detect_sessions` finds them in a first session.
    """
    turn = generator.random((SEEDS, len(edges)))
    return _chosen(edges, louvain(edges[None], turn)[0])


def detect_sessions(
    position: FloatArray, salience: FloatArray, generator: np.random.Generator, *, reach: float = REACH
) -> IntArray:
    """Return the communities of each session, `[T, A]`, from positions and saliences `[T, A, I]`.

    Many partitions fit an agreement about as well as the best [Good2010]_, and which of them one seed of Louvain's
    method finds is chance. So `SEEDS` seeds look for them, and of those that fit within `AS_GOOD` of the best

    - in the first session the one counts that says most like all seeds who stands together: their consensus, from
      the share of seeds in which each two delegations do [LancichinettiFortunato2012]_;
    - later the one counts in which fewest pairs stand together or apart other than in the session before. The
      groups of the session before are looked at as well, as far as they still hang together.

    Of several alike the best fit counts, then what most seeds found, then the first in the order of delegations.
    A session depends on none after it. While nobody moves nothing changes.
    """
    turn = generator.random((SEEDS, position.shape[1]))
    label = np.full(position.shape[:2], -1, dtype=np.int64)
    moved = [0, *(np.flatnonzero(_differs(position) | _differs(salience)) + 1).tolist()][: len(position)]
    at_once = max(1, _CELLS // max(1, turn.size * position.shape[1]))
    for first in range(0, len(moved), at_once):
        sessions = moved[first : first + at_once]
        edges = np.stack(
            [agreement(position[session], salience[session], reach=reach) for session in sessions]
        )
        for session, now, found in zip(sessions, edges, louvain(edges, turn), strict=True):
            label[session:] = _chosen(now, found, label[session - 1] if session else None)
    return label


def _differs(values: FloatArray) -> BoolArray:
    """Return whether anything differs from the session before, from the second session on, `[T - 1]`."""
    differs: BoolArray = (values[1:] != values[:-1]).any(axis=(1, 2))
    return differs


def _chosen(edges: FloatArray, found: IntArray, before: IntArray | None = None) -> IntArray:
    """Return the partition that counts, `[A]`, of those that seeds found, `[S, A]`, and that of the session before."""
    by_first_member = (found[:, :, None] == found[:, None, :]).argmax(axis=2)
    times: dict[tuple[int, ...], int] = {}
    for label, count in zip(*np.unique(by_first_member, axis=0, return_counts=True), strict=True):
        parts = _parts(edges, label)
        times[parts] = times.get(parts, 0) + int(count)
    held = np.zeros_like(edges)
    for parts, count in times.items():
        held += _together(parts) * (count / len(found))
    if before is not None:
        alone = np.where(before < 0, len(before) + np.arange(len(before)), before)
        times.setdefault(_parts(edges, alone), 0)
        held = _together(alone)
    fits = {parts: round(fit(edges, np.array(parts)), _DIGITS) for parts in times}
    best = max(fits.values())

    def rank(parts: tuple[int, ...]) -> tuple[float, float, int, tuple[int, ...]]:
        changed = float(np.abs(_together(parts) - held).sum())
        return round(changed, _DIGITS), -fits[parts], -times[parts], parts

    return _labelled(min((parts for parts in times if fits[parts] >= best - AS_GOOD), key=rank))


def _parts(edges: FloatArray, label: IntArray) -> tuple[int, ...]:
    """Return for each delegation the first of those that it hangs together with inside its community."""
    together = (edges > 0) & (label[:, None] == label)
    np.fill_diagonal(together, val=True)
    first = np.arange(len(label))
    while True:
        nearest = np.where(together, first, len(label)).min(axis=1)
        if np.array_equal(nearest, first):
            return tuple(first.tolist())
        first = nearest


def _together(label: IntArray | tuple[int, ...]) -> FloatArray:
    """Return which two are in one community, `[A, A]`, 0 or 1."""
    names = np.asarray(label)
    together: FloatArray = (names[:, None] == names).astype(np.float64)
    return together


def _labelled(first: tuple[int, ...]) -> IntArray:
    """Return communities of two and more numbered by first member, `[A]`; -1: stands alone."""
    _, number, count = np.unique(first, return_inverse=True, return_counts=True)
    is_group = count > 1
    labelled: IntArray = np.where(is_group, np.cumsum(is_group) - 1, -1)[number]
    return labelled
