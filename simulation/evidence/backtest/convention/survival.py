"""Scores which text survives, each commission forecast from all others."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.engine.assembly import prepare_assembly, tally_assembly
from simulation.evidence.backtest.convention import forecast_measures, linear
from simulation.evidence.backtest.convention.convention_case import survival_case
from simulation.evidence.backtest.convention.convention_files import Convention
from simulation.evidence.backtest.convention.scored import Sample, Score, bootstrap
from simulation.evidence.backtest.convention.signing_fit import distances, hurdle_of
from simulation.evidence.backtest.grouped import groups
from simulation.evidence.work_counted import Progress, part_of
from simulation.rng import Streams

__all__ = [
    "MEASURES",
    "OURS",
    "REPLICATIONS",
    "RESAMPLES",
    "STRONGEST",
    "TEXT_MODELS",
    "drawn_sets",
    "forecasts",
    "score_texts",
]

REPLICATIONS: Final = 2000
"""Of the case, for each commission left out: a probability of .2 is known to .01."""
RESAMPLES: Final = 2000
"""Draws of sponsor sets behind every interval: texts of one initiative have their sponsors in common."""
MEASURES: Final = ("auc_within", "brier", "log")
OURS: Final = "ours"
STRONGEST: Final = "gate"
"""The simple model that ours is held against."""
TEXT_MODELS: Final = ("base", "mark", "mark_spread", "gate_bare", STRONGEST, "gate_share", "gate_aside", OURS)
_SETS: Final = 8
"""Place in the stream `resample`."""


def forecasts(
    data: Convention, *, seed: int, plays: int = REPLICATIONS, progress: Progress | None = None
) -> Mapping[str, FloatArray]:
    """Return by model the chance of each text `[N]` to survive, learned from the other commissions."""
    commission = groups(data.text_commission)
    happened = data.survived.astype(np.float64)
    found = {
        model: linear.across_folds(linear.fit_logistic, columns, happened, commission)
        for model, columns in _columns(data).items()
    }
    found[OURS] = _played(data, commission, seed, plays, progress)
    return found


def score_texts(
    data: Convention, chance: Mapping[str, FloatArray], *, seed: int, resamples: int = RESAMPLES
) -> tuple[Score, ...]:
    """Return how good each of `TEXT_MODELS` is, with intervals over sponsor sets."""
    commission = groups(data.text_commission)
    one_set, times = drawn_sets(data, seed=seed, resamples=resamples)
    samples = {
        model: Sample(
            value=_measured(chance[model], data, commission, None),
            drawn=np.array(
                [
                    _measured(chance[model], data, commission, drawn[one_set].astype(np.float64))
                    for drawn in times
                ]
            ),
        )
        for model in TEXT_MODELS
    }
    beyond = bootstrap(samples[OURS].less(samples[STRONGEST]))
    return tuple(
        Score(
            model=model,
            measured=dict(zip(MEASURES, bootstrap(samples[model]), strict=True)),
            beyond=dict(zip(MEASURES, beyond, strict=True)) if model == OURS else None,
            sample=samples[model],
        )
        for model in TEXT_MODELS
    )


def drawn_sets(data: Convention, *, seed: int, resamples: int) -> tuple[IntArray, IntArray]:
    """Return the sponsor set of each text `[N]`, and how often each set is drawn in each resample `[B, S]`."""
    one_set = groups([" ".join(map(str, sponsors)) for sponsors in data.sponsors])
    n_sets = int(one_set.max()) + 1
    generator = Streams(seed).generator("resample", _SETS)
    return one_set, generator.multinomial(n_sets, np.full(n_sets, 1 / n_sets), size=resamples)


def _measured(
    chance: FloatArray, data: Convention, commission: IntArray, weight: FloatArray | None
) -> FloatArray:
    return np.array(
        [
            forecast_measures.auc_within(chance, data.survived, commission, weight),
            forecast_measures.brier(chance, data.survived, weight),
            forecast_measures.log_loss(chance, data.survived, weight),
        ]
    )


def _columns(data: Convention) -> Mapping[str, FloatArray]:
    """Return what each simple model looks at, `[N, K]`."""
    house = prepare_assembly(survival_case(data))
    spread = house.given_reach
    away = np.abs(house.given_place[:, :1] - house.mark[house.committee])
    floor = away[:, -1]
    gate = away.max(axis=1)
    beyond, aside = distances(house)
    reached = beyond.max(axis=1)
    own = [
        np.mean([data.commission[row] == name for row in sponsors])
        for name, sponsors in zip(data.text_commission, data.sponsors, strict=True)
    ]
    return {
        "base": np.zeros((len(floor), 1)),
        "mark": floor[:, None],
        "mark_spread": np.column_stack([floor, spread]),
        "gate_bare": gate[:, None],
        STRONGEST: reached[:, None],
        "gate_share": np.column_stack([reached, own]),
        "gate_aside": np.column_stack([reached, aside[:, 0]]),
    }


def _played(
    data: Convention, commission: IntArray, seed: int, plays: int, progress: Progress | None
) -> FloatArray:
    """Return how often each text survives where the engine plays it, the stages as hard as in other commissions."""
    found = np.empty(len(commission))
    house = prepare_assembly(survival_case(data))
    total = int(commission.max()) + 1
    for number in range(total):
        left_out = commission == number
        case = survival_case(data, hurdle_of(data, np.flatnonzero(~left_out), house))
        note = part_of(progress, number * plays, total * plays)
        tally = tally_assembly(case, seed=seed, replications=range(plays), progress=note)
        found[left_out] = tally.survived[left_out]
    return found
