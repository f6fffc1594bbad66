"""What documents lose in worth with the clauses that fall with another, in runs that keep only what they were worth."""

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.protocols.room import Room, Turn
from simulation.scenario.schema import Scenario
from simulation.text import let_fall

__all__ = ["Fallen"]


class Fallen:
    """Takes notes of a batch that is played in one chunk: what each wording is worth, as it was last."""

    def __init__(self, case: Scenario) -> None:
        self._case = case

    def watch(self, room: Room) -> "Fallen":
        """Begin with a room, before its first session."""
        self._gain = room.state.gain.copy()
        return self

    def note(self, room: Room, turn: Turn) -> None:
        """Put down what it is worth after a session; who is over has left the room."""
        del turn
        self._gain[room.rows] = room.state.gain

    def worth(self, option: IntArray) -> FloatArray:
        """Return what of documents, `[R, I]`, fell with another clause, as counted in their worth to all, `[R, A]`."""
        fell = let_fall(self._case, option) != option
        each = np.take_along_axis(self._gain, np.maximum(option, 0)[:, None, :, None], axis=3)[..., 0]
        worth: FloatArray = (each * fell[:, None]).mean(axis=2)
        return worth
