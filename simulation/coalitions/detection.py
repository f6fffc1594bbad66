"""Finds who stands with whom: communities of the graph of salience-weighted agreement."""

import numpy as np

from simulation.arrays import ATOL, FloatArray, IntArray

__all__ = ["REACH", "agreement", "apart_by_issue", "detect", "detect_sessions", "fit"]

REACH = 0.25
"""Distance at which two delegations no longer count as agreeing: one rung of a five-rung ladder."""


def agreement(position: FloatArray, salience: FloatArray, *, reach: float = REACH) -> FloatArray:
    """Return how far each two delegations agree, `[A, A]`, 0..1, 0 on the diagonal.

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


def detect(edges: FloatArray, seed: int) -> IntArray:
    """Return the community of each delegation, `[A]`, numbered by first member; -1: stands alone.

    Louvain's method with resolution 1 [Blondel2008]_: communities within which delegations agree more than
    their overall readiness to agree would lead one to expect. The same edges and seed give the same answer.
    """
    from networkx import Graph
    from networkx.algorithms.community import louvain_communities

    label = np.full(len(edges), -1, dtype=np.int64)
    rows, columns = np.nonzero(np.triu(edges))
    graph: Graph[int] = Graph()
    graph.add_nodes_from(range(len(edges)))
    graph.add_weighted_edges_from(
        zip(rows.tolist(), columns.tolist(), edges[rows, columns].tolist(), strict=True)
    )
    communities = louvain_communities(graph, seed=seed)
    groups = sorted(sorted(group) for group in communities if len(group) > 1)
    for number, group in enumerate(groups):
        label[group] = number
    return label


def detect_sessions(
    position: FloatArray, salience: FloatArray, generator: np.random.Generator, *, reach: float = REACH
) -> IntArray:
    """Return the communities of each session, `[T, A]`, from positions and saliences `[T, A, I]`.

    One seed serves all sessions, so that nothing changes sides while nobody moves.
    """
    seed = int(generator.integers(2**32))
    label = np.full(position.shape[:2], -1, dtype=np.int64)
    for session, now in enumerate(position):
        same = session and np.array_equal(now, position[session - 1])
        if same and np.array_equal(salience[session], salience[session - 1]):
            label[session] = label[session - 1]
        else:
            label[session] = detect(agreement(now, salience[session], reach=reach), seed)
    return label
