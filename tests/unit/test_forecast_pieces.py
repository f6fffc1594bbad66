"""What is played for a forecast: in pieces, and no draw twice that ends alike."""

from itertools import pairwise

import numpy as np
import pytest

from simulation.engine.batch import prepare
from simulation.forecast.all_models import forecast_of
from simulation.forecast.compared_models import SHELF, Shown, shown_for
from simulation.forecast.landed import as_played_by, ends_alike, land
from simulation.forecast.pieces import pieces_of
from simulation.scenario.schema import Scenario
from tests.small_cases import case, delegation, issue

LOTS = {"landscape", "deffuant", "alternating_offers", "single_text", "conference"}
"""Models that draw lots of their own."""


def room(*, confidence: str | None = None, size: int = 6) -> Scenario:
    """Return a room on two issues, in which nothing is uncertain unless there is a word for how sure one is."""
    word = {} if confidence is None else {"confidence": confidence}
    seats = [
        delegation(
            f"d{n}",
            (7 * n % size) / size,
            n / size,
            salience=[0.2 + 0.1 * (n % 5), 0.6],
            capability=0.2 + 0.2 * (n % 4),
        )
        | word
        for n in range(size)
    ]
    return case(seats, issues=[issue("q0"), issue("q1")], sessions=6)


def alike(of: Scenario, model: Shown) -> bool:
    negotiation = prepare(as_played_by(of, model))
    return ends_alike(negotiation.protocol, negotiation.blueprint)


def test_only_models_without_lots_end_alike_and_only_where_nothing_is_uncertain() -> None:
    assert {model.key for model in SHELF if not alike(room(), model)} == LOTS
    assert not any(alike(room(confidence="low"), model) for model in SHELF)


def test_exchange_by_lot_may_end_otherwise_in_each_draw() -> None:
    by_lot = Shown(key="x", protocol="exchange", family="exchange", parameters=(("coin", True),))
    assert not alike(room(), by_lot)


@pytest.mark.parametrize("confidence", [None, "low"])
@pytest.mark.parametrize("model", SHELF, ids=lambda model: model.key)
def test_draws_are_what_each_is_when_it_is_played_alone(model: Shown, confidence: str | None) -> None:
    of = room(confidence=confidence)
    whole = land(of, model, seed=3, replications=range(5, 9))
    alone = [land(of, model, seed=3, replications=[number]) for number in range(5, 9)]
    np.testing.assert_array_equal(whole.point, np.concatenate([one.point for one in alone]))
    np.testing.assert_array_equal(whole.option, np.concatenate([one.option for one in alone]))


def test_a_model_that_draws_lots_is_played_in_every_draw_of_a_settled_case() -> None:
    (deffuant,) = (model for model in SHELF if model.key == "deffuant")
    drawn = land(room(size=9), deffuant, seed=1, replications=range(20))
    assert np.ptp(drawn.point, axis=0).max() > 0


def test_pieces_of_a_large_room_hold_few_draws_and_all_of_them_once() -> None:
    large = room(confidence="low", size=150)
    pieces = pieces_of(large, SHELF, 100)
    for model in SHELF:
        own = sorted((piece.replications for piece in pieces if piece.model == model), key=min)
        assert [number for part in own for number in part] == list(range(100))
    assert all(one.seconds >= next_.seconds for one, next_ in pairwise(pieces))
    assert {len(piece.replications) for piece in pieces if piece.model.key == "spatial_model"} == {1}
    assert (
        len(pieces_of(room(size=150), shown_for(["spatial_model"]), 100)) == 2
    )  # the weighted mean and it, once


def test_progress_counts_every_piece_as_it_is_done() -> None:
    told: list[tuple[int, int]] = []
    of, models = room(confidence="low", size=100), shown_for(["plain_mean"])
    made = forecast_of(
        of, replications=300, models=models, progress=lambda done, total: told.append((done, total))
    )
    total = len(pieces_of(of, models, 300))
    assert total > len(models)
    np.testing.assert_array_equal(
        made.landed[1].point, land(of, models[1], seed=1, replications=range(300)).point
    )
    assert told == [(done, total) for done in range(total + 1)]
