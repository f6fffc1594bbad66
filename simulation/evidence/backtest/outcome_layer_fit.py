"""Fits the coefficients of the outcome layer to a whole table, to hold them against the shipped ones."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.errors import StudyError
from simulation.evidence.backtest import grouped
from simulation.evidence.backtest.decisions import EQUAL, GDP, Decisions
from simulation.evidence.backtest.run_backtest import FOLDS
from simulation.evidence.work_counted import Counted, Progress
from simulation.models import outcome_layer
from simulation.version import version
from simulation.words import say

__all__ = ["DRAWS", "Fitted", "fit_shipped"]

DRAWS: Final = 200
"""Resamples of proposals behind a standard error."""
_SHIPPED: Final = {
    "marks_8": (outcome_layer.TERMS, outcome_layer.G8),
    "marks_3": (outcome_layer.BASIC, outcome_layer.G3),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fitted:
    """The coefficients of one form of the layer."""

    model: str
    capability: str
    terms: tuple[str, ...]
    fitted: FloatArray
    """`[K]`, as fitted to all decisions."""
    standard_error: FloatArray
    """`[K]`, over resampled proposals."""
    shipped: FloatArray
    """`[K]`"""

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        columns = ("fitted", "standard_error", "shipped")
        return {
            "version": version(),
            "model": self.model,
            "capability": self.capability,
            "coefficients": {
                term: {name: round(float(getattr(self, name)[place]), 6) for name in columns}
                for place, term in enumerate(self.terms)
            },
        }


def fit_shipped(
    decisions: Decisions, *, seed: int, draws: int = DRAWS, progress: Progress | None = None
) -> tuple[Fitted, ...]:
    """Return both forms of the layer fitted to a table, with its own capability if it has one.

    Args:
        decisions: All of them are used: what comes out must not be scored on them.
        seed: Of the resamples.
        draws: How many.
        progress: Told how many fits are made, of how many.

    Raises:
        StudyError: if there are fewer proposals than a back-test needs.
    """
    group = grouped.groups(decisions.proposal)
    if int(group.max()) + 1 < FOLDS:
        raise StudyError(say("backtest.problem.folds", n=int(group.max()) + 1, folds=FOLDS))
    capability = GDP if GDP in decisions.capability else EQUAL
    traits = outcome_layer.features(decisions.position, decisions.influence(capability))
    chosen = outcome_layer.nearest_marks(decisions.outcome)
    rows = grouped.resampled_rows(group, seed, draws)
    note = Counted(progress, len(_SHIPPED) * (draws + 1))
    note(0)
    found = []
    for model, (terms, shipped) in _SHIPPED.items():
        columns = [outcome_layer.TERMS.index(term) for term in terms]
        some = traits[..., columns]
        resampled = []
        for drawn in rows:
            resampled.append(outcome_layer.fit_terms(some[drawn], chosen[drawn]))
            note()
        found.append(
            Fitted(
                model=model,
                capability=capability,
                terms=tuple(terms),
                fitted=outcome_layer.fit_terms(some, chosen),
                standard_error=np.std(resampled, axis=0, ddof=1),
                shipped=shipped.as_array()[columns],
            )
        )
        note()
    return tuple(found)
