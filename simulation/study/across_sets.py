"""How an effect holds across sets of parameters: its interval, how often it has its sign, and what turns it round."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.protocols.parameter_sets.sets import draw
from simulation.rng import Streams
from simulation.stats import interval
from simulation.stats.interval import Estimate
from simulation.study.among import among, ends_of, parts
from simulation.study.study_summary import Across, Finding, Turn

__all__ = ["ROBUST", "Sets", "across", "with_sets"]

ROBUST: Final = 0.9
"""Share of the sets from which on an effect that has its sign in them is called robust."""
_FEWEST: Final = 4
"""Sets below which nothing is said of how many have a sign."""
_CUTS: Final = tuple(place / 20 for place in range(1, 20))
"""Shares of the sets at which a parameter is cut in two."""
_ROUNDING: Final = 1e-9
"""Numbers that differ by less were reckoned in two ways and are the same."""
_RESAMPLES: Final = 200
_SHUFFLES: Final = 199


@dataclass(frozen=True, slots=True, kw_only=True)
class Sets:
    """Which set each replication of a study drew, and what is in them."""

    number: IntArray
    """Of each replication, `[n]`, counted from 0."""
    names: tuple[str, ...]
    """Parameters that the case leaves to the sets."""
    value: FloatArray
    """`[S, P]`."""
    seed: int

    @classmethod
    def of(cls, manifest: Mapping[str, Any], replications: IntArray) -> "Sets | None":
        """Return what the manifest of a study says of it; None: nothing was drawn."""
        drawn = manifest.get("parameters")
        if not drawn:
            return None
        places = [drawn["names"].index(name) for name in drawn["free"]]
        seed = int(manifest["seed"])
        weight = np.array(drawn["weights"], dtype=np.float64)
        return cls(
            number=draw(weight, seed, replications.tolist(), together=int(drawn["drawn_together"])),
            names=tuple(drawn["free"]),
            value=np.array(drawn["sets"], dtype=np.float64)[:, places],
            seed=seed,
        )


@dataclass(frozen=True, slots=True)
class _Groups:
    """Values by set."""

    mean: FloatArray
    size: FloatArray
    squares: FloatArray
    """Sum of squared deviations from the mean of the set."""
    changes: BoolArray
    """Whether any pair of the set differs; `[M]` each."""

    @classmethod
    def of(cls, value: FloatArray, number: IntArray) -> "tuple[_Groups, IntArray]":
        """Return the values by set, and the numbers of the sets."""
        there, group, size = np.unique(number, return_inverse=True, return_counts=True)
        mean = np.bincount(group, weights=value) / size
        squares = np.bincount(group, weights=(value - mean[group]) ** 2)
        changes = np.bincount(group, weights=np.abs(value) > _ROUNDING) > 0
        return cls(mean, size.astype(np.float64), squares, changes), there

    def parts(self, count: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return middle, variance within sets and between them, `[B]`, each set counted so often, `[B, M]`."""
        n, m = np.maximum(count @ self.size, 1), count.sum(axis=1)
        middle = count @ (self.size * self.mean) / n
        within = count @ self.squares / np.maximum(n - m, 1)
        freedom = np.maximum(m - 1, 1)
        spread = (count * self.size * (self.mean - middle[:, None]) ** 2).sum(axis=1) / freedom
        each = np.maximum((n - count @ self.size**2 / n) / freedom, 1)
        return middle, within, np.maximum(0.0, (spread - within) / each)

    def signs(self, count: FloatArray) -> FloatArray:
        """Return the shares of sets with the sign of the middle, without any change, with the other sign, `[3, B]`.

        A set in which no pair differs shows no change. Of any other set one sees its effect and noise: drawn towards
        the middle of those that change, so that they lie as far apart as the effects do without the noise, they are
        counted (calibrated estimates, Wang and Lee 2019).
        """
        sign = np.sign(self.parts(count)[0])[:, None]
        effect = self._without_noise(count)
        there = np.where(self.changes & (np.abs(effect) > _ROUNDING), np.sign(effect), 0.0)
        weight = count * self.size
        told = np.stack([(weight * (there == each)).sum(axis=1) for each in (sign, 0.0, -sign)])
        shares: FloatArray = told / weight.sum(axis=1)
        return shares

    def _without_noise(self, count: FloatArray) -> FloatArray:
        """Return the effects of the sets that change, `[B, M]`, drawn towards their middle."""
        middle, within, between = self.parts(count * self.changes)
        noise = within[:, None] / self.size
        pull = np.sqrt(between[:, None] / np.maximum(between[:, None] + noise, np.finfo(float).tiny))
        effect: FloatArray = middle[:, None] + pull * (self.mean - middle[:, None])
        return effect


