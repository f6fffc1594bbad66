"""The model that an agent of the user's own finds around it beside people: the room in which they sit."""

from functools import partial
from typing import NoReturn

from simulation.abm.agent import DelegationAgent
from simulation.abm.model import NegotiationModel
from simulation.abm.seating import Seat
from simulation.engine.recorder import Recorder
from simulation.errors import DelegationSimError
from simulation.live.live_negotiation import LiveNegotiation, Maker
from simulation.live.live_state import LiveState
from simulation.protocols.room import Room
from simulation.words import say

__all__ = ["RoomOfPeople", "beside_people"]


def beside_people(seat: Seat) -> Maker:
    """Return a function that seats the user's own agent in a `LiveNegotiation`, beside people.

    >>> from simulation.abm import DelegationAgent, beside_people
    >>> from simulation.live import LiveNegotiation, SeatMove
    >>> class Stubborn(DelegationAgent):
    ...     def act(self, view):
    ...         asked = view.request.asked
    ...         return [SeatMove(seat=self.key, move="object_formally", issue=i, option=o) for i, o in asked]
    >>> live = LiveNegotiation("first_hour", seats=("LUM",), agents={"TAM": beside_people(Stubborn)})
    >>> live.submit(SeatMove(seat="LUM", move="done")).granted, live.advance()
    (True, 'floor')
    >>> {made.move.move for made in live.moves}
    {'object_formally'}

    Args:
        seat: A class of agents, or whatever makes one for a model and a row.
    """
    return partial(_seated, seat)


def _seated(seat: Seat, table: LiveNegotiation, row: int) -> DelegationAgent:
    return seat(RoomOfPeople(table, row), row)


class RoomOfPeople(NegotiationModel):
    """A negotiation with people in it, as a model to read: it goes on when they do, and nothing in it moves it.

    One agent of the user's own sits in it; whoever holds the other seats, a delegation stands for them as for all.
    `time`, `steps`, `datacollector` and what was signalled to the table stay as before the first session.
    """

    def __init__(self, table: LiveNegotiation, row: int) -> None:
        self._table = table
        told = table.live.room.setting  # whoever is in the room knows by now what the level lets them know
        super().__init__(table.case, seed=table.log.seed, replication=table.log.replication)
        table.live.room.setting, self.skill = told, table.log.level
        for agent in [agent for agent in self.agents if isinstance(agent, DelegationAgent)]:
            if agent.row == row:
                agent.remove()
        self.step = self._refuse  # type: ignore[method-assign] # in place of Mesa's own, which sits there

    @property
    def room(self) -> Room:
        """The room at the table."""
        return self._table.live.room

    @room.setter
    def room(self, room: Room) -> None:
        """Leave the room to the table."""

    @property
    def recorder(self) -> Recorder:
        """What the table keeps."""
        return self._table.live.recorder

    @recorder.setter
    def recorder(self, recorder: Recorder) -> None:
        """Leave it to the table."""

    @property
    def live(self) -> LiveState | None:
        """What was said at the table."""
        return self._table.live

    @live.setter
    def live(self, live: LiveState | None) -> None:
        """Leave it to the table."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise DelegationSimError(say("agent.model.people"))

    instruct = move_deadline = put = fork = run = run_for = run_until = _refuse
