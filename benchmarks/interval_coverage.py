"""How often an interval that holds what sets do holds the figure: `python -m benchmarks.interval_coverage`.

Figures are drawn whose truth differs between sets of parameters by a known variance B, beside a variance W of chance
within sets, and go the way of every figure of `ensemble` and `compare`. What an interval of 90 % says is: so lies the
figure if one set, drawn like the others, is the right one. So it is held against the truth of sets that were not
played: it should hold 90 of 100. Beside it stands how wide it is, in widths of the interval without parameters.
Sets that are drawn by unequal weights have a table of their own. The last table is about what any such interval costs
where sets do nothing, see `_least`. Takes some five minutes.

With a case and a lever, `python -m benchmarks.interval_coverage first_hour rule=qualified_majority`, the truth is that
of the real room: `SETS` sets are played `RUNS` times each, and trials draw of these (some minutes).
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from statistics import NormalDist
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.engine.batch import play_batch, prepare
from simulation.protocols.parameter_sets.sets_table import sets_for
from simulation.rng import Streams
from simulation.stats import interval
from simulation.stats.interval import Estimate
from simulation.study.across_sets import Sets, with_sets
from simulation.study.replication_rows import rows_of
from simulation.study.study_summary import Finding
from simulation.study.variants import comparison_of
from simulation.words import NOTHING

__all__ = ["FIGURES", "held", "held_by_weight", "main", "unequal"]

TRIALS: Final = 200
OTHERS: Final = 50
"""Sets that were not played, whose truth is looked for in each interval."""
LAYOUTS: Final = ((20, 2), (50, 2), (100, 2), (200, 2), (50, 4), (25, 8))
"""Sets, and replications of each."""
RATIOS: Final = (0.0, 0.01, 0.05, 0.1, 0.3, 1.0, 3.0)
"""B / W; of a difference that of the pairs that gain."""
SETS: Final = 80
RUNS: Final = 50
RARE: Final = 1e-3
"""Figures with less spread than that are left out."""
LOST: Final = 0.1
"""Share of the pairs that lose where others gain."""

type Draw = Callable[[np.random.Generator, FloatArray], FloatArray]
"""Of a truth by set, `[M, 1]`, and as many places as replications, `[M, k]`: draws values."""
FIGURES: Final = {
    "number": 0.0,
    "share .48": 0.48,
    "share .05": 0.05,
    "share .97": 0.97,
    "difference": 0.3,
}
"""What each lies around."""
KINDS: Final = {
    figure: {"is_share": figure != "number", "is_change": figure == "difference"} for figure in FIGURES
}
"""Whether each is a share, and a change."""
DRAWS: Final = 100
"""Draws of a set for two runs each, where sets of a table have weights."""
EFFECTIVE: Final = ((300, 221.6), (300, 75.0), (100, 25.0), (300, 30.0), (300, 10.0), (300, 3.0))
"""Sets of a table, and how many of them count; the first as in the table that ships."""


def main() -> None:
    """Print a row for each figure, layout and variance."""
    rng = Streams(1).generator("resample", 1)
    if len(sys.argv) > 1:
        _print_played(rng, *sys.argv[1:3])
        return
    print("held of 100 and width (mean, median) in widths without parameters, by B/W")
    print("figure       sets x runs " + "".join(f"{ratio:>15g}" for ratio in RATIOS))
    for figure in FIGURES:
        for sets, runs in LAYOUTS:
            cells = []
            for ratio in RATIOS:
                found = np.array([held(rng, figure, sets, runs, ratio) for _ in range(TRIALS)])
                cells.append(_cell(found))
            print(f"{figure:12} {sets:4} x {runs:<4} " + "".join(cells), flush=True)
    print("\nwhere weights differ: held of 100 sets of the table / of sets in no table, by B/W")
    for figure in FIGURES:
        for sets, effective in EFFECTIVE:
            weight = unequal(sets, effective)
            cells = []
            for ratio in RATIOS:
                both = np.array([held_by_weight(rng, figure, weight, ratio) for _ in range(TRIALS)])
                cells.append(f"{100 * both[:, 0].mean():11.0f}/{100 * both[:, 1].mean():3.0f}")
            print(f"{figure:12} {effective:5g} of {sets:<3} " + "".join(cells), flush=True)
    print("\nleast mean width where sets do nothing of what holds everywhere in 86 of 100")
    for sets in (10, 20, 50, 100, 200):
        print(f"{sets:4} sets, as many runs of each as one likes: {_least(sets):.1f}", flush=True)


def _cell(found: FloatArray) -> str:
    return f"{100 * found[:, 0].mean():5.0f} {found[:, 1].mean():4.1f} {np.median(found[:, 1]):4.1f}"


def held(rng: np.random.Generator, figure: str, sets: int, runs: int, ratio: float) -> tuple[float, float]:
    """Return which share of other sets an interval held, and its width in widths of that without parameters."""
    truth = _truths(rng, figure, sets + OTHERS, ratio)
    number = np.repeat(np.arange(sets), runs)
    found, plain = _told(_values(rng, figure, truth[number]), number, **KINDS[figure])
    return float(_holds(found, _figure(figure, truth[sets:])).mean()), _width(found) / _width(plain)


def held_by_weight(
    rng: np.random.Generator, figure: str, weight: FloatArray, ratio: float
) -> tuple[float, float]:
    """Return which share an interval of `DRAWS` draws of two runs held of sets that are drawn as its own were.

    Args:
        rng: Of all draws.
        figure: One of `FIGURES`.
        weight: Of each set of a table, `[S]`, summing to 1: so often it is drawn.
        ratio: B / W.

    Returns:
        Of sets of the same table, drawn by weight; and of sets that are in no table.
    """
    truth = _truths(rng, figure, len(weight) + OTHERS, ratio)
    number = np.repeat(rng.choice(len(weight), DRAWS, p=weight), 2)
    found, _ = _told(_values(rng, figure, truth[number]), number, **KINDS[figure])
    holds = _holds(found, _figure(figure, truth))
    return float(holds[: len(weight)] @ weight), float(holds[len(weight) :].mean())


def unequal(sets: int, effective: float) -> FloatArray:
    """Return weights `[S]` that sum to 1, log-normal, of which so many count: 1 over the sum of their squares.

    >>> weight = unequal(100, 25)
    >>> round(1 / float(weight @ weight), 2), round(float(weight.sum()), 2)
    (25.0, 1.0)
    """
    scores = np.array([NormalDist().inv_cdf((place + 0.5) / sets) for place in range(sets)])
    low, high, weight = 0.0, 16.0, scores
    for _ in range(60):
        spread = (low + high) / 2
        weight = np.exp(spread * (scores - scores[-1]))
        weight /= weight.sum()
        low, high = (spread, high) if 1 / (weight @ weight) > effective else (low, spread)
    return weight


def _truths(rng: np.random.Generator, figure: str, count: int, ratio: float) -> FloatArray:
    """Return by set what values are drawn around, `[count]`."""
    middle = FIGURES[figure]
    if figure == "number":
        return rng.normal(0.0, np.sqrt(ratio), count)
    if not ratio:
        return np.full(count, middle)
    # of a beta distribution B / (B + W) is 1 / (a + b + 1)
    return rng.beta(middle / ratio, (1 - middle) / ratio, count)


def _values(rng: np.random.Generator, figure: str, truth: FloatArray) -> FloatArray:
    """Return a value for each run, `[n]`, of the truth of its set, `[n]`."""
    if figure == "number":
        return truth + rng.normal(0.0, 1.0, len(truth))
    mark = rng.random(len(truth))
    if figure != "difference":
        return (mark < truth).astype(np.float64)
    return np.where(mark < (1 - LOST) * truth, 1.0, np.where(mark > 1 - LOST, -1.0, 0.0))


def _figure(figure: str, truth: FloatArray) -> FloatArray:
    """Return the figure under sets whose truth is this."""
    return (1 - LOST) * truth - LOST if figure == "difference" else truth


def _told(
    value: FloatArray, number: IntArray, *, is_share: bool, is_change: bool
) -> tuple[Estimate, Estimate]:
    """Return the estimate of values `[n]` with and without what sets do; of a change as of a variant against a base."""
    drawn = Sets(
        number=number,
        names=("concede.pace",),
        value=np.arange(number.max() + 1, dtype=np.float64)[:, None],
        seed=1,
    )
    if is_change:
        lost = np.where(value < 0, 1.0, 0.0)
        sheet = np.stack([lost, value + lost])
        plain = interval.paired_share(sheet[0] > 0, sheet[1] > 0)
        finding = replace(_finding(sheet, is_share=True), differences=(plain,))
        return with_sets(finding, sheet, drawn).differences[0], plain
    finding = _finding(value[None], is_share=is_share)
    return with_sets(finding, value[None], drawn).estimates[0], finding.estimates[0]


def _holds(found: Estimate, others: FloatArray) -> BoolArray:
    return (found.low <= others + ATOL) & (others <= found.high + ATOL)  # means of equal numbers round


def _width(found: Estimate) -> float:
    return found.high - found.low


def _finding(sheet: FloatArray, *, is_share: bool) -> Finding:
    one = [interval.share(int(row.sum()), len(row)) if is_share else interval.mean(row) for row in sheet]
    return Finding(
        key="figure",
        label=NOTHING,
        group="process",
        unit="share" if is_share else "number",
        estimates=tuple(one),
        differences=(),
    )


def _least(sets: int, least: float = 0.86) -> float:
    """Return the least mean width, in widths without parameters, of what holds for any B in so many of 100.

    Of an interval around the mean whose half-width hangs on the mean square between sets alone, W being known; more
    runs of a set do not help it. Half-widths are chosen for each class of the mean square by linear programming.
    """
    from scipy.optimize import linprog
    from scipy.stats import chi2, norm

    factors = np.concatenate([[0.0], np.geomspace(0.3, 30 * sets, 24)])  # n B / W
    cuts = np.unique(
        [chi2.ppf(np.linspace(0.02, 0.98, 13), sets - 1) * (1 + one / sets) for one in factors[::2]]
    )
    halves = np.geomspace(1.0, 6 * np.sqrt(1 + factors[-1]), 60)
    seen = np.array([np.diff(chi2.cdf([0, *cuts / (1 + one / sets), np.inf], sets - 1)) for one in factors])
    holds = np.array([2 * norm.cdf(halves / np.sqrt(1 + one * (1 + 1 / sets))) - 1 for one in factors])
    found = linprog(
        np.outer(seen[0], halves).ravel(),
        A_ub=-(seen[:, :, None] * holds[:, None, :]).reshape(len(factors), -1),
        b_ub=np.full(len(factors), -least),
        A_eq=np.kron(np.eye(seen.shape[1]), np.ones(len(halves))),
        b_eq=np.ones(seen.shape[1]),
    )
    assert found.fun is not None  # noqa: S101 - wide enough always holds
    return float(found.fun / norm.ppf(0.95))


def _print_played(rng: np.random.Generator, case: str, lever: str) -> None:
    print(f"{case}, {lever}, {SETS} sets of {RUNS} runs: held of 100, width (mean, median)")
    for name, pool in _played(case, lever):
        is_share = "=" in name
        for label, values, is_change in (("", pool[0], False), (" (change)", pool[1] - pool[0], True)):
            if np.isnan(values).any() or values.std() < RARE:
                continue
            trials = [
                _resampled(rng, values, is_share=is_share, is_change=is_change and is_share)
                for _ in range(TRIALS)
            ]
            within, means = values.var(axis=1, ddof=1).mean(), values.mean(axis=1)
            ratio = max(0.0, means.var(ddof=1) / within - 1 / RUNS)
            print(f"{name + label:50} B/W {ratio:4.2f}  {_cell(np.array(trials))}", flush=True)


def _resampled(
    rng: np.random.Generator, pool: FloatArray, *, is_share: bool, is_change: bool
) -> tuple[float, float]:
    """Return what `held` does of 100 sets of two runs, drawn of a pool `[S, k]`, whose means are the truth."""
    sets = rng.integers(len(pool), size=100)
    value = pool[sets[:, None], rng.integers(pool.shape[1], size=(100, 2))]
    found, plain = _told(value.ravel(), np.repeat(np.arange(100), 2), is_share=is_share, is_change=is_change)
    return float(_holds(found, pool.mean(axis=1)).mean()), _width(found) / _width(plain)


def _played(case: str, lever: str) -> Iterator[tuple[str, FloatArray]]:
    """Yield figures of a case and of a variant, `[2, S, k]`, by name; shares have the name of a column and a word."""
    study, sets = comparison_of(case, [lever], replications=2), sets_for("drawn")
    assert sets is not None  # noqa: S101 - the shipped table
    places = Streams(7).generator("resample", 2).choice(sets.size, SETS, p=sets.weight)
    found: dict[str, FloatArray] = {}
    for number, place in enumerate(places):
        one = replace(sets, rows=(sets.rows[place],), weights=(1.0,))
        for row, variant in enumerate(study.variants):
            negotiation = prepare(variant.scenario, one)
            batch = play_batch(negotiation, seed=11, replications=range(number * RUNS, (number + 1) * RUNS))
            rows = rows_of(variant.scenario, negotiation.blueprint.fixed, batch, variant.key)
            for name, (kind, values) in rows.items():
                words = sorted(set(values)) if name == "outcome_class" else []
                columns = {f"{name}={word}": [one == word for one in values] for word in words}
                for key, column in (columns or ({name: values} if kind == "number" else {})).items():
                    found.setdefault(key, np.zeros((2, SETS, RUNS)))[row, number] = column
    yield from found.items()


if __name__ == "__main__":
    main()
