"""Play the challenge model round after round until it settles, agrees, goes round in a circle or time is up."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.errors import DelegationSimError
from simulation.models.challenge import moved_to
from simulation.models.challenge_rules import ChallengeRules
from simulation.models.inputs import as_batch
from simulation.models.means import weighted_mean, weighted_median
from simulation.words import say

__all__ = ["AGREED", "CYCLE", "LIMIT", "SETTLED", "ChallengeRun", "play_challenge"]

LIMIT, AGREED, SETTLED, CYCLE = range(4)
"""How a run ends: time was up; all stand at one position; nobody moved any more; positions came back that had been
there before."""

_STILL: Final = 1e-6
"""Moves smaller than this share of the range are none."""


@dataclass(frozen=True, slots=True)
class ChallengeRun:
    """A run of each case; the path goes on at the last positions where one case ended before others."""

    path: FloatArray
    """`[T+1, ..., A]`, from the positions at the start."""
    mean: FloatArray
    """`[T+1, ...]`, weighted by capability times salience: what the literature takes as the forecast."""
    median: FloatArray
    """`[T+1, ...]`, the weighted median (the lower one)."""
    rounds: IntArray
    """`[...]`: how many rounds were played."""
    ending: IntArray
    """`[...]`, `LIMIT`, `AGREED`, `SETTLED` or `CYCLE`."""
    cycle: IntArray
    """`[...]`: after how many rounds the positions come back; 0 if they did not."""

    def mean_after(self, played: int) -> FloatArray:
        """Return `mean` after so many rounds, `[...]`, also of cases that ended before.

        Those whose positions came back go on in their circle, others stay where they are: as if all were played.

        Raises:
            ValueError: if a case had not ended by the last round that was played, and more are asked for.
        """
        beyond = np.maximum(played - self.rounds, 0)
        if ((self.ending == LIMIT) & (beyond > 0)).any():
            raise ValueError(f"{played} rounds were not played, and not all cases had ended")
        into = np.where(self.cycle > 0, beyond % np.maximum(self.cycle, 1) - self.cycle, 0)
        at = np.where(beyond > 0, self.rounds + into, played)
        found: FloatArray = np.take_along_axis(self.mean, at[None], axis=0)[0]
        return found


def play_challenge(
    position: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    rules: ChallengeRules,
    *,
    max_rounds: int = 10,
) -> ChallengeRun:
    """Play rounds until every case has ended, at most `max_rounds`.

    The paper plays a fixed number of rounds and says that positions need not settle [Scholz2011]_. Here a case ends
    when all positions are equal (to 1e-9 of the range at the start), when nobody moves by 1e-6 of it, or when
    positions recur to 1e-9 of it, after which they would do so for ever.

    Args:
        position: `[..., A]` on any scale; NaN for a delegation without one.
        capability: Broadcastable to the positions, at least 0.
        salience: Broadcastable to the positions, 0..1.
        rules: The reading of the model.
        max_rounds: 0 or more.

    Raises:
        DelegationSimError: the input has no common shape, or a number is out of its range.
    """
    if max_rounds < 0:
        raise DelegationSimError(say("models.input.rounds", given=max_rounds))
    where, capable, salient = as_batch(position, capability, salience)
    shape = where.shape
    start, capable, salient = (array.reshape(-1, shape[-1]) for array in (where, capable, salient))
    span = _extent(start)
    rounds, cycle = np.zeros((2, len(start)), dtype=np.int64)
    ending = np.where(_extent(start) <= ATOL * span, AGREED, LIMIT)
    path, middles = [start], [_middle(start)]
    while len(path) <= max_rounds and (ending == LIMIT).any():
        open_ = np.flatnonzero(ending == LIMIT)
        fixed = span[open_] if rules.span == "fixed" else np.full(len(open_), np.nan)
        after = path[-1].copy()
        after[open_] = moved_to(path[-1][open_], capable[open_], salient[open_], rules, fixed)
        rounds[open_] += 1
        path.append(after)
        middles.append(_middle(after))
        ending[open_], cycle[open_] = _ends(path, middles, open_, span[open_])
    line = np.stack(path).reshape(len(path), *shape)
    lead = shape[:-1]
    return ChallengeRun(
        path=line,
        mean=weighted_mean(line, capability, salience),
        median=weighted_median(line, capability, salience),
        rounds=rounds.reshape(lead),
        ending=ending.reshape(lead),
        cycle=cycle.reshape(lead),
    )


def _extent(position: FloatArray) -> FloatArray:
    """Return the range of the positions, `[N]`; 0 where nobody has one."""
    known = ~np.isnan(position)
    highest = np.where(known, position, -np.inf).max(axis=1)
    lowest = np.where(known, position, np.inf).min(axis=1)
    return np.where(known.any(axis=1), highest, 0.0) - np.where(known.any(axis=1), lowest, 0.0)


def _middle(position: FloatArray) -> FloatArray:
    """Return a number by which cases are told apart quickly, `[N]`: the mean of what positions there are."""
    middle: FloatArray = np.nan_to_num(position).mean(axis=1)
    return middle


def _ends(
    path: list[FloatArray], middles: list[FloatArray], open_: IntArray, span: FloatArray
) -> tuple[IntArray, IntArray]:
    """Return how each open case ended, `LIMIT` if it did not, and the length of its cycle, both `[N]`."""
    after, middle = path[-1][open_], middles[-1][open_]
    cycle = np.zeros(len(after), dtype=np.int64)
    for back in range(1, len(path)):
        # Where all positions are alike, so are their means: few cases are left to look at closely.
        near = np.abs(middles[-1 - back][open_] - middle) <= 2 * ATOL * span
        maybe = np.flatnonzero(near & (cycle == 0))
        before = path[-1 - back][open_[maybe]]
        cycle[maybe[_alike(before, after[maybe], ATOL * span[maybe])]] = back
    still = _alike(path[-2][open_], after, _STILL * span)
    agreed = _extent(after) <= ATOL * span
    ending = np.select([agreed, still, cycle > 0], [AGREED, SETTLED, CYCLE], LIMIT)
    return ending, np.where(ending == CYCLE, cycle, 0)


def _alike(before: FloatArray, after: FloatArray, slack: FloatArray) -> BoolArray:
    """Return whether all positions are the same within a slack, `[N]`; those without a position have not moved."""
    return np.asarray(~(np.abs(after - before) > slack[:, None]).any(axis=1))
