"""What every wording is worth to every seat in points, on a scale of its own from 0 to 100."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray
from simulation.engine.at_first import at_first
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Scenario

__all__ = ["ScoreSheet", "score_sheet"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """Points by delegation A (in the order of the case), issue I and option O.

    For a delegation let g be the gain of an option over no agreement on its issue (`simulation.preferences.values`), at
    the most likely value of every number of the case, and worst and best the least and the greatest gain on an issue
    that cross no red line of its own; where open clauses fall away, an open clause (gain 0) is among them. What a
    drafting group may write is not: nobody has read it when the points are handed out. Then

        points = 100 (g - worst) / sum over issues of (best - worst).

    So the points of a whole text add up, the best text inside the red lines has 100 and the worst has 0. Leaving
    without a text, and what a drafting group may write, are put on the same scale; they may lie below 0 or above 100.
    Points of different seats cannot be compared.
    """

    scenario: Scenario
    points: FloatArray
    """`[A, I, O]`; NaN where an issue has fewer options than the longest. Below 0 or above 100 only if red, or not
    written when the negotiation begins."""
    is_red: BoolArray
    """Options that cross a red line, `[A, I, O]`."""
    is_written: BoolArray
    """Options that stand in the case when the negotiation begins, `[I, O]`."""
    left_open: FloatArray
    """Points of an issue on which nothing is agreed, `[A, I]`; NaN where an open clause sinks the document."""
    no_deal: FloatArray
    """Points of leaving without a text, `[A]`."""
    decides: BoolArray
    """Whose objection counts, `[A]`."""

    @property
    def stake(self) -> FloatArray:
        """What is at stake on each issue inside the red lines, `[A, I]`: for each delegation it adds up to 100."""
        allowed = np.where(self.is_red | ~self.is_written, np.nan, self.points)
        whole = np.concatenate([allowed, self.left_open[..., None]], axis=2)
        nothing = np.isnan(whole).all(axis=2)
        whole = np.where(nothing[..., None], 0.0, whole)
        stake: FloatArray = np.nanmax(whole, axis=2) - np.nanmin(whole, axis=2)
        return stake

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
    drops = resolve_forum(scenario).leftover == "drop"
    falls_away = np.full((*gain.shape[:2], 1), 0.0 if drops else np.nan)
    reach = np.concatenate([np.where(is_red | ~is_written, np.nan, gain), falls_away], axis=2)
    reach = np.where(np.isnan(reach).all(axis=2)[..., None], 0.0, reach)
    worst, best = np.nanmin(reach, axis=2), np.nanmax(reach, axis=2)
    span = (best - worst).sum(axis=1)
    unit = 100.0 / np.where(span > 0, span, 1.0)
    total = -first.failure_cost * gain.shape[1]
    points = (gain - worst[..., None]) * unit[:, None, None]
    return ScoreSheet(
        scenario=scenario,
        points=np.where(first.tableau.valid, points, np.nan),
        is_red=is_red,
        is_written=is_written,
        left_open=(falls_away[..., 0] - worst) * unit[:, None],
        no_deal=(total - worst.sum(axis=1)) * unit,
        decides=first.decides,
    )
