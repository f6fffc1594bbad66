"""A calibration finds the parameters behind what was observed, freezes what does nothing, knows when to give up."""

import numpy as np
import pytest

from simulation.errors import StudyError
from simulation.evidence.calibration.fitted_sets import Calibration
from simulation.evidence.calibration.run_calibration import Plan, calibrate
from simulation.study.pool import InProcess, processes
from tests.calibration.conftest import PACE, TRUTH, question

PLAN = Plan(budget=900, trajectories=4, wave=40, sets=100)


@pytest.fixture(scope="module")
def found() -> Calibration:
    """Return a calibration whose answer is known."""
    return calibrate(question(), PLAN, InProcess())


def test_what_does_nothing_stays_at_its_default(found: Calibration) -> None:
    assert [one.key for one in found.fitting.candidates] == ["concede.pace", "signal.isolation"]
    assert found.fitting.frozen == {"signal.size": 0.5}
    effects = {item.candidate.key: item.largest for item in found.screening.items}
    # The whole range of pace, .05 to .6, moves the first summary by 1.1, which is 78 tolerances of .01 x sqrt 2.
    assert effects["concede.pace"] == pytest.approx(1.1 / (0.01 * 2**0.5), rel=0.02)
    assert effects["signal.size"] == 0.0


def test_the_truth_lies_within_the_sets_and_they_are_narrow(found: Calibration) -> None:
    sets = found.sets()
    weight = sets["weight"]
    assert weight.sum() == pytest.approx(1)
    for key in ("concede.pace", "signal.isolation"):
        mean = weight @ sets[key]
        spread = np.sqrt(weight @ (sets[key] - mean) ** 2)
        assert abs(mean - TRUTH[key]) < 3 * spread
        low, _, high = found.quantiles()[key]
        assert low < TRUTH[key] < high
    # Tolerances of .014 on summaries whose slopes are about 2 in pace and about .8 in isolation.
    spreads = {
        key: float(np.sqrt(weight @ (sets[key] - weight @ sets[key]) ** 2)) for key in TRUTH if key in sets
    }
    assert spreads["concede.pace"] < 0.02
    assert spreads["signal.isolation"] < 0.04


def test_waves_leave_less_and_less_and_never_rule_out_the_truth(found: Calibration) -> None:
    left = [wave.left for wave in found.matched.waves]
    assert left[0] < 0.5
    assert left == sorted(left, reverse=True)
    truth = np.array([[one.unit(TRUTH[one.key]) for one in found.fitting.candidates]])
    assert found.matched.space.holds(truth).all()
    corner = np.array([[0.0, 0.0]])
    assert not found.matched.space.holds(corner).any()


def test_thresholds_fall_to_what_errors_allow_and_no_further(found: Calibration) -> None:
    population = found.population
    assert population is not None
    assert population.is_near
    assert population.generations[0].threshold is None
    thresholds = [one.threshold for one in population.generations if one.threshold is not None]
    assert thresholds == sorted(thresholds, reverse=True)
    # Two summaries: the root of (2 + 2) / 2.
    assert thresholds[-1] == pytest.approx(2**0.5)
    assert population.distance.max() <= 2**0.5
    assert len(population.weight) == 100
    assert 20 < population.effective <= 100


def test_nothing_ships_if_what_was_observed_is_out_of_reach() -> None:
    found = calibrate(question(observed=(0.2, 3.0)), PLAN, InProcess())
    assert found.is_ruled_out
    assert found.population is None
    assert found.as_data()["accepted"] == 0
    with pytest.raises(ValueError, match="ruled out"):
        found.sets()


def test_a_summary_that_only_has_an_upper_end_rules_out_nothing_below_it() -> None:
    low = question().targets.items[0]
    upper = type(low)(key=low.key, observed=1.0, error=0.1, discrepancy=0.1, is_most=True)
    targets = type(question().targets)(items=(upper,))
    assert targets.misses(np.array([[0.2], [1.0], [1.5]])).tolist() == [[0.0], [0.0], [0.5]]


@pytest.mark.thorough
def test_workers_do_not_matter() -> None:
    with processes(2) as two:
        ours = calibrate(question(), PLAN, two)
    alone = calibrate(question(), PLAN, InProcess())
    assert ours.as_data() == alone.as_data()
    assert {key: value.tolist() for key, value in ours.sets().items()} == {
        key: value.tolist() for key, value in alone.sets().items()
    }


@pytest.mark.thorough
def test_another_seed_draws_other_sets_of_the_same_parameters(found: Calibration) -> None:
    other = calibrate(question(seed=2), PLAN, InProcess())
    assert other.sets()["concede.pace"].tolist() != found.sets()["concede.pace"].tolist()
    low, _, high = other.quantiles()["concede.pace"]
    assert low < TRUTH["concede.pace"] < high


def test_a_budget_that_ends_early_keeps_the_last_whole_generation() -> None:
    short = calibrate(question(), Plan(budget=320, trajectories=4, wave=40, sets=100), InProcess())
    assert short.played <= 320
    assert short.population is not None
    assert not short.population.is_near
    assert len(short.population.weight) == 100


def test_a_budget_that_is_too_small_is_refused_before_anything_is_played() -> None:
    with pytest.raises(StudyError, match=r"The budget is 40 points\. Valid: 48 or more\."):
        calibrate(
            question(candidates=(PACE,)), Plan(budget=40, trajectories=4, wave=40, sets=100), InProcess()
        )


def test_what_moves_nothing_at_all_is_told() -> None:
    still = question(candidates=(next(one for one in question().candidates if one.key == "signal.size"),))
    with pytest.raises(StudyError, match="No parameter moves any summary beyond noise"):
        calibrate(still, PLAN, InProcess())
