"""What the instructions of a seat say to the wordings on the floor."""

import numpy as np

from simulation.live.live_state import LiveState
from simulation.protocols.result import SIGNALS

__all__ = ["instructed_on_floor"]


def instructed_on_floor(state: LiveState, row: int) -> dict[tuple[int, int], str]:
    """Return what the instructions say to each wording on the floor, as its caucus leaves them.

    There is nothing of others in it but the line of the bloc.
    """
    if state.phase != "floor":
        return {}
    told = state.protocol.signal.instructed(state.room, state.turn)[0, :, row]
    return {
        (int(state.turn.opened[0, place]), option): SIGNALS[told[place, option]]
        for place, option in np.argwhere(told >= 0).tolist()
    }
