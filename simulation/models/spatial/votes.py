"""Support for one position against another, the strength of coalitions, and the chances that follow."""

import numpy as np

from simulation.arrays import FloatArray
from simulation.models.spatial.choices import VictoryModel, VotingRule

__all__ = ["chances", "prevailing", "share_given", "strengths", "support"]

_NOBODY = 1e-8
"""Strength of a coalition without members: keeps chances defined."""
_CLEAR = 1e-8
"""Differences of worth above this count fully where votes are binary."""
_BINARY_PART, _CUBIC_PART = 0.2, 0.5
_GAINS = 2 / 3
"""How much a gain counts against an equal loss in the asymmetric rule."""
_THRESHOLD = 1.1
"""How many times as strong a coalition must be to win for sure in the binary model."""
_UPSET = 1e-6
_BLOCK = 2**19
"""Votes that are counted at once."""
_LOG_MOST = 700.0
"""Logarithms of odds above this are too large for a number."""
_TINY = np.finfo(np.float64).tiny
_POWERS = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}


def support(voting: VotingRule, strength: FloatArray, difference: FloatArray) -> FloatArray:
    """Return the support that delegations of a strength give to what is worth more to them by a difference.

    Below 0 it goes to the other side. By rule, with strength w and difference d: binary w sign(d), steep but not a step
    at 0; proportional w d; cubic w d^3; mixtures w (0.8 d + 0.2 sign(d)) and w (0.5 d + 0.5 d^3); asymmetric w d for
    losses, 2/3 w d for gains.
    """
    given: FloatArray = strength * share_given(voting, difference)
    return given


def share_given(voting: VotingRule, d: FloatArray) -> FloatArray:
    """Return the support that a difference of worth moves by each unit of strength; see `support`."""
    match voting:
        case "proportional":
            return d
        case "binary":
            return np.clip(d / _CLEAR, -1.0, 1.0)
        case "proportional_binary":
            return (1.0 - _BINARY_PART) * d + _BINARY_PART * np.clip(d / _CLEAR, -1.0, 1.0)
        case "proportional_cubic":
            return (1.0 - _CUBIC_PART) * d + _CUBIC_PART * d**3
        case "cubic":
            return d**3
        case "asymmetric":
            return np.where(d > 0.0, _GAINS * d, d)


def strengths(voting: VotingRule, capability: FloatArray, worth: FloatArray) -> FloatArray:
    """Return the strength of the coalition for option a against option b, `[B, B]`.

    Every delegation votes on every pair by capability `[A]` and what the options are worth to it, `[A, B]`. A pair is
    put to it as the later option against the earlier: this matters for the asymmetric rule only.
    """
    weighed = worth * capability[:, None]
    if voting == "proportional":
        from scipy.spatial.distance import pdist, squareform

        # What a has more than b, and all that moves either way: half of their sum is what moves to a.
        total = weighed.sum(axis=0)
        moved = squareform(pdist(np.ascontiguousarray(weighed.T), "cityblock"))
        return _NOBODY + np.maximum(moved + (total[:, None] - total), 0.0) / 2.0
    n = worth.shape[1]
    pro, contra = np.zeros((n, n)), np.zeros((n, n))
    for some in np.array_split(np.arange(len(worth)), 1 + worth.size * n // _BLOCK):
        votes = support(voting, capability[some, None, None], worth[some, :, None] - worth[some, None, :])
        pro += np.maximum(votes, 0.0).sum(axis=0)
        contra += np.maximum(-votes, 0.0).sum(axis=0)
    return _NOBODY + np.where(np.tri(n, k=-1, dtype=np.bool_), pro, contra.T)


def chances(victory: VictoryModel, strength: FloatArray) -> FloatArray:
    """Return the chance that option a beats option b, `[B, B]`, from the strengths of coalitions; 1/2 on the diagonal.

    Strengths count in proportion, or their squares, fourth or eighth powers do; or a coalition that is a tenth stronger
    wins, with a straight line between a tenth weaker and a tenth stronger (binary).
    """
    share = strength / (strength + strength.T)
    if victory == "binary":
        line = (share * (_THRESHOLD + 1.0) - 1.0) / (_THRESHOLD - 1.0)
        upset = _UPSET / (1.0 + _UPSET)
        return np.where(line >= 1.0, 1.0 - upset, np.where(line <= 0.0, upset, line))
    odds = np.exp(np.minimum(_POWERS[victory] * np.log(strength.T / strength), _LOG_MOST))
    chance: FloatArray = 1.0 / (1.0 + odds)
    return chance


def prevailing(chance: FloatArray, options: FloatArray) -> FloatArray:
    """Return the chance of each option to beat all others if one does, `[..., B]`.

    `options` is `[..., B]`: 1 for the options that are there and 0 for the others, which get 0.
    """
    there = options > 0.0
    log = options @ np.log(np.maximum(chance, _TINY)).T
    log = np.where(there, log, -np.inf)
    top = log.max(axis=-1, keepdims=True, initial=-np.inf)
    likely = np.exp(log - np.where(np.isfinite(top), top, 0.0))
    share: FloatArray = likely / np.maximum(likely.sum(axis=-1, keepdims=True), 1.0)
    return share
