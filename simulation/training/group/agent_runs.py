"""The same case played by agents in every seat, to hold the result of a group against."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.engine.batch import CHUNK, play_batch, prepare
from simulation.engine.score_sheet import score_sheet
from simulation.scenario.schema import Scenario
from simulation.training.group.judged import JudgedGroup
from simulation.training.group.valued import has_text, left_of, points_of
from simulation.training.progress import Told

__all__ = ["RUNS", "AgentRuns", "Compared", "beside", "join", "parts_of", "play_part", "play_runs"]

RUNS: Final = 400
"""Runs that a group is held against."""
_TEXTS: Final = 5
_ENDS: Final = (5, 50, 95)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentRuns:
    """How R runs with agents in every seat ended."""

    seed: int
    option: IntArray
    """`[R, I]`; -1: not in the text. What fell with another clause is not in it."""
    points: FloatArray
    """To every seat, in the points of its sheet, `[R, A]`."""
    printed: FloatArray
    """The same as it is shown: sums of whole points."""
    has_text: BoolArray
    """`[R]`."""

    @property
    def n(self) -> int:
        """R."""
        return len(self.option)

    @property
    def texts(self) -> list[tuple[tuple[int, ...], int]]:
        """The texts that occurred most often, each with its number of runs."""
        rows, counts = np.unique(self.option[self.has_text], axis=0, return_counts=True)
        order = np.lexsort((np.arange(len(counts)), -counts))[:_TEXTS]
        return [(tuple(rows[row].tolist()), int(counts[row])) for row in order.tolist()]

    def wordings(self, issue: int) -> dict[int, int]:
        """Return the number of runs in which each option of an issue is in the text; -1: none, or no text."""
        found, counts = np.unique(np.where(self.has_text, self.option[:, issue], -1), return_counts=True)
        return dict(zip(found.tolist(), counts.tolist(), strict=True))

    def spread(self, row: int) -> tuple[float, float, float]:
        """Return the 5th, the 50th and the 95th of 100 of the points of a seat."""
        return _ends(self.points[:, row])

    def printed_spread(self, row: int) -> tuple[float, float, float]:
        """Return the same of the points as they are shown."""
        return _ends(self.printed[:, row])


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A group beside the runs of agents."""

    less: tuple[int, ...]
    """Runs in which a seat has fewer whole points than in the group, by delegation."""
    same: tuple[int, ...]
    more: tuple[int, ...]
    same_text: int
    """Runs that end with the very text of the group, or with none as the group."""


def parts_of(runs: int) -> list[list[int]]:
    """Return the replications of so many runs in the parts in which they are played."""
    return [list(range(first, min(first + CHUNK, runs + 1))) for first in range(1, runs + 1, CHUNK)]


def play_part(case: Scenario, seed: int, replications: Sequence[int]) -> IntArray:
    """Return the texts in which these replications end, option by issue, `[R, I]`."""
    batch = play_batch(prepare(case), seed=seed, replications=replications, chunk=len(replications))
    option: IntArray = left_of(case, batch.result.option)
    return option


def join(case: Scenario, seed: int, parts: Sequence[IntArray]) -> AgentRuns:
    """Return the runs of which these are the parts."""
    option, sheet = np.concatenate(list(parts)), score_sheet(case)
    return AgentRuns(
        seed=seed,
        option=option,
        points=points_of(sheet, option),
        printed=points_of(sheet.in_whole_points(), option),
        has_text=has_text(case, option),
    )


def play_runs(case: Scenario, *, seed: int, runs: int = RUNS) -> Told[AgentRuns]:
    """Play a case with agents in every seat; yield how many runs are played. The same seed gives the same runs."""
    parts = []
    for replications in parts_of(runs):
        parts.append(play_part(case, seed, replications))
        yield replications[-1], runs
    return join(case, seed, parts)


def beside(group: JudgedGroup, runs: AgentRuns) -> Compared:
    """Hold a group against runs of agents, in whole points, as they are printed."""
    own, points = np.array([seat.printed.got for seat in group.seats]), runs.printed
    same = (runs.option == np.array(group.option)).all(axis=1) & runs.has_text
    return Compared(
        less=tuple((points < own).sum(axis=0).tolist()),
        same=tuple((points == own).sum(axis=0).tolist()),
        more=tuple((points > own).sum(axis=0).tolist()),
        same_text=int(same.sum()) if group.passed else int((~runs.has_text).sum()),
    )


def _ends(points: FloatArray) -> tuple[float, float, float]:
    low, middle, high = np.percentile(points, _ENDS, method="nearest").tolist()
    return low, middle, high
