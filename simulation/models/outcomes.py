"""Choose among listed outcomes: the Pareto front, and the points that three solutions of bargaining pick."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from simulation.arrays import ATOL, BoolArray, FloatArray
from simulation.errors import DelegationSimError

__all__ = ["OutcomeBargain", "bargain_over", "pareto_front"]

_CELLS: Final = 1 << 20
"""Comparisons that are held at once."""


@dataclass(frozen=True, slots=True)
class OutcomeBargain:
    """What bargaining theory picks from a list of outcomes."""

    pareto: BoolArray
    """`[K]`: no other outcome is better for somebody and worse for nobody."""
    nash: int
    """The outcome with the largest weighted product of gains; the first of several, -1 if there is none."""
    kalai_smorodinsky: int
    """The outcome at which the least share of what anybody could gain is largest; of several, that with the larger
    product, then the first; -1 if there is none."""
    egalitarian: int
    """The outcome at which the least gain is largest, if gains can be compared; of several as above."""
    takes_part: BoolArray
    """`[A]`: False for those whom no outcome leaves better off than no agreement, or who weigh 0."""
    is_feasible: bool
    """Whether some outcome leaves everybody who takes part better off than no agreement."""


def bargain_over(
    worth: ArrayLike, disagreement: ArrayLike = 0.0, capability: ArrayLike = 1.0
) -> OutcomeBargain:
    """Return the Pareto front and the bargaining points of outcomes worth `[A, K]` to the delegations.

    Nash's point maximises `sum c log(u - d)` [Nash1950]_, that of Kalai and Smorodinsky `min (u - d) / (u_max - d)`
    [Kalai1975]_, where `u_max` is the most that any outcome is worth, and the egalitarian one `min (u - d)`
    [Kalai1977]_. What libraries call "the Kalai point" is often the last, with the worst outcome of each for `d`.

    Args:
        worth: `[A, K]`, finite, each row on the scale of its delegation.
        disagreement: What no agreement is worth, broadcastable to `[A]`.
        capability: Broadcastable to `[A]`, at least 0; if everybody's is 0, all weigh 1.

    Raises:
        DelegationSimError: the worths are not a finite matrix with an outcome and a delegation.
    """
    value = _matrix(worth)
    influence = np.array(np.broadcast_to(np.asarray(capability, dtype=np.float64), len(value)))
    influence = influence if influence.any() else np.ones(len(value))
    gain = value - np.broadcast_to(np.asarray(disagreement, dtype=np.float64), len(value))[:, None]
    most = gain.max(axis=1)
    takes_part = (most > ATOL) & (influence > 0)
    counted = gain[takes_part]
    agreeable = (counted > ATOL).all(axis=0) & takes_part.any()
    pareto = pareto_front(value)
    if not agreeable.any():
        return OutcomeBargain(pareto, -1, -1, -1, takes_part, is_feasible=False)
    product = np.full(value.shape[1], -np.inf)
    product[agreeable] = influence[takes_part] @ np.log(counted[:, agreeable])
    return OutcomeBargain(
        pareto=pareto,
        nash=_first_best(product),
        kalai_smorodinsky=_fairest(counted / most[takes_part][:, None], product),
        egalitarian=_fairest(counted, product),
        takes_part=takes_part,
        is_feasible=True,
    )


def _fairest(share: FloatArray, product: FloatArray) -> int:
    """Return the outcome whose least share is largest, of several that with the larger product."""
    least = np.where(np.isfinite(product), share.min(axis=0), -np.inf)
    return _first_best(np.where(least >= least.max() - ATOL, product, -np.inf))


def pareto_front(worth: ArrayLike) -> BoolArray:
    """Return which outcomes no other one dominates, `[K]`, from what they are worth, `[A, K]`.

    An outcome dominates another if it is worth more to somebody and less to nobody; outcomes worth the same to all
    do not. Differences up to 1e-9 are none.

    Raises:
        DelegationSimError: the worths are not a finite matrix with an outcome and a delegation.
    """
    value = _matrix(worth)
    step = max(1, _CELLS // value.size)
    dominated = [
        _dominated(value, value[:, start : start + step]) for start in range(0, value.shape[1], step)
    ]
    return ~np.concatenate(dominated)


def _dominated(value: FloatArray, some: FloatArray) -> BoolArray:
    """Return which of some outcomes `[A, k]` one of all `[A, K]` dominates, `[k]`."""
    more = value[:, :, None] - some[:, None]
    dominates = (more >= -ATOL).all(axis=0) & (more > ATOL).any(axis=0)
    return np.asarray(dominates.any(axis=0))


def _matrix(worth: ArrayLike) -> FloatArray:
    value = np.asarray(worth, dtype=np.float64)
    if value.ndim != 2 or not value.size or not np.isfinite(value).all():  # noqa: PLR2004  # delegations and outcomes
        raise DelegationSimError(
            f"What outcomes are worth must be a finite matrix, delegations by outcomes, not {value.shape}."
        )
    return value


def _first_best(score: FloatArray) -> int:
    """Return the first of the best, within what rounding can tell apart."""
    return int(np.argmax(score >= score.max() - ATOL))
