"""History matching: waves of points, each of which rules out where no parameters can reach what was observed.

Craig, Goldstein, Seheult and Smith (1997); Vernon, Goldstein and Bower (2010). Letters: V points, K parameters, S
summaries.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.evidence.calibration.candidates import Candidate
from simulation.evidence.calibration.emulator import fit_emulators
from simulation.evidence.calibration.points import Bench, Point, Stage, seed_of
from simulation.evidence.calibration.space import CUT_OFF, Ruling, Space
from simulation.evidence.calibration.summaries import Targets
from simulation.rng import Streams

__all__ = ["MOST_WAVES", "Fitting", "Matched", "Wave", "match"]

MOST_WAVES: Final = 5
_STILL: Final = 0.8
"""Share of what was left before a wave that is left after it, above which more waves would rule out little."""
_FIRST: Final = 1
"""Stage of the first wave."""
_DESIGN, _LOOK = 0, 1
"""Places of draws within a wave."""
_MOST_FITTED: Final = 500
"""Points behind an emulator: what one of more takes grows with the third power."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """What is fitted: parameters, with all others at their defaults."""

    candidates: tuple[Candidate, ...]
    frozen: Mapping[str, float]
    seed: int

    def play(
        self, bench: Bench, stage: Stage, rows: Iterable[FloatArray], *, first: int = 0
    ) -> tuple[FloatArray, FloatArray]:
        """Play points `[K]`, each with a seed of its own, of which the first has this number in its stage.

        Returns:
            The points as their six digits have them, `[V, K]`, and the means of their summaries, `[V, S]`.
        """
        points = [
            Point(
                values={one.key: one.at(float(part)) for one, part in zip(self.candidates, row, strict=True)},
                seed=seed_of(self.seed, stage, first + place),
            )
            for place, row in enumerate(rows)
        ]
        summary = bench.play(stage, points, first=first).mean(axis=2)
        unit = [[one.unit(point.values[one.key]) for one in self.candidates] for point in points]
        return np.array(unit), summary

    def generator(self, stage: Stage, place: int) -> np.random.Generator:
        """Return a generator for a place in a stage."""
        return Streams(self.seed).generator("design", 1 + stage.number, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """What one wave found."""

    number: int
    points: int
    left: float
    """Share of the whole space that is left after it."""
    rank: int
    """Which implausibility counted: 1 the largest, 2 the second largest."""
    errors: tuple[float, ...]
    """Of the emulators at points that they did not know, by summary; root of the mean square."""
    unsound: tuple[str, ...]
    """Summaries whose emulators were less sure than they said, and ruled nothing out."""

    def to_plain(self, keys: Sequence[str]) -> dict[str, Any]:
        """Return plain data for JSON; the errors by the keys of the summaries."""
        return {
            "wave": self.number,
            "points": self.points,
            "left": float(f"{self.left:.3g}"),
            "implausibility": "largest" if self.rank == 1 else "second largest",
            "cut_off": CUT_OFF,
            "emulator_error": {
                key: float(f"{error:.3g}") for key, error in zip(keys, self.errors, strict=True)
            },
            "emulators_not_used": list(self.unsound),
        }


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matched:
    """What is left after all waves, and all points that were played."""

    space: Space
    waves: tuple[Wave, ...]
    unit: FloatArray
    """`[V, K]`"""
    summary: FloatArray
    """`[V, S]`, means over replications."""
    is_whole: bool
    """Whether waves ended by themselves, and not because there were no points left to play."""

    @property
    def is_empty(self) -> bool:
        """Whether everything is ruled out."""
        return self.space.share == 0.0


def match(fitting: Fitting, targets: Targets, bench: Bench, *, size: int) -> Matched:
    """Return what is left of the space of parameters.

    In the first wave the second largest implausibility counts, so that no single emulator that is wrong rules out what
    is right; from the second on the largest. Waves end when little more is ruled out, or nothing is left.

    Args:
        fitting: What is fitted.
        targets: What the summaries should come near.
        bench: Where points are played.
        size: Points of a wave.
    """
    space = Space.whole(targets, len(fitting.candidates))
    unit, summary = np.empty((0, len(fitting.candidates))), np.empty((0, len(targets.items)))
    told: list[Wave] = []
    is_whole = True
    for number in range(1, MOST_WAVES + 1):
        stage = Stage(name=f"wave-{number}", number=_FIRST + number - 1)
        fresh = space.fill(size, fitting.generator(stage, _DESIGN))
        if not len(fresh):
            break
        if bench.left < len(fresh):
            is_whole = False
            break
        fresh, played = fitting.play(bench, stage, fresh)
        unit, summary = np.vstack([unit, fresh]), np.vstack([summary, played])
        before = space.share
        space, wave = _ruled(space, unit, summary, number, fitting.generator(stage, _LOOK), size=len(fresh))
        told.append(wave)
        if wave.left == 0.0 or (number > 1 and wave.left > _STILL * before):
            break
    return Matched(space=space, waves=tuple(told), unit=unit, summary=summary, is_whole=is_whole)


def _ruled(
    space: Space,
    unit: FloatArray,
    summary: FloatArray,
    number: int,
    generator: np.random.Generator,
    *,
    size: int,
) -> tuple[Space, Wave]:
    """Return the space after a wave; its emulators know all points in the box of what was left before."""
    inside = np.flatnonzero(((unit >= space.low - 1e-6) & (unit <= space.high + 1e-6)).all(axis=1))
    known = inside[-_MOST_FITTED:]
    emulators = fit_emulators(unit[known], summary[known])
    rank = 2 if number == 1 else 1
    after = space.after(Ruling(emulators=emulators, rank=rank), generator)
    keys = space.targets.keys
    return after, Wave(
        number=number,
        points=size,
        left=after.share,
        rank=rank,
        errors=tuple(emulator.error for emulator in emulators),
        unsound=tuple(key for key, emulator in zip(keys, emulators, strict=True) if not emulator.is_sound),
    )
