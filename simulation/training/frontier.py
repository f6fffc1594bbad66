"""The documents that everybody with a say could adopt, the best of them, and the trades that a final text leaves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations, product
from typing import Final, Self

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.engine.record import Record
from simulation.engine.score_sheet import whole
from simulation.reasons.record_reading import Reading
from simulation.scenario.forums import resolve_forum
from simulation.state.falling import Falling
from simulation.state.negotiation import NegotiationState
from simulation.state.tableau import Tableau

__all__ = [
    "MOST_COMPARED",
    "Documents",
    "Stakes",
    "Swap",
    "choices",
    "documents",
    "frontier",
    "swaps",
]

_MOST_DOCUMENTS: Final = 200_000
"""Products of options up to this size are gone through whole; beyond, the search is bounded."""
_MOST_NUMBERS: Final = 2_400_000
"""Documents times delegations that are held at a time: 200,000 for twelve at the table."""
MOST_COMPARED: Final = 3_000
"""Documents among which a frontier is looked for."""
_BLOCK: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """The worth of each option to everybody, and the options that nobody with a say would sign."""

    gain: FloatArray
    """Over no agreement, `[A, I, O]`, in lengths of the axis times relative salience."""
    is_red: BoolArray
    """`[A, I, O]`; true for options that do not exist; of a game also for those that no drafting group has written."""
    no_deal: FloatArray
    """What no document is worth, `[A]`, in lengths of the axis."""
    decide: BoolArray
    """`[A]`."""
    may_drop: bool
    """Clauses that are not agreed fall away; else they sink the document."""
    falling: Falling | None = None
    """Which issues fall with others; None: none does."""

    @classmethod
    def at_the_end(cls, record: Record) -> Self:
        """Return the stakes as they were after the last session of a record."""
        return cls(
            gain=record.gain[-1],
            is_red=record.is_red[-1] | ~Reading(record).written[-1],
            no_deal=-record.tableau.failure_cost[0],
            decide=record.tableau.decide,
            may_drop=resolve_forum(record.scenario).leftover == "drop",
            falling=record.tableau.falling,
        )

    @classmethod
    def now(cls, tableau: Tableau, state: NegotiationState) -> Self:
        """Return the stakes of the first replication of a room."""
        return cls(
            gain=state.gain[0],
            is_red=state.is_red[0] | ~state.written[0],
            no_deal=-tableau.failure_cost[0],
            decide=tableau.decide,
            may_drop=resolve_forum(tableau.scenario).leftover == "drop",
            falling=tableau.falling,
        )

    def in_whole_points(self) -> Self:
        """Return the stakes as people read them: what each wording counts in a document is whole, so sums of it are.

        Who could adopt what hangs on the exact ones, by which agents decide.
        """
        issues = self.gain.shape[1]
        return replace(self, gain=issues * whole(self.gain / issues), no_deal=whole(self.no_deal))

    def left(self, option: IntArray) -> IntArray:
        """Return documents `[..., I]` less what falls in them with a clause on which it hangs."""
        return option if self.falling is None else self.falling.left(option)

    def worth(self, option: IntArray) -> FloatArray:
        """Return the worth of documents `[..., I]` to everybody, `[..., A]`; option -1: the clause is not in it.

        What falls counts nothing.
        """
        option = self.left(option)
        picked = self.gain[:, np.arange(option.shape[-1]), np.maximum(option, 0)]
        there = np.moveaxis(picked, 0, -1) * (option >= 0)[..., None]
        worth: FloatArray = there.mean(axis=-2)
        return worth

    def crosses(self, option: IntArray) -> BoolArray:
        """Return whose red lines documents `[..., I]` cross, `[..., A]`; what falls crosses none."""
        option = self.left(option)
        picked = self.is_red[:, np.arange(option.shape[-1]), np.maximum(option, 0)]
        crosses: BoolArray = (np.moveaxis(picked, 0, -1) & (option >= 0)[..., None]).any(axis=-2)
        return crosses

    def could(self, text: IntArray) -> BoolArray:
        """Return who could adopt a text, `[I]`: to whom it is worth no less than none, across no red line, `[A]`."""
        could: BoolArray = ~self.crosses(text) & (self.worth(text) >= self.no_deal - ATOL)
        return could

    def can_adopt(self, text: IntArray) -> bool:
        """Return whether all who decide could adopt a text, `[I]`."""
        return bool((self.could(text) | ~self.decide).all())


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """The documents that every decision-holder could adopt: no red line crossed, none worth less than no document."""

    option: IntArray
    """`[N, I]`; -1: the clause is not in it."""
    worth: FloatArray
    """To everybody, `[N, A]`, mean gain over the issues, in lengths of the axis."""
    is_exact: bool
    """All there are; else what a bounded search found: no document is missed that is best for one of them alone,
    but the ends of a range may lie a little further out."""

    def __len__(self) -> int:
        return len(self.option)

    def fairest(self, stakes: Stakes) -> IntArray | None:
        """Return the document with the largest product of gains over no document (Nash), `[I]`; None: there is none."""
        if not len(self):
            return None
        over = np.maximum(self.worth[:, stakes.decide] - stakes.no_deal[stakes.decide], ATOL)
        best: IntArray = self.option[int(np.log(over).sum(axis=1).argmax())]
        return best


def documents(stakes: Stakes, *, fixed: IntArray | None = None, most: int = _MOST_DOCUMENTS) -> Documents:
    """Return the documents that every decision-holder could adopt.

    Args:
        stakes: What everything is worth.
        fixed: Option of each clause that is agreed already, `[I]`; -1: open.
        most: Size of the product of options up to which all are gone through; beyond, after each issue only this many
            beginnings are kept: the best for each decision-holder, for the worst off, and in sum.
    """
    most = min(most, max(1, _MOST_NUMBERS // len(stakes.gain)))
    within = choices(stakes, fixed)
    issues = stakes.gain.shape[1]
    option = np.zeros((1, 0), dtype=np.int64)
    worth = np.zeros((1, len(stakes.gain)))
    is_exact = True
    for issue, choice in enumerate(within):
        gain = stakes.gain[:, issue, np.maximum(choice, 0)].T * (choice >= 0)[:, None] / issues
        worth = (worth[:, None] + gain[None]).reshape(-1, worth.shape[1])
        option = np.concatenate(
            [np.repeat(option, len(choice), axis=0), np.tile(choice, len(option))[:, None]], axis=1
        )
        if len(option) > most:
            kept = _best_of(worth[:, stakes.decide] - stakes.no_deal[stakes.decide], most)
            option, worth, is_exact = option[kept], worth[kept], False
    option, worth = _let_fall(stakes, option, worth)
    good = (worth[:, stakes.decide] >= stakes.no_deal[stakes.decide] - ATOL).all(axis=1)
    good &= (option >= 0).any(axis=1)
    return Documents(option=option[good], worth=worth[good], is_exact=is_exact)


def _let_fall(stakes: Stakes, option: IntArray, worth: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return documents less what falls in them with a clause on which it hangs, each document once.

    Where a text has to speak to every clause, it says what it says on those too: they only count nothing.
    """
    left = stakes.left(option)
    if not (left != option).any():
        return option, worth
    if not stakes.may_drop:
        return option, stakes.worth(option)
    rows = np.sort(np.unique(left.astype(np.int8), axis=0, return_index=True)[1])
    return left[rows], stakes.worth(left[rows])


