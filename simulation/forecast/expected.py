"""Which wording the models expect on an issue, how sure they are, and which kinds of models expect another.

Kinds of models count alike, and so do the models of a kind and the draws of a model: variants of one idea do not vote
more than once.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.forecast.all_models import Forecast
from simulation.forecast.compared_models import ModelFamily

__all__ = ["Expected", "expected"]

_FIRM: Final = 1e-9
"""Shares closer than this are equal: they differ by rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The expectation of the models on one issue."""

    option: int
    """The wording in which most runs end; -1: no text."""
    share: float
    """Of the runs, in which they do; a run is one draw of one model."""
    least: float
    """The same in the kind of models in which it is smallest."""
    most: float
    """And largest."""
    others: tuple[tuple[int, tuple[ModelFamily, ...]], ...]
    """The wordings that other kinds expect instead, each with its kinds, that of most kinds first."""


def expected(forecast: Forecast, issue: int) -> Expected:
    """Return the expectation on an issue, by its place in the case; of equals a wording before no text."""
    by_kind = _by_kind(forecast, issue)
    share = np.mean(list(by_kind.values()), axis=0)
    option = _largest(share)
    others: dict[int, list[ModelFamily]] = {}
    for kind, own in by_kind.items():
        if (found := _largest(own, before=option)) != option:
            others.setdefault(found, []).append(kind)
    ends = [float(own[option]) for own in by_kind.values()]
    ordered = sorted(others.items(), key=lambda other: (-len(other[1]), other[0] < 0, other[0]))
    return Expected(
        option=option,
        share=float(share[option]),
        least=min(ends),
        most=max(ends),
        others=tuple((found, tuple(kinds)) for found, kinds in ordered),
    )


def _by_kind(forecast: Forecast, issue: int) -> dict[ModelFamily, FloatArray]:
    """Return the share of runs that end in each wording, `[O + 1]`, by kind; the last one: in no text."""
    places = len(forecast.case.issues[issue].options) + 1
    found: dict[ModelFamily, list[FloatArray]] = {}
    for each in forecast.landed:
        counts = np.bincount(each.option[:, issue] % places, minlength=places)
        found.setdefault(each.model.family, []).append(counts / counts.sum())
    return {kind: np.mean(shares, axis=0) for kind, shares in found.items()}


def _largest(share: FloatArray, before: int | None = None) -> int:
    """Return the wording with the largest share, `before` if it is one of several; -1: no text."""
    best = np.flatnonzero(share >= share.max() - _FIRM).tolist()
    last = len(share) - 1
    found = last if before == -1 else before
    place = found if found in best else best[0]
    return -1 if place == last else int(place)
