"""Scores who stands with whom: pairs that sign something together after the day on which history ends."""

from collections.abc import Mapping
from functools import partial
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.engine.assembly import tally_assembly
from simulation.evidence.backtest.convention import forecast_measures, linear
from simulation.evidence.backtest.convention.convention_case import sponsorship_case
from simulation.evidence.backtest.convention.convention_files import Convention
from simulation.evidence.backtest.convention.scored import Sample, Score, jackknife
from simulation.evidence.backtest.convention.signing_fit import traits
from simulation.evidence.work_counted import Counted, Progress, part_of
from simulation.models.sponsorship import PARTS
from simulation.rng import Streams
from simulation.stats.interval import Estimate

__all__ = [
    "ALONE",
    "ALONE_IN_PARTS",
    "FOLDS",
    "GROUPS",
    "KNOWN",
    "KNOWN_IN_PARTS",
    "MEASURES",
    "OURS",
    "PAIR_MODELS",
    "STRONGEST",
    "Pairs",
    "counts_without",
    "score_pairs",
]

FOLDS: Final = 10
"""Over pairs, for regressions and for calibration."""
GROUPS: Final = 20
"""Of initiatives, each left out once for the intervals: drawing them with replacement would leave a third of them out,
and with them pairs that signed together."""
MEASURES: Final = ("auc", "log", "deviance", "ridge")
"""`deviance` is explained by a Poisson regression as it is, `ridge` by one with a penalty of 1 on half the squared
coefficients of standardized columns, as the figures were made that this is held against."""
_LEAST: Final = np.array([0.0, 0.0, -np.inf, -np.inf])
_MOST: Final = np.array([1.0, np.inf, 1.0, 1.0])
ALONE, KNOWN = "ours", "ours_known"
"""The engine, from positions, list and commission alone; and with what was signed before: what it expects two members
to sign together, in one sum."""
ALONE_IN_PARTS, KNOWN_IN_PARTS = "ours_parts", "ours_known_parts"
"""The same in the parts in which the engine plays it, `PARTS`: who founds is not who joins, and a committee of one's
own is not another's. As many columns as the strongest simple model without history has, all of them tallies of the
engine: nothing of the tables stands beside them."""
OURS: Final = (ALONE, ALONE_IN_PARTS, KNOWN, KNOWN_IN_PARTS)
STRONGEST: Final = {
    ALONE: "separate_group",
    ALONE_IN_PARTS: "separate_group",
    KNOWN: "separate_known",
    KNOWN_IN_PARTS: "separate_known",
}
"""The simple model that each is held against."""
PAIR_MODELS: Final = (
    "joint",
    "joint_group",
    "separate",
    "separate_group",
    "separate_early",
    ALONE,
    "ours_copied",
    ALONE_IN_PARTS,
    "joint_known",
    "separate_known",
    KNOWN,
    "ours_known_copied",
    KNOWN_IN_PARTS,
)
"""Without history first. `separate_early` has its coefficients from pairs before the day, as ours have. `copied` is the
one sum of the engine written down as often as there are parts: it tells nothing more, and shows what a penalty on
squares gives to whoever has more columns."""
_FOLD, _GROUP = 6, 7
"""Places in the stream `resample`."""
_RIDGE: Final = 1.0
_RAREST: Final = 1e-9
"""Of what two members are expected to sign together; its logarithm is taken."""


