"""Approximate Bayesian computation in generations: weighted sets of parameters that come near what was observed.

Sequential Monte Carlo (Toni and others 2009) with the kernel of Beaumont and others (2009) and thresholds by the
quantile of the distances before (Del Moral, Doucet and Jasra 2012). Every proposal has draws and a seed of its own, and
proposals are played in blocks, so that nothing depends on how many workers there are. Letters: N sets, K parameters, S
summaries.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.evidence.calibration.matching import Fitting, Matched
from simulation.evidence.calibration.points import Bench, Stage
from simulation.evidence.calibration.space import Space
from simulation.evidence.calibration.summaries import Targets

__all__ = ["Generation", "Population", "nearest_threshold", "sample"]

_QUANTILE: Final = 0.5
"""Of the distances of one generation: the threshold of the next."""
_BLOCK: Final = 50
"""Proposals that are played together."""
_WIDER: Final = 2.0
"""Times the weighted covariance: the kernel (Beaumont and others 2009)."""
_JITTER: Final = 1e-10
_FIRST: Final = 100
"""Stage of the first generation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """What one generation came to."""

    number: int
    threshold: float | None
    """None of the first, in which every set is taken."""
    played: int
    taken: int
    effective: float
    """Effective number of sets, one over the sum of the squares of the weights."""

    def to_plain(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return {
            "generation": self.number,
            "threshold": None if self.threshold is None else round(self.threshold, 4),
            "played": self.played,
            "taken": self.taken,
            "effective_sample_size": round(self.effective, 1),
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Population:
    """Weighted sets of parameters."""

    unit: FloatArray
    """`[N, K]`"""
    weight: FloatArray
    """`[N]`, adds up to 1."""
    summary: FloatArray
    """`[N, S]`"""
    distance: FloatArray
    """`[N]`"""
    generations: tuple[Generation, ...]

    @property
    def reached(self) -> float:
        """The last threshold, or the largest distance where every set was taken."""
        threshold = self.generations[-1].threshold
        return float(self.distance.max()) if threshold is None else threshold

    @property
    def is_near(self) -> bool:
        """Whether the last threshold is as near as the errors of what was observed allow to tell."""
        return self.reached <= nearest_threshold(self.summary.shape[1])

    @property
    def effective(self) -> float:
        """Effective number of sets."""
        return float(1.0 / (self.weight**2).sum())


def nearest_threshold(summaries: int) -> float:
    """Return the threshold below which nearer means nothing.

    In units of their errors, all that lies within the root of S + 2 has along each of S directions the variance of the
    errors themselves; so taking all of it stands for those errors (Wilkinson 2013), and the distance is a root mean
    square.

    >>> round(nearest_threshold(8), 3)
    1.118
    """
    return float(np.sqrt((summaries + 2) / summaries))


def sample(
    fitting: Fitting, targets: Targets, bench: Bench, matched: Matched, *, size: int
) -> Population | None:
    """Return weighted sets from what is left; None if the budget is too small for the first of them.

    The first generation is drawn evenly from what is left, and so are the points of the waves that are left.
    Generations end when the threshold is as near as means anything, or when there are no more points to play.
    """
    population = _first(fitting, targets, bench, matched, size)
    if population is None:
        return None
    nearest = nearest_threshold(len(targets.items))
    while not population.is_near:
        threshold = max(nearest, float(np.quantile(population.distance, _QUANTILE)))
        following = _next(fitting, targets, bench, matched.space, population, threshold=threshold, size=size)
        if following is None:
            break
        population = following
    return population


def _first(
    fitting: Fitting, targets: Targets, bench: Bench, matched: Matched, size: int
) -> Population | None:
    """Return sets drawn evenly from what is left."""
    left = matched.space.holds(matched.unit)
    unit, summary = matched.unit[left][-size:], matched.summary[left][-size:]
    missing = min(size - len(unit), bench.left)
    if missing < size - len(unit):
        return None
    stage = Stage(name="generation-0", number=_FIRST)
    if missing:
        drawn = matched.space.draw([fitting.generator(stage, place) for place in range(missing)])
        if drawn:
            fresh, played = fitting.play(bench, stage, drawn)
            unit, summary = np.vstack([unit, fresh]), np.vstack([summary, played])
    if not len(unit):
        return None
    weight = np.full(len(unit), 1.0 / len(unit))
    generation = Generation(
        number=0, threshold=None, played=missing, taken=len(unit), effective=float(len(unit))
    )
    return Population(
        unit=unit,
        weight=weight,
        summary=summary,
        distance=targets.distance(summary),
        generations=(generation,),
    )


def _next(
    fitting: Fitting,
    targets: Targets,
    bench: Bench,
    space: Space,
    before: Population,
    *,
    threshold: float,
    size: int,
) -> Population | None:
    """Return the next generation; None if there are not enough points left to play it."""
    number = before.generations[-1].number + 1
    stage = Stage(name=f"generation-{number}", number=_FIRST + number)
    kernel = _Kernel.of(before, threshold)
    unit, summary = np.empty((0, before.unit.shape[1])), np.empty((0, before.summary.shape[1]))
    played = 0
    while len(unit) < size:
        if bench.left < _BLOCK:
            return None
        places = range(played, played + _BLOCK)
        drawn = space.draw([fitting.generator(stage, place) for place in places], kernel.propose)
        if not drawn:
            return None
        fresh, found = fitting.play(bench, stage, drawn, first=played)
        played += _BLOCK
        near = targets.distance(found) <= threshold
        unit, summary = np.vstack([unit, fresh[near]]), np.vstack([summary, found[near]])
    unit, summary = unit[:size], summary[:size]
    weight = 1.0 / kernel.density(unit)
    weight /= weight.sum()
    effective = float(1.0 / (weight**2).sum())
    generation = Generation(
        number=number, threshold=threshold, played=played, taken=size, effective=effective
    )
    return Population(
        unit=unit,
        weight=weight,
        summary=summary,
        distance=targets.distance(summary),
        generations=(*before.generations, generation),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Kernel:
    """Moves the sets of a generation that are near enough: normal, of twice their covariance."""

    unit: FloatArray
    weight: FloatArray
    root: FloatArray
    """Lower root of the covariance, `[K, K]`."""

    @classmethod
    def of(cls, before: Population, threshold: float) -> "_Kernel":
        near = before.distance <= threshold
        weight = before.weight[near] / before.weight[near].sum()
        unit = before.unit[near]
        off = unit - weight @ unit
        covariance = _WIDER * (off * weight[:, None]).T @ off
        root = np.linalg.cholesky(covariance + _JITTER * np.eye(unit.shape[1]))
        return cls(unit=unit, weight=weight, root=root)

    def propose(self, generator: np.random.Generator, number: int) -> FloatArray:
        """Return so many sets that were moved, `[V, K]`, wherever they come to lie."""
        chosen = generator.choice(len(self.unit), size=number, p=self.weight)
        moved: FloatArray = (
            self.unit[chosen] + generator.standard_normal((number, len(self.root))) @ self.root.T
        )
        return moved

    def density(self, unit: FloatArray) -> FloatArray:
        """Return the density of proposals at points `[V, K]`, but for a factor, `[V]`."""
        found = np.empty(len(unit))
        for place, row in enumerate(unit):
            off = np.linalg.solve(self.root, (row - self.unit).T)
            found[place] = self.weight @ np.exp(-0.5 * (off**2).sum(axis=0))
        return found
