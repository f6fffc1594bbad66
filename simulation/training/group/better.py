"""Texts that a group could have had instead of its own, told as the clauses in which they differ."""

from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.engine.score_sheet import ScoreSheet, score_sheet
from simulation.scenario.schema import Scenario
from simulation.training.frontier import Documents, Stakes, choices, documents
from simulation.training.group.valued import points_of, stakes_of

__all__ = ["Change", "Ground", "Instead", "better_than", "nearest"]

_MOST: Final = 3
"""Texts that are told."""
_NEAR: Final = 2
"""Clauses in which texts differ that are gone through even where there are too many to go through all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A clause that another text words otherwise."""

    issue: int
    was: int
    """Option in the text of the group; -1: not in it."""
    now: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """Another text."""

    option: tuple[int, ...]
    changes: tuple[Change, ...]
    more: tuple[float, ...]
    """What it adds in points, by delegation."""
    printed: tuple[float, ...]
    """The same as it is shown: the difference of sums of whole points."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Results worked out once per case, for all groups that negotiated it on paper."""

    sheet: ScoreSheet
    printed: ScoreSheet
    """The same in whole points, as it stands on paper."""
    stakes: Stakes
    found: Documents
    """Texts that everybody who decides could adopt."""
    written: BoolArray
    """Wordings of which texts are made, `[I, O]`."""

    @classmethod
    def of(cls, case: Scenario, final: IntArray | None = None, written: BoolArray | None = None) -> "Ground":
        """Return the ground of a case: the texts that can be made of the wordings on the papers, as its guide has them.

        Args:
            case: the case.
            final: a text, `[I]`, whose wordings count as well, though no paper has them; -1: not in it.
            written: wordings that were there at a table, `[I, O]`, middle ways among them; None: those of the papers.
        """
        sheet, stakes = score_sheet(case), stakes_of(case, final, written)
        there = sheet.is_written if written is None else written
        return cls(sheet, sheet.in_whole_points(), stakes, documents(stakes), there)

    def with_wordings_of(self, final: IntArray) -> "Ground":
        """Return the ground with the wordings of a text, `[I]`, of which a group may have drafted some itself."""
        there = np.flatnonzero(final >= 0)
        if self.written[there, final[there]].all():
            return self
        return Ground.of(self.sheet.scenario, final, self.written)

    def beside(self, final: IntArray) -> "Ground":
        """Return the ground with every text that all could adopt and that differs from another in two clauses at most.

        Where all texts were gone through it is the same; a bounded search may have missed some of these.
        """
        if self.found.is_exact:
            return self
        near = self._near(final)
        close = self.found.option[(self.found.option != final).sum(axis=1) <= _NEAR]
        new = ~(near[:, None] == close[None]).all(axis=2).any(axis=1)
        option = np.concatenate([self.found.option, near[new]])
        worth = np.concatenate([self.found.worth, self.stakes.worth(near[new])])
        return replace(self, found=replace(self.found, option=option, worth=worth))

    def _near(self, final: IntArray) -> IntArray:
        """Return the texts with up to two clauses changed that everybody who decides could adopt, `[N, I]`."""
        within = choices(self.stakes, None)
        changes = [(issue, option) for issue, own in enumerate(within) for option in own.tolist()]
        rows = np.tile(final, (len(changes) ** 2, 1))
        for row, pair in zip(rows, product(changes, repeat=_NEAR), strict=True):
            for issue, option in pair:
                row[issue] = option
        left = np.unique(self.stakes.left(rows), axis=0)
        there = left >= 0
        is_text = there.any(axis=1) if self.stakes.may_drop else there.all(axis=1)
        decide = self.stakes.decide
        short = (self.stakes.worth(left) < self.stakes.no_deal - ATOL) | self.stakes.crosses(left)
        near: IntArray = left[is_text & ~short[:, decide].any(axis=1)]
        return near


def better_than(ground: Ground, worth: FloatArray, final: IntArray) -> tuple[int, tuple[Instead, ...]]:
    """Return how many texts are better for some who decide and worse for none, and the best with fewest changes.

    Told is the best with one clause changed, then the best with two if that is better still, and so on; of more than
    are told, the first ones and the best of all.

    Args:
        ground: what is worked out of the case.
        worth: what a group got, `[A]`, as the stakes have it.
        final: its text, `[I]`; -1: not in it. All -1: it has none.
    """
    ground = ground.beside(final)
    found = ground.found
    more = (found.worth - worth)[:, ground.stakes.decide]
    is_better: BoolArray = (more >= -ATOL).all(axis=1) & (more > ATOL).any(axis=1)
    changed = (found.option != final).sum(axis=1)
    gain = more.sum(axis=1)
    told: list[Instead] = []
    best = -np.inf
    for count in np.unique(changed[is_better]).tolist():
        rows = np.flatnonzero(is_better & (changed == count))
        row = int(rows[gain[rows].round(9).argmax()])
        if gain[row] > best + ATOL:
            told.append(_instead(ground, found.option[row], final))
            best = float(gain[row])
    kept = told if len(told) <= _MOST else [*told[: _MOST - 1], told[-1]]
    return int(is_better.sum()), tuple(kept)


def nearest(ground: Ground, final: IntArray) -> Instead | None:
    """Return the text nearest to another that everybody who decides could adopt: fewest clauses changed.

    Of several it is the best in sum; None: there is none.
    """
    ground = ground.beside(final)
    found = ground.found
    if not len(found):
        return None
    changed = (found.option != final).sum(axis=1)
    rows = np.flatnonzero(changed == changed.min())
    row = int(rows[found.worth[rows][:, ground.stakes.decide].sum(axis=1).round(9).argmax()])
    return _instead(ground, found.option[row], final)


def _instead(ground: Ground, option: IntArray, final: IntArray) -> Instead:
    more, printed = (
        points_of(paper, option) - points_of(paper, final) for paper in (ground.sheet, ground.printed)
    )
    pairs = enumerate(zip(final.tolist(), option.tolist(), strict=True))
    return Instead(
        option=tuple(option.tolist()),
        changes=tuple(Change(issue=place, was=was, now=now) for place, (was, now) in pairs if was != now),
        more=tuple(more.tolist()),
        printed=tuple(printed.tolist()),
    )