class Pairs:
    """The pairs of members with what speaks for each, and what the engine made of them."""

    def __init__(self, data: Convention, seed: int, replications: int, progress: Progress | None) -> None:
        """Play the case of the engine, with and without history.

        Args:
            data: What happened.
            seed: Of the play and the folds.
            replications: How often each is played.
            progress: Told how many of all replications are played.
        """
        self.pair = np.triu_indices(len(data.members), 1)
        self.data = data
        n = len(self.pair[0])
        self.fold: IntArray = Streams(seed).generator("resample", _FOLD).permutation(n) % FOLDS
        self.expected: dict[str, FloatArray] = {}
        """By model of ours: what it tells the regression of each pair, `[P, K]`, before the logarithm."""
        for place, (key, known) in enumerate(((ALONE, False), (KNOWN, True))):
            case = sponsorship_case(data, known=known)
            note = part_of(progress, place * replications, 2 * replications)
            tally = tally_assembly(
                case, seed=seed, replications=range(replications), progress=note, in_parts=True
            )
            self.expected[key] = tally.together[self.pair][:, None]
            self.expected[f"{key}_copied"] = np.repeat(self.expected[key], len(PARTS), axis=1)
            assert tally.parts is not None  # noqa: S101 - asked for
            self.expected[f"{key}_parts"] = tally.parts[:, *self.pair].T
        self.columns = self._columns()

    def _columns(self) -> Mapping[str, FloatArray]:
        """Return what each model looks at, `[P, K]`."""
        data = self.data
        early = data.counts(data.early)
        first, second, bloc, commission, signed = (one[self.pair] for one in traits(data, early))
        joint = np.hypot(first, second)
        n_early = np.array(
            [sum(row in one.signers for one in data.early) for row in range(len(data.members))]
        )
        active = np.log1p(n_early)
        activity = active[self.pair[0]] + active[self.pair[1]]
        apart = np.column_stack([first, second, bloc, commission])
        learned = linear.fit_logistic(apart, (early[self.pair] > 0).astype(np.float64))
        return {
            "joint": joint[:, None],
            "joint_group": np.column_stack([joint, bloc, commission]),
            "joint_known": np.column_stack([joint, bloc, commission, signed]),
            "separate": apart[:, :2],
            "separate_group": apart,
            "separate_early": learned.index(apart)[:, None],
            "separate_known": np.column_stack([apart, signed, activity]),
            **{key: np.log(np.maximum(found, _RAREST)) for key, found in self.expected.items()},
        }

    def scores(self, model: str, count: FloatArray) -> FloatArray:
        """Return how good a model is, by measure, at counts `[P]` of what pairs signed together."""
        columns, happened = self.columns[model], count > 0
        chance = linear.across_folds(linear.fit_logistic, columns, happened.astype(np.float64), self.fold)
        plain = self._means(count)
        explained = [
            forecast_measures.deviance_explained(
                linear.across_folds(partial(linear.fit_poisson, ridge=ridge), columns, count, self.fold),
                count,
                plain,
            )
            for ridge in (linear.FAINT, _RIDGE)
        ]
        return np.array(
            [
                forecast_measures.auc(chance, happened),
                forecast_measures.log_loss(chance, happened),
                *explained,
            ]
        )

    def _means(self, count: FloatArray) -> FloatArray:
        """Return the mean count of all other folds, `[P]`."""
        outside = [count[self.fold != number].mean() for number in range(FOLDS)]
        found: FloatArray = np.array(outside)[self.fold]
        return found

    @property
    def share(self) -> float:
        """Share of pairs that signed something together after history."""
        happened: BoolArray = self.data.counts(self.data.late)[self.pair] > 0
        return float(happened.mean())


def score_pairs(
    pairs: Pairs, *, seed: int, groups: int = GROUPS, progress: Progress | None = None
) -> tuple[Score, ...]:
    """Return how good each of `PAIR_MODELS` is, with jackknife intervals over groups of initiatives."""
    samples = {}
    note = Counted(progress, len(PAIR_MODELS) * (groups + 1))
    for model in PAIR_MODELS:
        rows = []
        for count in counts_without(pairs, seed=seed, groups=groups):
            rows.append(pairs.scores(model, count))
            note()
        samples[model] = Sample(value=rows[0], drawn=np.array(rows[1:]), least=_LEAST, most=_MOST)
    return tuple(
        Score(
            model=model,
            measured=dict(zip(MEASURES, jackknife(samples[model]), strict=True)),
            beyond=_beyond(samples, model),
            sample=samples[model],
        )
        for model in PAIR_MODELS
    )


def counts_without(pairs: Pairs, *, seed: int, groups: int) -> list[FloatArray]:
    """Return how often pairs `[P]` signed together after history: in all, then without each group of initiatives."""
    late = pairs.data.late
    group = Streams(seed).generator("resample", _GROUP).permutation(len(late)) % groups
    whole = pairs.data.counts(late)[pairs.pair]
    return [whole] + [
        whole
        - pairs.data.counts(one for one, at in zip(late, group, strict=True) if at == number)[pairs.pair]
        for number in range(groups)
    ]


def _beyond(samples: Mapping[str, Sample], model: str) -> dict[str, Estimate] | None:
    if model not in STRONGEST:
        return None
    difference = samples[model].less(samples[STRONGEST[model]])
    return dict(zip(MEASURES, jackknife(difference), strict=True))
