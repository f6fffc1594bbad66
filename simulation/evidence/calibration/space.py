"""What is left of the space of parameters after some waves of history matching, and points drawn from it.

Letters: V points, K parameters, S summaries.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.evidence.calibration.emulator import Emulator, together
from simulation.evidence.calibration.summaries import Targets

__all__ = ["CUT_OFF", "Ruling", "Space"]

CUT_OFF: Final = 3.0
"""Standard deviations: of any distribution with one peak at least 95 % lie within three (Pukelsheim 1994)."""
_CHUNK: Final = 2**14
"""Points at which emulators are asked at a time for what is left."""
_CHUNKS: Final = 16
"""How many times at most: what is less than some millionths of the box it may miss."""
_ENOUGH: Final = 300
"""Points of what is left that tell how much it is, within a tenth."""
_MARGIN: Final = 0.05
"""By which the box around what is left is widened on each side, in parts of its width."""
_TRIES, _ROUNDS = 4, 250
"""Draws at a time until one lies in what is left, and how many times at most."""

type Propose = Callable[[np.random.Generator, int], FloatArray]
"""Draws so many points, `[V, K]`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ruling:
    """What one wave rules out: where some emulator is sure that its summary is out of reach."""

    emulators: tuple[Emulator, ...]
    """By summary."""
    rank: int
    """Which implausibility counts: 1 the largest, 2 the second largest."""

    def implausibility(self, unit: FloatArray, targets: Targets) -> FloatArray:
        """Return ``|z - E f|`` over the root of all variances, of the summary that counts, at points `[V, K]`.

        A summary whose emulator is not sound rules nothing out.
        """
        mean, variance = together(self.emulators, unit)
        each = np.abs(targets.misses(mean)) / np.sqrt(variance + targets.tolerance**2)
        each = np.where([emulator.is_sound for emulator in self.emulators], each, 0.0)
        ordered = np.sort(each, axis=1)
        counts: FloatArray = ordered[:, -min(self.rank, ordered.shape[1])]
        return counts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Space:
    """The unit cube of the parameters, less what waves ruled out."""

    targets: Targets
    low: FloatArray
    """Of a box that holds all that is left, `[K]`."""
    high: FloatArray
    share: float = 1.0
    """Of the cube that is left."""
    rulings: tuple[Ruling, ...] = ()

    @classmethod
    def whole(cls, targets: Targets, size: int) -> "Space":
        """Return the space of so many parameters, of which nothing is ruled out."""
        return cls(targets=targets, low=np.zeros(size), high=np.ones(size))

    def holds(self, unit: FloatArray) -> BoolArray:
        """Return which points `[V, K]` are left, `[V]`."""
        left = ((unit >= self.low) & (unit <= self.high)).all(axis=1)
        for ruling in self.rulings:
            some = np.flatnonzero(left)
            if len(some):
                left[some] = ruling.implausibility(unit[some], self.targets) <= CUT_OFF
        return left

    def fill(self, number: int, generator: np.random.Generator) -> FloatArray:
        """Return points that fill what is left evenly, `[V, K]`: as many as asked for, or all that were found.

        From a scrambled sequence of Sobol in the box, of which those that are left are kept.
        """
        return self._look(generator, number)[0][:number]

    def _look(self, generator: np.random.Generator, enough: int) -> tuple[FloatArray, int]:
        """Return points of what is left, `[V, K]`, and at how many of the box it took to find them."""
        from scipy.stats import qmc

        sequence = qmc.Sobol(d=len(self.low), seed=generator)
        found = np.empty((0, len(self.low)))
        looked_at = 0
        while len(found) < enough and looked_at < _CHUNKS * _CHUNK:
            inside = self.low + sequence.random(_CHUNK) * (self.high - self.low)
            found = np.vstack([found, inside[self.holds(inside)]])
            looked_at += _CHUNK
        return found, looked_at

    def after(self, ruling: Ruling, generator: np.random.Generator) -> "Space":
        """Return the space without what one more wave rules out; the box is drawn closer around what is left."""
        narrower: Space = replace(self, rulings=(*self.rulings, ruling))
        found, looked_at = narrower._look(generator, _ENOUGH)
        share = float(np.prod(self.high - self.low)) * len(found) / looked_at
        if not len(found):
            return replace(narrower, share=share)
        width = np.ptp(found, axis=0) * _MARGIN
        low = np.maximum(self.low, found.min(axis=0) - width)
        high = np.minimum(self.high, found.max(axis=0) + width)
        return replace(narrower, low=low, high=high, share=share)

    def draw(
        self, generators: Sequence[np.random.Generator], propose: Propose | None = None
    ) -> list[FloatArray]:
        """Return a point `[K]` of what is left by each generator: the first that lies there of those that it draws.

        A generator that finds none in many draws gives no point.

        Args:
            generators: One for each point, so that no point depends on how many others there are.
            propose: Draws some points `[V, K]`; evenly from the box if None.
        """
        drawn = self._evenly if propose is None else propose
        found: dict[int, FloatArray] = {}
        for _ in range(_ROUNDS):
            waiting = [place for place in range(len(generators)) if place not in found]
            if not waiting:
                break
            tries = np.stack([drawn(generators[place], _TRIES) for place in waiting])
            left = self.holds(tries.reshape(-1, tries.shape[2])).reshape(tries.shape[:2])
            for row, place in enumerate(waiting):
                if left[row].any():
                    found[place] = tries[row, int(left[row].argmax())]
        return [found[place] for place in sorted(found)]

    def _evenly(self, generator: np.random.Generator, number: int) -> FloatArray:
        drawn: FloatArray = self.low + generator.random((number, len(self.low))) * (self.high - self.low)
        return drawn
