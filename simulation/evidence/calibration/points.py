"""Plays points of the space of parameters on an executor, and keeps every one in a folder as it comes back.

A point that is there is not played again, so that work which was stopped goes on where it was. What comes back does not
depend on who played it, or in which order.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.errors import StudyError
from simulation.evidence.calibration.simulator import Simulator
from simulation.rng import Streams
from simulation.storage.written_whole import put_held
from simulation.study.interruption import interruption_held
from simulation.study.sitting import Sitting
from simulation.words import say

__all__ = ["Bench", "Point", "Progress", "Stage", "seed_of"]

POINTS: Final = "points"
_SEEDS: Final = 1_000_000
"""Place in the stream `design` from which the seeds of points are drawn; designs themselves are before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the calibration: what its points are called, and its number, which no other has."""

    name: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Parameters, and the seed that they are played with."""

    values: Mapping[str, float]
    seed: int


@dataclass(slots=True, kw_only=True)
class Progress:
    """The progress of the work, for an observer."""

    most: int
    """Points at most, in all."""
    done: int = 0
    kept: int = 0
    """Of those done: were there already."""
    stage: str = ""
    seconds: float = 0.0
    """Spent on playing, in this sitting."""

    @property
    def left(self) -> float:
        """Seconds left at most, going by the pace so far."""
        fresh = self.done - self.kept
        return (self.most - self.done) * self.seconds / fresh if fresh else float("inf")


def seed_of(seed: int, stage: Stage, number: int) -> int:
    """Return the seed of a point: its own, whoever plays it."""
    return int(Streams(seed).generator("design", _SEEDS + stage.number, number).integers(2**62))


class Bench:
    """Where points are played."""

    def __init__(
        self,
        simulator: Simulator,
        executor: Executor,
        *,
        most: int,
        folder: Path | None = None,
        watch: Callable[[Progress], None] | None = None,
    ) -> None:
        self.progress = Progress(most=most)
        self._simulator = simulator
        self._executor = executor
        self._folder = None if folder is None else folder / POINTS
        self._watch = watch
        if self._folder is not None:
            self._folder.mkdir(exist_ok=True)

    @property
    def left(self) -> int:
        """Points that may still be played."""
        return self.progress.most - self.progress.done

    def play(self, stage: Stage, points: Sequence[Point], *, first: int = 0) -> FloatArray:
        """Return the summaries of points by replication, `[V, S, R]`; `first` is the number of the first in its stage.

        An interruption (KeyboardInterrupt) lets the points in hand come back, keeps them, and is raised again.

        Raises:
            StudyError: if a worker is lost, or the folder holds other points under these names.
        """
        self.progress.stage = stage.name
        found: dict[int, FloatArray] = {}
        for number, point in enumerate(points):
            there = self._read(stage, first + number, point)
            if there is not None:
                found[number] = there
        self.progress.done += len(found)
        self.progress.kept += len(found)
        self._tell()
        missing = [number for number in range(len(points)) if number not in found]
        play = self._simulator.simulate
        tasks = [(number, play, (dict(points[number].values), points[number].seed)) for number in missing]
        sitting = _Sitting(self, stage, points, found, first=first)
        with interruption_held() as is_interrupted:
            try:
                sitting.hand_out(tasks, self._executor, is_interrupted)
            except KeyboardInterrupt:
                sitting.take_what_is_begun()
                raise
            except BrokenProcessPool as error:
                sitting.take_what_is_back()
                raise StudyError(say("calibration.problem.worker")) from error
        return np.stack([found[number] for number in range(len(points))])

    def keep(self, stage: Stage, number: int, point: Point, summary: FloatArray) -> None:
        """Keep a point that came back."""
        if self._folder is not None:
            plain = {"values": dict(point.values), "seed": point.seed, "summaries": summary.tolist()}
            text = json.dumps(plain, indent=1)
            put_held(
                self._path(self._folder, stage, number), lambda new: new.write_text(text, encoding="utf-8")
            )

    def count(self, seconds: float) -> None:
        """Count a point that is kept and the time that was spent on it, and say so."""
        self.progress.seconds += seconds
        self.progress.done += 1
        self._tell()

    def _tell(self) -> None:
        if self._watch is not None:
            self._watch(self.progress)

    def _read(self, stage: Stage, number: int, point: Point) -> FloatArray | None:
        """Return the summaries of a point that is there, if it is this one; None if it is not there.

        Raises:
            StudyError: if another point has its name, or its file is damaged.
        """
        if self._folder is None:
            return None
        path = self._path(self._folder, stage, number)
        try:
            plain: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            is_this = plain["values"] == dict(point.values) and plain["seed"] == point.seed
            summary = np.array(plain["summaries"], dtype=np.float64)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StudyError(say("calibration.problem.damaged", file=path)) from error
        if not is_this or summary.ndim != 2:  # noqa: PLR2004 - summaries by replications
            raise StudyError(say("calibration.problem.damaged", file=path))
        return summary

    @staticmethod
    def _path(folder: Path, stage: Stage, number: int) -> Path:
        return folder / f"{stage.name}-{number:05d}.json"


class _Sitting(Sitting[FloatArray]):
    """Points that are out, by their places among those that are asked for."""

    def __init__(
        self,
        bench: Bench,
        stage: Stage,
        points: Sequence[Point],
        found: dict[int, FloatArray],
        *,
        first: int,
    ) -> None:
        super().__init__()
        self._bench = bench
        self._stage = stage
        self._points = points
        self._found = found
        self._first = first
        self._since = time.perf_counter()

    def keep(self, number: int, result: FloatArray) -> None:
        """Write the point."""
        self._found[number] = result
        self._bench.keep(self._stage, self._first + number, self._points[number], result)

    def count(self, number: int, result: FloatArray) -> None:  # noqa: ARG002 - of a point it is one
        """Count the point, and the time since the one before."""
        now = time.perf_counter()
        self._bench.count(now - self._since)
        self._since = now
