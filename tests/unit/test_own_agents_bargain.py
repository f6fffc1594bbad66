"""Agents of the user's own that trade: what an answer takes over, and what two of them strike between them."""

from collections.abc import Iterable, Iterator

import numpy as np
import pytest

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.abm.seating import Seat
from simulation.engine.batch import negotiate
from simulation.live import HolderError, LiveNegotiation, SeatMove, SeatView, view_of
from simulation.reasons import build_log
from simulation.scenario.load import load_scenario
from simulation.scenario.schema import Scenario
from tests.own_agents import Stubborn


@pytest.fixture(scope="module")
def hour() -> Scenario:
    return load_scenario("first_hour")


class Answers(DelegationAgent):
    """Answers what was offered when the talks began, the same way always, and does nothing else."""

    verdict = "refuse_trade"

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Answer the first offer of the talks."""
        if view.phase == "talks" and view.offers:
            yield SeatMove(seat=self.key, move=self.verdict, offer=view.offers[0].id)


class Accepts(Answers):
    """Accepts."""

    verdict = "accept_trade"


class Speaks(DelegationAgent):
    """Says something in the first talks."""

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Thank the chair."""
        if view.phase == "talks":
            yield SeatMove(seat=self.key, move="speak", text="Thank you, Chair.")


@pytest.mark.parametrize("kind", [Answers, Accepts, Speaks])
def test_who_only_answers_or_speaks_leaves_the_other_talks_to_the_built_in_agent(
    hour: Scenario, kind: type[DelegationAgent]
) -> None:
    model = NegotiationModel(hour, seed=1, seats={"ALT": kind})
    model.step()
    row = model.tableau.delegations.index("ALT")
    assert [made.move.move for made in model.moves if made.phase == "talks"]
    assert model.live is not None
    ours, plain = (
        (record.partner[0][row], record.speaker[0]) for record in (model.live.so_far, negotiate(hour, seed=1))
    )
    assert (plain[0] >= 0).any()
    np.testing.assert_array_equal(ours[0], plain[0])
    assert ((ours[1] == row).any(), (plain[1] == row).any()) in {(True, True), (False, False)}


class Offers(DelegationAgent):
    """Offers TAM its best on the first clause for the draft of the second; TAM offers SAB the very same trade."""

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Offer once."""
        if (view.session, view.phase) != (1, "talks"):
            return
        one, other = ((issue.key, issue.options[1].key) for issue in view.issues[:2])
        give, get, to = (one, other, "TAM") if self.key == "SAB" else (other, one, "SAB")
        yield SeatMove(seat=self.key, move="offer_trade", to=to, give=give, get=get)


class OffersAndAccepts(Offers):
    """Accepts what comes back."""

    def answer(self, view: SeatView) -> Iterable[SeatMove]:
        """Accept all that is offered by the other of the two."""
        for offer in view.offers:
            if {offer.by, offer.to} == {"SAB", "TAM"}:
                yield SeatMove(seat=self.key, move="accept_trade", offer=offer.id)


@pytest.mark.parametrize("other", [OffersAndAccepts, Offers])
def test_what_two_offer_each_other_is_one_trade(hour: Scenario, other: Seat) -> None:
    model = NegotiationModel(hour, seed=3, seats={"SAB": OffersAndAccepts, "TAM": other})
    model.step()
    assert model.live is not None
    bound = [(promise.by, promise.to, promise.issue) for promise in model.live.ledger]
    assert sorted(bound) == sorted(set(bound))
    assert {(by, to) for by, to, _ in bound} == {("SAB", "TAM"), ("TAM", "SAB")}
    assert len(bound) == 2
    answers = [made.reply for made in model.moves if made.move.move == "accept_trade"]
    assert answers
    assert all(reply.granted for reply in answers)
    assert not model.live.refused


def test_a_package_that_is_changed_later_stays_as_it_was_put(hour: Scenario) -> None:
    live = LiveNegotiation(hour, seats=("SAB",), seed=2)
    while not (live.phase == "talks" and "propose_package" in live.pending[0].legal):
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    package = dict([next(_may_be_put(live))])
    move = SeatMove(seat="SAB", move="propose_package", package=package)
    live.submit(move)
    kept = dict(package)
    package["moon"] = "nonsense"
    assert dict(move.package) == kept
    move.package["moon"] = "nonsense"  # type: ignore[index] # on purpose
    assert live.log.entries[-1] == SeatMove(seat="SAB", move="propose_package", package=kept)
    LiveNegotiation.from_log(live.log, hour)


def _may_be_put(live: LiveNegotiation) -> Iterator[tuple[str, str]]:
    for issue in view_of(live, "SAB").issues:
        yield from (
            (issue.key, option.key) for option in issue.options if issue.is_open and option.is_admissible
        )


def test_steps_count_the_sessions_held_after_a_step_that_failed(hour: Scenario) -> None:
    class Fails(DelegationAgent):
        times = 2

        def act(self, view: SeatView) -> None:
            if view.session == 2 and self.times:
                self.times -= 1
                raise ZeroDivisionError

    model = NegotiationModel(hour, seed=3, seats={"SAB": Fails})
    model.step()
    for _ in range(2):
        with pytest.raises(HolderError):
            model.step()
        assert (model.steps, model.session, model.time) == (1, 1, 1.0)
    model.run_for(2)
    assert (model.steps, model.session, model.time) == (3, 3, 3.0)
    twin = model.fork()
    assert (twin.steps, twin.session, twin.time) == (3, 3, 3.0)
    model.run()
    assert model.steps == model.session == model.time


def test_the_log_tells_an_agent_of_ones_own_as_one(hour: Scenario) -> None:
    model = NegotiationModel(hour, seed=3, seats={"TAM": Stubborn})
    told = {str(move.private_reason) for move in build_log(model.run()).moves if move.delegation == "TAM"}
    assert "The user’s own agent sat in this seat; only its code knows what moved it." in told
    assert not [reason for reason in told if "person" in reason]
    live = LiveNegotiation(hour, seats=("TAM",), seed=3)
    live.play_out()
    assert not live.record.own_agent.any()
