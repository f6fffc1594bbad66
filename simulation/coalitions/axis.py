"""The main axis of a case: the mean over its issues, each weighted by what it means to the room."""

import numpy as np

from simulation.arrays import FloatArray

__all__ = ["main_axis"]


def main_axis(salience: FloatArray) -> FloatArray:
    """Return the weight of each issue on the main axis, `[I]`, summing to 1; all alike where nobody cares.

    Args:
        salience: What each issue means to each delegation, `[A, I]`, not negative.
    """
    mean: FloatArray = salience.mean(axis=0)
    return mean / mean.sum() if mean.sum() > 0 else np.full(len(mean), 1 / len(mean))
