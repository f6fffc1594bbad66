"""What a forecast of the Convention is asked for is not seen when it is learned; on the invented tables."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from simulation.evidence.backtest.convention import forecast_measures, linear, signing_together, survival
from simulation.evidence.backtest.convention.convention_files import (
    HISTORY_ENDS,
    Convention,
    Initiative,
    read_convention,
)
from simulation.evidence.backtest.convention.signing_fit import choices_of

INVENTED = Path(__file__).with_name("invented_convention")


@pytest.fixture(scope="module")
def data() -> Convention:
    return read_convention(INVENTED)


def test_no_model_sees_what_became_of_the_texts_of_the_commission_that_is_left_out(data: Convention) -> None:
    asked = np.array([name == data.text_commission[0] for name in data.text_commission])
    turned = replace(data, survived=data.survived ^ asked)
    before, after = (survival.forecasts(one, seed=1, plays=40) for one in (data, turned))
    for model in survival.TEXT_MODELS:
        assert_array_equal(after[model][asked], before[model][asked], err_msg=model)
        assert (after[model][~asked] != before[model][~asked]).any(), model


def test_no_model_of_pairs_looks_at_what_is_signed_after_history(data: Convention) -> None:
    late = tuple(replace(one, signers=(0, 1)) for one in data.late)
    turned = replace(data, initiatives=data.early + late)
    before, after = (signing_together.Pairs(one, 1, 1, None).columns for one in (data, turned))
    for model in signing_together.PAIR_MODELS:
        assert_array_equal(after[model], before[model], err_msg=model)


def test_a_regression_across_folds_does_not_see_the_fold_that_it_is_asked_for() -> None:
    columns = np.linspace(-1, 1, 20)[:, None]
    target = (np.arange(20) % 3 == 0).astype(float)
    fold = np.arange(20) % 4
    turned = np.where(fold == 1, 1 - target, target)
    before, after = (linear.across_folds(linear.fit_logistic, columns, one, fold) for one in (target, turned))
    assert_array_equal(after[fold == 1], before[fold == 1])
    assert (after[fold != 1] != before[fold != 1]).all()


def test_texts_of_one_set_of_sponsors_are_drawn_together(data: Convention) -> None:
    n = len(data.sponsors)
    half = np.arange(n) < n // 3
    two = replace(data, sponsors=tuple((0,) if one else (1,) for one in half))
    probability = np.linspace(0.1, 0.9, n)
    chance = dict.fromkeys(survival.TEXT_MODELS, probability)
    apart = sorted(forecast_measures.brier(probability[one], data.survived[one]) for one in (half, ~half))
    for score in survival.score_texts(two, chance, seed=1, resamples=60):
        assert_allclose([score.measured["brier"].low, score.measured["brier"].high], apart)


def test_signed_before_is_what_was_signed_on_earlier_days_only(data: Convention) -> None:
    days = ("2021-12-01", "2021-12-02", "2021-12-02")
    assert max(days) < HISTORY_ENDS
    some = [Initiative("Q1", day, (0, 1)) for day in days]
    found = choices_of(data, some, since=days[1], seed=1)
    assert_allclose(found.trait[np.arange(len(found.chosen)), -1, found.chosen], np.log(2))
