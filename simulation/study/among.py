"""Intervals that hold, besides chance, how far a figure lies apart between codings of a case."""

from dataclasses import replace

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.stats.interval import Estimate, student
from simulation.study.summary import Finding

__all__ = ["among", "ends_of", "with_codings"]

_FEWEST = 2
"""Codings, and replications beside those, below which nothing tells the two apart."""


def among(value: FloatArray, coding: IntArray, chance: Estimate, *, ends: tuple[float, float]) -> Estimate:
    """Return a mean with the interval in which it lies if one coding drawn at random is the right one.

    One-way analysis of variance with random effects (Searle, Casella and McCulloch 1992, 3.6): with M codings, n
    values, the variance W within codings and B between them, the half-width is Student's quantile at M - 1 times
    sqrt(B (1 + 1/M) + W / n). It is never narrower than the interval of chance, nor wider than what is possible.

    Args:
        value: of each replication, `[n]`.
        coding: number of the coding of each, `[n]`.
        chance: the same mean with the interval of chance alone.
        ends: least and largest possible value.
    """
    _, group, size = np.unique(coding, return_inverse=True, return_counts=True)
    m, n = len(size), len(value)
    if m < _FEWEST or n - m < _FEWEST:
        return replace(chance, low=min(chance.low, ends[0]), high=max(chance.high, ends[1]))
    means = np.bincount(group, weights=value) / size
    middle = value.mean()
    within = float(((value - means[group]) ** 2).sum() / (n - m))
    between = float((size * (means - middle) ** 2).sum() / (m - 1))
    each = (n - float((size**2).sum()) / n) / (m - 1)
    apart = max(0.0, (between - within) / each)
    half = student(m - 1, chance.level) * float(np.sqrt(apart * (1 + 1 / m) + within / n))
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
