"""What the benchmark of bargaining counts."""

from functools import cache

import numpy as np
import pytest

from benchmarks import bargaining
from benchmarks._bargaining import Counts, Talker, objections, refusals, signatures, talks, watched
from simulation.abm import NegotiationModel
from simulation.delegates import Nothing


@cache
def counted() -> tuple[Counts, NegotiationModel]:
    """Return what is counted in a game of the talker, and the game."""
    counts = Counts()
    model = NegotiationModel("first_hour", seed=1, seats={"SAB": watched(Talker, counts)})
    while model.running:
        model.step()
        talks(counts, model, "SAB")
        objections(counts, model)
    signatures(counts, model, "here")
    refusals(counts, model)
    return counts, model


def test_who_is_watched_plays_the_same_game() -> None:
    alone = NegotiationModel("first_hour", seed=1, seats={"SAB": Talker})
    np.testing.assert_array_equal(alone.run().table, counted()[1].record.table)


def test_every_talk_and_every_refusal_of_the_game_is_counted_once() -> None:
    counts, model = counted()
    told = [made for made in model.moves if made.reply.told is not None]
    refused = [made for made in model.moves if made.move.move == "offer_trade" and not made.reply.granted]
    assert counts.shares["talks that give away an exact limit"].of == len(told) > 0
    assert counts.refusals.total() == len(refused) > 0


def test_an_agent_that_signs_what_is_worth_less_than_nothing_to_it_is_counted() -> None:
    model = NegotiationModel("first_hour", seed=8, seats={"SAB": Talker})
    model.run()
    counts = Counts()
    joins = np.isin(model.record.outcome.joins, (0, 1))
    before = model.tableau.failure_cost.copy()
    try:
        model.tableau.failure_cost[:] = -1.0
        signatures(counts, model, "here")
    finally:
        model.tableau.failure_cost[:] = before
    (share,) = counts.shares.values()
    assert share.met == share.of == joins.sum() - joins[model.tableau.delegations.index("SAB")]


def test_offers_are_counted_whatever_a_seat_does_with_them() -> None:
    counts = Counts()
    NegotiationModel("first_hour", seed=1, seats={"ALT": watched(Nothing, counts)}).run()
    assert counts.shares["offers whose return the offerer could accept that day"].of > 0


def test_the_table_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    bargaining.main(["--seeds", "0", "--case", "first_hour"])
    assert "| promises broken in a game |" in capsys.readouterr().out
