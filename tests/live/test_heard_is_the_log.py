"""What a seat hears is the public part of the log, told without working out the rest."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.engine.simulate import load_scenario, simulate
from simulation.live import SeatMove, SeatView
from simulation.live.public import FAILED_PACKAGE, PublicMove, heard_in
from simulation.reasons.record_log import build_log, session_moves
from simulation.reasons.record_reading import Reading
from tests.spoken_for import BY_CASE


class Listener(DelegationAgent):
    """Keeps what it heard, supports what is on the floor."""

    heard: tuple[tuple[PublicMove, ...], ...] = ()

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        self.heard = tuple(view.heard)
        asked = view.request.asked if view.request else ()
        return [SeatMove(seat=self.key, move="support", issue=i, option=o) for i, o in asked[:1]]


@pytest.mark.parametrize("name", BY_CASE)
def test_a_reading_in_public_tells_the_public_part_of_the_whole_one(name: str) -> None:
    record = simulate(load_scenario(name), seed=5)
    whole, in_public = Reading(record), Reading(record, in_public=True)
    for session in range(record.n_rounds):
        told = heard_in(list(session_moves(whole, session)))
        assert told
        assert heard_in(list(session_moves(in_public, session))) == told
    assert {"favours", "willing", "favourite"} <= vars(whole).keys()
    assert not {"favours", "willing", "favourite"} & vars(in_public).keys()


@pytest.mark.parametrize(("name", "seat"), [("first_hour", "SAB"), ("wtpf13_training", "LUM")])
def test_what_an_agent_hears_session_by_session_stands_in_the_log(name: str, seat: str) -> None:
    model = NegotiationModel(name, seed=3, seats={seat: Listener})
    model.run()
    (agent,) = model.agents_by_type[Listener]
    beside = ("extend", FAILED_PACKAGE)  # what no record says
    heard = [replace(move, on_table=False) for session in agent.heard for move in session]
    heard = [move for move in heard if move.move not in beside]
    said = [move for move in heard_in(build_log(model.record).moves) if move.move not in beside]
    assert heard == said[: len(heard)]
    assert {move.move for move in heard} >= {"support", "call_consensus", "propose_option"}
    assert {move.session for move in said[len(heard) :]} == {model.session}  # how it ended
