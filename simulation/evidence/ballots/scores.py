"""How good chances of votes and signatures were: accuracy, log score, Brier score and AUC, with intervals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.evidence.backtest.grouped import LEVEL, RESAMPLES
from simulation.evidence.ballots.vote_tables import RollCalls
from simulation.evidence.validation.bins import Curve, curve, tenths
from simulation.evidence.validation.contest import Better, Contest
from simulation.rng import Streams
from simulation.stats.interval import Estimate
from simulation.stats.resample import MEMBERS, ROLL_CALLS

__all__ = [
    "Score",
    "SignatureScore",
    "area",
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
    simple = [one for one in others if not one.model.startswith(ours.model)]
    value: Estimate = getattr(ours, measure)
    if simple:
        yield Contest(
            key=key,
            better=better,
            n=value.n,
            ours=ours.model,
            value=value,
            simple={one.model: getattr(one, measure) for one in simple},
            beyond={one.model: getattr(one, f"ours_{measure}") for one in simple},
        )


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
        return _estimate(float(filled.sum() / there.sum()), means, int(there.sum()))


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
    whole = {key: float(area(signed, chance)) for key, chance in made.items()}
    areas = {key: area(signed[drawn], chance[drawn]) for key, chance in made.items()}

    def mean(values: FloatArray) -> Estimate:
        return _estimate(float(values.mean()), values[drawn].mean(axis=1), size)

    return tuple(
        SignatureScore(
            model=key,
            auc=_estimate(whole[key], areas[key], size),
            brier=mean(squares[key]),
            accuracy=mean((np.round(chance) == signed).astype(np.float64)),
            log=mean(-np.log(np.maximum(np.where(signed == 1, chance, 1.0 - chance), _LEAST))),
            ours_auc=None
            if key == ours
            else _estimate(whole[ours] - whole[key], areas[ours] - areas[key], size),
            ours_brier=None if key == ours else mean(squares[ours] - squares[key]),
            by_region={
                name: float(squares[key][[one == name for one in region]].mean())
                for name in dict.fromkeys(region)
            },
        )
        for key, chance in made.items()
    )


def area(signed: IntArray, chance: FloatArray) -> FloatArray:
    """Return the area under the ROC curve, `[...]`, from who signed and chances, `[..., M]`.

    That is how often who signed was given the higher chance; ties count half. NaN where all did the same.
    """
    from scipy.stats import rankdata  # a third of a second: only when there is something to score

    some = signed.sum(axis=-1)
    pairs = some * (signed.shape[-1] - some)
    above = (rankdata(chance, axis=-1) * signed).sum(axis=-1) - some * (some + 1) / 2
    found: FloatArray = np.divide(above, pairs, out=np.full(np.shape(pairs), np.nan), where=pairs > 0)
    return found


def _estimate(value: float, means: FloatArray, n: int) -> Estimate:
    low, high = np.nanquantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Estimate(value=value, low=float(low), high=float(high), n=n, level=LEVEL)
