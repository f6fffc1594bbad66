"""Summaries by hand: what ends where, what is without agreement, how far off; and what they are held to."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.arrays import FloatArray
from simulation.engine.batch import simulate_batch
from simulation.evidence.backtest import grouped
from simulation.evidence.backtest.council_cases import Played
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.calibration.brackets import of_highest, session_at
from simulation.evidence.calibration.summaries import (
    COUNCIL,
    COURSE,
    Target,
    Targets,
    of_brackets,
    of_council,
    targets_of_council,
    targets_of_course,
)
from simulation.scenario.load import load_scenario


def _decisions() -> Decisions:
    """Three issues; COM, AA and BB stand at 80, 20, 60 on all of them; the third has no reference point."""
    position = np.tile([80.0, 20.0, 60.0], (3, 1))
    return Decisions(
        proposal=("P", "P", "Q"),
        issue=("1", "2", "3"),
        procedure=("COD",) * 3,
        rule=("QMV",) * 3,
        reference=np.array([0.0, 20.0, np.nan]),
        delegations=("COM", "AA", "BB"),
        position=position,
        salience=np.full((3, 3), 0.5),
        outcome=np.array([0.0, 80.0, 50.0]),
        capability={"equal": np.ones((3, 3))},
        left_out={},
    )


def test_shares_and_error_of_two_replications_by_hand() -> None:
    outcome = np.array([[0.0, 80.0], [80.0, 20.0], [40.0, 60.0]])
    dropped = np.array([[True, False], [False, False], [False, False]])
    reference, commission, position, none, error = of_council(
        _decisions(), Played(outcome=outcome, dropped=dropped)
    )
    # First replication: issue 1 ends at its reference point of 0, issue 2 not at its own; second: the other way.
    assert reference.tolist() == [0.5, 0.5]
    assert_allclose(commission, [1 / 3, 1 / 3])
    assert_allclose(position, [1 / 3, 1.0])
    assert_allclose(none, [1 / 3, 0.0])
    # Mean outcomes 40, 50, 50 against 0, 80, 50: 70 / 3. Without the first 80, 20, 60: 150 / 3; without the second
    # 0, 80, 40: 10 / 3. Pseudo-values: twice the error of all less that without one.
    assert_allclose(error, [140 / 3 - 150 / 3, 140 / 3 - 10 / 3])


def test_of_one_replication_the_error_is_its_own() -> None:
    played = Played(outcome=np.array([[0.0], [80.0], [60.0]]), dropped=np.zeros((3, 1), dtype=bool))
    assert_allclose(of_council(_decisions(), played)[-1], [10 / 3])


def test_the_error_does_not_depend_on_where_replications_that_are_alike_stand() -> None:
    outcome = np.random.default_rng(3).uniform(0, 100, size=(3, 6))
    played = Played(outcome=outcome, dropped=np.zeros((3, 6), dtype=bool))
    turned = Played(outcome=outcome[:, ::-1], dropped=np.zeros((3, 6), dtype=bool))
    assert_allclose(of_council(_decisions(), played), of_council(_decisions(), turned)[:, ::-1])


def test_what_is_observed_is_what_the_table_says() -> None:
    targets = {target.key: target for target in targets_of_council(_decisions(), seed=1)}
    assert tuple(targets) == COUNCIL
    assert targets["council.reference"].observed == 0.5
    assert targets["council.commission"].observed == pytest.approx(1 / 3)
    assert targets["council.position"].observed == pytest.approx(1 / 3)
    assert (targets["council.unsettled"].observed, targets["council.unsettled"].error) == (0.0, 0.0)
    # The mean of 80, 20 and 60 is 53.33: off by 53.33, 26.67 and 3.33.
    assert targets["council.error"].observed == pytest.approx((160 / 3 + 80 / 3 + 10 / 3) / 3)
    assert [key for key, target in targets.items() if target.is_most] == ["council.error"]


def test_sampling_errors_are_those_of_whole_proposals(invented: Decisions) -> None:
    target = next(one for one in targets_of_council(invented, seed=1) if one.key == "council.commission")
    at = np.abs(invented.outcome - invented.position[:, invented.delegations.index("COM")]) < 1e-6
    number = grouped.groups(invented.proposal)
    means = np.array([at[number == one].mean() for one in range(number.max() + 1)])
    # All proposals have two issues, so that the error is that of a mean of their means, in resamples of 14.
    assert target.error == pytest.approx(means.std() / np.sqrt(len(means)), rel=0.1)


def test_the_course_of_brackets_by_hand() -> None:
    batch = simulate_batch(load_scenario("wtpf13_training"), seed=1, replications=range(6))
    early, late, last = of_brackets([batch]).mean(axis=1)
    sessions = batch.bracketed.shape[1]
    assert sessions == 12
    assert early == pytest.approx(((batch.closed_at >= 0) & (batch.closed_at < 6)).mean())
    share = of_highest(batch.bracketed)
    assert (session_at(10 / 13, 12), session_at(11.5 / 13, 12)) == (9, 11)
    # Pseudo-values correct a small bias of a ratio of means: their mean is near it, not the same.
    assert late == pytest.approx(share[8], abs=0.05)
    assert last == pytest.approx(share[10], abs=0.05)


def test_brackets_are_held_to_the_counts_in_print() -> None:
    targets = {target.key: target for target in targets_of_course()}
    assert tuple(targets) == COURSE
    # 367 and 50 of 916 brackets in drafts of Paris 2015.
    assert targets["course.late"].observed == pytest.approx(0.4007, abs=1e-4)
    assert targets["course.last_night"].observed == pytest.approx(0.0546, abs=1e-4)
    half = targets["course.first_half"]
    assert (half.observed - 2 * half.tolerance, half.observed + 2 * half.tolerance) == pytest.approx(
        (0.2, 0.6)
    )


def _targets(*observed: float) -> Targets:
    return Targets(
        items=tuple(
            Target(key=f"s{place}", observed=value, error=0.3, discrepancy=0.4)
            for place, value in enumerate(observed)
        )
    )


def test_the_tolerance_is_the_root_of_both_squares_and_distance_the_root_mean_square() -> None:
    targets = _targets(0.0, 1.0)
    assert targets.tolerance.tolist() == [0.5, 0.5]
    points: FloatArray = np.array([[0.0, 1.0], [0.5, 1.0], [1.5, 3.0]])
    assert_allclose(targets.distance(points), [0.0, np.sqrt(0.5), np.sqrt((9 + 16) / 2)])
