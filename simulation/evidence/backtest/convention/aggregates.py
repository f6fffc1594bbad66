"""What may be shown of what happened in an assembly: by list and by bin, nobody by name."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.engine.assembly import prepare_assembly
from simulation.evidence.backtest.convention import linear, signing_together, survival
from simulation.evidence.backtest.convention.convention_case import survival_case
from simulation.evidence.backtest.convention.convention_files import Convention
from simulation.evidence.backtest.convention.scored import LEVEL, Sample, Score, bootstrap, jackknife
from simulation.evidence.backtest.convention.signing_together import Pairs
from simulation.evidence.validation.bins import Curve, curve, equal_bins, tenths
from simulation.evidence.validation.contest import Contest, contest
from simulation.evidence.validation.network import Edge, Network, Node
from simulation.stats.interval import Estimate

__all__ = ["FALLS", "FEWEST", "contests_of", "network_of", "reliability_of", "survival_by_distance"]

FEWEST: Final = 5
"""Members of a list that is shown."""
_BINS: Final = 5
FALLS: Final = frozenset({"brier", "log"})
"""Measures of which less is better."""
_JOINT: Final = ("joint", "joint_group", "separate", "separate_group", "separate_early")
_JOINT_KNOWN: Final = ("joint_known", "separate_known")
_HELD: Final = {
    ("pairs", signing_together.ALONE): _JOINT,
    ("pairs", signing_together.ALONE_IN_PARTS): _JOINT,
    ("pairs", signing_together.KNOWN): _JOINT_KNOWN,
    ("pairs", signing_together.KNOWN_IN_PARTS): _JOINT_KNOWN,
    ("texts", survival.OURS): tuple(model for model in survival.TEXT_MODELS if model != survival.OURS),
}
"""The simple models that ours is held against, which know what it knows."""


def contests_of(
    what: str, scores: tuple[Score, ...], measures: Mapping[str, int], names: tuple[str, ...], n: int
) -> tuple[Contest, ...]:
    """Return ours beside simple models.

    Args:
        what: `pairs` or `texts`.
        scores: Of all models.
        measures: Those wanted, with their place in a sample.
        names: Keys of ours.
        n: How much was forecast.
    """
    sample = {one.model: one.sample for one in scores}
    interval = jackknife if what == "pairs" else bootstrap

    def held(ours: str, measure: str, place: int) -> Contest | None:
        return contest(
            f"{what}.{measure}.{ours}",
            better="less" if measure in FALLS else "more",
            n=n,
            ours=ours,
            models={name: sample[name] for name in (ours, *_HELD[what, ours])},
            value=lambda one: interval(one)[place],
            beyond=lambda one, other: interval(one.less(other))[place],
        )

    found = (held(ours, measure, place) for ours in names for measure, place in measures.items())
    return tuple(one for one in found if one is not None)


def reliability_of(data: Convention, chance: FloatArray, *, seed: int) -> Curve:
    """Return how often texts survived, by the chance `[N]` that they were given; intervals draw sponsor sets."""
    return curve(
        chance,
        chance,
        data.survived,
        tenths(chance),
        level=LEVEL,
        within=lambda inside: _of_sets(data, inside, seed),
    )


def survival_by_distance(data: Convention, chance: FloatArray, *, seed: int) -> Curve:
    """Return how often texts survived, and were expected to, by how far sponsors stand from the mark of the floor.

    Args:
        data: What happened.
        chance: Of each text to survive, `[N]`.
        seed: Of the draws of sponsor sets behind intervals.
    """
    house = prepare_assembly(survival_case(data))
    away = np.abs(house.given_place[:, 0] - house.mark[house.committee, -1])
    return curve(
        away,
        chance,
        data.survived,
        equal_bins(away, _BINS),
        level=LEVEL,
        within=lambda inside: _of_sets(data, inside, seed),
    )


def network_of(pairs: Pairs, *, seed: int, groups: int) -> Network:
    """Return who signed with whom by list, and what the engine expected from positions, list and commission alone.

    How much is signed in all is set to what it was, by the slope and constant of the back-test: the pattern is the
    engine's. Intervals leave out each group of initiatives in turn.
    """
    data = pairs.data
    lists = sorted({one for one in data.bloc if one and data.bloc.count(one) >= FEWEST})
    row = np.array([lists.index(one) if one in lists else -1 for one in data.bloc])
    row = _in_order(row, data, lists) if lists else row
    ends = np.sort(np.stack([row[pairs.pair[0]], row[pairs.pair[1]]]), axis=0)
    blocks = [(a, b) for a in range(len(lists)) for b in range(a, len(lists))]
    inside = [np.flatnonzero((ends[0] == a) & (ends[1] == b)) for a, b in blocks]

    def shares(count: FloatArray) -> FloatArray:
        happened = (count > 0).astype(np.float64)
        chance = linear.across_folds(
            linear.fit_logistic, pairs.columns[signing_together.ALONE], happened, pairs.fold
        )
        return np.array([values[at].mean() for values in (happened, chance) for at in inside])

    counts = signing_together.counts_without(pairs, seed=seed, groups=groups)
    without = np.array([shares(count) for count in counts[1:]])
    told = jackknife(Sample(value=shares(counts[0]), drawn=without, least=0.0, most=1.0))
    names = {place: data.bloc[int(np.flatnonzero(row == place)[0])] for place in range(len(lists))}
    return Network(
        nodes=tuple(
            Node(
                name=names[place],
                members=int((row == place).sum()),
                place=(float(middle[0]), float(middle[1])),
            )
            for place in range(len(lists))
            for middle in [data.place[row == place].mean(axis=0)]
        ),
        edges=tuple(
            Edge(between=block, pairs=len(at), data=told[number], engine=told[len(blocks) + number])
            for number, (block, at) in enumerate(zip(blocks, inside, strict=True))
        ),
        left_out=int((row < 0).sum()),
    )


def _in_order(row: np.ndarray, data: Convention, lists: list[str]) -> np.ndarray:
    """Return the list of each member `[A]`, numbered along the first axis; -1: none."""
    middle = [data.place[row == place, 0].mean() for place in range(len(lists))]
    number = np.argsort(np.argsort(middle))
    return np.where(row < 0, -1, number[row])


def _of_sets(data: Convention, inside: BoolArray, seed: int) -> Estimate:
    """Return the share of chosen texts that survived, with the interval of drawn sponsor sets."""
    one_set, times = survival.drawn_sets(data, seed=seed, resamples=survival.RESAMPLES)
    yes, all_ = (
        times @ np.bincount(one_set[inside], weights=values[inside], minlength=times.shape[1])
        for values in (data.survived.astype(np.float64), np.ones(len(data.survived)))
    )
    share = np.divide(yes, all_, out=np.full(len(all_), np.nan), where=all_ > 0)
    whole = float(data.survived[inside].mean())
    return bootstrap(Sample(value=np.array([whole]), drawn=share[:, None]))[0]
