"""What all mechanisms of the conference have in common: a switch and parameters."""

from dataclasses import dataclass
from typing import ClassVar

__all__ = ["Mechanism"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mechanism:
    """A step of a session. Switched off, it leaves everything as if its effect had the neutral value.

    Most do it in `apply(room, turn)`: they read the room and the turn and put new arrays into them.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    enabled: bool = True
