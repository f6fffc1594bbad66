"""Which drawn instructions and which moods fit together with what was said: drawn in turn, future by future."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.training.explained import GRID, mood_at

__all__ = ["Moods", "pick"]

_STEPS: Final = 9
"""Parts of equal chance in which the mood of the room, and that of each clause, is drawn."""
_SWEEPS: Final = 8
"""How often instructions and moods are drawn anew, each given the others, before a future takes them."""
_FARTHEST: Final = 0.02
"""As in `Concede`: draws nearer to 0 or 1 count as if they lay here."""


@dataclass(frozen=True, slots=True)
class Moods:
    """Before anything is heard: logistic, half of it of the room and half of it of each clause, as `mood_of` has it."""

    temperature: float
    """Scale, in lengths of the axis."""

    @property
    def top(self) -> float:
        """The greatest mood in the middle of a part."""
        return float(self.temperature * _odds(_middles()[-1:])[0])

    def places(self) -> IntArray:
        """Return where on the grid the moods of each part of the room and of a clause lie, `[_STEPS, _STEPS]`."""
        odds = _odds(_middles())
        mood = self.temperature * (odds[:, None] + odds) / 2.0
        nearest: IntArray = np.abs(mood[..., None] - mood_at(self.top)).argmin(axis=2)
        return nearest

    def within(self, room: IntArray, clause: IntArray, chance: np.random.Generator) -> FloatArray:
        """Return moods `[R, I]` drawn within parts of the room, `[R]`, and of the clauses, `[R, I]`."""
        odds = [_odds((part + chance.random(part.shape)) / _STEPS) for part in (room, clause)]
        mood: FloatArray = self.temperature * (odds[0][:, None] + odds[1]) / 2.0
        return mood


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picked:
    """What each of R futures takes for true."""

    drawing: IntArray
    """Of the N drawings, that of each delegation, `[R, A]`."""
    mood: FloatArray
    """Of each clause, `[R, I]`."""


def pick(
    fit: FloatArray, moods: Moods, *, lean: FloatArray, futures: int, chance: np.random.Generator
) -> _Picked:
    """Draw instructions and moods that explain together what was said (Gibbs sampling).

    The kind of room is drawn given the moods, then instructions given both, delegation by delegation; then the moods
    given the instructions; and so on. Nothing else ties one delegation to another: all of them share moods and room.

    Args:
        fit: See `Explained`, `[A, I, N, GRID]`.
        moods: What is believed of them before.
        lean: How likely each drawing is in each of K kinds of room, as a logarithm, `[K, A, N]`; before anything is
            heard, a room is of each kind as likely as of another.
        futures: R.
        chance: What draws.
    """
    a, i, n, _ = fit.shape
    place = moods.places()
    room = chance.integers(_STEPS, size=futures)
    clause = chance.integers(_STEPS, size=(futures, i))
    drawing = np.zeros((futures, a), dtype=np.int64)
    for _ in range(_SWEEPS):
        at = place[room[:, None], clause]
        told = np.zeros((a, futures, n))
        for row in range(a):
            for issue in range(i):
                told[row] += fit[row, issue][:, at[:, issue]].T
        kind = _drawn(_evidence(told, lean), chance)
        for row in range(a):
            drawing[:, row] = _drawn(told[row] + lean[kind, row], chance)
        heard = np.zeros((futures, i, GRID))
        for row in range(a):
            heard += fit[row][:, drawing[:, row]].swapaxes(0, 1)
        for issue in range(i):
            clause[:, issue] = _drawn(np.take_along_axis(heard[:, issue], place[room], axis=1), chance)
        of_room = np.zeros((futures, _STEPS))
        for issue in range(i):
            of_room += np.take_along_axis(heard[:, issue], place[:, clause[:, issue]].T, axis=1)
        room = _drawn(of_room, chance)
    return _Picked(drawing=drawing, mood=moods.within(room, clause, chance))


def _evidence(told: FloatArray, lean: FloatArray) -> FloatArray:
    """Return how well each kind of room explains what was said, whoever drew what, as a logarithm, `[R, K]`."""
    most = told.max(axis=2, keepdims=True)
    each = np.exp(told - most) @ np.exp(lean).transpose(1, 2, 0)
    evidence: FloatArray = (np.log(each) + most).sum(axis=0)
    return evidence


def _drawn(weight: FloatArray, chance: np.random.Generator) -> IntArray:
    """Return one of K by the logarithms of their weights, `[R]` from `[R, K]`."""
    upto = np.exp(weight - weight.max(axis=1, keepdims=True)).cumsum(axis=1)
    mark = chance.random((len(weight), 1)) * upto[:, -1:]
    drawn: IntArray = np.minimum((upto <= mark).sum(axis=1), weight.shape[1] - 1)
    return drawn


def _middles() -> FloatArray:
    middles: FloatArray = (np.arange(_STEPS) + 0.5) / _STEPS
    return middles


def _odds(uniform: FloatArray) -> FloatArray:
    inside = np.clip(uniform, _FARTHEST, 1.0 - _FARTHEST)
    odds: FloatArray = np.log(inside / (1.0 - inside))
    return odds
