"""How brackets go in the course of a conference, beside drafts whose brackets were counted in print."""

from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray

__all__ = ["PARIS", "of_highest", "session_at"]

PARIS: Final = (
    ("5 December 2015", 6 / 13, 916),
    ("9 December", 10 / 13, 367),
    ("night to 11 December", 11.5 / 13, 50),
    ("adopted, 12 December", 1.0, 0),
)
"""Brackets in drafts of the Paris Agreement, and the part of the conference, 30 November to 12 December, that was over.

The first two were counted by parisagreement.org (as quoted by Sputnik, 9 December 2015), the third, a round number, by
paristext2015.com. Others counted otherwise: the host says that three quarters had gone by 9 December.
"""


def of_highest(count: IntArray) -> FloatArray:
    """Return the mean count after each session, `[T]`, as a share of its highest; `count` is `[R, T]`, -1: not held."""
    mean: FloatArray = np.maximum(count, 0).mean(axis=0)
    return mean / max(float(mean.max()), 1.0e-12)


def session_at(part: float, sessions: int) -> int:
    """Return the session, from 1, after which this part of a conference is over.

    >>> session_at(6 / 13, 20), session_at(1.0, 12)
    (9, 12)
    """
    return max(1, round(part * sessions))
