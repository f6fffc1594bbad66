"""The conference itself, fitted to what it played: the parameters that made the data are among the sets."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pytest

from simulation.arrays import FloatArray
from simulation.evidence.backtest import grouped
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.calibration.candidates import CANDIDATES, candidates_named
from simulation.evidence.calibration.fitted_sets import Calibration
from simulation.evidence.calibration.run_calibration import Plan, Question, calibrate, question_of
from simulation.evidence.calibration.simulator import ConferenceSimulator, Simulator
from simulation.evidence.calibration.summaries import Target, Targets
from simulation.study.pool import InProcess
from tests.calibration.conftest import INVENTED
from tests.straight import STRAIGHT

STRAIGHT_RULES = {key.removeprefix("protocol."): float(value) for key, value in STRAIGHT.items()}
TRUTH = {"signal.isolation": 0.1, "values.failure_cost": 0.05}
PLAN = Plan(budget=200, trajectories=3, wave=30, sets=40)
SHORT = Plan(budget=60, trajectories=3, wave=20, sets=20)


@dataclass(frozen=True)
class Straight:
    """The conference as its defaults were up to 0.7.0: there both parameters move what is observed."""

    conference: Simulator

    def simulate(self, values: Mapping[str, float], seed: int) -> FloatArray:
        """Return the summaries by replication, `[S, R]`."""
        return self.conference.simulate(STRAIGHT_RULES | dict(values), seed)


def _asked(invented: Decisions) -> Question:
    few = invented.only(np.arange(12))
    chosen = candidates_named(list(TRUTH))
    asked = question_of(few, INVENTED, seed=3, candidates=chosen, cases=(), replications=6)
    return replace(asked, simulator=Straight(asked.simulator))


def _held_to(asked: Question, observed: list[float]) -> Question:
    """Return the question with other observations, as near as if they were of a hundred tables."""
    items = tuple(
        Target(
            key=target.key,
            observed=value,
            error=0.1 * target.error,
            discrepancy=0.5 * target.discrepancy,
            is_most=target.is_most,
        )
        for target, value in zip(asked.targets.items, observed, strict=True)
    )
    return replace(asked, targets=Targets(items=items))


def test_a_point_is_the_same_wherever_it_is_played_and_parameters_change_it(invented: Decisions) -> None:
    simulator = ConferenceSimulator(
        decisions=invented.only(np.arange(4)), cases=("worked_clock",), replications=6
    )
    first = simulator.simulate(TRUTH, 5)
    assert first.shape == (8, 6)
    assert np.isfinite(first).all()
    assert simulator.simulate(TRUTH, 5).tolist() == first.tolist()
    assert simulator.simulate(TRUTH | {"values.failure_cost": 1.0}, 5).tolist() != first.tolist()


def test_what_failure_costs_the_council_is_nothing_to_the_other_cases(invented: Decisions) -> None:
    simulator = ConferenceSimulator(decisions=invented.only(np.arange(12)), cases=("wtpf13",), replications=4)
    cheap, dear = (simulator.simulate({"values.failure_cost": cost}, 5) for cost in (0.05, 0.6))
    assert cheap[:5].tolist() != dear[:5].tolist()
    assert cheap[5:].tolist() == dear[5:].tolist()
    pressed = simulator.simulate({"signal.isolation": 0.9}, 5)
    assert pressed[5:].tolist() != cheap[5:].tolist()


def test_only_the_half_that_may_be_fitted_to_is_looked_at(invented: Decisions) -> None:
    asked = question_of(invented, INVENTED, seed=3, candidates=CANDIDATES[:1], cases=())
    outcome = invented.outcome.copy()
    judged = [label not in set(asked.simulator.decisions.proposal) for label in invented.proposal]  # type: ignore[attr-defined] # of the conference
    assert 0 < sum(judged) < len(judged)
    assert judged == (~grouped.is_for_fitting(invented.proposal)).tolist()
    outcome[judged] = 0.0
    other = question_of(
        replace(invented, outcome=outcome), INVENTED, seed=3, candidates=CANDIDATES[:1], cases=()
    )
    assert other.settings(Plan()) == asked.settings(Plan())


@pytest.mark.thorough
def test_the_parameters_that_made_the_data_are_among_narrow_sets(invented: Decisions) -> None:
    asked = _asked(invented)
    seen = np.mean([asked.simulator.simulate(TRUTH, seed).mean(axis=1) for seed in range(5)], axis=0)
    found = calibrate(_held_to(asked, seen.tolist()), PLAN, InProcess())
    # What failure costs is a property of the Council, which no other case is to be given.
    assert sorted(found.sets()) == ["signal.isolation", "weight"]
    assert found.as_data()["of_council"] == ["values.failure_cost"]
    quantiles = found.quantiles()
    assert sorted(quantiles) == sorted(TRUTH)
    for key, (low, _, high) in quantiles.items():
        assert low <= TRUTH[key] <= high
        assert high - low < 0.66  # evenly over the whole range of 1 it is .9


@pytest.mark.thorough
def test_what_no_parameters_reach_is_ruled_out(invented: Decisions) -> None:
    # Nine in ten at the reference point and nine in ten at the Commission: nothing does both.
    found: Calibration = calibrate(_held_to(_asked(invented), [0.9, 0.9, 1.0, 0.0, 25.0]), SHORT, InProcess())
    assert found.is_ruled_out
    assert found.as_data()["accepted"] == 0
