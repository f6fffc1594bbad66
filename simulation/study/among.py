"""Intervals that hold, besides chance, how far a figure lies apart between codings of a case."""

from dataclasses import replace
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.stats.interval import Estimate, student
from simulation.study.study_summary import Finding

__all__ = ["among", "ends_of", "parts", "with_codings"]

_FEWEST: Final = 3
"""Codings below which nothing tells what they do: of two, however near, the spread can be anything."""
_BESIDE: Final = 2
"""Replications beside one of each, below which nothing tells what chance does."""


def parts(value: FloatArray, coding: IntArray) -> tuple[float, float] | None:
    """Return the variance within codings, W, and between them, B; None where too little tells the two apart.

    W is that of the analysis of variance. Its B, clipped at 0, is 0 in up to half of all samples where codings differ
    a little, and an interval of it holds too seldom. So B is where the restricted likelihood is largest once it is
    multiplied by the spread between codings (Chung and others 2013, a gamma prior of shape 2): never 0, and the other
    one where there is much to see. With S the mean square between M codings of n0 values, V = W + n0 B is the larger
    root of (M - 2) V^2 - (M - 1) (W + S) V + (M - 1) W S = 0.

    Args:
        value: of each replication, `[n]`.
        coding: number of the coding of each, `[n]`.
    """
    _, group, size = np.unique(coding, return_inverse=True, return_counts=True)
    m, n = len(size), len(value)
    if m < _FEWEST or n - m < _BESIDE:
        return None
    means = np.bincount(group, weights=value) / size
    within = float(((value - means[group]) ** 2).sum() / (n - m))
    between = float((size * (means - value.mean()) ** 2).sum() / (m - 1))
    each = (n - float((size**2).sum()) / n) / (m - 1)
    sums, lead = (m - 1) * (within + between), m - 2
    whole = (sums + float(np.sqrt(sums**2 - 4 * lead * (m - 1) * within * between))) / (2 * lead)
    return within, max(0.0, whole - within) / each


def among(value: FloatArray, coding: IntArray, chance: Estimate, *, ends: tuple[float, float]) -> Estimate:
    """Return a mean with the interval in which it lies if one coding drawn at random is the right one.

    With M codings, n values, the variance W within codings and B between them (`parts`), the half-width is Student's
    quantile at M - 1 times sqrt(B (1 + 1/M) + W / n). It is never narrower than the interval of chance, nor wider than
    what is possible.

    Args:
        value: of each replication, `[n]`.
        coding: number of the coding of each, `[n]`.
        chance: the same mean with the interval of chance alone.
        ends: least and largest possible value.
    """
    found = parts(value, coding)
    if found is None:
        return replace(chance, low=min(chance.low, ends[0]), high=max(chance.high, ends[1]))
    within, between = found
    m = len(np.unique(coding))
    half = student(m - 1, chance.level) * float(np.sqrt(between * (1 + 1 / m) + within / len(value)))
    return replace(
        chance,
        low=min(chance.low, max(ends[0], chance.value - half)),
        high=max(chance.high, min(ends[1], chance.value + half)),
    )


def with_codings(finding: Finding, sheet: FloatArray, coding: IntArray, variants: int) -> Finding:
    """Return a finding whose intervals hold what codings do; those of chance alone stand beside.

    Args:
        finding: with intervals of chance.
        sheet: its values, `[V, n]`; NaN where a replication has none.
        coding: number of the coding of each replication, `[n]`.
        variants: how many of the first variants draw codings; the others are played as written.
    """
    is_share = finding.unit == "share"
    estimates = list(finding.estimates)
    for place, row in enumerate(sheet[:variants]):
        there = ~np.isnan(row)
        ends = ends_of(row, is_share=is_share, least=0.0)
        estimates[place] = among(row[there], coding[there], finding.estimates[place], ends=ends)
    differences = list(finding.differences)
    for place, chance in enumerate(finding.differences):
        change = sheet[place + 1] - sheet[0]
        there = ~np.isnan(change)
        ends = ends_of(change, is_share=is_share, least=-1.0)
        differences[place] = among(change[there], coding[there], chance, ends=ends)
    return replace(
        finding,
        estimates=tuple(estimates),
        differences=tuple(differences),
        chance=finding.estimates,
        chance_differences=finding.differences,
    )


def ends_of(values: FloatArray, *, is_share: bool, least: float) -> tuple[float, float]:
    """Return the least and the largest possible value; of a share, from `least` to 1."""
    return (least, 1.0) if is_share else (float(np.nanmin(values)), float(np.nanmax(values)))
