"""A seat that leaves its answers to its instructions is known, and owed, as an agent is: silence is no way to play."""

from collections.abc import Iterator

import numpy as np
import pytest

from simulation.abm import DelegationAgent, NegotiationModel
from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from simulation.live import LiveNegotiation, SeatMove, SeatView
from simulation.protocols.conference.package import _begin
from simulation.protocols.conference.signal import FORMAL_OBJECT
from simulation.scenario.load import load_scenario
from simulation.training.place import places_of
from tests.extent import at_a_desk

SEATS = [
    *(("first_hour", seat) for seat in ("TAM", "ALT", "NOR", "LUM", "SAB")),
    *(("ai_oversight", seat) for seat in ("VEN", "FMA")),
    *(("wtpf13_training", seat) for seat in ("VEL", "ALT", "SAB")),
]
COURSE = ("table", "signal", "objects", "platform", "trust", "earned", "credit", "is_clean")


class Greets(DelegationAgent):
    """Says hello in the first talks, and nothing more."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        if view.phase == "talks" and view.session == 1:
            yield SeatMove(seat=self.key, move="speak", text="Good morning.")


class RecessFirst(DelegationAgent):
    """Asks for a recess in the first talks, and leaves the rest to its instructions."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        if view.phase == "talks" and view.session == 1:
            yield SeatMove(seat=self.key, move="ask_for_recess")


class RecessThenBack(RecessFirst):
    """The same, and hands the seat back to the built-in agent."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        yield from super().act(view)
        if view.phase == "talks" and view.session == 2:  # the session after
            yield SeatMove(seat=self.key, move="hand_over")


def differing(one: Record, other: Record) -> list[str]:
    """Return in what of its course one negotiation differs from another."""
    return [name for name in COURSE if not np.array_equal(getattr(one, name), getattr(other, name))]


@pytest.mark.parametrize(("case", "seat"), at_a_desk([SEATS[1], SEATS[6], SEATS[9]], SEATS))
def test_a_greeting_changes_nothing(case: str, seat: str) -> None:
    for replication in range(4):
        greeted = NegotiationModel(case, seed=5, replication=replication, seats={seat: Greets}).run()
        assert greeted.played.any()
        plain = negotiate(load_scenario(case), seed=5, replication=replication)
        assert differing(greeted, plain) == []


def test_who_asks_for_a_recess_and_is_silent_ends_where_the_agent_of_its_seat_would() -> None:
    """It hid what it could accept, so the room looked for a text near its wish: it ended at .9 of its range for .4."""
    kept, handed = (
        [
            places_of(NegotiationModel("ai_oversight", seed=5, replication=one, seats={"FMA": way}).run())[4]
            for one in range(12)
        ]
        for way in (RecessFirst, RecessThenBack)
    )
    means = [np.mean([place.value for place in ends if place.value is not None]) for ends in (kept, handed)]
    assert abs(means[0] - means[1]) < 0.1  # it was .5


def test_a_person_that_said_nothing_is_known_as_its_instructions_are_and_by_its_words_where_it_spoke() -> (
    None
):
    live = LiveNegotiation("first_hour", seed=1, seats=("SAB",)).live
    row = live.row("SAB")
    could = np.full((1, *live.people.said.shape), 0.37)
    assert (live.people.stance(could) == could).all()
    assert not live.people.speaks.any()
    live.people.said[row, 0, 0] = 0  # it supports that wording
    assert live.people.stance(could)[0, row, 0, 0] == 1.0
    assert (live.people.stance(could)[0, row].ravel()[1:] == 0.37).all()
    assert live.people.speaks.tolist() == [one == row for one in range(len(live.people.speaks))]
    live.people.seated[row] = False  # handed over: what it said is the agent's no more
    assert (live.people.stance(could) == could).all()
    assert not live.people.speaks.any()


def test_whoever_puts_a_package_knows_what_was_said_on_the_floor_of_the_session() -> None:
    live = LiveNegotiation("first_hour", seed=1, seats=("SAB",))
    row, checked = live.live.row("SAB"), 0
    while live.session < 5:
        for request in live.pending:
            for issue, option in request.asked:
                live.submit(SeatMove(seat="SAB", move="object_formally", issue=issue, option=option))
        if live.phase == "floor":
            now = live.live
            search = _begin(
                now.room, now.turn, np.array([0]), signal=now.protocol.signal, lean=0.0, author=None
            )
            said = now.people.said[row] == FORMAL_OBJECT
            assert (search.guess[0][said][:, row] == 0.0).all()
            checked += int((now.turn.stance[0, row][said] > 0.0).sum())
        for request in live.pending:
            live.submit(SeatMove(seat=request.seat, move="done"))
        live.advance()
    assert checked  # what was believed before the floor was another thing
