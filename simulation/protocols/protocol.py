"""What a protocol is: it opens a negotiation, plays its sessions, and says how it ends."""

from typing import ClassVar, Protocol

from simulation.arrays import IntArray
from simulation.protocols.result import Result
from simulation.protocols.room import Room, Turn
from simulation.registry import ComponentInfo
from simulation.scenario.forums import Forum
from simulation.state.red_lines import Defaults
from simulation.state.tableau import Tableau

__all__ = ["NegotiationProtocol"]


class NegotiationProtocol(Protocol):
    """A component that turns a tableau into a negotiation."""

    info: ClassVar[ComponentInfo]

    @property
    def defaults(self) -> Defaults:
        """Values that the protocol uses where a case gives none."""
        ...

    def open(self, tableau: Tableau, forum: Forum) -> Room:
        """Return the room before the first session."""
        ...

    def floor(self, room: Room) -> IntArray:
        """Return how many clauses can be open in the coming session of each replication, `[R]`."""
        ...

    def play(self, room: Room) -> Turn:
        """Play one session in place and return what happened in it."""
        ...

    def close(self, room: Room) -> Result:
        """Return how it ended."""
        ...
