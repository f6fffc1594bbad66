"""Beside the place of a result stands what one's own moves brought, where that is nothing or less."""

from dataclasses import replace

import pytest

from simulation.live import LiveNegotiation, SeatMove
from simulation.training.debrief import Debrief
from simulation.words import told_in
from tests.training.played import accept_all_and, debrief_of


@pytest.fixture(scope="module")
def silent() -> Debrief:
    live = LiveNegotiation("worked_package", seats=("OPEN",))
    while live.phase != "over":
        for _ in live.pending:
            live.submit(SeatMove(seat="OPEN", move="done"))
        live.advance()
    return debrief_of(live, "OPEN", futures=2)


def test_where_instructions_alone_bring_as_much_the_place_says_so(silent: Debrief) -> None:
    parts = dict(silent.score.parts)
    for part in ("mandate", "compared"):
        assert str(parts[part][-1]).startswith("Your own moves did not change that")
    with told_in("fr"):
        assert str(parts["mandate"][-1]).startswith("Vos propres actions n’y ont rien changé")


def test_where_moves_lowered_the_result_the_place_says_by_what_and_else_nothing() -> None:
    told = debrief_of(accept_all_and("join_consensus"), "OPEN", futures=2)
    assert told.turning is not None
    assert told.turning.silent > told.turning.own
    assert str(told.score.mandate.sentences[-1]).startswith("Your own moves lowered it")
    gained = replace(told.score.mandate, silent=told.score.mandate.value - 0.1)
    assert gained.unmoved == ()
    assert replace(gained, silent=None).unmoved == ()
