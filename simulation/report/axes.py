"""The two axes of the charts: the mean over all issues, and the issue on which the room stays divided beside it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

import numpy as np

from simulation.arrays import ATOL, FloatArray
from simulation.coalitions import main_axis
from simulation.drawing.safe_text import clip
from simulation.scenario.schema import Issue
from simulation.storage import Run
from simulation.words import Ends, ends_over, say

__all__ = ["Axes", "choose_axes", "ends_of", "pole_lines", "second_issue"]

_POLE: Final = 15
"""Letters in a line of the name of a pole."""
_LINES: Final = 3
_SAME = 0.9
"""Correlation above which the second axis says much the same as the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """Positions of all delegations on both axes, before the first session and after each session."""

    main: FloatArray
    """`[T + 1, A]`: mean position over the issues, each weighted by its mean salience in the room."""
    weight: FloatArray
    """Those weights, `[I]`, summing to 1."""
    second: FloatArray
    """`[T + 1, A]`: position on one issue; the middle of the axis where there is no second issue."""
    issue: Issue | None
    """That issue, see `second_issue`."""
    correlation: float
    """The correlation, over delegations and sessions."""

    @property
    def is_redundant(self) -> bool:
        """Whether the second axis says much the same as the first."""
        return abs(self.correlation) > _SAME


def ends_of(run: Run) -> Ends:
    """Return what the ends of the main axis are called."""
    return ends_over([(issue.low, issue.high) for issue in run.scenario.issues])


def pole_lines(name: str) -> list[str]:
    """Return the name of an end of the main axis in lines for the margin of a drawing."""
    for end in ("low", "high"):
        if name == say(f"pole.{end}"):
            return say(f"report.pole.{end}").split("|")
    lines = [clip(line, _POLE) for line in wrap(name, _POLE)]
    return lines if len(lines) <= _LINES else [*lines[: _LINES - 1], f"{lines[_LINES - 1][: _POLE - 1]}…"]


def choose_axes(run: Run) -> Axes:
    """Return the axes of a run."""
    position = np.concatenate([run.opening[None], run.position])  # [T + 1, A, I]
    weight = main_axis(run.salience_at_opening)
    main = position @ weight
    number, correlation = second_issue(
        main, position, weight, [_marks_it(issue) for issue in run.scenario.issues]
    )
    return Axes(
        main=main,
        weight=weight,
        second=position[..., number] if number is not None else np.full_like(main, 0.5),
        issue=None if number is None else run.scenario.issues[number],
        correlation=correlation,
    )


def _marks_it(issue: Issue) -> bool:
    """Return whether the wordings of an issue mark two places of its axis at least."""
    return len({option.position for option in issue.options if option.kind not in ("delete", "refer")}) > 1


def second_issue(
    main: FloatArray, position: FloatArray, weight: FloatArray, is_marked: Sequence[bool]
) -> tuple[int | None, float]:
    """Return the issue on which the room stands furthest apart beside the main axis, and its correlation with that.

    How far it stands apart is its mean spread over all sessions, less what the main axis shows already, times what the
    issue means to the room. So an issue that is settled early counts for little. One that is the main axis over again,
    or has no two wordings to mark it, comes after all others. Of equals it is the first; None: there is one issue
    only, or nobody stands apart.

    Args:
        main: On the main axis, `[T + 1, A]`.
        position: `[T + 1, A, I]`.
        weight: Of each issue on the main axis, `[I]`.
        is_marked: Whether wordings of each issue mark two places of its axis at least, `[I]`.
    """
    best: tuple[bool, float] = (False, -1.0)
    found: tuple[int | None, float] = (None, 0.0)
    if position.shape[-1] == 1 or main.std() < ATOL:
        return found
    for number in range(position.shape[-1]):
        place = position[..., number]
        if place.std() < ATOL:
            continue
        correlation = float(np.corrcoef(main.ravel(), place.ravel())[0, 1])
        beside = math.sqrt(max(0.0, 1.0 - correlation**2))
        is_other = is_marked[number] and abs(correlation) <= _SAME
        adds = (is_other, float(weight[number] * place.std(axis=1).mean()) * beside)
        if adds[0] > best[0] or (adds[0] == best[0] and adds[1] > best[1] + ATOL):
            best, found = adds, (number, correlation)
    return found
