"""A classification tree, pruned, and the boxes that its leaves stand for."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.extras import needed
from simulation.study.box import Condition, condition
from simulation.study.factor import Factor
from simulation.words import say

__all__ = ["boxes_of_leaves", "smallest_leaf"]

_DEEPEST: Final = 3
"""Splits on the way to a leaf: conditions that a reader can hold in mind."""
_SMALLEST: Final = 10
_SMALLEST_SHARE: Final = 0.05
"""A leaf holds ten runs and a twentieth of all."""
_NODE: Final = -2
"""What scikit-learn writes as the column that a leaf splits."""

type _Column = tuple[int, str | None]
"""A factor by its place; of choices without order, one choice: 1 where it is taken."""


def smallest_leaf(n: int) -> int:
    """Return how many of n runs a leaf holds at least.

    >>> smallest_leaf(100), smallest_leaf(1000)
    (10, 50)
    """
    return max(_SMALLEST, int(np.ceil(_SMALLEST_SHARE * n)))


def boxes_of_leaves(
    factors: Sequence[Factor], values: FloatArray, outcome: BoolArray, folds: IntArray, seed: int
) -> list[tuple[Condition, ...]]:
    """Return the conditions of each leaf of a tree grown on `values`, `(n, K)`, for a yes or no, `(n,)`.

    CART (Breiman and others 1984): three splits deep at most, no leaf smaller than `smallest_leaf`, pruned by cost and
    complexity, as far as the error over `folds`, `(n,)`, is within one standard error of the least.
    A tree without splits gives none.
    """
    columns = _columns(factors)
    coded = np.stack([_coded(factors[k], choice, values[:, k]) for k, choice in columns], axis=1)
    tree = _grown(coded, outcome, _pruning(coded, outcome, folds, seed), seed).tree_
    leaves: list[tuple[Condition, ...]] = []

    def walk(node: int, bounds: dict[int, tuple[float, float]]) -> None:
        column = int(tree.feature[node])
        if column == _NODE:
            leaves.append(_merged(factors, columns, bounds))
            return
        low, high = bounds.get(column, (-np.inf, np.inf))
        bound = float(tree.threshold[node])
        walk(int(tree.children_left[node]), {**bounds, column: (low, min(high, bound))})
        walk(int(tree.children_right[node]), {**bounds, column: (max(low, bound), high)})

    walk(0, {})
    return [leaf for leaf in leaves if leaf]


def _columns(factors: Sequence[Factor]) -> list[_Column]:
    columns: list[_Column] = []
    for k, factor in enumerate(factors):
        columns += [(k, None)] if factor.has_order else [(k, choice) for choice in factor.choices]
    return columns


def _coded(factor: Factor, choice: str | None, column: FloatArray) -> FloatArray:
    return column if choice is None else (column == factor.number(choice)).astype(np.float64)


def _merged(
    factors: Sequence[Factor], columns: Sequence[_Column], bounds: dict[int, tuple[float, float]]
) -> tuple[Condition, ...]:
    """Return one condition a factor from the bounds on columns."""
    conditions: list[Condition] = []
    for k, factor in enumerate(factors):
        mine = [(columns[c][1], bound) for c, bound in bounds.items() if columns[c][0] == k]
        if not mine:
            continue
        if factor.has_order:
            found = condition(factor, *mine[0][1])
        else:
            taken = [choice for choice, (low, _) in mine if low > 0]
            left = [choice for choice, (low, _) in mine if low < 0]
            kept = tuple(one for one in factor.choices if (one in taken if taken else one not in left))
            others = tuple(one for one in factor.choices if one not in kept)
            found = Condition(key=factor.key, label=factor.name, choices=kept, others=others)
        if found is not None:
            conditions.append(found)
    return tuple(conditions)


def _grown(coded: FloatArray, outcome: BoolArray, pruning: float, seed: int) -> Any:  # noqa: ANN401 - it has no types
    tree = needed("sklearn.tree", "sklearn", say("extras.conditions"))
    return tree.DecisionTreeClassifier(
        max_depth=_DEEPEST,
        min_samples_leaf=smallest_leaf(len(outcome)),
        ccp_alpha=pruning,
        random_state=seed,
    ).fit(coded, outcome)


def _pruning(coded: FloatArray, outcome: BoolArray, folds: IntArray, seed: int) -> float:
    """Return the strongest pruning whose error is within one standard error of the least."""
    path = _grown(coded, outcome, 0.0, seed).cost_complexity_pruning_path(coded, outcome).ccp_alphas
    steps = np.maximum(0.0, path)
    # Between two steps the tree is the same: the middle stands for it (Breiman and others 1984, section 3.4).
    tried = np.unique(np.append(np.sqrt(steps[:-1] * steps[1:]), steps[-1] + 1e-9))
    parts = np.unique(folds)
    errors = np.empty((len(tried), len(parts)))
    for fold, part in enumerate(parts):
        held = folds == part
        for place, pruning in enumerate(tried):
            grown = _grown(coded[~held], outcome[~held], float(pruning), seed)
            errors[place, fold] = np.mean((outcome[held] - _likely(grown, coded[held])) ** 2)
    means = errors.mean(axis=1)
    best = int(means.argmin())
    most = means[best] + errors[best].std(ddof=1) / np.sqrt(len(parts))
    return float(tried[means <= most].max())


def _likely(grown: Any, coded: FloatArray) -> FloatArray:  # noqa: ANN401 - it has no types
    """Return how likely a yes is, `(n,)`, also of a tree that saw one answer only."""
    classes = list(grown.classes_)
    if True not in classes:
        return np.zeros(len(coded))
    likely: FloatArray = grown.predict_proba(coded)[:, classes.index(True)]
    return likely
