"""The one place where a round happens: Mesa, ensembles, live views and tests all call `play_round`."""

from simulation.engine.case_events import apply_due
from simulation.protocols.protocol import NegotiationProtocol
from simulation.protocols.room import Room, Turn
from simulation.scenario.schema import Scenario

__all__ = ["play_round"]


def play_round(scenario: Scenario, protocol: NegotiationProtocol, room: Room) -> Turn:
    """Play the next session of every replication in the room, in place, and return what happened in it.

    Events that are due come first; then the protocol lets delegations choose, tables a text, lets them signal and
    lets the rule decide. Replications that are over must have been taken out of the room before.
    """
    apply_due(scenario, room)
    return protocol.play(room)
