"""Boxes: conditions on some factors that hold together, such as `sessions < 8 and isolation < 0.05`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.study.factor import Factor, decimals, figure
from simulation.words import Said, said

__all__ = ["Condition", "condition", "holds", "in_words", "words_of"]

_DIGITS: Final = 3
"""Figures of a bound on a continuous factor, counted from the width of its range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Bounds on one factor: from `low` on and below `high`, or one of `choices` where they have no order."""

    key: str
    label: str | Said
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """The choices that it leaves out."""

    @property
    def words(self) -> Said:
        """The condition in words."""
        if self.choices:
            if len(self.others) == 1 and len(self.choices) > 1:
                return said("box.is_not", name=self.label, choice=in_words(self.others[0]))
            choices = reduce(
                lambda first, last: said("list.or", first=first, last=last),
                map(in_words, self.choices),
            )
            return said("box.is", name=self.label, choices=choices)
        # Both bounds are told exactly as they were applied.
        low, high = (None if end is None else Said.decimal(end, ".12g") for end in (self.low, self.high))
        if low is not None and high is not None:
            return said("box.between", name=self.label, low=low, high=high)
        if high is not None:
            return said("box.below", name=self.label, high=high)
        return said("box.from", name=self.label, low=low or "")

    def meets(self, factor: Factor, column: FloatArray) -> BoolArray:
        """Return which values of the factor, `(n,)`, meet it."""
        if self.choices:
            return np.isin(column, [factor.number(choice) for choice in self.choices])
        met = np.ones(len(column), dtype=np.bool_)
        if self.low is not None:
            met &= column >= self.low
        if self.high is not None:
            met &= column < self.high
        return met


def condition(factor: Factor, low: float, high: float) -> Condition | None:
    """Return the condition that a value is above `low` and at most `high`; None if every value is.

    Bounds are moved to what can be told: to the next value of a factor that has few, or to three figures.
    """
    bounds = [_told(factor, bound) if np.isfinite(bound) else None for bound in (low, high)]
    if bounds == [None, None]:
        return None
    return Condition(key=factor.key, label=factor.name, low=bounds[0], high=bounds[1])


def holds(conditions: Sequence[Condition], factors: Sequence[Factor], values: FloatArray) -> BoolArray:
    """Return which rows of `values`, `(n, K)`, meet all conditions."""
    place: Mapping[str, int] = {factor.key: k for k, factor in enumerate(factors)}
    met = np.ones(len(values), dtype=np.bool_)
    for one in conditions:
        met &= one.meets(factors[place[one.key]], values[:, place[one.key]])
    return met


def in_words(choice: str) -> Said:
    """Return a choice as one says it: a rule of decision by its name, else as it is written.

    >>> [str(in_words(choice)) for choice in ("qualified_majority", "-0.5", "{mean: 0.5}")]
    ['qualified majority', '-0.5', '{mean: 0.5}']
    """
    return Said.called(
        "rule", choice, choice.replace("_", " ") if choice.replace("_", "").isalnum() else choice
    )


def words_of(conditions: Sequence[Condition]) -> Said:
    """Return conditions in words."""
    told = (one.words for one in conditions)
    return reduce(lambda first, last: said("list.and", first=first, last=last), told)


def _told(factor: Factor, bound: float) -> float:
    if factor.kind == "continuous":
        return float(figure(bound, decimals(factor.high - factor.low, _DIGITS)))
    return min((value for value in factor.numbers() if value > bound), default=bound)
