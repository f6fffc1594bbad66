"""Plays turns of the Spatial Model of Politics from positions, salience and capability."""

import numpy as np

from simulation.arrays import ATOL, FloatArray, IntArray
from simulation.models.spatial.bargains import Bargains, keep, offer
from simulation.models.spatial.challenges import best_targets, challenges
from simulation.models.spatial.risk_attitudes import Table, attitudes, distances

__all__ = ["LEAST_TURNS", "QUIET", "STILL", "spatial_run", "spatial_turn"]

LEAST_TURNS = 2
QUIET = 0.02
"""A run ends after a turn that moves less than this share of what the first turn moved."""
STILL = 1e-4
"""Added to what the first turn moves, so that a share of it is defined."""
_MOST_TURNS = 100


def spatial_run(
    position: FloatArray, salience: FloatArray, capability: FloatArray, *, high: FloatArray | float = 1.0
) -> FloatArray:
    """Return positions at the start and after every turn, `[1 + T, A, I]`, until one moves little; see `spatial_turn`.

    Raises:
        ValueError: an input is not as `spatial_turn` says.
    """
    path = [np.asarray(position, dtype=np.float64)]
    first = 0.0
    while len(path) <= _MOST_TURNS:
        path.append(spatial_turn(path[-1], salience, capability, high=high))
        moved = float(np.linalg.norm(np.nan_to_num((path[-1] - path[-2]) / high), axis=1).sum())
        first = first or moved + STILL
        if len(path) > LEAST_TURNS and moved < QUIET * first:
            break
    return np.stack(path)


def spatial_turn(
    position: FloatArray, salience: FloatArray, capability: FloatArray, *, high: FloatArray | float = 1.0
) -> FloatArray:
    """Return positions after one turn of the Spatial Model of Politics [KTAB2019]_, `[A, I]`; NaN where missing.

    Every delegation looks for the challenge that it would gain most by, and offers its target a bargain between their
    positions. Every delegation then keeps, of the bargains that it is a side of and of staying, the one that is most
    likely to prevail if all vote on them, and moves accordingly. The rules are those of the published program with the
    settings that it starts with, written anew.

    Args:
        position: `[A, I]`, from 0 to `high`. A delegation may have none on an issue (NaN): then it does not
            count on the issue, in nobody's eyes, and does not bargain about it. (The program knows no such cells.)
        salience: `[A, I]`, 0 or more; a delegation's saliences sum to at most 1. Not read where the position is
            missing.
        capability: `[A]`, 0 or more.
        high: upper ends of the scales of the issues, `[I]` or one for all. Offers are rounded to a ten-thousandth of
            the scale.

    Raises:
        ValueError: shapes do not fit, or values lie outside their ranges.
    """
    position = np.asarray(position, dtype=np.float64)
    table, span = _table(position, np.asarray(salience), np.asarray(capability), high)
    distance = distances(table, table.position)
    attitude = attitudes(table, distance)
    chance, gain = challenges(table, distance, attitude)
    bargains = offer(table, best_targets(gain), chance)
    kept = keep(table, distance, attitude, bargains)
    return np.where(kept[:, None] > 0, _moved(table, bargains, kept) * span, position)


def _moved(table: Table, bargains: Bargains, kept: IntArray) -> FloatArray:
    """Return where the delegations stand after the turn, `[A, I]`."""
    end = table.position.copy()
    movers = np.nonzero(kept)[0]
    bargain = kept[movers] - 1
    proposes = (bargains.proposer[bargain] == movers)[:, None]
    end[movers] = np.where(proposes, bargains.proposer_to[bargain], bargains.target_to[bargain])
    return end


def _table(
    position: FloatArray, salience: FloatArray, capability: FloatArray, high: FloatArray | float
) -> tuple[Table, FloatArray]:
    """Check the inputs and put them on scales of 0 to 1; return these, and the lengths of the scales."""
    if position.ndim != 2 or salience.shape != position.shape or capability.shape != position.shape[:1]:  # noqa: PLR2004
        raise ValueError(
            f"positions have the shape {position.shape}, salience {salience.shape}, capability {capability.shape}: "
            "give the first two for every delegation and issue, the last for every delegation"
        )
    span = np.broadcast_to(np.asarray(high, dtype=np.float64), position.shape[1:])
    if not (np.isfinite(span) & (span > 0.0)).all():
        raise ValueError("the upper end of a scale must lie above its lower end")
    missing = np.isnan(position)
    inner = position / span
    salience = np.where(missing, 0.0, salience)
    within = {
        "positions must lie on the scale of their issue": missing
        | ((inner >= -ATOL) & (inner <= 1.0 + ATOL)),
        "salience must be 0 or more": salience >= 0.0,
        "the saliences of a delegation must sum to at most 1": salience.sum(axis=1) <= 1.0 + ATOL,
        "capability must be 0 or more": (capability >= 0.0) & np.isfinite(capability),
    }
    wrong = [words for words, fine in within.items() if not fine.all()]
    if wrong:
        raise ValueError(f"{'; '.join(wrong)} (only a position may be missing, as NaN)")
    return Table(position=np.clip(inner, 0.0, 1.0), salience=salience, capability=capability), span