def choices(stakes: Stakes, fixed: IntArray | None = None) -> list[IntArray]:
    """Return the options of each clause that cross no red line of a decision-holder; -1: not in the text."""
    found = []
    for issue in range(stakes.gain.shape[1]):
        if fixed is not None and fixed[issue] >= 0:
            found.append(fixed[issue : issue + 1])
            continue
        allowed = np.flatnonzero(~stakes.is_red[stakes.decide, issue].any(axis=0))
        nothing = (np.abs(stakes.gain[:, issue, allowed]) <= ATOL).all(axis=0).any()
        dropped = np.array([-1] if stakes.may_drop and not nothing else [], dtype=np.int64)
        found.append(np.concatenate([allowed, dropped]))
    return found


def _best_of(over: FloatArray, most: int) -> IntArray:
    """Return the rows kept of `[N, A]` gains over no document: the best by each column, by the least and in sum."""
    views = [over.sum(axis=1), over.min(axis=1), *over.T]
    share = max(1, most // len(views))
    kept = [np.argpartition(-view, min(share, len(view)) - 1)[:share] for view in views]
    return np.unique(np.concatenate(kept))


def frontier(worth: FloatArray) -> IntArray:
    """Return the rows of `[N, A]` that no other row beats: as good for all and better for one (Pareto).

    Beyond 3,000 rows only those are compared that are best for one, for the worst off or in sum.

    >>> frontier(np.array([[1.0, 0.0], [0.5, 0.5], [0.4, 0.5]])).tolist()
    [0, 1]
    """
    rows = np.arange(len(worth)) if len(worth) <= MOST_COMPARED else _best_of(worth, MOST_COMPARED)
    rows = rows[np.argsort(-worth[rows].sum(axis=1), kind="stable")]
    kept = np.zeros(0, dtype=np.int64)
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        against = np.concatenate([kept, block])
        kept = np.concatenate([kept, block[~_beaten(worth[block], worth[against])]])
    return np.sort(kept)


def _beaten(rows: FloatArray, others: FloatArray) -> BoolArray:
    beaten = np.zeros(len(rows), dtype=bool)
    for other in others:
        beaten |= (other >= rows - ATOL).all(axis=1) & (other > rows + ATOL).any(axis=1)
    return beaten


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Two clauses of a final text changed at once: the seat gets on one and gives on the other."""

    other: int
    """Row of the delegation that it is made with."""
    get: tuple[int, int]
    """Issue and option."""
    give: tuple[int, int]
    own: float
    """What it adds to the worth of the document for the seat, in lengths of the axis."""
    its: float
    """The same for the other delegation."""
    harmed: int
    """Other decision-holders for whom the document is worth less then; none falls below no document."""
    option: tuple[int, ...]
    """The text after it, by issue; -1: the clause is not in it."""


def swaps(stakes: Stakes, row: int, final: IntArray, *, most: int = 3) -> tuple[Swap, ...]:
    """Return the best trades that a final text leaves to a seat, the best for the less favoured side first.

    Every pair of clauses and every decision-holder is tried. The seat gains on one clause and gives, or loses nothing,
    on the other; the other side likewise; both are better off in sum. No red line of a decision-holder is crossed, and
    none is left below no document.
    """
    if not stakes.decide[row] or not (final >= 0).any():
        return ()
    found = [swap for pair in permutations(range(len(final)), 2) for swap in _pair(stakes, row, final, pair)]
    found.sort(key=lambda swap: (-round(min(swap.own, swap.its), 9), swap.harmed, swap.other, swap.option))
    best: dict[tuple[int, int, int], Swap] = {}
    for swap in found:
        best.setdefault((swap.other, swap.get[0], swap.give[0]), swap)
    return tuple(best.values())[:most]


def _pair(stakes: Stakes, row: int, final: IntArray, pair: tuple[int, int]) -> Iterator[Swap]:
    gets, gives = pair
    was = stakes.worth(final)

    def step(issue: int, option: int) -> FloatArray:
        alone = final.copy()
        alone[issue] = option
        change: FloatArray = stakes.worth(alone) - was
        return change

    allowed = [np.flatnonzero(~stakes.is_red[stakes.decide, issue].any(axis=0)).tolist() for issue in pair]
    for get, give in product(*allowed):
        if get == final[gets] or give == final[gives]:
            continue
        up, down = step(gets, get), step(gives, give)
        new = final.copy()
        new[gets], new[gives] = get, give
        after = stakes.worth(new)
        change = after - was
        adopted = (after >= stakes.no_deal - ATOL)[stakes.decide].all()
        if not adopted or up[row] <= ATOL or down[row] > ATOL or change[row] <= ATOL:
            continue
        if stakes.crosses(new)[stakes.decide].any():
            continue
        partner = stakes.decide & (up <= ATOL) & (down > ATOL) & (change > ATOL)
        worse = stakes.decide & (change < -ATOL)
        for other in np.flatnonzero(partner).tolist():
            yield Swap(
                other=other,
                get=(gets, get),
                give=(gives, give),
                own=float(change[row]),
                its=float(change[other]),
                harmed=int(worse.sum()),
                option=tuple(new.tolist()),
            )
