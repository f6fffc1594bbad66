"""Louvain's method from many seeds at once: partitions of graphs into communities, as arrays."""

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray

__all__ = ["louvain"]

_GRID = 2.0**30
"""Weights are taken in whole parts of this, so that sums are exact, whatever their order."""


def louvain(edges: FloatArray, turn: FloatArray) -> IntArray:
    """Return a partition of each graph from each seed, `[G, S, A]`; the numbers of communities mean nothing.

    The method of [Blondel2008]_ with resolution 1. Node after node goes where modularity gains most, until none
    moves; then communities become nodes and the same is done again. A graph has the same partitions alone and
    among others, and, ties apart, whatever the order of its nodes: who has which turn follows from the degrees.

    Args:
        edges: Weights, `[G, A, A]`, 0..1, symmetric, 0 on the diagonal.
        turn: When the nodes have their turn, smallest first, `[S, A]`: numbers drawn for each seed.
    """
    n_graphs, size, _ = edges.shape
    n_rows = n_graphs * len(turn)
    weights = np.rint(edges * _GRID) / _GRID
    by_degree = np.argsort(weights.sum(axis=2), axis=1, kind="stable")
    drawn = turn[:, np.argsort(by_degree, axis=1)].swapaxes(0, 1).reshape(n_rows, size)
    graph = np.repeat(np.arange(n_graphs), len(turn))
    found = np.tile(np.arange(size), (n_rows, 1))
    while True:
        order = np.argsort(drawn, axis=1, kind="stable")
        label, n_communities = _numbered(_moved(weights, graph, order))
        found = np.take_along_axis(label, found, axis=1)
        if n_communities == size:
            return found.reshape(n_graphs, *turn.shape)
        weights = _between(weights[graph], label, n_communities)
        drawn = _earliest(drawn, label, n_communities)
        graph, size = np.arange(n_rows), n_communities


def _moved(weights: FloatArray, graph: IntArray, order: IntArray) -> IntArray:
    """Return communities that no single node gains by leaving, `[B, A]`, each node having started alone.

    Args:
        weights: `[G, A, A]`, with what is within a node on the diagonal.
        graph: Which graph each row of the batch is about, `[B]`.
        order: In which the nodes take turns, `[B, A]`.
    """
    size = weights.shape[1]
    degree = weights.sum(axis=2)
    total = degree.sum(axis=1)
    total[total <= 0] = 1.0
    label = np.tile(np.arange(size), (len(graph), 1))
    open_ = np.arange(len(graph))
    while len(open_):
        whose = graph[open_]
        label[open_], has_moved = _swept(
            label[open_], weights, whose, order=order[open_], degree=degree[whose], total=total[whose]
        )
        open_ = open_[has_moved]
    return label


def _swept(
    label: IntArray,
    weights: FloatArray,
    whose: IntArray,
    *,
    order: IntArray,
    degree: FloatArray,
    total: FloatArray,
) -> tuple[IntArray, BoolArray]:
    """Return the communities after every node had its turn once, and in which rows one moved, `[B]`."""
    n_rows, size = label.shape
    rows = np.arange(n_rows)
    cells = label + (rows * size)[:, None]  # a community of one row, as a number of its own
    volume = _summed(cells, degree)
    has_moved = np.zeros(n_rows, dtype=np.bool_)
    for turn in order.T:
        own, weight = cells[rows, turn] - rows * size, degree[rows, turn]
        linked = weights[whose, turn]
        linked[rows, turn] = 0.0
        volume[rows, own] -= weight
        gain = _summed(cells, linked) - (weight / total)[:, None] * volume
        best = gain.argmax(axis=1)
        better = gain[rows, best] > gain[rows, own] + ATOL
        best = np.where(better, best, own)
        volume[rows, best] += weight
        cells[rows, turn] = best + rows * size
        has_moved |= better
    return cells - (rows * size)[:, None], has_moved


def _summed(cells: IntArray, values: FloatArray) -> FloatArray:
    """Return the sum of `values` in each community of each row, `[B, A]`."""
    return np.bincount(cells.ravel(), weights=values.ravel(), minlength=cells.size).reshape(cells.shape)


def _numbered(label: IntArray) -> tuple[IntArray, int]:
    """Return communities numbered without gaps in each row, and how many there are at most."""
    rows = np.arange(len(label))[:, None]
    is_there = np.zeros(label.shape, dtype=np.bool_)
    is_there[rows, label] = True
    number = is_there.cumsum(axis=1) - 1
    return number[rows, label], int(is_there.sum(axis=1).max(initial=0))


def _between(weights: FloatArray, label: IntArray, n_communities: int) -> FloatArray:
    """Return the weights between communities and within each, `[B, C, C]`, of graphs `[B, A, A]`."""
    n_rows, within = len(label), n_communities * n_communities
    cells = (
        (np.arange(n_rows) * within)[:, None, None] + label[:, :, None] * n_communities + label[:, None, :]
    )
    between = np.bincount(cells.ravel(), weights=weights.ravel(), minlength=n_rows * within)
    return between.reshape(n_rows, n_communities, n_communities)


def _earliest(turn: FloatArray, label: IntArray, n_communities: int) -> FloatArray:
    """Return the turn of each community, `[B, C]`: that of the first of its members."""
    earliest = np.full((len(label), n_communities), np.inf)
    np.minimum.at(earliest, (np.arange(len(label))[:, None], label), turn)
    return earliest