def across(value: FloatArray, sets: Sets, whole: Estimate, ends: tuple[float, float]) -> Across | None:
    """Return how an effect holds across sets; None where there is none, or there are too few sets to tell.

    Args:
        value: Differences, pair by pair, `[n]`.
        sets: What each drew.
        whole: The effect with its whole interval.
        ends: Least and largest possible value.
    """
    groups, there = _Groups.of(value, sets.number)
    m, n = len(there), len(value)
    if m < _FEWEST or n - m < _FEWEST or not value.any() or abs(value.mean()) < np.finfo(float).eps:
        return None
    once = np.ones((1, m))
    within, between = parts(value, sets.number) or (0.0, 0.0)
    by_sets, by_chance = between * (1 + 1 / m), within / n
    rng = Streams(sets.seed).generator("resample", 1)
    counts = rng.multinomial(m, np.full(m, 1 / m), size=_RESAMPLES).astype(np.float64)
    counts = counts[(counts > 0).sum(axis=1) > 1]
    tail = (1 - whole.level) / 2
    shares = groups.signs(counts)[0]
    same, unchanged, other = groups.signs(once)[:, 0].tolist()
    return Across(
        sets=m,
        parameters=by_sets / (by_sets + by_chance) if by_sets + by_chance > 0 else 0.0,
        same=_share_of_sets(same, shares, m, whole.level),
        unchanged=unchanged,
        other=other,
        is_robust=same >= ROBUST,
        is_apart=_is_apart(groups, counts, tail),
        turn=None if same >= ROBUST else _turn(groups, sets, there, whole.level, ends),
    )


def _share_of_sets(same: float, shares: FloatArray, m: int, level: float) -> Estimate:
    """Return in which share of m sets an effect has its sign, with the interval of sets drawn anew.

    Where every set has the sign, so has every draw of them; what so many sets cannot tell is left in.
    """
    tail = (1 - level) / 2
    at_least = interval.share(round(same * m), m, level=level)
    low, high = np.quantile(shares, (tail, 1 - tail)).tolist()
    return Estimate(
        value=same, low=min(low, same, at_least.low), high=max(high, same, at_least.high), n=m, level=level
    )


def _is_apart(groups: _Groups, counts: FloatArray, tail: float) -> bool:
    """Return whether effects in sets lie so far apart, beyond noise, that one in ten can be without the sign.

    However effects lie, no larger share of them than variance / (variance + middle squared) is on the other side of 0
    (Cantelli); the variance between sets is without noise. It is looked at in sets drawn anew, `[B, M]`.
    """
    middle, _, between = groups.parts(counts)
    without = between / np.maximum(between + middle**2, np.finfo(float).tiny)
    return bool(np.quantile(without, tail) > 1 - ROBUST + _ROUNDING)


def _turn(
    groups: _Groups, sets: Sets, there: IntArray, level: float, ends: tuple[float, float]
) -> Turn | None:
    """Return the parameter, and where it is cut, between whose two sides effects lie farthest apart.

    Farthest is what leaves least within the two sides (a regression tree of one cut, Breiman and others 1984). It
    stands out if it is farther than the farthest of all cuts in `level` of the cases in which effects are dealt out to
    sets anew (Westfall and Young 1993). None: no parameter varies.
    """
    value = sets.value[there]
    cuts = [
        (name, float(cut))
        for name, column in zip(sets.names, value.T, strict=True)
        for cut in np.unique(np.quantile(column, _CUTS, method="lower"))
        if 1 < (column > cut).sum() < len(column) - 1
    ]
    if not cuts:
        return None
    columns = [sets.names.index(name) for name, _ in cuts]
    above = (value[:, columns] > np.array([cut for _, cut in cuts])).T.astype(np.float64)
    rng = Streams(sets.seed).generator("resample", 2)
    orders = [np.arange(len(there)), *(rng.permutation(len(there)) for _ in range(_SHUFFLES))]
    apart = _apart(above, groups.size[np.array(orders)].T, groups.mean[np.array(orders)].T)
    best = int(np.argmax(apart[:, 0]))
    side = above[best] > 0
    sides = [_mean_of(groups.mean[each], level, ends) for each in (side, ~side)]
    return Turn(
        parameter=cuts[best][0],
        threshold=cuts[best][1],
        above=sides[0],
        below=sides[1],
        is_clear=bool(apart[best, 0] > np.quantile(apart[:, 1:].max(axis=0), level)),
    )


