"""Persuasion: those with a voice but no decision pull at the ideals of those who decide."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Interval

from simulation.arrays import IntArray
from simulation.preferences import values
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.room import Room, Turn

__all__ = ["Persuade", "revalue"]


def revalue(room: Room) -> None:
    """Work out the values in the state again after an ideal or a red line has moved."""
    state, setting = room.state, room.setting
    found = values.evaluate(room.tableau, setting.ladder, setting.refuses, state)
    state.gain, state.is_red, state.hope = found.gain, found.is_red, found.hope
    state.limit, state.short, state.guess = found.limit, found.short, found.guess


@dataclass(frozen=True, slots=True, kw_only=True)
class Persuade(Mechanism):
    """Pull ideals of decision-holders a little way, kept inside their red lines. Off: nobody is persuaded.

    It works before anything else in a session, so that all that follows judges by the same ideals. Decision-holders
    do not move each other's: they are instructed.
    """

    strength: Annotated[float, Interval(ge=0, le=1)] = 0.02
    """Share of the distance that a persuader of capability 1 draws the other in a talk."""

    def apply(self, room: Room, turn: Turn) -> None:
        """Let every persuader talk to addressees drawn by capability."""
        tableau, state = room.tableau, room.state
        persuaders = np.flatnonzero(tableau.persuade)
        if not self.enabled or not len(persuaders) or not room.setting.talks[persuaders].any():
            return
        # `take` keeps the order of memory, and so the order of sums, the same for any number of replications.
        strength = tableau.parameter("persuade.strength", self.strength, axes=2)
        weight = strength * tableau.capability.take(persuaders, axis=1)
        pull = self._meets(room, persuaders) * weight[..., None]
        # However many pull, nobody is moved beyond where they want it.
        pull = pull / np.maximum(1.0, pull.sum(axis=1, keepdims=True))
        towards = np.swapaxes(pull, 1, 2) @ state.ideal.take(persuaders, axis=1)
        moved = state.ideal + towards - pull.sum(axis=1)[..., None] * state.ideal
        inside = np.clip(
            moved, np.minimum(state.red_low, state.ideal), np.maximum(state.red_high, state.ideal)
        )
        state.ideal = np.clip(inside, 0.0, 1.0)
        revalue(room)

    @staticmethod
    def _meets(room: Room, persuaders: IntArray) -> IntArray:
        """Return how often each persuader meets each delegation in this session, `[R, P, A]`."""
        voice = room.tableau.capability * room.tableau.decide
        drawn = room.drawn("persuade")
        upto = np.cumsum(voice, axis=1)
        marks = drawn * upto[:, None, -1:]
        met = (upto[:, None, None, :] <= marks[..., None]).sum(axis=3)
        talks = np.arange(drawn.shape[2]) < room.setting.talks[persuaders][:, None]
        meets = ((met[..., None] == np.arange(voice.shape[1])) & talks[..., None]).sum(axis=2)
        met_by: IntArray = meets * room.tableau.decide
        return met_by
