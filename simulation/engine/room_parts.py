"""Cuts a room in parts before a session: who has few clauses on the floor does not wait for who has many."""

from typing import Final

import numpy as np

from simulation.arrays import IntArray
from simulation.protocols.room import Room

__all__ = ["parts_of"]

_WORTH: Final = 25_000
"""Wordings of everybody on the floor, m x A x O in all replications, that have to be spared by a cut: as many take as
long as a session costs by itself, however few play it."""


def parts_of(room: Room, floor: IntArray) -> list[Room]:
    """Return a room in parts that are played apart, each with as many places on the floor as its replications need.

    Played together all have as many as the one that needs most, which in most of them stay empty. What comes of a
    replication does not depend on who is played with it.

    Args:
        room: The room before a session.
        floor: How many clauses can be open in that session, `[R]`.
    """
    number = np.cumsum(np.bincount(floor))
    spared = number * (len(number) - 1 - np.arange(len(number)))
    cut = int(spared.argmax())
    if spared[cut] * room.tableau.n_delegations * room.tableau.n_options < _WORTH:
        return [room]
    few = floor <= cut
    return [*parts_of(room.take(few), floor[few]), *parts_of(room.take(~few), floor[~few])]
