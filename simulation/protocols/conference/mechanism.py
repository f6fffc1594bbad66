"""What all mechanisms of the conference have in common: a switch, parameters, and one method."""

from dataclasses import dataclass
from typing import ClassVar

from simulation.protocols.room import Room, Turn

__all__ = ["Mechanism"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """A step of a session. Switched off, it leaves everything as if its effect had the neutral value."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    enabled: bool = True

    def apply(self, room: Room, turn: Turn) -> None:
        """Do the step: read the room and the turn, put new arrays into them."""
        raise NotImplementedError
