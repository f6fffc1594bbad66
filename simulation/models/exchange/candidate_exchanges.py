"""All exchanges that two delegations could make on two issues, and what each would be at its present terms."""

import itertools
from dataclasses import dataclass, field

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.models.exchange.board import SCALE, Board

__all__ = ["Candidates", "find_candidates", "settle_terms"]

LEAST = 1e-10
"""Moves and gains below this are none."""


@dataclass(slots=True, kw_only=True)
class Candidates:
    """N possible exchanges; an array `[2, N]` has a row for each side.

    Side 0 gives on the issue that the other side wants more, relative to the other issue, than it does itself.
    """

    delegation: IntArray
    """Who is the side, `[2, N]`."""
    issue: IntArray
    """On which issue it gives, `[2, N]`; it takes on the issue of the other side."""
    held: FloatArray
    """Where it stands on that issue by now, `[2, N]`."""
    wanted: FloatArray
    """Where the other side stands on it: a concession goes there, `[2, N]`."""
    influence: FloatArray
    """Of the side on the issue that it gives on, `[2, N]`."""
    total: FloatArray
    """Influence of all on that issue, `[2, N]`."""
    others: FloatArray
    """Sum of influence times position of all but the side, as the exchange sees them by now, `[2, N]`."""
    seen: FloatArray = field(init=False)
    """Where its concessions to the same partner in other exchanges left it, NaN if there are none, `[2, N]`."""
    gives: FloatArray
    """Salience, to the side, of the issue that it gives on, `[2, N]`."""
    takes: FloatArray
    """Salience, to the side, of the issue that it takes on, `[2, N]`."""
    as_published: bool
    """Whether to keep the slips of the published program, see `exchange_round`."""
    move: FloatArray = field(init=False)
    """What the side moves, with its sign, `[2, N]`."""
    gain: FloatArray = field(init=False)
    """What the side gains, `[2, N]`."""
    before: FloatArray = field(init=False)
    """Sum of the moves recorded for the side before the present one, `[2, N]`."""
    heading: FloatArray = field(init=False)
    """The sign of those moves, 0 if there are none, `[2, N]`."""
    open: BoolArray = field(init=False)
    """Whether the exchange can still be made, `[N]`."""

    def __post_init__(self) -> None:
        """Begin without moves."""
        shape = self.delegation.shape
        self.seen = np.full(shape, np.nan)
        self.move, self.gain, self.before, self.heading = (np.zeros(shape) for _ in range(4))
        self.open = np.ones(shape[1], dtype=np.bool_)


def find_candidates(board: Board, *, as_published: bool) -> Candidates:
    """Return every pair of delegations on opposite sides of two issues, with its terms.

    They come by pairs of issues; within a pair of issues first those who are above both outcomes with those who are
    not above either, then the others, in the order of the delegations. On the outcome itself counts as below.
    """
    one, other, p, q = _opposed(board)
    s = board.salience
    # Who cares more for p, relative to q, demands p and supplies q; products, because a salience may be 0.
    swap = s[one, p] * s[other, q] < s[other, p] * s[one, q]
    first, second = np.where(swap, other, one), np.where(swap, one, other)
    who, issue, back = np.stack([first, second]), np.stack([q, p]), np.stack([p, q])
    influence = board.influence[who, issue]
    held = board.position[who, issue]
    sums = (board.influence * board.position).sum(axis=0)
    found = Candidates(
        delegation=who,
        issue=issue,
        held=held,
        wanted=board.position[who[::-1], issue],
        influence=influence,
        total=board.total[issue],
        others=sums[issue] - influence * held,
        gives=s[who, issue],
        takes=s[who, back],
        as_published=as_published,
    )
    settle_terms(found, np.arange(len(p)))
    return found


