"""Agents of the user's own beside each other: counter-offers, coalitions they stood in, and how they are taken."""

from collections.abc import Iterable

import numpy as np
import pytest

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.delegates import DELEGATES
from simulation.live import LiveNegotiation, Offer, SeatMove, SeatView, view_of
from simulation.reasons.record_log import build_log
from simulation.reasons.session_story import who_moved
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from simulation.words import told_in
from tests.own_agents import Silent, Stubborn, Talker
from tests.spoken_for import BY_LANGUAGE


@pytest.fixture(scope="module")
def hour() -> Scenario:
    return load_scenario("first_hour")


class Haggler(DelegationAgent):
    """Asks everybody for its best on one clause, offers its best on another, and accepts what is offered instead."""

    def __init__(self, model: NegotiationModel, row: int) -> None:
        super().__init__(model, row)
        self.countered: list[Offer] = []

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Offer in the talks."""
        issues = [issue for issue in view.issues if issue.is_open]
        for other in view.others if view.phase == "talks" and len(issues) > 1 else ():
            give, get = ((issue.key, issue.to_offer.key) for issue in issues[:2])
            move = SeatMove(seat=self.key, move="offer_trade", to=other.key, give=give, get=get)
            if view.why_not(move) is None:
                yield move

    def answer(self, view: SeatView) -> Iterable[SeatMove]:
        """Accept all that lies there."""
        for offer in view.offers:
            self.countered.append(offer)
            yield SeatMove(seat=self.key, move="accept_trade", offer=offer.id)


def test_what_is_offered_instead_of_a_trade_lies_before_the_agent_that_offered_it(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"ALT": Haggler})
    model.run()
    (agent,) = model.agents_by_type[Haggler]
    counters = [made.reply.counter for made in model.moves if made.reply.counter is not None]
    assert counters
    assert {offer.id for offer in agent.countered} & {counter.id for counter in counters}
    assert model.live is not None
    struck = {promise.trade for promise in model.live.ledger}
    assert {offer.id for offer in agent.countered} <= struck


class Meets(DelegationAgent):
    """Leaves all to its instructions but the talks of one session, in which it seeks out one other."""

    session = 3

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Talk once."""
        if (view.session, view.phase) == (self.session, "talks"):
            yield SeatMove(seat=self.key, move="consult_bilaterally", to=view.others[0].key)


def test_who_begins_to_move_stays_in_the_coalitions_in_which_the_built_in_agent_stood(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"SAB": Meets})
    row = model.tableau.delegations.index("SAB")
    model.run_for(Meets.session - 1)
    is_open, before = ~model.state.is_clean[0], model.state.platform[0, row].copy()
    assert (before[is_open] >= 0).any()
    model.step()
    np.testing.assert_array_equal(model.state.platform[0, row], before)
    assert model.moves


def test_an_agent_of_ones_own_is_no_person_to_the_others(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"TAM": Stubborn, "SAB": Silent})
    model.run_for(2)
    (agent,) = model.agents_by_type[Silent]
    assert model.live is not None
    assert model.live.people.seated[model.tableau.delegations.index("TAM")]
    assert not any(other.is_person for view in agent.seen for other in view.others)
    live = LiveNegotiation(hour, seats=("TAM", "SAB"))
    assert {other.key for other in view_of(live, "SAB").others if other.is_person} == {"TAM"}


def test_an_agent_of_ones_own_tells_nothing_in_a_talk_and_a_person_is_talked_to(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"TAM": Stubborn, "SAB": Talker})
    model.run_for(2)
    talks = [made.reply for made in model.moves if made.move.move == "consult_bilaterally"]
    assert [reply.by for reply in talks] == ["TAM", "TAM"]
    assert [reply.granted for reply in talks] == [True, False]
    assert talks[0].told is not None
    assert str(talks[1].reason) == "We have nothing to add to what we said in the room."
    live = LiveNegotiation(hour, seats=("TAM", "SAB"))
    reply = live.submit(SeatMove(seat="SAB", move="consult_bilaterally", to="TAM"))
    assert (reply.granted, str(reply.reason)) == (True, "People sit in that seat: talk to them.")


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_what_an_agent_of_ones_own_made_move_is_told_with_the_others(language: str) -> None:
    model = NegotiationModel("first_hour", seed=1, seats={"TAM": DELEGATES["honest"]})
    model.run()
    log = build_log(model.record)
    steps = [move for move in log.moves if (move.delegation, move.move) == ("TAM", "change_position")]
    assert {move.cause for move in steps} == {"own_agent"}
    assert len(steps) > len({move.issue for move in steps})  # on some issue there is a sum of several
    with told_in(language):
        assert all(mover.reason for mover in who_moved(model.record, log) if mover.delegation == "TAM")
