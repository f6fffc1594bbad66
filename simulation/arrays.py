"""Names for the arrays that everything else passes around.

Axis letters, used in every comment and docstring: R replications, T rounds (shown to users as sessions),
A delegations, I issues, O options, C conditions of a decision rule, B blocs.
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

__all__ = ["ATOL", "BoolArray", "ByValue", "FloatArray", "IntArray", "at", "count", "highest", "raised"]

type FloatArray = NDArray[np.float64]
type IntArray = NDArray[np.int64]
type BoolArray = NDArray[np.bool_]

ATOL = 1e-9
"""Tolerance of every comparison of margins, red lines, shares and ties."""


def at[N: np.generic](whole: NDArray[N], option: IntArray) -> NDArray[N]:
    """Return what `[R, A, I, O]` holds for one option of each issue, `[R, A, I]`; `option` is `[R, I]`.

    >>> at(np.array([[[[1, 2, 3], [4, 5, 6]]]]), np.array([[0, 2]]))
    array([[[1, 6]]])
    """
    row, issue = np.arange(len(option))[:, None], np.arange(option.shape[1])
    return np.ascontiguousarray(np.swapaxes(whole[row, :, issue, option], 1, 2))


def count(flag: BoolArray) -> FloatArray:
    """Return how many are true on the last axis, `[...]`, where that axis is short: several times as quick as `sum`.

    >>> count(np.array([[True, False, True], [False, False, False]]))
    array([2., 0.])
    """
    number: FloatArray = flag @ np.ones(flag.shape[-1])
    return number


def highest[N: np.generic](value: NDArray[N]) -> NDArray[N]:
    """Return the largest on the last axis, `[...]`, where that axis is short: several times as quick as `max`.

    Of flags: whether any is true.

    >>> highest(np.array([[1.0, 3.0, 2.0], [0.5, -1.0, 0.0]]))
    array([3. , 0.5])
    """
    found: NDArray[N] = value[..., 0].copy()
    for place in range(1, value.shape[-1]):
        np.maximum(found, value[..., place], out=found)
    return found


def raised(base: FloatArray, power: FloatArray | float) -> FloatArray:
    """Return `base ** power`, where the power is one number, or one for each row of the first axis.

    Row by row, so that a row is to the bit what it is with that one number: NumPy goes short ways to some powers.

    >>> raised(np.array([[1.0, 2.0], [2.0, 3.0]]), np.array([2.0, 3.0]))
    array([[ 1.,  4.],
           [ 8., 27.]])
    """
    if not isinstance(power, np.ndarray):
        whole: FloatArray = base**power
        return whole
    found = np.empty_like(base)
    for row, exponent in enumerate(power.ravel().tolist()):
        found[row : row + 1] = base[row : row + 1] ** exponent
    return found


class ByValue:
    """Mixin for frozen dataclasses with arrays or NaN: equal where every field is, to the bit; made with `eq=False`.

    What a dataclass compares by itself is tuples of its fields, and of two arrays nobody knows whether they are equal.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Return whether the other is of the same class and every field is equal; NaN equals NaN."""
        return _same(self, other) if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        """Return a hash of what is a number or a word in it: enough, for equal ones have equal hashes."""
        found = (getattr(self, field.name) for field in fields(self))  # type: ignore[arg-type] # a dataclass uses it
        return hash((type(self), *(value for value in found if isinstance(value, int | str))))


def _same(one: object, other: object) -> bool:
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if is_dataclass(one) and type(one) is type(other):
        return all(_same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, float) and isinstance(other, float) and isnan(one):
        return isnan(other)
    return bool(one == other)
