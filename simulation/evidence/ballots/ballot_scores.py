"""How good chances of votes and signatures were: accuracy, log score, Brier score and AUC, with intervals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.evidence.backtest.convention.forecast_measures import auc
from simulation.evidence.backtest.grouped import LEVEL, RESAMPLES
from simulation.evidence.ballots.vote_tables import RollCalls
from simulation.evidence.validation.bins import Curve, curve, tenths
from simulation.evidence.validation.contest import Better, Contest, contest
from simulation.rng import Streams
from simulation.stats.interval import Estimate
from simulation.stats.resample import MEMBERS, ROLL_CALLS, percentiles

__all__ = [
    "Score",
    "SignatureScore",
    "contests_of_signatures",
    "contests_of_votes",
    "reliability",
    "scored",
    "scored_signatures",
]

_LEAST: Final = 1e-6
"""No vote counts as less likely than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How good a model was at votes; the differences are ours less its, paired."""

    model: str
    accuracy: Estimate
    """Share of votes that were as likeliest."""
    log: Estimate
    """Mean of minus the logarithm of the chance of the vote that was cast: less is better."""
    ours_accuracy: Estimate | None
    ours_log: Estimate | None
    by_call: Mapping[str, tuple[float, float]]
    """Accuracy and log score by resolution."""

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self) | {"by_call": {key: list(pair) for key, pair in self.by_call.items()}}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureScore:
    """How good a model was at signatures; the differences are ours less its, paired."""

    model: str
    auc: Estimate
    brier: Estimate
    accuracy: Estimate
    log: Estimate
    ours_auc: Estimate | None
    ours_brier: Estimate | None
    by_region: Mapping[str, float]
    """Brier score by region."""

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        return asdict(self)


def scored(calls: RollCalls, made: Mapping[str, FloatArray], seed: int) -> tuple[Score, ...]:
    """Return how good the chances `[K, M, 3]` of each model were; the first of them is ours.

    Intervals resample roll calls and members, both at once and crossed (Owen 2007): votes of one roll call are no
    independent evidence, and neither are those of one member.
    """
    ours = next(iter(made))
    right, cost = {}, {}
    for key, chance in made.items():
        right[key], cost[key] = _right_and_cost(calls.vote, chance)
    weigh = _Crossed(seed, np.isfinite(right[ours]))
    found = []
    for key in made:
        paired = key != ours
        by_call = {
            calls.key[call]: (float(np.nanmean(right[key][call])), float(np.nanmean(cost[key][call])))
            for call in np.flatnonzero(np.isfinite(right[key]).any(axis=1)).tolist()
        }
        found.append(
            Score(
                model=key,
                accuracy=weigh.mean(right[key]),
                log=weigh.mean(cost[key]),
                ours_accuracy=weigh.mean(right[ours] - right[key]) if paired else None,
                ours_log=weigh.mean(cost[ours] - cost[key]) if paired else None,
                by_call=by_call,
            )
        )
    return tuple(found)


def contests_of_votes(regime: str, found: Sequence[Score]) -> tuple[Contest, ...]:
    """Return ours, the first, beside simple models: all that is no other form of ours."""
    return (
        *_held(f"votes.{regime}.accuracy", "more", found, "accuracy"),
        *_held(f"votes.{regime}.log", "less", found, "log"),
    )


def contests_of_signatures(found: Sequence[SignatureScore]) -> tuple[Contest, ...]:
    """Return the same of signatures."""
    return (
        *_held("signatures.auc", "more", found, "auc"),
        *_held("signatures.brier", "less", found, "brier"),
    )


def _held(
    key: str, better: Better, found: Sequence[Score] | Sequence[SignatureScore], measure: str
) -> Iterator[Contest]:
    ours, *others = found
    made = contest(
        key,
        better=better,
        n=getattr(ours, measure).n,
        ours=ours.model,
        models={
            one.model: one for one in (ours, *others) if one is ours or not one.model.startswith(ours.model)
        },
        value=lambda one: getattr(one, measure),
        beyond=lambda _, other: getattr(other, f"ours_{measure}"),
    )
    if made is not None:
        yield made


def reliability(calls: RollCalls, chance: FloatArray, seed: int) -> Curve:
    """Return how often members voted yes by the chance `[K, M, 3]` given to it; intervals as those of scores."""
    there = (calls.vote >= 0) & np.isfinite(chance).all(axis=2)
    yes, voted = chance[..., 0][there], calls.vote[there] == 0
    happened = (calls.vote == 0).astype(np.float64)

    def within(inside: BoolArray) -> Estimate:
        some = np.zeros(there.shape, dtype=bool)
        some[there] = inside
        return _Crossed(seed, some).mean(happened)

    return curve(yes, yes, voted, tenths(yes), level=LEVEL, within=within)


def _right_and_cost(vote: IntArray, chance: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return whether each vote was as likeliest and what it cost, `[K, M]`; NaN where none was cast or asked for."""
    there = (vote >= 0) & np.isfinite(chance).all(axis=2)
    of_cast = np.take_along_axis(chance, np.maximum(vote, 0)[..., None], axis=2)[..., 0]
    likeliest = np.where(np.isfinite(chance), chance, 0.0).argmax(axis=2)
    cost = -np.log(np.maximum(np.where(there, of_cast, 1.0), _LEAST))
    return np.where(there, likeliest == vote, np.nan), np.where(there, cost, np.nan)


