"""The programme of work: which clauses the chair calls when, the uncontested first, and the stock-taking at the end."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Interval

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray, raised
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.room import Room

__all__ = ["Programme", "ranks"]


def ranks(guess: FloatArray, decider: FloatArray) -> FloatArray:
    """Return the place of every clause in the order of work, `[R, I]`, above 0 and at most 1: the easiest first.

    A clause is the easier the larger the share of decision-holders that could, as far as everybody in the room can
    see, accept its best wording. Clauses that are equally easy share a place, whatever order the case lists them in.

    Args:
        guess: Acceptance that outsiders expect from public positions, `[R, A, I, O]`.
        decider: 1 / N for each of the N decision-holders, `[A]`.
    """
    support = np.einsum("a,raio->rio", decider, guess).max(axis=2)
    easier = (support[:, None, :] > support[:, :, None] + ATOL).sum(axis=2)
    alike = (np.abs(support[:, None, :] - support[:, :, None]) <= ATOL).sum(axis=2)
    place: FloatArray = (easier + (1 + alike) / 2) / support.shape[1]
    return place


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme(Mechanism):
    """Call the clauses for decision one after the other, the easiest first; take stock of all of them at the end.

    Until its clause is called everybody keeps the bracket: there is nothing to be had for lifting it. From then on
    they give on it what they are ready to give, and on an easy clause nearly all at once: nobody has anything to win
    by holding out on it. Off: every clause is called from the first session on, and nobody takes stock.
    """

    late: Annotated[float, Interval(ge=0.2, le=2)] = 0.81
    """Power of the place of a clause in the order of work: at 1 the calls come evenly, below 1 more of them late."""
    light: Annotated[float, Interval(ge=0, le=1)] = 0.9
    """Share of the way to its limit that everybody is ready to go on the easiest of many clauses once it is called,
    whatever the clock says; less the harder the clause, and nothing on the hardest."""
    stock_taking: Annotated[int, Interval(ge=0, le=10)] = 3
    """Last sessions in which every open clause is on the floor."""

    def calls(self, room: Room) -> BoolArray:
        """Return which clauses it is time to call by this session, `[R, I]`.

        A deadline that moves away takes that back: a clause that was called before stays so all the same.
        """
        state = room.state
        if not self.enabled:
            return np.ones_like(state.is_clean)
        late = room.tableau.parameter("programme.late", self.late, axes=1)
        due = state.deadline[:, None] * raised(state.rank, late)
        called: BoolArray = (state.session + 1 >= due - ATOL) | self.takes_stock(room)[:, None]
        return called

    def takes_stock(self, room: Room) -> BoolArray:
        """Return whether every open clause is on the floor in this session, `[R]`."""
        if not self.enabled:
            return np.zeros(len(room.rows), dtype=bool)
        takes: BoolArray = room.state.sessions_left <= self.stock_taking
        return takes

    def floor(self, room: Room, usual: int) -> IntArray:
        """Return how many clauses can be open in the coming session, `[R]`.

        As many as `usual`; where it is time to take stock, all that are left.
        """
        left = (~room.state.is_clean).sum(axis=1)
        return np.where(self.takes_stock(room), left, np.minimum(left, usual))

    def places(self, room: Room, usual: int) -> int:
        """Return how many places that takes, so that there are enough for every replication."""
        return int(self.floor(room, usual).max())

    def ready(self, room: Room) -> FloatArray:
        """Return how far everybody is ready to go on each clause once it is called, as a share of the way, `[R, I]`.

        It goes by the square root of the share of clauses that are harder.
        """
        rank = room.state.rank
        return self.light * np.sqrt(1.0 - rank) if self.enabled else np.zeros_like(rank)
