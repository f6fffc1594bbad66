"""What can be had in a case, counted document by document before anybody plays it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.engine.score_sheet import POINTS, whole
from simulation.scenario.schema import Scenario
from simulation.training.frontier import MOST_COMPARED, Documents, Stakes, choices, documents, frontier
from simulation.training.group.valued import stakes_of, text_of

__all__ = ["AsRead", "Clause", "Counted", "counted"]

_TOGETHER: Final = 10_000
"""Documents that are counted in whole points at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What a clause of a text does by itself, and what the text is without it; by seat that decides, in points."""

    issue: str
    option: str
    alone: FloatArray
    """What it adds to a text."""
    worse: tuple[str, ...]
    """Who loses by it."""
    needed: tuple[str, ...]
    """Who would rather have no text than the text without it."""

    @property
    def as_read(self) -> FloatArray:
        """What it adds to a text, in whole points."""
        points: FloatArray = POINTS * whole(self.alone / POINTS)
        return np.rint(points)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsRead:
    """Worths as people read them on role sheets: that of a document is the sum of the whole points of its clauses."""

    none: FloatArray
    least: FloatArray
    most: FloatArray
    """By seat that decides, in points, as in `Counted`."""
    text: FloatArray | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Every document that can be made of the wordings of a case, at the most likely value of every number.

    What a drafting group may write is not among them: nobody has read it when the papers are handed out. Worths are by
    seat that decides, in points: 100 for a length of the axis, in the mean over the issues.
    """

    seats: tuple[str, ...]
    """Keys, in the order of the case."""
    documents: int
    """That cross no red line of anybody who decides; leaving a clause out counts as saying what holds without it."""
    is_exact: bool
    """They were gone through one by one; else what is adoptable was searched, and more may be."""
    adoptable: int
    """Of them those that are worth no less than none to all who decide."""
    efficient: int | None
    """Of those the ones beside which no other is as good for all and better for one; None: too many to compare."""
    none: FloatArray
    """What no document is worth."""
    least: FloatArray
    most: FloatArray
    """Of the adoptable documents; NaN where there is none."""
    text: FloatArray | None
    """What the text is worth that was asked about; None: none was."""
    as_read: AsRead
    """The same four in whole points; who would adopt what hangs on the exact ones."""
    is_adoptable: bool
    """Of that text."""
    better: tuple[str, ...]
    """A document as good for all and better for one: its options by issue, empty where left out; empty: none."""
    clauses: tuple[Clause, ...]
    """Of that text, in the order of the case."""


def counted(case: Scenario, text: Mapping[str, str] | None = None) -> Counted:
    """Count the documents of a case.

    Args:
        case: The case.
        text: A text of special interest, such as the best package: option by issue.
    """
    stakes = stakes_of(case)
    found = documents(stakes)
    decide = np.flatnonzero(stakes.decide)
    some = _points(found.worth[:, decide])
    chosen = None if text is None else text_of(case, text)
    return Counted(
        seats=tuple(case.delegations[row].key for row in decide.tolist()),
        documents=prod(map(len, choices(stakes))),
        is_exact=found.is_exact,
        adoptable=len(found),
        efficient=len(frontier(found.worth[:, decide])) if len(found) <= MOST_COMPARED else None,
        none=POINTS * stakes.no_deal[decide],
        least=some.min(axis=0),
        most=some.max(axis=0),
        text=None if chosen is None else POINTS * stakes.worth(chosen)[decide],
        as_read=_as_read(stakes.in_whole_points(), found, chosen),
        is_adoptable=chosen is not None and stakes.can_adopt(chosen),
        better=() if chosen is None else _better(case, stakes, found, chosen),
        clauses=() if chosen is None else tuple(_clauses(case, stakes, chosen)),
    )


def _points(worth: FloatArray) -> FloatArray:
    """Return the points of documents, `[N, S]`; without any, one row of NaN."""
    return POINTS * worth if len(worth) else np.full((1, worth.shape[1]), np.nan)


def _as_read(stakes: Stakes, found: Documents, text: IntArray | None) -> AsRead:
    """Return the worths of documents, of none, and of a text, from stakes in whole points."""
    decide = np.flatnonzero(stakes.decide)
    parts = [found.option[at : at + _TOGETHER] for at in range(0, len(found), _TOGETHER)]
    ends = [stakes.worth(part)[:, decide] for part in parts]
    some = _points(
        np.array([end for part in ends for end in (part.min(axis=0), part.max(axis=0))]).reshape(
            -1, len(decide)
        )
    )
    return AsRead(
        none=np.rint(POINTS * stakes.no_deal[decide]),
        least=np.rint(some.min(axis=0)),
        most=np.rint(some.max(axis=0)),
        text=None if text is None else np.rint(POINTS * stakes.worth(text)[decide]),
    )


def _better(case: Scenario, stakes: Stakes, found: Documents, text: IntArray) -> tuple[str, ...]:
    """Return the adoptable document that adds most among those as good for all who decide and better for one."""
    more = (found.worth - stakes.worth(text))[:, stakes.decide]
    better = (more >= -ATOL).all(axis=1) & (more > ATOL).any(axis=1)
    if not better.any():
        return ()
    option = found.option[int(np.where(better, more.sum(axis=1), -np.inf).argmax())].tolist()
    return tuple(
        issue.options[place].key if place >= 0 else ""
        for issue, place in zip(case.issues, option, strict=True)
    )


def _clauses(case: Scenario, stakes: Stakes, text: IntArray) -> list[Clause]:
    decide = np.flatnonzero(stakes.decide)
    keys = [case.delegations[row].key for row in decide.tolist()]

    def who(mask: BoolArray) -> tuple[str, ...]:
        return tuple(key for key, is_it in zip(keys, mask.tolist(), strict=True) if is_it)

    clauses = []
    for place, issue in enumerate(case.issues):
        if text[place] < 0:
            continue
        alone, without = np.full_like(text, -1), text.copy()
        alone[place], without[place] = text[place], -1
        adds = replace(stakes, falling=None).worth(alone)[decide]
        left = stakes.worth(without)[decide] - stakes.no_deal[decide]
        clauses.append(
            Clause(
                issue=issue.key,
                option=issue.options[text[place]].key,
                alone=POINTS * adds,
                worse=who(adds < -ATOL),
                needed=who(left < -ATOL),
            )
        )
    return clauses
