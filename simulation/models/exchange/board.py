"""What a round of exchange starts from: the inputs, checked and put on one scale."""

from dataclasses import dataclass

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray

__all__ = ["SCALE", "Board", "read_board"]

SCALE = 100.0
"""Inside the model positions run from 0 to this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The state at the start of a round; arrays are `[A, I]` and without NaN where nothing else is said."""

    position: FloatArray
    """On a scale of 0 to 100; 0 where missing."""
    salience: FloatArray
    """0 where missing."""
    influence: FloatArray
    """Capability times salience; 0 where missing."""
    takes_part: BoolArray
    """Whether the delegation has a position on the issue."""
    span: FloatArray
    """Lengths of the scales of the issues, `[I]`."""

    @property
    def total(self) -> FloatArray:
        """Influence of all on each issue, `[I]`."""
        return self.influence.sum(axis=0)

    def outcome(self, position: FloatArray) -> FloatArray:
        """Return means by influence, `[I]`; plain where nobody has any, NaN where nobody has a position."""
        share = np.where(self.total > 0.0, self.influence, self.takes_part)
        total = share.sum(axis=0)
        mean = (share * position).sum(axis=0) / np.where(total > 0.0, total, 1.0)
        return np.where(total > 0.0, mean, np.nan)

    def told(self, inner: FloatArray) -> FloatArray:
        """Return positions or outcomes on the scales of the issues, `[..., I]`."""
        told: FloatArray = inner / SCALE * self.span
        return told


def read_board(
    position: FloatArray, salience: FloatArray, capability: FloatArray, high: FloatArray | float
) -> Board:
    """Return the board; see `exchange_round` for the inputs.

    Raises:
        ValueError: shapes do not fit, or values lie outside their ranges.
    """
    if position.ndim != 2 or salience.shape != position.shape:  # noqa: PLR2004 - delegations and issues
        raise ValueError(
            f"positions have the shape {position.shape}, salience {salience.shape}: "
            "give both for every delegation and issue"
        )
    if capability.shape not in {position.shape, position.shape[:1]}:
        raise ValueError(
            f"capability has the shape {capability.shape}: "
            f"give it for every delegation, {position.shape[:1]}, or every cell, {position.shape}"
        )
    takes_part = ~np.isnan(position)
    strength = np.broadcast_to(capability if capability.ndim > 1 else capability[:, None], position.shape)
    strength, salience = np.where(takes_part, strength, 0.0), np.where(takes_part, salience, 0.0)
    span = np.broadcast_to(np.asarray(high, dtype=np.float64), position.shape[1:])
    if not (np.isfinite(span) & (span > 0.0)).all():
        raise ValueError("the upper end of a scale must lie above its lower end")
    inner = np.where(takes_part, position / span * SCALE, 0.0)
    within = {
        "positions must lie on the scale of their issue": (inner >= -ATOL) & (inner <= SCALE + ATOL),
        "salience must lie between 0 and 1": (salience >= 0.0) & (salience <= 1.0),
        "capability must be 0 or more": (strength >= 0.0) & np.isfinite(strength),
    }
    wrong = [words for words, fine in within.items() if not fine.all()]
    if wrong:
        raise ValueError(f"{'; '.join(wrong)} (only a position may be missing, as NaN)")
    return Board(
        position=np.clip(inner, 0.0, SCALE),
        salience=salience,
        influence=strength * salience,
        takes_part=takes_part,
        span=span,
    )
