"""What values say that are all the same: an interval of them has no width, however few they are."""

from simulation.arrays import ATOL
from simulation.stats.interval import Estimate
from simulation.stats.resample import fewest_replications

__all__ = ["is_unanimous", "tells"]


def is_unanimous(estimate: Estimate) -> bool:
    """Return whether all values behind it are the same: there is no spread to give an interval of."""
    return estimate.high - estimate.low <= ATOL


def tells(estimate: Estimate) -> bool:
    """Return whether a difference is beyond noise: its interval leaves out zero, and rests on more than a few signs.

    Of values that are all the same only the sign speaks, so there have to be enough of them (`fewest_replications`).

    >>> [tells(Estimate(value=-2.0, low=-2.0, high=-2.0, n=n)) for n in (5, 6)]
    [False, True]
    """
    is_few = is_unanimous(estimate) and estimate.n < fewest_replications(estimate.level)
    return estimate.is_clear and not is_few