def _apart(above: FloatArray, size: FloatArray, mean: FloatArray) -> FloatArray:
    """Return how far both sides of each cut `[K, M]` lie apart, `[K, B]`, by sizes and means of sets, `[M, B]`."""
    n, total = size.sum(axis=0), (size * mean).sum(axis=0)
    here, sums = above @ size, above @ (size * mean)
    rest = n - here
    apart: FloatArray = here * rest / n * (sums / here - (total - sums) / rest) ** 2
    return apart


def _mean_of(means: FloatArray, level: float, ends: tuple[float, float]) -> Estimate:
    found = interval.mean(means, level=level)
    return replace(found, low=max(ends[0], found.low), high=min(ends[1], found.high))


def with_sets(finding: Finding, sheet: FloatArray, sets: Sets) -> Finding:
    """Return a finding whose intervals hold what sets of parameters do, and how its differences hold across them.

    The interval of chance beside is that of one set, taken over all of them. Where intervals hold what codings do
    already, the squares of what the two add to chance are added. Where all sets are the same in what the case leaves
    to them, they do nothing, and intervals stay as they are.

    Args:
        finding: With intervals of chance, or with codings.
        sheet: Its values, `[V, n]`; NaN where a replication has none.
        sets: What each replication drew.
    """
    if (sets.value == sets.value[:1]).all():
        return replace(
            finding,
            chance=finding.chance or finding.estimates,
            chance_differences=finding.chance_differences or finding.differences,
            across=(None,) * len(finding.differences),
        )
    is_share = finding.unit == "share"
    estimates, chances = [], []
    for place, row in enumerate(sheet):
        there = ~np.isnan(row)
        ends = ends_of(row, is_share=is_share, least=0.0)
        plain = (finding.chance or finding.estimates)[place]
        whole, chance = _both(row[there], sets.number[there], plain, ends)
        whole = _added(whole, finding.estimates[place], plain, ends) if finding.chance else whole
        estimates.append(whole)
        chances.append(chance)
    differences, by_chance, found = [], [], []
    for place, now in enumerate(finding.differences):
        change = sheet[place + 1] - sheet[0]
        there = ~np.isnan(change)
        ends = ends_of(change, is_share=is_share, least=-1.0)
        plain = (finding.chance_differences or finding.differences)[place]
        whole, chance = _both(change[there], sets.number[there], plain, ends)
        whole = _added(whole, now, plain, ends) if finding.chance_differences else whole
        differences.append(whole)
        by_chance.append(chance)
        drawn = replace(sets, number=sets.number[there])
        found.append(across(change[there], drawn, whole, ends))
    return replace(
        finding,
        estimates=tuple(estimates),
        differences=tuple(differences),
        chance=tuple(chances),
        chance_differences=tuple(by_chance),
        across=tuple(found),
    )


def _both(
    value: FloatArray, number: IntArray, plain: Estimate, ends: tuple[float, float]
) -> tuple[Estimate, Estimate]:
    """Return a mean with what sets do in its interval, and with that of chance within sets alone."""
    groups, there = _Groups.of(value, number)
    chance = plain
    if len(there) > 1 and len(value) > len(there) and value.std() > 0:
        _, within, _ = groups.parts(np.ones((1, len(there))))
        part = min(1.0, float(np.sqrt(within[0] / value.var(ddof=1))))
        chance = replace(
            plain,
            low=plain.value - part * (plain.value - plain.low),
            high=plain.value + part * (plain.high - plain.value),
        )
    return among(value, number, chance, ends=ends), chance


def _added(whole: Estimate, other: Estimate, chance: Estimate, ends: tuple[float, float]) -> Estimate:
    """Return an interval as wide as sets and codings make it: what the latter add to chance is added in squares."""
    if other == chance:
        return whole

    def side(far: float, near: float, least: float) -> float:
        return float(np.sqrt(max(far**2, 0.0) + max(near**2 - least**2, 0.0)))

    value = whole.value
    plain = value - chance.low, chance.high - value
    wide = (
        side(value - whole.low, value - other.low, plain[0]),
        side(whole.high - value, other.high - value, plain[1]),
    )
    return replace(
        whole,
        low=min(whole.low, max(ends[0], value - wide[0])),
        high=max(whole.high, min(ends[1], value + wide[1])),
    )
