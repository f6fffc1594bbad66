"""Which factors matter most: elementary effects of Morris, and shares of variance of Sobol.

Letters: V points, K factors, N replications of each point, T trajectories or samples, B resamples. Designs come from
SALib (Herman and Usher 2017). The seed decides all that is drawn; NumPy's global state decides nothing.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.errors import StudyError
from simulation.extras import needed
from simulation.rng import Streams
from simulation.stats.interval import LEVEL, Estimate
from simulation.stats.resample import (
    ROUNDING,
    as_outcome,
    floor,
    noise,
    resampled_replications,
    resampled_rows,
    signs,
    spread_interval,
)
from simulation.study.convergence import converge, stage, stage_sizes
from simulation.study.design import Design, check_design, lay_out
from simulation.study.factor import Factor
from simulation.study.sensitivity_indices import (
    Effect,
    Influence,
    MorrisIndices,
    Outcome,
    SobolIndices,
    Together,
)
from simulation.study.variance_shares import Blocks, first_order, second_order, total_order
from simulation.words import Said, say

__all__ = ["morris_design", "morris_indices", "sobol_design", "sobol_indices"]

_GRID: Final = 4
"""Places of each factor in a trajectory: 0, 1/3, 2/3 and 1; a step goes over two thirds (Morris 1991)."""
_STEP: Final = 2 / 3
_FEWEST: Final = 2
_IT: Final = Outcome()


def morris_design(factors: Sequence[Factor], trajectories: int, seed: int) -> Design:
    """Return trajectories through the space of the factors, each moving every factor once: T (K + 1) points.

    A design of more trajectories begins with the same ones.

    Raises:
        StudyError: if there are no factors, fewer than two trajectories, or too many points.
    """
    few = trajectories < _FEWEST
    problems = [f"Morris needs at least {_FEWEST} trajectories, not {trajectories}."] if few else []
    check_design(factors, trajectories * (len(factors) + 1), "ask for fewer trajectories", problems)
    morris = needed("SALib.sample.morris", "SALib", say("extras.sensitivity"))
    generator = Streams(seed).generator("design", 0)
    unit = morris.sample(_problem(factors), trajectories, num_levels=_GRID, seed=generator)
    columns = [_snapped(factor, unit[:, k]) for k, factor in enumerate(factors)]
    return lay_out(factors, np.stack(columns, axis=1), method="morris", size=trajectories, seed=seed)


def sobol_design(factors: Sequence[Factor], samples: int, seed: int, *, second_order: bool = False) -> Design:
    """Return the points of Saltelli's scheme on a scrambled Sobol sequence: T (K + 2), or T (2 K + 2) with pairs.

    A design of more samples begins with the same ones.

    Raises:
        StudyError: if there are no factors, the samples are no power of two, or there are too many points.
    """
    is_power = samples >= _FEWEST and samples & (samples - 1) == 0
    below = 1 << max(1, samples.bit_length() - 1)
    near = f"Take {below} or {2 * below}."
    problems = [] if is_power else [f"A Sobol design needs a power of two of samples, not {samples}. {near}"]
    points = samples * ((2 if second_order else 1) * len(factors) + 2)
    check_design(factors, points, "ask for fewer samples, or screen the factors with Morris first", problems)
    sobol = needed("SALib.sample.sobol", "SALib", say("extras.sensitivity"))
    generator = Streams(seed).generator("design", 0)
    unit = sobol.sample(_problem(factors), samples, calc_second_order=second_order, seed=generator)
    return lay_out(factors, unit, method="sobol", size=samples, seed=seed, second_order=second_order)


def morris_indices(
    design: Design, y: FloatArray, *, seed: int, level: float = LEVEL, outcome: Outcome = _IT
) -> MorrisIndices:
    """Return how much each factor changes an outcome when it is moved over its range.

    The outcome is `(V, N)`, all points with the same replications; or `(V,)` if it is exact, without noise.
    The mean absolute elementary effect mu* (Campolongo, Cariboni and Saltelli 2007), of the means over replications.
    Effects are reckoned here and not by SALib, which takes every step for two thirds of the range: steps of whole
    numbers and choices are other ones. Intervals come from drawing trajectories and replications anew. An effect is
    clear if it is above what random signs of the differences between two points give, replication by replication.

    Raises:
        ValueError: if the design is none of Morris, or has other points than the outcome.
        StudyError: if the outcome has no value somewhere.
    """
    _check_method(design, "morris")
    values = as_outcome(y, len(design.points))
    exact = values.ndim == 1
    moved = _differences(design, values)
    stages = []
    for size in stage_sizes(design.size):
        effects = _effects(design.factors, moved[:, :size], seed, level, exact=exact)
        estimates = [effect.mu_star for effect in effects]
        stages.append(stage(size, _names(effects), estimates, [effect.is_clear for effect in effects]))
    return MorrisIndices(
        effects=effects,
        noise=noise(values),
        convergence=converge(stages, "trajectories", is_told=effects[0].floor is not None),
        trajectories=design.size,
        level=level,
        outcome=outcome,
    )


def sobol_indices(
    design: Design, y: FloatArray, *, seed: int, level: float = LEVEL, outcome: Outcome = _IT
) -> SobolIndices:
    """Return which share of the variance of an outcome between points is due to each factor.

    The outcome is `(V, N)`, all points with the same replications; or `(V,)` if it is exact, without noise.
    First order and total order (Saltelli and others 2010), of pairs if the design has them (Saltelli 2002), of the
    means over replications. Intervals come from drawing samples and replications anew. An influence is clear if its
    total is above what random signs of the differences between two points give, replication by replication.

    Raises:
        ValueError: if the design is none of Sobol, or has other points than the outcome.
        StudyError: if the outcome has no value somewhere.
    """
    _check_method(design, "sobol")
    values = as_outcome(y, len(design.points))
    exact = values.ndim == 1
    step = len(values) // design.size
    stages = []
    for size in stage_sizes(design.size):
        part = values[: size * step].reshape(size * step, -1)
        blocks = Blocks.of(part, len(design.factors), second_order=design.second_order)
        influences = _influences(design.factors, blocks, seed, level, exact=exact)
        estimates = [influence.total for influence in influences]
        stages.append(stage(size, _names(influences), estimates, [one.is_clear for one in influences]))
    return SobolIndices(
        influences=influences,
        pairs=_pairs(design.factors, blocks, seed, level) if design.second_order else (),
        noise=noise(values),
        convergence=converge(stages, "samples", is_told=influences[0].floor is not None),
        samples=design.size,
        mean=float(values.mean()),
        level=level,
        outcome=outcome,
    )


def _problem(factors: Sequence[Factor]) -> dict[str, Any]:
    names = [factor.key for factor in factors]
    return {"num_vars": len(factors), "names": names, "bounds": [[0.0, 1.0]] * len(factors)}


def _snapped(factor: Factor, column: FloatArray) -> FloatArray:
    """Return the places of a trajectory as the middles of the values of a factor; the ends go to the outer values."""
    if not factor.levels:
        return column
    middles: FloatArray = (np.round(column * (factor.levels - 1)) + 0.5) / factor.levels
    return middles


def _step(factor: Factor) -> float:
    """Return which part of its range a step of a trajectory moves a factor; of choices without order, all of it."""
    if not factor.has_order:
        return 1.0
    return round(_STEP * (factor.levels - 1)) / (factor.levels - 1) if factor.levels else _STEP


def _differences(design: Design, y: FloatArray) -> FloatArray:
    """Return by how much the outcome rises as each factor rises by a step, `(K, T, N)`."""
    k, t = len(design.factors), design.size
    unit = np.diff(design.unit.reshape(t, k + 1, k), axis=1)  # (T, step, K)
    which = np.abs(unit).argmax(axis=2)
    upward = np.sign(np.take_along_axis(unit, which[..., None], axis=2))  # (T, step, 1)
    rise = np.diff(y.reshape(t, k + 1, -1), axis=1) * upward  # (T, step, N)
    by_factor = np.take_along_axis(rise, which.argsort(axis=1)[..., None], axis=1)
    return np.ascontiguousarray(by_factor.transpose(1, 0, 2))


def _effects(
    factors: Sequence[Factor], moved: FloatArray, seed: int, level: float, *, exact: bool
) -> tuple[Effect, ...]:
    """Return the effects of all factors from the differences they make, `(K, T, N)`."""
    _, t, n = moved.shape
    rows, shares, sign = resampled_rows(t, seed), resampled_replications(n, seed), signs(n, seed)
    effects = []
    for factor, difference in zip(factors, moved, strict=True):
        rise = difference / _step(factor)
        means = rise.mean(axis=1)
        again = np.take_along_axis(rise @ shares, rows, axis=0)  # (T, B)
        by_chance = np.abs(rise @ sign).mean(axis=0)
        size = spread_interval(
            float(np.abs(means).mean()), np.abs(again).mean(axis=0), n=t, level=level, least=0.0
        )
        least = floor(by_chance, level, replications=n, exact=exact)
        effects.append(
            Effect(
                key=factor.key,
                label=factor.name,
                has_order=factor.has_order,
                mu_star=size,
                mu=spread_interval(float(means.mean()), again.mean(axis=0), n=t, level=level),
                sigma=float(means.std(ddof=1)),
                floor=least,
                is_clear=_is_clear(size, least),
            )
        )
    return tuple(effects)


def _influences(
    factors: Sequence[Factor], blocks: Blocks, seed: int, level: float, *, exact: bool
) -> tuple[Influence, ...]:
    """Return the shares of variance of all factors."""
    t, n = blocks.base.shape
    sign = signs(n, seed)
    once = blocks.averaged(np.full((n, 1), 1 / n))
    again = blocks.averaged(resampled_replications(n, seed)).drawn(resampled_rows(t, seed))
    influences = []
    for k, factor in enumerate(factors):
        by_chance = 0.5 * (((blocks.base - blocks.swapped[k]) @ sign) ** 2).mean(axis=0)
        total = spread_interval(
            float(total_order(once, k)[0]), total_order(again, k), n=t, level=level, least=0.0
        )
        variance = once.variance()
        by_chance = by_chance / variance if variance > ROUNDING**2 else 0.0 * by_chance
        least = floor(by_chance, level, replications=n, exact=exact)
        influences.append(
            Influence(
                key=factor.key,
                label=factor.name,
                first=spread_interval(
                    float(first_order(once, k)[0]), first_order(again, k), n=t, level=level
                ),
                total=total,
                floor=least,
                is_clear=_is_clear(total, least),
            )
        )
    return tuple(influences)


def _pairs(factors: Sequence[Factor], blocks: Blocks, seed: int, level: float) -> tuple[Together, ...]:
    """Return what each two factors do together beyond what each does by itself, largest first."""
    t, n = blocks.base.shape
    once = blocks.averaged(np.full((n, 1), 1 / n))
    again = blocks.averaged(resampled_replications(n, seed)).drawn(resampled_rows(t, seed))
    pairs = [
        Together(
            keys=(one.key, other.key),
            share=spread_interval(
                float(second_order(once, j, k)[0]), second_order(again, j, k), n=t, level=level
            ),
        )
        for j, one in enumerate(factors)
        for k, other in enumerate(factors)
        if j < k
    ]
    return tuple(sorted(pairs, key=lambda pair: -pair.share.value))


def _is_clear(estimate: Estimate, least: float | None) -> bool:
    return least is not None and estimate.value > least


def _names(found: Sequence[Effect] | Sequence[Influence]) -> list[str | Said]:
    return [one.label for one in found]


def _check_method(design: Design, method: str) -> None:
    if design.method != method:
        raise ValueError(f"this needs a design of {method}, not of {design.method}")
    if design.size < _FEWEST:
        raise StudyError(say("study.problem.too_small", size=design.size, least=_FEWEST))
