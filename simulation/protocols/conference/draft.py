"""Drafting groups: those who object to a clause that is stuck come back with a middle way, or with vaguer words."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Interval

from simulation.arrays import FloatArray, IntArray, count, highest
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.conference.propose import pick_lexicographic
from simulation.protocols.room import Room, Turn
from simulation.state.tableau import VAGUE

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Mechanism):
    """Write one wording for each clause that is stuck, in cases that leave room for it (`drafting`).

    A clause is stuck once it has been read often enough and somebody still objects. Its objectors sit down with the
    others, both sides with the same say, and bring back the wording that the two can be seen to live with best. Off,
    or where the chair cannot form groups: nobody writes anything.
    """

    patience: Annotated[int, Interval(ge=0, le=10)] = 1
    """Earlier readings before a group is formed."""
    vaguer: Annotated[int, Interval(ge=0, le=20)] = 3
    """Further readings before a group resorts to general terms: whoever can be precise tries that first."""

    def apply(self, room: Room, turn: Turn) -> None:
        """Add what the groups of this session bring back to what may be put."""
        state, tableau = room.state, room.tableau
        may = self.enabled and tableau.scenario.drafting and "groups" in room.setting.powers
        if not may or not tableau.drafted.any():
            return
        meets = np.zeros_like(state.is_clean)
        np.put_along_axis(meets, turn.opened, turn.is_opened, axis=1)
        meets &= (state.readings >= self.patience) & (state.brackets > 0)
        resorts = state.readings >= self.patience + self.vaguer
        open_to = resorts[..., None] | (tableau.option_kind != VAGUE)
        left = tableau.drafted & ~state.written & meets[..., None] & open_to
        if not left.any():
            return
        at = np.nonzero(highest(left))
        turn.drafted[at] = pick_lexicographic(left[at], self._liking(room, *at), room.drawn("tie")[at])
        new = turn.drafted[..., None] == np.arange(tableau.n_options)
        state.written = state.written | new
        turn.admissible = turn.admissible | new

    @staticmethod
    def _liking(room: Room, row: IntArray, issue: IntArray) -> FloatArray:
        """Return how well the two sides of each group can be seen to live with each wording, `[n, O]`, 0..1."""
        objects = room.state.objects[row, :, issue]
        sides = np.stack([objects, ~objects]) & room.tableau.decide
        liking = np.einsum("sna,nao->sno", sides.astype(np.float64), room.state.guess[row, :, issue])
        mean: FloatArray = (liking / np.maximum(count(sides), 1.0)[..., None]).mean(axis=0)
        return mean
