"""Tells whether coalitions would hold: who would rather be elsewhere, and which few would rather leave together."""

from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Final, Literal

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray

__all__ = ["STAND_TOGETHER", "Departure", "Secession", "Stability", "stability", "surplus_of"]

STAND_TOGETHER: Final = 0.5
"""Agreement from which on a delegation would rather stand with another than not: a judgement, no measurement."""

type Measure = Literal["sum", "mean"]
"""What a delegation gets out of a coalition: the surplus with its other members in all, or on average."""

_MOST_SETS: Final = 500_000
"""Most sets of a size that are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A delegation that would be better off elsewhere."""

    member: int
    left: tuple[int, ...]
    """With whom it stands now; empty if alone."""
    joined: tuple[int, ...]
    """With whom it would stand; empty: it would go alone."""
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Secession:
    """Delegations that would all be better off as a coalition of their own; one of them would be so alone."""

    members: tuple[int, ...]
    gain: float
    """Of whoever gains least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """In which senses a partition is stable, and what breaks it where it is not."""

    nash: tuple[Departure, ...]
    """The best departure of each delegation that gains by one, the largest gain first. Nobody: Nash stable."""
    individual: tuple[Departure, ...]
    """Likewise, only to where nobody loses by it. Nobody: individually stable."""
    contractual: tuple[Departure, ...]
    """Likewise, and only if nobody left behind loses either. Nobody: contractually stable."""
    core: Secession | None
    """The set that gains most by breaking away, of those looked at. None: in the core as far as was looked."""
    looked_at: int
    """All sets of up to so many members were looked at, besides larger ones that hang together."""


def surplus_of(agreement: FloatArray, threshold: float = STAND_TOGETHER) -> FloatArray:
    """Return the surplus of each two delegations from standing together, `[A, A]`: agreement less the threshold."""
    surplus = agreement - threshold
    np.fill_diagonal(surplus, 0.0)
    return surplus


def stability(
    surplus: FloatArray, label: IntArray, *, measure: Measure = "sum", largest: int = 4
) -> Stability:
    """Return whether coalitions hold if all that counts is who agrees with whom [BogomolnaiaJackson2002]_.

    A delegation alone has 0. With symmetric sums, whatever makes one member better off makes the sum of all
    within-coalition surpluses larger, so that some partition is always Nash stable.

    Breaking away: all sets of up to `largest` members are looked at that may gain at all (fewer where they are too
    many), and of larger ones unions of two coalitions, whole components of those who agree, and everybody together
    with those who agree with it. A core that is found empty is empty; one that is not may still be.

    Args:
        surplus: What each two add to each other, `[A, A]`, symmetric, 0 on the diagonal.
        label: Coalition of each delegation, `[A]`; -1: alone.
        measure: Whether a delegation counts surpluses in all or on average.
        largest: Up to which size all sets are looked at; 2 or more.
    """
    room = _Room(surplus, label, measure)
    gain = room.gain()
    welcome = room.is_welcome()
    free = room.is_let_go()
    core, looked_at = room.secession(largest)
    return Stability(
        nash=room.departures(gain),
        individual=room.departures(np.where(welcome, gain, -np.inf)),
        contractual=room.departures(np.where(welcome & free[:, None], gain, -np.inf)),
        core=core,
        looked_at=looked_at,
    )


class _Room:
    """Blocks of a partition, those alone included, and an empty one to go to; what each member has in each."""

    def __init__(self, surplus: FloatArray, label: IntArray, measure: Measure) -> None:
        size = len(label)
        whole = np.where(label < 0, label.max(initial=-1) + 1 + np.arange(size), label)
        _, self.own = np.unique(whole, return_inverse=True)
        self.inside: BoolArray = np.zeros((size, int(self.own.max(initial=-1)) + 2), dtype=np.bool_)
        self.inside[np.arange(size), self.own] = True
        self.surplus, self.measure = surplus, measure
        self.size = self.inside.sum(axis=0)
        self.total: FloatArray = surplus @ self.inside.astype(np.float64)
        self.now = self._worth(self.total[np.arange(size), self.own], self.size[self.own] - 1)

    def _worth(self, total: FloatArray, others: IntArray) -> FloatArray:
        return total if self.measure == "sum" else total / np.maximum(others, 1)

    def gain(self) -> FloatArray:
        """Return what each member gains by going to each block, `[A, B]`; minus infinity for its own."""
        there = self._worth(self.total, np.broadcast_to(self.size, self.total.shape))
        return np.where(self.inside, -np.inf, there - self.now[:, None])

    def is_welcome(self) -> BoolArray:
        """Return whether nobody of a block loses by a member coming, `[A, B]`."""
        if self.measure == "sum":
            loses = self.surplus < -ATOL
        else:
            own = self.total[np.arange(len(self.own)), self.own]
            after = (own[:, None] + self.surplus) / np.maximum(self.size[self.own], 1)[:, None]
            loses = after < self.now[:, None] - ATOL
        welcome: BoolArray = loses.T.astype(np.float64) @ self.inside.astype(np.float64) == 0
        return welcome

    def is_let_go(self) -> BoolArray:
        """Return whether nobody who is left behind loses by a member going, `[A]`."""
        together = self.own[:, None] == self.own
        np.fill_diagonal(together, val=False)
        if self.measure == "sum":
            loses = self.surplus > ATOL
        else:
            own = self.total[np.arange(len(self.own)), self.own]
            after = (own[:, None] - self.surplus) / np.maximum(self.size[self.own] - 2, 1)[:, None]
            loses = after < self.now[:, None] - ATOL
        free: BoolArray = ~(loses & together).any(axis=0)
        return free

    def departures(self, gain: FloatArray) -> tuple[Departure, ...]:
        best = gain.argmax(axis=1) if gain.size else np.zeros(0, dtype=np.int64)
        found = []
        for member in np.argsort(-gain.max(axis=1, initial=-np.inf), kind="stable").tolist():
            target = int(best[member])
            if gain[member, target] > ATOL:
                stay = self.inside[:, self.own[member]].copy()
                stay[member] = False
                found.append(
                    Departure(
                        member=member,
                        left=_rows(stay),
                        joined=_rows(self.inside[:, target]),
                        gain=float(gain[member, target]),
                    )
                )
        return tuple(found)

    def secession(self, largest: int) -> tuple[Secession | None, int]:
        rows = self._may_gain(largest)
        size = largest
        while size > 2 and comb(len(rows), size) > _MOST_SETS:  # noqa: PLR2004 - a pair
            size -= 1
        best: Secession | None = None
        for number in range(1, min(size, len(rows)) + 1):
            chosen = np.array(list(combinations(rows.tolist(), number)), dtype=np.int64)
            pairs = self.surplus[chosen[:, :, None], chosen[:, None, :]].sum(axis=2)
            least = (self._worth(pairs, np.array(number - 1)) - self.now[chosen]).min(axis=1)
            at = int(np.argmax(least))
            best = _better(best, tuple(chosen[at].tolist()), float(least[at]))
        for members in self._larger():
            others = np.array(int(members.sum()) - 1)
            has = self._worth(self.surplus[members] @ members.astype(np.float64), others)
            best = _better(best, _rows(members), float((has - self.now[members]).min()))
        return best, size

    def _may_gain(self, largest: int) -> IntArray:
        """Return who could gain in some set of so many, judged by its best partners among those who could."""
        rows: IntArray = np.arange(len(self.own))
        while len(rows):
            positive = np.maximum(self.surplus[np.ix_(rows, rows)], 0.0)
            best = -np.sort(-positive, axis=1)[:, : largest - 1]
            most = best.sum(axis=1) if self.measure == "sum" else best.max(axis=1, initial=0.0)
            able = most > self.now[rows] + ATOL
            if able.all():
                return rows
            rows = rows[able]
        return rows

    def _larger(self) -> list[BoolArray]:
        """Return sets of any size that hang together: two coalitions, a component, somebody and its friends."""
        friends = self.surplus > ATOL
        reach = friends | np.eye(len(friends), dtype=np.bool_)
        sets = list(reach.copy())
        for _ in range(len(friends).bit_length()):
            reach = (reach.astype(np.float64) @ reach.astype(np.float64)) > 0
        sets += list(np.unique(reach, axis=0))
        touching = self.inside.T.astype(np.float64) @ friends @ self.inside
        for first, second in np.argwhere(np.triu(touching > 0, 1)).tolist():
            sets.append(self.inside[:, first] | self.inside[:, second])
        return [members for members in sets if members.any()]


def _better(best: Secession | None, members: tuple[int, ...], gain: float) -> Secession | None:
    if gain <= ATOL or (best is not None and gain <= best.gain + ATOL):
        return best
    return Secession(members=members, gain=gain)


def _rows(inside: BoolArray) -> tuple[int, ...]:
    return tuple(np.flatnonzero(inside).tolist())