class _Crossed:
    """Means over votes, with the percentile interval of resampled roll calls and members."""

    def __init__(self, seed: int, there: np.ndarray) -> None:
        self._there = there
        some = there.any(axis=1)
        draw = Streams(seed).generator("resample", ROLL_CALLS)
        number = int(some.sum())
        self._calls = np.zeros((RESAMPLES, len(some)))
        self._calls[:, some] = draw.multinomial(number, np.full(number, 1 / number), size=RESAMPLES)
        members = there.shape[1]
        self._members = (
            Streams(seed)
            .generator("resample", MEMBERS)
            .multinomial(members, np.full(members, 1 / members), size=RESAMPLES)
            .astype(np.float64)
        )

    def mean(self, values: FloatArray) -> Estimate:
        there = self._there.astype(np.float64)
        filled = np.where(self._there, values, 0.0)
        total, summed = ((self._calls @ table * self._members).sum(axis=1) for table in (there, filled))
        means = np.divide(summed, total, out=np.full(len(total), np.nan), where=total > 0)
        return percentiles(float(filled.sum() / there.sum()), means, n=int(there.sum()), level=LEVEL)


def scored_signatures(
    signed: IntArray, region: tuple[str, ...], made: Mapping[str, FloatArray], seed: int
) -> tuple[SignatureScore, ...]:
    """Return how good the chances `[M]` of signing of each model were; intervals resample members.

    Args:
        signed: 1 or 0, `[M]`.
        region: Of each member, `[M]`.
        made: Chances by model; the first of them is ours.
        seed: Of the resamples.
    """
    size, ours = len(signed), next(iter(made))
    drawn = Streams(seed).generator("resample", MEMBERS).integers(size, size=(RESAMPLES, size))
    squares = {key: (chance - signed) ** 2 for key, chance in made.items()}
    times = [np.bincount(rows, minlength=size).astype(np.float64) for rows in drawn]
    whole = {key: auc(chance, signed == 1) for key, chance in made.items()}
    areas = {
        key: np.array([auc(chance, signed == 1, each) for each in times]) for key, chance in made.items()
    }

    estimate = partial(percentiles, n=size, level=LEVEL)

    def mean(values: FloatArray) -> Estimate:
        return estimate(float(values.mean()), values[drawn].mean(axis=1))

    return tuple(
        SignatureScore(
            model=key,
            auc=estimate(whole[key], areas[key]),
            brier=mean(squares[key]),
            accuracy=mean((np.round(chance) == signed).astype(np.float64)),
            log=mean(-np.log(np.maximum(np.where(signed == 1, chance, 1.0 - chance), _LEAST))),
            ours_auc=None if key == ours else estimate(whole[ours] - whole[key], areas[ours] - areas[key]),
            ours_brier=None if key == ours else mean(squares[ours] - squares[key]),
            by_region={
                name: float(squares[key][[one == name for one in region]].mean())
                for name in dict.fromkeys(region)
            },
        )
        for key, chance in made.items()
    )