def _opposed(board: Board) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return two delegations and two issues, `[N]` each: they stand on opposite sides of both outcomes."""
    left = board.position <= board.outcome(board.position) + ATOL
    rows: list[tuple[IntArray, IntArray, IntArray, IntArray]] = []
    for p, q in itertools.combinations(range(board.position.shape[1]), 2):
        both = board.takes_part[:, p] & board.takes_part[:, q]
        group = np.where(both, left[:, p] + 2 * left[:, q], -1)
        for mine, theirs in ((0, 3), (1, 2)):
            i, j = np.nonzero(group == mine)[0], np.nonzero(group == theirs)[0]
            n = len(i) * len(j)
            rows.append((np.repeat(i, len(j)), np.tile(j, len(i)), np.full(n, p), np.full(n, q)))
    if not rows:
        none = np.zeros(0, dtype=np.int64)
        return none, none, none, none
    one, other, p_, q_ = (np.concatenate(column) for column in zip(*rows, strict=True))
    return one, other, p_, q_


def settle_terms(c: Candidates, which: IntArray) -> None:
    """Set moves and gains of these candidates from where everyone stands by now; close those that are not valid.

    Both sides move as far as they can so that neither moves past the other, neither pulls the outcome past where the
    other wants it (nothing, if it stands there or beyond already), and both gain the same. The outcome is that which
    the two see: from where everyone began, where the side stands by now and what the other was given before.
    """
    held, wanted = c.held[:, which], c.wanted[:, which]
    influence, total = c.influence[:, which], c.total[:, which]
    gives, takes = c.gives[:, which], c.takes[:, which]
    able = (influence > 0.0).all(axis=0)
    influence, total = np.where(able, influence, 1.0), np.where(able, total, 1.0)
    heading = np.sign(wanted - held)
    most = np.where(able, np.abs(wanted - held) * influence / total, 0.0)
    unchecked = _shifts(most, gives, takes)
    ahead = heading * (wanted - (c.others[:, which] + influence * held) / total)
    if not c.as_published:
        ahead = np.maximum(ahead, 0.0)
    shift = _stopped(
        unchecked, ahead, _left(c, which, ahead, heading * influence / total), as_published=c.as_published
    )
    move = heading * shift * total / influence
    climb = c.before[:, which] + heading * unchecked * total / influence
    gain = shift[::-1] * takes - shift * gives
    kept = (
        (np.abs(move) > LEAST)
        & (np.abs(held + move - SCALE / 2) <= SCALE / 2 + ATOL)
        & ((climb <= SCALE + ATOL) | (not c.as_published))
        & (c.heading[:, which] * heading >= 0.0)
        & (gain >= -LEAST)
    ).all(axis=0)
    c.move[:, which], c.gain[:, which] = move, gain
    c.open[which] = able & kept & (gain[0] + gain[1] >= 2 * LEAST)


def _left(c: Candidates, which: IntArray, ahead: FloatArray, slope: FloatArray) -> FloatArray:
    """Return what a side that is stopped shifts the outcome, `[2, N]`: as far as it lies `ahead`, or as published."""
    held, seen = c.held[:, which], c.seen[:, which]
    if not c.as_published:
        return ahead
    return np.abs(ahead + slope * np.where(np.isnan(seen), 0.0, held - seen))


def _stopped(shift: FloatArray, ahead: FloatArray, left: FloatArray, *, as_published: bool) -> FloatArray:
    """Return shifts, `[2, N]`, changed to what is `left` where the outcome would move past what the partner wants.

    First for side 0, then for side 1; the partner's shift changes in the same ratio.
    """
    for side in (0, 1):
        past = ahead[side] < shift[side] - LEAST
        if as_published:
            past &= ahead[side] > LEAST
        shift = shift * np.where(past, left[side] / np.where(past, shift[side], 1.0), 1.0)
    return shift


def _shifts(most: FloatArray, gives: FloatArray, takes: FloatArray) -> FloatArray:
    """Return how far both sides shift the outcomes, `[N]`, if each may shift that on its issue by `most`, `[2, N]`.

    Equal gain: a shift times the salience of its issue to both sides together is the same on both issues.
    """
    together = gives + takes[::-1]
    return np.min(most * together, axis=0) / np.where(together > 0.0, together, 1.0)
