"""On which side of the room each coalition is told to stand, so that two that live at one time are not called alike."""

from typing import Final, Literal, NamedTuple

import numpy as np

from simulation.arrays import ATOL, FloatArray, IntArray
from simulation.coalitions.tracking import CoalitionHistory

__all__ = ["Side", "end_of", "sides_of"]

MIDDLE: Final = 0.15
"""A coalition that stands no further than this from the middle of the main axis stands on neither side."""
HALF: Final = 0.5
"""The middle of the main axis."""


class Side(NamedTuple):
    """What a coalition is told to stand on: a side of the main axis, or the middle."""

    end: Literal[-1, 0, 1]
    """The end of the axis that the side is called after; 0: the middle."""
    degree: Literal["", "more", "less"] = ""
    """Whether it stands nearer to that end, or less near, than another coalition of that side."""


def sides_of(history: CoalitionHistory, position: FloatArray, capability: FloatArray) -> list[Side]:
    """Return on which side each coalition is told to stand, as seen in the session in which it was founded.

    Where another that lives has that side, the one nearer to the middle is the middle group, or else stands less near
    to that end. What one was called before is kept.

    Args:
        history: As tracked.
        position: On the main axis after each session, `[T, A]`.
        capability: `[A]`.
    """
    told: dict[int, Side] = {}
    coalitions = history.coalitions
    for session in sorted({item.founded for item in coalitions}):
        voices = np.maximum(capability, ATOL)
        living = {
            number: float(np.average(position[session - 1, rows], weights=voices[rows]))
            for number, rows in _living(history, session).items()
        }
        new = [number for number in living if number not in told]
        for number in _in_turn({one: living[one] for one in new}):
            others = {told[one]: place for one, place in living.items() if one in told}
            told[number] = _side(living[number], others)
    return [told.get(number, Side(0)) for number in range(len(coalitions))]


def _living(history: CoalitionHistory, session: int) -> dict[int, IntArray]:
    """Return the rows in each coalition of a session; while the whole room stands together, its sides as they were."""
    found: dict[int, IntArray] = {}
    for at in range(session, 0, -1):
        numbers = np.unique(history.label[at - 1]).tolist()
        is_whole = any(number >= 0 and history.coalitions[number].is_whole for number in numbers)
        for number in numbers:
            if number >= 0 and not history.coalitions[number].is_whole:
                found.setdefault(number, history.members(at, number))
        if not is_whole:
            break
    return dict(sorted(found.items()))


def end_of(place: float) -> Literal[-1, 0, 1]:
    """Return the end of the axis that a place lies towards; 0: it lies in the middle."""
    return 0 if abs(place - HALF) <= MIDDLE + ATOL else -1 if place < HALF else 1


def _in_turn(places: dict[int, float]) -> list[int]:
    """Return coalitions founded in one session, those whose side is the plainest first.

    The first are those in the middle and the furthest of each side, then the others from the middle outwards.
    """

    def depth(number: int) -> float:
        return abs(places[number] - HALF)

    ends = {number: end_of(place) for number, place in places.items()}
    furthest = {
        max((one for one in places if ends[one] == end), key=lambda one: (depth(one), -one))
        for end in set(ends.values()) - {0}
    }
    return sorted(places, key=lambda one: (ends[one] != 0 and one not in furthest, depth(one), one))


def _side(place: float, others: dict[Side, float]) -> Side:
    """Return the side of a coalition at a place of the axis, given the places of the others that live."""
    end = end_of(place)
    plain = Side(end)
    if plain not in others:
        return plain
    if end:
        is_nearer = abs(place - HALF) < abs(others[plain] - HALF)
        choices = [Side(0), Side(end, "less")] if is_nearer else [Side(end, "more")]
    else:
        towards: Literal[-1, 1] = -1 if place < others[plain] else 1
        choices = [Side(towards, "more"), Side(towards), Side(towards, "less")]
    return next((one for one in choices if one not in others), plain)
