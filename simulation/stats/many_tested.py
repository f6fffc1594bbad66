"""The interval of an estimate that is one of many that are tested."""

from typing import Final

from simulation.stats.interval import Estimate, student

__all__ = ["among"]

_FEWEST: Final = 2
"""Values below which an interval is all that is possible."""


def among(estimate: Estimate, tested: int) -> Estimate:
    """Return an estimate of a mean with the interval that it needs as one of so many that are tested (Bonferroni).

    All of them hold their values at the level of the one. The interval is widened as Student's with n - 1 degrees of
    freedom is.

    >>> one = Estimate(value=0.5, low=0.1, high=0.9, n=100)
    >>> found = among(one, 46)
    >>> round(found.low, 2), round(found.high, 2), round(found.level, 4)
    (-0.26, 1.26, 0.9978)

    Raises:
        ValueError: if none is tested.
    """
    if tested < 1:
        raise ValueError("an estimate is one of one at least")
    level = 1 - (1 - estimate.level) / tested
    if tested == 1 or estimate.n < _FEWEST:
        return estimate
    wider = student(estimate.n - 1, level) / student(estimate.n - 1, estimate.level)
    low, high = (estimate.value + wider * (end - estimate.value) for end in (estimate.low, estimate.high))
    return Estimate(value=estimate.value, low=low, high=high, n=estimate.n, level=level)
