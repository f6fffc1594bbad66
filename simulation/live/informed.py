"""What the level of a game makes of simulated delegations: what they know of each other, and how they stand alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np

from simulation.engine.batch import Negotiation, prepare
from simulation.errors import UnknownComponentError
from simulation.protocols.room import Room
from simulation.scenario.schema import Scenario

__all__ = ["InformedNegotiation", "inform"]

_KNOWN: Final = {"easy": 0.0, "standard": 0.0, "hard": 0.5}
"""Share of each other's instructions that simulated delegations know at the start, by level, if the case says no more
(judgement)."""
PRESSED: Final = {"easy": 4.0, "standard": 1.0, "hard": 0.25}
"""How far the price of standing alone presses a simulated delegation, by level: who has done it before bears it better
(judgement). It is a matter of nerve; the rules, instructions and red lines are the same at every level."""
HOLDS_OUT: Final = {"easy": 0.0, "standard": 0.0, "hard": 0.5}
"""Share of its best that a simulated delegation asks at first, at least, for a clause that matters to it as much as the
mean or more, by level (judgement): less and less as time runs, by the root of the share of sessions that are left. Who
goes by the clock lets its own clause close on what holds already, sessions before it has to. Who is skilled lets go of
what is cheap to it and holds out on what is dear, as the coach tells people, though not for as much as they may (.8).
In the last session it goes by the clock again, so that no text is lost by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InformedNegotiation(Negotiation):
    """A case made ready to be played as a game of some level opens it, whoever sits in its seats then."""

    level: str
    """One of `LEVELS`."""
    seats: tuple[str, ...]
    """Keys of the seats in which people sit from the start: nobody can look into their heads."""

    @classmethod
    def of(cls, case: Scenario, *, level: str, seats: Collection[str]) -> Self:
        """Return the case made ready; see `prepare` for what it raises."""
        ready = prepare(case)
        return cls(
            scenario=case,
            protocol=ready.protocol,
            blueprint=ready.blueprint,
            level=level,
            seats=tuple(seats),
        )

    def open(self, seed: int, replications: Sequence[int]) -> Room:
        """Return the room of these replications before the first session."""
        room = Negotiation.open(self, seed, replications)
        inform(room, level=self.level, seats=self.seats)
        return room


def inform(room: Room, *, level: str, seats: Collection[str]) -> None:
    """Let simulated delegations know more of each other at a higher level, hold out longer, and bear to stand alone.

    These seats, which are held from the start, neither learn nor tell by it, and their instructions hold out, and press
    where they stand alone, as much at every level.

    Raises:
        UnknownComponentError: if there is no such level.
    """
    if level not in tuple(_KNOWN):  # a caller in Python may give a list, which no mapping takes
        raise UnknownComponentError(kind="skill", key=level, valid=_KNOWN)
    known = _KNOWN[level]
    rows = [row for row, key in enumerate(room.tableau.delegations) if key in seats]
    pressed = np.full(len(room.setting.pressed), PRESSED[level])
    holds_out = np.full_like(pressed, HOLDS_OUT[level])
    pressed[rows], holds_out[rows] = PRESSED["standard"], HOLDS_OUT["standard"]
    room.setting = replace(room.setting, pressed=pressed, holds_out=holds_out)
    if not known:
        return
    strangers = room.state.unknown
    unknown = np.minimum(strangers, 1.0 - known)
    unknown[:, rows], unknown[:, :, rows] = strangers[:, rows], strangers[:, :, rows]
    room.state.unknown = unknown
