"""Figures as a seat reads them: two decimals at most, the language's decimal mark, a true minus."""

import re
from typing import Final

from dashboard.session_state import words
from simulation.training.worths import amount, worth
from simulation.words import told_in

__all__ = ["figure", "points", "signed", "worth_of"]

_MINUS: Final = re.compile(r"(?<![\w-])-(?=\d)")


def figure(value: float) -> str:
    """Return a place on an axis as it is written."""
    return signed(words().number(round(value, 2) + 0.0))


def points(value: float) -> str:
    """Return a worth, given in lengths of the axis, as it is written in points, with the unit."""
    with told_in(words().language):
        return signed(amount(value))


def worth_of(value: float) -> str:
    """Return a worth as `points` does, without the unit."""
    with told_in(words().language):
        return signed(worth(value))


def signed(text: str) -> str:
    """Return a sentence of the library with true minus signs before its figures; a hyphen stays one.

    >>> signed("worth -0.1 (-0,20), WTPF-13, 1-2")
    'worth −0.1 (−0,20), WTPF-13, 1-2'
    """
    return _MINUS.sub("\u2212", text)
