"""How often decisions end on something that is there beforehand: the reference point, a position, the Commission's."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.evidence.backtest.council_cases import Played
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.backtest.forecast_score import Forecasts, plain_estimate
from simulation.evidence.backtest.grouped import Resampled
from simulation.models.outcome_layer import GRID, nearest_marks
from simulation.stats.interval import Estimate

__all__ = ["DATA", "SHARES", "EndShares", "end_shares", "ends_at", "expected_at", "share_at"]

DATA: Final = "data"
"""What was decided, beside the models."""
SHARES: Final = ("reference", "reference_named", "commission", "position", "dropped")
_COMMISSION: Final = "COM"
_SAME: Final = 1e-6
"""Points of 100 up to which two places are the same one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndShares:
    """Shares of decisions, by the names of `SHARES`.

    At the reference point: of all, where one without a named one is at none, and of those that have one. At the
    position of the Commission, of all; at that of anybody. Dropped: nothing was agreed on; known of the conference.
    """

    model: str
    capability: str
    share: dict[str, Estimate]

    def as_data(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        found = {name: plain_estimate(value) for name, value in self.share.items()}
        return {"model": self.model, "capability": self.capability, **found}


def end_shares(
    decisions: Decisions, resampled: Resampled, forecasts: list[Forecasts], played: Played | None
) -> tuple[EndShares, ...]:
    """Return the shares of what was decided, of points, and of all replications of the conference.

    Args:
        decisions: What was decided.
        resampled: Gives the intervals.
        forecasts: Points to tell beside it.
        played: The conference; None: it was not played.
    """
    rows: list[tuple[str, str, FloatArray]] = [(DATA, "", decisions.outcome[:, None])]
    rows += [(made.model, made.capability, made.point[:, None]) for made in forecasts]
    found = [
        EndShares(model=model, capability=capability, share=dict(_shares(decisions, resampled, ends)))
        for model, capability, ends in rows
    ]
    if played is not None:
        share = dict(_shares(decisions, resampled, played.outcome))
        share["dropped"] = resampled.mean(played.dropped.mean(axis=1))
        found.append(EndShares(model="conference", capability="", share=share))
    return tuple(found)


def _shares(decisions: Decisions, resampled: Resampled, ends: FloatArray) -> Iterator[tuple[str, Estimate]]:
    """Yield the shares of ends `[N, R]`; that of a named reference only where there is one."""
    for name, (there, chosen) in ends_at(decisions, ends).items():
        yield name, resampled.mean(there, chosen)


def ends_at(decisions: Decisions, ends: FloatArray) -> dict[str, tuple[FloatArray, BoolArray | None]]:
    """Return, by the names of `SHARES`, which part of the ends `[N, R]` of each decision is there, `[N]`.

    Beside it which decisions count; None: all. What no decision of the table can say is left out.
    """
    return {name: (share_at(ends, places), chosen) for name, (places, chosen) in _places(decisions).items()}


def expected_at(
    decisions: Decisions, probability: FloatArray
) -> dict[str, tuple[FloatArray, BoolArray | None]]:
    """Return the same of distributions over marks `[N, G]`: the probability of the marks nearest to those places."""
    found = {}
    for name, (places, chosen) in _places(decisions).items():
        held = np.zeros(probability.shape, dtype=bool)
        for place in places.T:
            rows = np.flatnonzero(~np.isnan(place))
            held[rows, nearest_marks(place[rows], GRID)] = True
        found[name] = ((probability * held).sum(axis=1), chosen)
    return found


def _places(decisions: Decisions) -> dict[str, tuple[FloatArray, BoolArray | None]]:
    """Return the places `[N, A]` that each share asks for, and which decisions count."""
    named = ~np.isnan(decisions.reference)
    reference = decisions.reference[:, None]
    found: dict[str, tuple[FloatArray, BoolArray | None]] = {"reference": (reference, None)}
    if named.any():
        found["reference_named"] = reference, named
    if _COMMISSION in decisions.delegations:
        found["commission"] = decisions.position[:, [decisions.delegations.index(_COMMISSION)]], None
    return {**found, "position": (decisions.position, None)}


def share_at(ends: FloatArray, places: FloatArray) -> FloatArray:
    """Return the share of ends `[N, R]` that are at one of places `[N, A]`, `[N]`; nothing is at NaN."""
    same: BoolArray = np.zeros(ends.shape, dtype=bool)
    for place in places.T:  # one after the other: all at once would not fit where there are many replications
        same |= np.abs(ends - place[:, None]) <= _SAME
    return same.mean(axis=1)
