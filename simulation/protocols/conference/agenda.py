"""Clock and agenda: how much time presses, and which clauses the chair opens."""

from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from annotated_types import Interval

from simulation.arrays import FloatArray, raised
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.conference.programme import Programme
from simulation.protocols.room import Room, Turn

__all__ = ["Agenda", "Clock"]

TRUST_AFTER_EXTENSION = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock(Mechanism):
    """Pressure of time in absolute units: sessions that the open clauses need over sessions that remain.

    Nothing depends on the share of time that has passed. Off: pressure is always full, nobody extends, and there is no
    calendar for a programme of work to keep.
    """

    floor: Annotated[int, Interval(ge=1, le=60)] = 2
    """Clauses opened in a session, all of them where there are fewer: a slot of 150 minutes reads two contested
    clauses."""
    work: Annotated[float, Interval(ge=0.5, le=10)] = 1.0
    """Sessions that an open clause needs at the least, once minds are made up: one reading."""
    lead: Annotated[float, Interval(ge=0, le=10)] = 3.4
    """Sessions that it takes to hear from capital, while the reading goes on: whoever asks later comes too late."""
    urgency: Annotated[float, Interval(ge=1, le=5)] = 1.0
    """Power to which the ratio is felt: at 1 as it is; above, nobody hurries while there is more time than needed."""
    extend: Annotated[int, Interval(ge=0, le=20)] = 0
    """Sessions that a chair with the power to extend adds, once, when few clauses are open at the end."""

    def pressure(self, room: Room) -> FloatArray:
        """Return how much time presses to ask for new instructions, 0..1, `[R]`.

        min(1, max(open clauses x work / floor, lead) / sessions left) to the power of `urgency`.
        """
        return self._felt(room, room.tableau.parameter("clock.lead", self.lead, axes=1))

    def endgame(self, room: Room) -> FloatArray:
        """Return how much time presses to lift brackets, 0..1, `[R]`: the same with one session for the lead.

        So in the last session waiting is worth nothing, however little is open.
        """
        return self._felt(room, 1.0)

    def _felt(self, room: Room, lead: FloatArray | float) -> FloatArray:
        if not self.enabled:
            return np.ones(len(room.rows))
        still_open = (~room.state.is_clean).sum(axis=1)
        work = room.tableau.parameter("clock.work", self.work, axes=1)
        needed = np.maximum(still_open * work / self.places(room), lead)
        urgency = room.tableau.parameter("clock.urgency", self.urgency, axes=1)
        return raised(np.minimum(1.0, needed / room.state.sessions_left), urgency)

    def places(self, room: Room) -> int:
        """Return how many clauses can be open in a session."""
        return min(self.floor, room.tableau.n_issues)

    def apply(self, room: Room, turn: Turn) -> None:
        """In the last session, let the chair extend if it may and little is left; trust pays for it."""
        state = room.state
        if not self.enabled or self.extend == 0 or "extend" not in room.setting.powers:
            return
        left = (~state.is_clean).sum(axis=1)
        little = (left > 0) & (left <= max(1.0, state.is_clean.shape[1] / 4))
        extends = turn.last & little & ~state.extended
        state.deadline = state.deadline + self.extend * extends
        state.extended = state.extended | extends
        state.trust = np.where(extends[:, None, None], state.trust * TRUST_AFTER_EXTENSION, state.trust)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda(Mechanism):
    """Open the clauses that were read least often, those that are called before the others.

    Off, or without the power: ties in the order of the list.
    """

    order: Literal["small_wins", "hard_first", "as_listed"] = "small_wins"
    """Ties among equally read clauses: fewest brackets first, most first, or as listed."""

    def apply(self, room: Room, turn: Turn, programme: Programme, usual: int) -> None:
        """Fill the places on the floor: `usual` of them, and all that there are when stock is taken."""
        state = room.state
        places = turn.opened.shape[1]
        hardness = np.zeros_like(state.readings)
        if self.enabled and "agenda" in room.setting.powers:
            brackets = state.brackets
            hardness = {
                "small_wins": brackets,
                "hard_first": room.tableau.n_delegations - brackets,
                "as_listed": hardness,
            }[self.order]
        state.called = state.called | programme.calls(room)
        turn.called = state.called
        waits = 2 * state.is_clean + ~turn.called
        urgency = (waits * 100_000 + state.readings) * 10_000 + hardness
        if room.people is not None:
            urgency = np.where(room.people.first & ~state.is_clean, -1, urgency)
        turn.opened = np.argsort(urgency, axis=1, kind="stable")[:, :places]
        is_open = ~np.take_along_axis(state.is_clean, turn.opened, axis=1)
        turn.is_opened = is_open & (programme.takes_stock(room)[:, None] | (np.arange(places) < usual))
