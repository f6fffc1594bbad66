"""What every wording is worth to every seat, in the points in which a game on a screen counts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray
from simulation.engine.at_first import at_first
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Scenario

__all__ = ["POINTS", "ScoreSheet", "score_sheet", "whole"]

POINTS: Final = 100
"""Points that a person reads for a worth of one length of the axis; what is computed stays in lengths."""
_EXACT: Final = 6
"""Decimals of a point that tell worths apart: what differs by less is noise of the sum that it came from."""


def whole(worth: FloatArray) -> FloatArray:
    """Return worths, in lengths of the axis, as a person reads them: in whole points, still in lengths.

    The points of a document are the sum of the whole points of its clauses, so that everybody can add them up: a sum of
    exact worths is never made whole. What is computed stays exact.

    >>> whole(np.array([0.126, -0.004, 0.331])).tolist()
    [0.13, 0.0, 0.33]
    """
    points: FloatArray = np.rint(np.round(POINTS * worth, _EXACT)) + 0.0
    return points / POINTS


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """Points by delegation A (in the order of the case), issue I and option O.

    For a delegation let g be the gain of an option over no agreement on its issue (`simulation.preferences.values`), at
    the most likely value of every number of the case. A document is worth the mean of the gains over the issues, so

        points = 100 g / number of issues.

    The points of a whole text add up, and a clause that is left open counts 0. Leaving without a text has points of its
    own, below 0 where that costs something. Points of different seats cannot be compared.
    """

    scenario: Scenario
    points: FloatArray
    """`[A, I, O]`; NaN where an issue has fewer options than the longest."""
    is_red: BoolArray
    """Options that cross a red line, `[A, I, O]`."""
    is_written: BoolArray
    """Options that stand in the case when the negotiation begins, `[I, O]`."""
    left_open: FloatArray
    """Points of an issue on which nothing is agreed, `[A, I]`: 0; NaN where an open clause sinks the document."""
    no_deal: FloatArray
    """Points of leaving without a text, `[A]`."""
    decides: BoolArray
    """Whose objection counts, `[A]`."""

    def in_whole_points(self) -> Self:
        """Return the sheet as it is printed, in whole points: totals of this one are sums of what stands on paper."""
        points, left_open, no_deal = (
            np.rint(POINTS * whole(exact / POINTS)) for exact in (self.points, self.left_open, self.no_deal)
        )
        return replace(self, points=points, left_open=left_open, no_deal=no_deal)

    @property
    def least(self) -> FloatArray:
        """The fewest points that a clause can have inside the red lines, `[A, I]`; open counts where it falls away."""
        least: FloatArray = np.nanmin(self._reached(), axis=2)
        return least

    @property
    def most(self) -> FloatArray:
        """The most points that a clause can have inside the red lines, `[A, I]`; open counts where it falls away."""
        most: FloatArray = np.nanmax(self._reached(), axis=2)
        return most

    @property
    def most_drafted(self) -> FloatArray:
        """The same with all that a drafting group may write, `[A, I]`."""
        most: FloatArray = np.nanmax(self._reached(with_drafted=True), axis=2)
        return most

    @property
    def stake(self) -> FloatArray:
        """What is at stake on each issue inside the red lines, `[A, I]`."""
        return self.most - self.least

    def _reached(self, *, with_drafted: bool = False) -> FloatArray:
        """Points of all that is allowed and written, or may be, `[A, I, O + 1]`; of an issue without any, 0."""
        there = np.ones_like(self.is_written) if with_drafted else self.is_written
        allowed = np.where(self.is_red | ~there, np.nan, self.points)
        whole = np.concatenate([allowed, self.left_open[..., None]], axis=2)
        return np.where(np.isnan(whole).all(axis=2)[..., None], 0.0, whole)

    def worth(self, options: Mapping[str, str]) -> FloatArray:
        """Return the points of a text, `[A]`, from the option of each issue; an issue without one is left open."""
        parts = [
            self.points[:, i, issue_keys.index(options[key])] if key in options else self.left_open[:, i]
            for i, (key, issue_keys) in enumerate(self._keys())
        ]
        worth: FloatArray = np.sum(parts, axis=0)
        return worth

    def crossed(self, options: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Return the issues on which a text crosses a red line, by key of the delegation; only those it crosses."""
        found: dict[str, tuple[str, ...]] = {}
        for a, delegation in enumerate(self.scenario.delegations):
            red = tuple(
                key
                for i, (key, keys) in enumerate(self._keys())
                if key in options and self.is_red[a, i, keys.index(options[key])]
            )
            if red:
                found[delegation.key] = red
        return found

    def better_off_without(self, options: Mapping[str, str]) -> tuple[str, ...]:
        """Return the delegations to which a text that crosses none of their red lines is worth less than none."""
        red, short = self.crossed(options), self.worth(options) < self.no_deal - ATOL
        keys = [delegation.key for delegation in self.scenario.delegations]
        return tuple(key for key, less in zip(keys, short.tolist(), strict=True) if less and key not in red)

    def refuses(self, options: Mapping[str, str]) -> tuple[str, ...]:
        """Return those that decide and have to refuse a text: it crosses a red line or is worth less than none."""
        refusing = {*self.crossed(options), *self.better_off_without(options)}
        keys = [delegation.key for delegation in self.scenario.delegations]
        return tuple(
            key
            for key, decides in zip(keys, self.decides.tolist(), strict=True)
            if decides and key in refusing
        )

    def _keys(self) -> list[tuple[str, list[str]]]:
        return [(issue.key, [option.key for option in issue.options]) for issue in self.scenario.issues]


def score_sheet(scenario: Scenario) -> ScoreSheet:
    """Return the points of every wording for every seat of a case, those that only watch included."""
    first = at_first(scenario)
    gain, is_red, is_written = first.gain, first.is_red, first.tableau.valid & ~first.tableau.drafted
    open_clause = 0.0 if resolve_forum(scenario).leftover == "drop" else np.nan
    return ScoreSheet(
        scenario=scenario,
        points=np.where(first.tableau.valid, POINTS * gain / gain.shape[1], np.nan),
        is_red=is_red,
        is_written=is_written,
        left_open=np.full(gain.shape[:2], open_clause),
        no_deal=-POINTS * first.failure_cost,
        decides=first.decides,
    )
