"""A back-test: nothing is scored on what it learned from, proposals stay whole, and intervals are paired."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from simulation.arrays import FloatArray
from simulation.errors import StudyError
from simulation.evidence.backtest import grouped, models
from simulation.evidence.backtest.backtest_told import as_markdown, difference, told, told_fit
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.backtest.outcome_layer_fit import fit_shipped
from simulation.evidence.backtest.run_backtest import Backtest, run_backtest
from simulation.models.outcome_layer import GRID
from simulation.stats.interval import Estimate
from simulation.words import catalogue, told_in
from tests.backtest.conftest import NOTED
from tests.spoken_for import BY_LANGUAGE
from tests.told_parts import read

ROOM = (np.array([0.0, 100.0, 40.0]), np.array([1.0, 0.5, 0.25]), np.array([0.5, 1.0, 1.0]))
BY_KEY = {model.key: model for model in (*models.POINT_MODELS, *models.SPREAD_MODELS)}


@pytest.mark.parametrize(
    ("key", "point"),
    [
        ("mean", (0.5 * 0 + 0.5 * 100 + 0.25 * 40) / 1.25),
        ("without_salience", (1 * 0 + 0.5 * 100 + 0.25 * 40) / 1.75),
        ("median", 40.0),  # 0.5 of 1.25 stand at 0, 0.75 at 40 or below
        ("fifty", 50.0),
    ],
)
def test_models_of_one_number_come_out_as_by_hand(key: str, point: float) -> None:
    model = BY_KEY[key]
    assert isinstance(model, models.PointModel)
    assert model.point(*ROOM) == pytest.approx(point)


def test_the_median_is_reached_at_half_the_influence() -> None:
    median = BY_KEY["median"]
    assert isinstance(median, models.PointModel)
    assert median.point(np.array([90.0, 10.0]), np.ones(2), np.ones(2)) == 10.0


def test_a_model_of_a_whole_proposal_sees_its_issues_side_by_side(invented: Decisions) -> None:
    seen = {}

    def spy(position: FloatArray, capability: FloatArray, salience: FloatArray) -> FloatArray:
        seen[position.shape[1]] = (position, capability, salience)
        return np.nanmax(position, axis=0)

    found = models.points_of(models.JointModel(key="spy", points=spy), invented, "gdp")
    assert_allclose(found, np.nanmax(invented.position, axis=1))
    position, capability, salience = seen[2]
    assert set(seen) == {1, 2}
    assert position.shape == salience.shape == (len(capability), 2)
    assert_array_equal(np.isnan(position), salience == 0)
    assert (capability > 0).all()


@pytest.mark.parametrize("key", [model.key for model in models.SPREAD_MODELS])
def test_a_distribution_looks_at_no_outcome_of_what_it_forecasts(key: str, invented: Decisions) -> None:
    model = BY_KEY[key]
    assert isinstance(model, models.SpreadModel)
    forecaster = model.learn(invented.only(np.arange(9)), "gdp")
    asked = invented.only(np.arange(9, 18))
    blind = replace(asked, outcome=np.full(9, np.nan))
    p = forecaster(asked, "gdp")
    assert p.shape == (9, 101)
    assert_allclose(p.sum(axis=1), 1.0)
    assert_array_equal(p, forecaster(blind, "gdp"))


def test_what_a_decision_is_forecast_to_be_does_not_depend_on_its_own_proposal(invented: Decisions) -> None:
    row = invented.proposal.index("invented05")
    same = np.array([proposal == "invented05" for proposal in invented.proposal])
    moved = replace(invented, outcome=np.where(same, 100 - invented.outcome, invented.outcome))
    spreads = [model for model in models.SPREAD_MODELS if model.key in {"mean_scaled", "marks_3"}]
    first, second = (
        run_backtest(given, seed=3, points=models.POINT_MODELS[:1], spreads=spreads).forecasts
        for given in (invented, moved)
    )
    for before, after in zip(first, second, strict=True):
        assert before.point[row] == after.point[row]
        if before.probability is not None:
            assert after.probability is not None
            assert_array_equal(before.probability[same], after.probability[same])
            assert (before.probability[~same] != after.probability[~same]).any()


def test_folds_keep_groups_whole_and_are_even() -> None:
    group = np.repeat(np.arange(25), 3)
    fold = grouped.folds(group, seed=5, number=10)
    assert all(len(set(fold[group == one].tolist())) == 1 for one in range(25))
    assert sorted(np.bincount(fold[::3]).tolist()) == [2] * 5 + [3] * 5
    assert (grouped.folds(group, seed=6, number=10) != fold).any()


def test_the_halves_are_fixed_by_the_name_of_a_proposal_alone() -> None:
    # First bytes by sha256sum: fb, ac, 9f, e0, 2b.
    names = ["P1", "P2", "P3", "P4", "a proposal"]
    assert grouped.is_for_fitting(names).tolist() == [False, True, False, True, False]
    assert grouped.is_for_fitting([" P2 ", "P1"]).tolist() == [True, False]


def test_the_halves_are_halves() -> None:
    share = grouped.is_for_fitting([f"proposal {number}" for number in range(4000)]).mean()
    assert share == pytest.approx(0.5, abs=0.025)  # three standard errors


def test_the_interval_of_a_mean_is_that_of_groups_and_not_of_values() -> None:
    group = np.repeat(np.arange(20), 10)
    values = np.repeat(np.random.default_rng(1).normal(size=20), 10)
    whole = grouped.Resampled(group, seed=1).mean(values)
    apart = grouped.Resampled(np.arange(200), seed=1).mean(values)
    assert whole.value == apart.value == pytest.approx(values.mean())
    assert whole.high - whole.low > 2.5 * (apart.high - apart.low)
    # Percentile interval of 20 equal groups against the normal one of their mean.
    half = 1.96 * values[::10].std() / np.sqrt(20)
    assert (whole.high - whole.low) / 2 == pytest.approx(half, rel=0.05)


def test_a_mean_over_one_group_has_no_ends() -> None:
    only = grouped.Resampled(np.array([0, 0, 1]), seed=1).mean(
        np.array([1.0, 3.0, 9.0]), np.array([True, True, False])
    )
    assert (only.value, only.low, only.high, only.n) == (2.0, -np.inf, np.inf, 2)


def test_what_never_differs_is_paired_to_a_point(invented: Decisions) -> None:
    same = (
        models.POINT_MODELS[0],
        models.PointModel(key="median", point=lambda x, c, s: float(np.average(x, weights=c * s)) + 0.0),
    )
    found = run_backtest(invented, seed=1, points=same, spreads=()).of("median", "equal")
    assert found is not None
    assert found.beyond_mean is not None
    assert_allclose([found.beyond_mean.low, found.beyond_mean.high], 0.0, atol=1e-9)


def test_errors_and_scores_are_what_forecasts_say(ran: Backtest, invented: Decisions) -> None:
    found = ran
    for made, row in zip(found.forecasts, found.scores, strict=True):
        assert row.error.value == pytest.approx(np.abs(made.point - invented.outcome).mean())
        assert row.is_spread == (made.probability is not None)
        counts = [part.n for part in row.by_procedure.values()]
        assert sum(counts) == sum(part.n for part in row.by_size.values()) == 18
    climatology = found.of("climatology", "")
    assert climatology is not None
    assert climatology.beyond_scaled is not None
    scaled = found.of("mean_scaled", "equal")
    assert scaled is not None
    assert climatology.beyond_scaled.value == pytest.approx(
        climatology.proper["crps"].value - scaled.proper["crps"].value
    )


@pytest.mark.thorough  # test_convention.py: the same seed gives the same bytes
def test_the_same_seed_gives_the_same_data_and_another_one_other_folds(invented: Decisions) -> None:
    blind = models.SPREAD_MODELS[:3]
    first, again, other = (run_backtest(invented, seed=seed, spreads=blind).as_data() for seed in (1, 1, 2))
    assert first == again
    assert first["issues"] != other["issues"]
    assert {key for issue in first["issues"] for key in issue["forecasts"]} >= {"mean.gdp", "fifty"}


@pytest.mark.usefixtures("ran")
def test_progress_is_told_from_nothing_to_all() -> None:
    # Eleven models of one point under two capabilities, two without any; ten folds of one and of twice six.
    assert (NOTED[0], NOTED[-1]) == ((0, 154), (154, 154))
    assert sorted(NOTED) == NOTED


def test_fewer_proposals_than_folds_are_refused(invented: Decisions) -> None:
    few = invented.only(np.arange(9))
    for run in (run_backtest, fit_shipped):
        with pytest.raises(
            StudyError, match=r"Proposals to which the decisions belong: 6\. Valid: at least 10"
        ):
            run(few, seed=1)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_model_and_capability_has_a_name(language: str) -> None:
    names = catalogue(language)
    assert {f"backtest.model.{key}" for key in BY_KEY} <= set(names)
    assert {f"backtest.capability.{key}" for key in ("equal", "gdp", "council")} <= set(names)


def test_a_loser_is_named(invented: Decisions) -> None:
    always_wrong = models.PointModel(key="fifty", point=lambda x, c, s: 1000.0, takes_none=True)  # noqa: ARG005
    found = run_backtest(invented, seed=1, points=(models.POINT_MODELS[0], always_wrong), spreads=())
    sentences = read(told(found))[-1].sentences
    assert "No model of one number is better than the weighted mean beyond noise." in sentences
    assert "Worse than the weighted mean beyond noise: always 50." in sentences


def test_a_winner_is_named(invented: Decisions) -> None:
    outcomes = iter([*invented.outcome])
    oracle = models.PointModel(key="median", point=lambda x, c, s: next(outcomes), takes_none=True)  # noqa: ARG005
    found = run_backtest(invented, seed=1, points=(models.POINT_MODELS[0], oracle), spreads=())
    assert "Better than the weighted mean beyond noise: weighted median." in read(told(found))[-1].sentences


def test_a_table_of_markdown_has_a_row_a_model(ran: Backtest) -> None:
    page = as_markdown(told(ran))
    rows = [line for line in page.splitlines() if line.startswith("| marks G8 (GDP) |")]
    assert len(rows) == 5
    assert page.splitlines()[:4] == [
        "### How far off, in points of 100",
        "",
        "| model, capability | mean error | less that of the weighted mean |",
        "| --- | --- | --- |",
    ]


def test_it_is_told_in_french(ran: Backtest) -> None:
    with told_in("fr"):
        parts = read(told(ran))
    assert parts[0].heading == "Écart, en points sur 100"
    assert parts[0].rows[0][0] == "moyenne pondérée (égal)"


def test_a_fit_stands_beside_what_is_shipped(invented: Decisions) -> None:
    eight, three = fit_shipped(invented, seed=1, draws=5)
    assert (len(eight.terms), three.terms) == (8, ("distance", "occupied", "share"))
    assert three.shipped.tolist() == [0.695, 3.61, 0.86]
    assert (three.standard_error > 0).all()
    (part, _) = read(told_fit((three, eight)))
    assert part.heading == "marks G3 (GDP)"
    assert part.rows[0][0] == "a, per 25 points from the mean"
    assert part.rows[0][3] == "0.695"
    assert three.as_data()["coefficients"]["share"]["shipped"] == 0.86


def test_medians_are_marks_of_the_scale(ran: Backtest) -> None:
    for made in ran.forecasts:
        if made.probability is not None:
            assert set(made.point.tolist()) <= set(GRID.tolist())


def test_a_difference_beyond_noise_is_not_told_as_if_its_interval_ended_at_nothing() -> None:
    clear = Estimate(value=-0.0021, low=-0.0042, high=-0.0003, n=144)
    unclear = replace(clear, high=0.0003)
    assert str(difference(clear, 3)) == "−0.0021 [−0.0042, −0.0003]"
    assert str(difference(unclear, 3)) == "−0.002 [−0.004, 0.000]"
