"""Runs the back-test of an assembly: pairs, texts, and the weights fitted once more."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.evidence.backtest.convention import aggregates, signing_fit, signing_together, survival
from simulation.evidence.backtest.convention.convention_files import HISTORY_ENDS, Convention
from simulation.evidence.backtest.convention.scored import LEVEL, Score
from simulation.evidence.validation.bins import Curve
from simulation.evidence.validation.contest import Contest
from simulation.evidence.validation.network import Network
from simulation.evidence.work_counted import Progress
from simulation.models.stages import DEFAULT, Hurdle
from simulation.version import version

__all__ = ["REPLICATIONS", "ConventionBacktest", "run_convention"]

REPLICATIONS: Final = 400
"""Of the assembly that finds sponsors, with and without history."""
FORMAT: Final = "delegation-sim backtest convention 1"
"""The number grows when a field is renamed, removed or given another meaning, not when one is added."""
_ALL: Final = 100
_PAIR_MEASURES: Final = {name: signing_together.MEASURES.index(name) for name in ("auc", "deviance", "ridge")}
_TEXT_MEASURES: Final = {name: survival.MEASURES.index(name) for name in ("auc_within", "brier")}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConventionBacktest:
    """What came out."""

    data: Convention
    seed: int
    replications: int
    plays: int
    """Of the texts, for each commission left out."""
    share: float
    """Of pairs that signed something together after history."""
    pairs: tuple[Score, ...]
    texts: tuple[Score, ...]
    weights: dict[str, FloatArray]
    """As fitted, by `alone` and `known`, in the order of `signing_fit.TERMS`."""
    hurdle: Hurdle
    """As fitted to all texts."""
    network: Network
    """Who signed with whom by list, and what the engine expected of it without history."""
    reliability: Curve
    """How often texts survived by the chance that the engine gave them."""
    distance: Curve
    """How often they did by how far their sponsors stand from the mark of the floor."""

    @property
    def contests(self) -> tuple[Contest, ...]:
        """Ours beside simple models, for the table of the page on validation."""
        n = len(self.data.members)
        return (
            *aggregates.contests_of(
                "pairs", self.pairs, _PAIR_MEASURES, signing_together.OURS, n * (n - 1) // 2
            ),
            *aggregates.contests_of(
                "texts", self.texts, _TEXT_MEASURES, (survival.OURS,), len(self.data.survived)
            ),
        )

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        data = self.data
        return {
            "format": FORMAT,
            "version": version(),
            "data": data.digest,
            "seed": self.seed,
            "replications": self.replications,
            "replications_of_texts": self.plays,
            "level": LEVEL,
            "members": len(data.members),
            "history_ends": HISTORY_ENDS,
            "initiatives": {"early": len(data.early), "late": len(data.late)},
            "texts": len(data.survived),
            "sponsor_sets": len(set(data.sponsors)),
            "left_out": data.left_out,
            "who_stands_with_whom": [one.as_data() for one in self.pairs],
            "which_text_survives": [one.as_data() for one in self.texts],
            "weights": {
                key: {
                    term: {"fitted": round(float(fitted), 4), "shipped": round(float(shipped), 4)}
                    for term, fitted, shipped in zip(
                        signing_fit.TERMS,
                        found,
                        signing_fit.shipped_weights(known=key == "known"),
                        strict=True,
                    )
                }
                for key, found in self.weights.items()
            },
            "hurdle": {
                name: {"fitted": round(getattr(self.hurdle, name), 4), "shipped": getattr(DEFAULT, name)}
                for name in ("ease", "gap", "aside")
            },
            "contests": [one.as_data() for one in self.contests],
            "figures": {
                "texts": self.reliability.as_data(),
                "distance": self.distance.as_data(),
                "network": self.network.as_data(),
            },
        }


def run_convention(
    data: Convention,
    *,
    seed: int,
    replications: int = REPLICATIONS,
    plays: int = survival.REPLICATIONS,
    resamples: int = survival.RESAMPLES,
    groups: int = signing_together.GROUPS,
    progress: Progress | None = None,
) -> ConventionBacktest:
    """Return scores of the engine beside simple models. The same data and seed give the same bytes.

    Args:
        data: What happened.
        seed: Of the play, the folds, and what is drawn for intervals.
        replications: How often sponsors are found, with and without history.
        plays: How often the texts are played, for each commission left out.
        resamples: Draws of sponsor sets behind the intervals of texts.
        groups: Of initiatives, each left out once behind the intervals of pairs.
        progress: Told how far it has come, in percent.
    """

    def between(low: int, high: int) -> Progress | None:
        """Return what notes the part of the work from one percentage to another."""
        if progress is None:
            return None
        return lambda done, total: progress(low + (high - low) * done // total, _ALL)

    pairs = signing_together.Pairs(data, seed, replications, between(0, 15))
    chance = survival.forecasts(data, seed=seed, plays=plays, progress=between(15, 25))
    return ConventionBacktest(
        data=data,
        seed=seed,
        replications=replications,
        plays=plays,
        share=pairs.share,
        pairs=signing_together.score_pairs(pairs, seed=seed, groups=groups, progress=between(25, 90)),
        texts=survival.score_texts(data, chance, seed=seed, resamples=resamples),
        weights={
            "alone": signing_fit.fit_weights(data, known=False, seed=seed),
            "known": signing_fit.fit_weights(data, known=True, seed=seed),
        },
        hurdle=signing_fit.hurdle_of(data, np.arange(len(data.survived))),
        network=aggregates.network_of(pairs, seed=seed, groups=groups),
        reliability=aggregates.reliability_of(data, chance[survival.OURS], seed=seed),
        distance=aggregates.survival_by_distance(data, chance[survival.OURS], seed=seed),
    )
