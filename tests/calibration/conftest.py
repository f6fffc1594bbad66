"""A small table of decisions of our own making, and a simulator whose answer is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from simulation.arrays import FloatArray
from simulation.evidence.backtest.decision_tables import read_decisions
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.calibration.candidates import CANDIDATES, Candidate
from simulation.evidence.calibration.fitted_sets import Origin
from simulation.evidence.calibration.run_calibration import Question
from simulation.evidence.calibration.summaries import Target, Targets

INVENTED = Path(__file__).with_name("invented_council.csv")
"""Fourteen invented proposals with 28 issues, two institutions and five states that do not exist."""
PACE, ISOLATION, SIZE = (
    next(one for one in CANDIDATES if one.key == key)
    for key in ("concede.pace", "signal.isolation", "signal.size")
)
TRUTH = {"concede.pace": 0.2, "signal.isolation": 0.7, "signal.size": 0.5}


@pytest.fixture(scope="session")
def invented() -> Decisions:
    """Return the decisions of the invented table."""
    return read_decisions(INVENTED)


@dataclass(frozen=True)
class Bent:
    """Two summaries that bend with two parameters, and a third parameter that does nothing."""

    noise: float = 0.02

    def simulate(self, values: Mapping[str, float], seed: int) -> FloatArray:
        """Return the summaries, `[2, 8]`."""
        pace, isolation = values.get("concede.pace", 0.2), values.get("signal.isolation", 0.1)
        exact = np.array([2 * pace + 0.3 * isolation**2, isolation - pace * isolation])
        chance = np.random.default_rng(seed).normal(scale=self.noise, size=(2, 8))
        return exact[:, None] + chance


def question(
    simulator: Bent | None = None,
    *,
    seed: int = 1,
    observed: tuple[float, float] | None = None,
    candidates: tuple[Candidate, ...] = (PACE, ISOLATION, SIZE),
) -> Question:
    """Return what is asked of the bent simulator: the truth, unless something else was observed."""
    asked = simulator or Bent()
    seen = asked.simulate(TRUTH, 99).mean(axis=1) if observed is None else observed
    items = tuple(
        Target(key=key, observed=float(value), error=0.01, discrepancy=0.01)
        for key, value in zip(("council.unsettled", "council.position"), seen, strict=True)
    )
    origin = Origin(
        seed=seed,
        files={"table.csv": "0" * 64},
        cases={},
        half="all",
        decisions=2,
        proposals=2,
        replications=8,
    )
    return Question(simulator=asked, targets=Targets(items=items), candidates=candidates, origin=origin)
