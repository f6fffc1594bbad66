"""Plays turns of the Spatial Model of Politics from positions, salience and capability."""

import numpy as np

from simulation.arrays import ATOL, FloatArray, IntArray
from simulation.models.spatial.bargains import Bargains, keep, offer
from simulation.models.spatial.challenges import best_targets, challenges
from simulation.models.spatial.choices import SMP, SpatialOptions
from simulation.models.spatial.result import Proposal, SpatialRun, SpatialTurn
from simulation.models.spatial.views import Table, attitudes, distances

__all__ = ["spatial_run", "spatial_turn"]

_STILL = 1e-4
"""Added to what the first turn moves, so that a share of it is defined."""


def spatial_run(
    position: FloatArray,
    salience: FloatArray,
    capability: FloatArray,
    *,
    low: FloatArray | float = 0.0,
    high: FloatArray | float = 1.0,
    options: SpatialOptions = SMP,
    rng: np.random.Generator | None = None,
) -> SpatialRun:
    """Play turns until one moves positions by less than `options.quiet` of what the first did; see `spatial_turn`.

    Raises:
        ValueError: an input is not as `spatial_turn` says.
    """
    turns: list[SpatialTurn] = []
    first = 0.0
    span = np.asarray(high, dtype=np.float64) - np.asarray(low, dtype=np.float64)
    while len(turns) < options.most_turns:
        turn = spatial_turn(position, salience, capability, low=low, high=high, options=options, rng=rng)
        turns.append(turn)
        position = turn.end
        moved = float(np.linalg.norm(np.nan_to_num((turn.end - turn.start) / span), axis=1).sum())
        first = first if len(turns) > 1 else moved + _STILL
        if len(turns) >= options.least_turns and moved < options.quiet * first:
            return SpatialRun(turns=tuple(turns), stopped="settled")
    return SpatialRun(turns=tuple(turns), stopped="most turns")


def spatial_turn(
    position: FloatArray,
    salience: FloatArray,
    capability: FloatArray,
    *,
    low: FloatArray | float = 0.0,
    high: FloatArray | float = 1.0,
    options: SpatialOptions = SMP,
    rng: np.random.Generator | None = None,
) -> SpatialTurn:
    """Play one turn of the Spatial Model of Politics [KTAB2019]_.

    Every delegation looks for the challenge that it would gain most by, and offers its target a bargain between their
    positions. Every delegation then keeps, of the bargains that it is a side of and of staying, the one that is most
    likely to prevail if all vote on them, and moves accordingly. The rules are those of the published program with the
    settings that it starts with, written anew.

    Args:
        position: `[A, I]`, from `low` to `high`. A delegation may have none on an issue (NaN): then it does not
            count on the issue, in nobody's eyes, and does not bargain about it. (The program knows no such cells.)
        salience: `[A, I]`, 0 or more; a delegation's saliences sum to at most 1. Not read where the position is
            missing.
        capability: `[A]`, 0 or more.
        low: lower ends of the scales of the issues, `[I]` or one for all.
        high: upper ends of them. Offers are rounded to a ten-thousandth of the scale.
        options: the sub-models.
        rng: if given, a bargain is drawn by its chances instead of the most likely one being kept.

    Raises:
        ValueError: shapes do not fit, or values lie outside their ranges.
    """
    position = np.asarray(position, dtype=np.float64)
    table, bottom, span = _table(position, np.asarray(salience), np.asarray(capability), low, high)
    distance = distances(table, table.position)
    attitude = attitudes(table, distance, options)
    chance, gain = challenges(table, distance, attitude, options)
    bargains = offer(table, best_targets(gain), chance, options)
    kept, likely = keep(table, distance, attitude, bargains, options=options, rng=rng)
    everyone = np.arange(len(kept))
    end = _moved(table, bargains, kept)
    return SpatialTurn(
        start=position,
        attitude=attitude,
        chance=chance,
        gain=gain,
        proposals=tuple(
            Proposal(
                proposer=int(i),
                target=int(j),
                chance=float(chance[i, j]),
                gain=float(gain[i, j]),
                proposer_to=tuple((bottom + bargains.proposer_to[b] * span).tolist()),
                target_to=tuple((bottom + bargains.target_to[b] * span).tolist()),
                proposer_keeps=bool(kept[i] == b + 1),
                target_keeps=bool(kept[j] == b + 1),
            )
            for b, (i, j) in enumerate(zip(bargains.proposer, bargains.target, strict=True))
        ),
        kept=kept - 1,
        kept_chance=likely[everyone, kept],
        end=np.where(kept[:, None] > 0, bottom + end * span, position),
    )


def _moved(table: Table, bargains: Bargains, kept: IntArray) -> FloatArray:
    """Return where the delegations stand after the turn, `[A, I]`."""
    end = table.position.copy()
    movers = np.nonzero(kept)[0]
    bargain = kept[movers] - 1
    proposes = (bargains.proposer[bargain] == movers)[:, None]
    end[movers] = np.where(proposes, bargains.proposer_to[bargain], bargains.target_to[bargain])
    return end


def _table(
    position: FloatArray,
    salience: FloatArray,
    capability: FloatArray,
    low: FloatArray | float,
    high: FloatArray | float,
) -> tuple[Table, FloatArray, FloatArray]:
    """Check the inputs and put them on scales of 0 to 1; return these, the lower ends and the lengths of scales."""
    if position.ndim != 2 or salience.shape != position.shape or capability.shape != position.shape[:1]:  # noqa: PLR2004
        raise ValueError(
            f"positions have the shape {position.shape}, salience {salience.shape}, capability {capability.shape}: "
            "give the first two for every delegation and issue, the last for every delegation"
        )
    bottom = np.broadcast_to(np.asarray(low, dtype=np.float64), position.shape[1:])
    span = np.broadcast_to(np.asarray(high, dtype=np.float64), position.shape[1:]) - bottom
    if not (np.isfinite(span) & (span > 0.0)).all():
        raise ValueError("the upper end of a scale must lie above its lower end")
    missing = np.isnan(position)
    inner = (position - bottom) / span
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
    return Table(position=np.clip(inner, 0.0, 1.0), salience=salience, capability=capability), bottom, span
