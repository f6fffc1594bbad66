"""The look at whether the sets that ship are still near: by hand, and on an invented table."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.parameter_sets import Looked, look
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.calibration import question_of
from simulation.evidence.calibration.summaries import Target, Targets
from simulation.protocols.parameter_sets import sets_for
from tests.calibration.conftest import INVENTED

TWO = Targets(
    items=(
        Target(key="share", observed=0.2, error=0.0, discrepancy=0.1),
        Target(key="error", observed=20.0, error=0.0, discrepancy=1.0, is_most=True),
    )
)
LOOKED = Looked(
    targets=TWO,
    threshold=1.0,
    weight=np.array([0.5, 0.3, 0.2]),
    summary=np.array([[0.2, 15.0], [0.3, 21.0], [0.2, 23.0]]),
    default=np.array([0.25, 20.0]),
)
"""A set that misses nothing, one that misses both by a tolerance, one that misses one by three."""


def test_the_share_of_the_weight_that_would_be_taken_today_counts_weights_up_to_the_threshold() -> None:
    assert LOOKED.distance == pytest.approx([0.0, 1.0, 3 / np.sqrt(2)])
    assert LOOKED.taken == pytest.approx(0.8)
    assert replace(LOOKED, threshold=0.99).taken == pytest.approx(0.5)
    assert replace(LOOKED, threshold=2.2).taken == pytest.approx(1.0)


def test_the_report_sets_what_was_observed_beside_the_defaults_and_the_mean_of_the_sets() -> None:
    lines = list(LOOKED.told())
    assert "| `share` | 0.20 | 0.10 | 0.25 | 0.23 |" in lines
    assert "| `error` | 20.00 | 1.00 | 20.00 | 18.40 |" in lines
    assert lines[-1].startswith("Share of the weight that would be taken today: 0.80, of 3 sets")


def test_sets_and_defaults_are_played_each_as_what_it_is(invented: Decisions) -> None:
    found = look(INVENTED, seed=3, most=1, workers=1)
    shipped = sets_for("drawn")
    assert shipped is not None
    play = question_of(invented, INVENTED, seed=3).simulator.simulate
    first = dict(zip(shipped.names, shipped.rows[0], strict=True))
    assert found.default.tolist() == play({}, 3).mean(axis=1).tolist()
    assert found.summary[0].tolist() == play(first, 3).mean(axis=1).tolist()
    assert found.summary[0].tolist() != found.default.tolist()
    assert found.threshold == shipped.provenance["generations"][-1]["threshold"]
