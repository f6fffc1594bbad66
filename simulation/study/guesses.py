"""Two guesses before one sees a run: does an uncertain clause get into the text, and who is first to leave its group.

What to ask is chosen from other runs of the case where there are any, else from the run itself and by lot, without a
hint at how it goes; and a guess is counted over the runs. Everything is arrays: R runs, C clauses, A delegations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.rng import Streams

__all__ = ["NOBODY", "Guesses", "OtherEndings", "guesses_before"]

NOBODY: Final = -1
"""In place of a row: nobody leaves."""
_NAMED: Final = 3
"""Delegations that one chooses from, beside nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEndings:
    """How other runs of a case end."""

    in_text: BoolArray
    """Clause is in the text, `[R, C]`."""
    first: BoolArray
    """Is among the first who leave their group, `[R, A]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guesses:
    """What to ask, and in how many of the other runs each answer is right."""

    clause: int
    """The clause that is asked for; -1: there is none."""
    choices: tuple[int, ...]
    """Rows in their order, then `NOBODY`; one of them is right."""
    in_text: tuple[int, ...] | None = None
    """Runs with each clause in the text, `[C]`; None: there are no other runs."""
    first: tuple[int, ...] | None = None
    """Runs in which each delegation is among the first who leave, `[A]`."""
    nobody: int | None = None
    """Runs in which nobody leaves."""


def guesses_before(
    *,
    disputed: Sequence[int],
    first: Sequence[int],
    capability: FloatArray,
    decides: BoolArray,
    seed: int,
    others: OtherEndings | None = None,
) -> Guesses:
    """Return what to ask before a run.

    Args:
        disputed: Sessions in which each clause was in brackets, `[C]`.
        first: Rows of those who are first to leave their group in this run.
        capability: `[A]`.
        decides: Who has a say, `[A]`.
        seed: Of the lot by which names are drawn where there are no other runs.
        others: Other runs of the case.
    """
    if others is None:
        return Guesses(
            clause=_least_sure(disputed, np.zeros(len(disputed), dtype=np.int64)),
            choices=_by_lot(first, capability, seed),
        )
    in_text, often = others.in_text.sum(axis=0), others.first.sum(axis=0)
    return Guesses(
        clause=_least_sure(disputed, np.abs(2 * in_text - len(others.in_text))),
        choices=_choices(first, often, capability, decides),
        in_text=tuple(in_text.tolist()),
        first=tuple(often.tolist()),
        nobody=int((~others.first.any(axis=1)).sum()),
    )


def _least_sure(disputed: Sequence[int], sure: IntArray) -> int:
    """Return the clause of which one is least sure; of several the one longest in brackets, then the first."""
    return min(range(len(disputed)), key=lambda clause: (sure[clause], -disputed[clause]), default=-1)


def _choices(
    first: Sequence[int], often: IntArray, capability: FloatArray, decides: BoolArray
) -> tuple[int, ...]:
    """Return those who leave first most often, then those who decide and have most voice; one of them is right."""
    order = np.lexsort((-capability, ~decides, -often)).tolist()
    named = order[:_NAMED]
    if first and not set(first) & set(named):
        named[-1] = next(row for row in order if row in first)
    return (*sorted(named), NOBODY)


def _by_lot(first: Sequence[int], capability: FloatArray, seed: int) -> tuple[int, ...]:
    """Return neighbours in voice, in a ring from the greatest to the smallest, the right one at any place of theirs.

    Each three in a row of the ring are drawn as often for each of them, so that they do not say which of them is
    right. Where nobody leaves, anybody may be the one around whom they are drawn.
    """
    generator = Streams(seed).generator("guess", 0)
    ring = np.argsort(-capability, kind="stable")
    right = generator.choice(np.array(sorted(first) or range(len(ring))))
    size = min(_NAMED, len(ring))
    start = int(np.flatnonzero(ring == right)[0]) - int(generator.integers(size))
    named = ring[np.arange(start, start + size) % len(ring)].tolist()
    return (*sorted(named), NOBODY)
