"""What a user gets from a table is the forecast that is back-tested: rows, table, import, case, forecast."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.evidence.backtest import models
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.backtest.user_path import case_of_proposal, forecast_by_users
from simulation.models import outcome_layer

BY_KEY = {model.key: model for model in models.SPREAD_MODELS}


@pytest.mark.parametrize("capability", ["equal", "gdp"])
def test_a_user_gets_the_forecast_of_the_whole_scale_within_the_options(
    invented: Decisions, capability: str
) -> None:
    found = forecast_by_users(invented, capability, outcome_layer.G3)
    whole = outcome_layer.probabilities(
        invented.position, invented.influence(capability), coefficients=outcome_layer.G3
    )
    scale = np.arange(101)
    ends = np.nanmin(invented.position, axis=1)[:, None], np.nanmax(invented.position, axis=1)[:, None]
    inside = np.where((ends[0] <= scale) & (scale <= ends[1]), whole, 0.0)
    assert_allclose(found, inside / inside.sum(axis=1, keepdims=True), rtol=1e-9)


def test_the_case_holds_what_the_rows_say(invented: Decisions) -> None:
    places = [place for place, name in enumerate(invented.proposal) if name == "invented01"]
    rows = invented.only(np.array(places))
    case = case_of_proposal(rows, "gdp")
    assert len(case.issues) == len(places)
    for number, issue in enumerate(case.issues):
        given = {each.name: each.mandate[issue.key] for each in case.delegations if issue.key in each.mandate}
        here = np.flatnonzero(rows.takes_part[number]).tolist()
        assert set(given) == {f"delegation {at}" for at in here}
        positions, saliences = (
            [getattr(given[f"delegation {at}"], name) for at in here] for name in ("position", "salience")
        )
        assert positions == pytest.approx((rows.position[number, here] / 100).tolist())
        assert saliences == pytest.approx(rows.salience[number, here].tolist())


def test_the_row_of_the_back_test_uses_what_was_learned_and_not_what_is_shipped(invented: Decisions) -> None:
    known, asked = invented.only(np.arange(9)), invented.only(np.arange(9, 18))
    fitted = outcome_layer.fit(
        known.position, known.influence("gdp"), known.outcome, terms=outcome_layer.BASIC
    )
    found = BY_KEY["marks_3_imported"].learn(known, "gdp")(asked, "gdp")
    assert_allclose(found, forecast_by_users(asked, "gdp", fitted))
    for other in (
        forecast_by_users(asked, "equal", fitted),
        forecast_by_users(asked, "gdp", outcome_layer.G3),
    ):
        assert np.abs(found - other).max() > 0.01
