"""Read what a model is given: positions, capability and salience in one shape, and every problem at once."""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from simulation.arrays import BoolArray, FloatArray
from simulation.errors import DelegationSimError
from simulation.words import say

__all__ = ["Loss", "as_batch", "as_lead", "as_positions", "is_squared"]

type Loss = Literal["linear", "quadratic"]
"""Whether losses grow with the distance or with its square."""


def as_positions(position: ArrayLike) -> FloatArray:
    """Return positions as a float64 array `[..., A]` or `[..., A, I]`; NaN for a delegation without one.

    Raises:
        DelegationSimError: nobody takes part, or a position is infinite.
    """
    found = np.asarray(position, dtype=np.float64)
    if found.ndim == 0 or found.shape[-1] == 0:
        raise DelegationSimError(say("models.input.nobody", shape=found.shape))
    if np.isinf(found).any():
        raise DelegationSimError(say("models.input.infinite"))
    return found


def as_batch(
    position: ArrayLike, capability: ArrayLike, salience: ArrayLike
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return positions, capability and salience, all `[..., A]`; the last two broadcast, and 0 without a position.

    Raises:
        DelegationSimError: they have no common shape, nobody takes part, a position is infinite, or a capability
            or a salience is negative or no number.
    """
    where = as_positions(position)
    known = ~np.isnan(where)
    read = {"capability": _read(capability, known), "salience": _read(salience, known)}
    problems = [f"{name}: {problem}" for name, (_, problem) in read.items() if problem]
    if problems:
        raise DelegationSimError("\n".join(problems))
    return where, read["capability"][0], read["salience"][0]


def as_lead(given: ArrayLike | None, lead: tuple[int, ...], *, name: str) -> FloatArray:
    """Return numbers in the shape of the cases; NaN everywhere if none are given.

    Raises:
        DelegationSimError: they do not fit.
    """
    found = np.asarray(np.nan if given is None else given, dtype=np.float64)
    try:
        return np.broadcast_to(found, lead)
    except ValueError:
        told = say("models.input.cases", name=name, shape=found.shape, wanted=lead)
        raise DelegationSimError(told) from None


def is_squared(loss: str) -> bool:
    """Return whether losses grow with the square of the distance.

    Raises:
        DelegationSimError: there is no such loss.
    """
    if loss not in {"linear", "quadratic"}:
        raise DelegationSimError(say("models.input.loss", given=repr(loss)))
    return loss == "quadratic"


def _read(given: ArrayLike, known: BoolArray) -> tuple[FloatArray, str]:
    """Return the numbers in the shape of the positions, and what is wrong with them."""
    found = np.asarray(given, dtype=np.float64)
    try:
        found = np.where(known, np.broadcast_to(found, known.shape), 0.0)
    except ValueError:
        return found, say("models.input.positions", shape=found.shape, wanted=known.shape)
    if not np.isfinite(found).all() or (found < 0).any():
        return found, say("models.input.negative")
    return found, ""
