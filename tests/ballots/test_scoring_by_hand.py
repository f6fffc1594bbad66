"""Measures and fits against numbers worked out by hand or made so."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.evidence.backtest.convention.forecast_measures import auc
from simulation.evidence.ballots.ballot_scores import scored
from simulation.evidence.ballots.ordered import Ballot, fit_ballot
from simulation.evidence.ballots.vote_tables import RollCalls


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    # Signed .9 and .4, did not .8 and .1: three of four pairs are in order.
    assert auc(np.array([0.9, 0.8, 0.4, 0.1]), np.array([True, False, True, False])) == pytest.approx(0.75)
    assert auc(np.array([0.5, 0.5]), np.array([True, False])) == pytest.approx(0.5)
    assert np.isnan(auc(np.array([0.2, 0.3]), np.array([True, True])))


def test_accuracy_and_log_score_leave_out_who_did_not_vote() -> None:
    calls = RollCalls(
        members=("S1", "S2", "S3"),
        key=("R/1", "R/2"),
        date=("2001-01-01", "2002-01-01"),
        title=("a", "b"),
        vote=np.array([[0, 2, -1], [1, -1, -1]]),
        sponsor=((), ()),
    )
    chance = np.tile([0.5, 0.25, 0.25], (2, 3, 1))
    (score,) = scored(calls, {"one": chance}, seed=1)
    assert score.accuracy.n == 3
    assert score.accuracy.value == pytest.approx(1 / 3)
    assert score.log.value == pytest.approx((np.log(2) + 2 * np.log(4)) / 3)
    assert score.by_call["R/2"] == pytest.approx((0.0, np.log(4)))


def test_a_fit_finds_the_slope_and_the_band_that_votes_were_made_with() -> None:
    generator = np.random.default_rng(7)
    terms = np.column_stack([np.ones(6000), generator.normal(size=6000)])
    truth = Ballot(slope=np.array([0.5, 2.0]), band=1.5)
    steps = truth.chances(terms).cumsum(axis=1)
    cast = (generator.random(6000)[:, None] > steps).sum(axis=1).clip(max=2)
    found = fit_ballot(terms, cast)
    assert_allclose(found.slope, truth.slope, atol=0.15)
    assert found.band == pytest.approx(1.5, abs=0.15)


def test_without_a_band_nobody_abstains() -> None:
    terms = np.column_stack([np.ones(6), [-2, -1, 0, 0, 1, 2]]).astype(float)
    chances = fit_ballot(terms, np.array([2, 2, 0, 2, 0, 0]), abstain=False).chances(terms)
    assert_allclose(chances[:, 1], 0.0)
    assert (np.diff(chances[[0, 1, 2, 4, 5], 0]) > 0).all()


@pytest.mark.parametrize("of", ["members", "roll calls"])
def test_an_interval_knows_that_votes_of_one_member_and_of_one_roll_call_hang_together(of: str) -> None:
    shape = (6, 8)
    calls = RollCalls(
        members=tuple(f"S{number}" for number in range(shape[1])),
        key=tuple(f"R/{number}" for number in range(shape[0])),
        date=("2001-01-01",) * shape[0],
        title=("",) * shape[0],
        vote=np.zeros(shape, dtype=np.int64),
        sponsor=((),) * shape[0],
    )
    place = np.indices(shape)[1 if of == "members" else 0]
    chance = np.where((place % 2 == 0)[..., None], [0.8, 0.1, 0.1], [0.1, 0.1, 0.8])
    (score,) = scored(calls, {"ours": chance}, seed=1)
    deviation = 0.5 / np.sqrt(shape[1] if of == "members" else shape[0])
    assert score.accuracy.value == 0.5
    assert score.accuracy.high - score.accuracy.low == pytest.approx(2 * 1.96 * deviation, rel=0.2)
