"""Play one round of the expected-utility challenge model: who gives way to whom, and how far [Scholz2011]_."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.errors import DelegationSimError
from simulation.models.challenge_rules import ChallengeRules
from simulation.models.contest_of_positions import SAME, Block, Weighed, weigh
from simulation.models.inputs import as_batch, as_lead
from simulation.models.means import weighted_median
from simulation.words import say

__all__ = ["challenge_round", "moved_to"]

_CELLS: Final = 1 << 15
"""Cells of a matrix over pairs that are worked on at once: some twenty of them fit into the cache of a core."""

_SMALL: Final = 1 << 14
"""Twice a number below this fits into two bytes."""
_NONE: Final = 1e300
"""More than any key: added where there is no offer. Not infinite, because 0 times that is no number."""
_TINY: Final = 1e-290
"""Less than whatever offers are divided by."""


@dataclass(frozen=True, slots=True)
class _Cases:
    """Cases in a row, `[N, A]`, each with the range that its distances are divided by, `[N]`."""

    position: FloatArray
    capability: FloatArray
    salience: FloatArray
    span: FloatArray
    lowest: FloatArray
    is_there: BoolArray


def challenge_round(
    position: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    rules: ChallengeRules,
    *,
    span: ArrayLike | None = None,
) -> FloatArray:
    """Return the positions after a round: everybody weighs every contest and takes at most one offer; all move at once.

    Args:
        position: `[..., A]` on any scale; NaN for a delegation without one, which neither counts nor moves.
        capability: Broadcastable to the positions, at least 0, on any scale.
        salience: Broadcastable to the positions, 0..1.
        rules: The reading of the model.
        span: `[...]`, what distances are divided by, at least the range of the positions; by default that range. In
            a run with a fixed range it is the range at the start.

    Returns:
        `[..., A]`, NaN without a position. Of offers, confrontations come before compromises, then capitulations. One
        at the same worth or the same position is none; of offers equally good, that of the delegation named first is
        taken. Positions stay within their range.

    Raises:
        DelegationSimError: the input has no common shape, or a number is out of its range.
    """
    return _moved(_cases(position, capability, salience, span), rules).reshape(np.shape(position))


def moved_to(
    position: FloatArray,
    capability: FloatArray,
    salience: FloatArray,
    rules: ChallengeRules,
    span: FloatArray,
) -> FloatArray:
    """Return the positions after a round, `[N, A]`, of input `[N, A]` that was checked before.

    Args:
        position: NaN for a delegation without one.
        capability: As the next, 0 where there is no position.
        salience: 0..1.
        rules: The reading of the model.
        span: `[N]`, what distances are divided by if it is more than the range of the positions; NaN: that range.
    """
    return _moved(_with_range(position, capability, salience, span), rules)


def _moved(cases: _Cases, rules: ChallengeRules) -> FloatArray:
    """Return the positions after a round, `[N, A]`."""
    after = cases.position.copy()
    for rows, order, block in _blocks(cases, rules):
        weighed = weigh(block, rules)
        by_kind = rules.pooling == "kind"
        taken = _by_kind(weighed, order, block, rules) if by_kind else _strongest(weighed, order)
        step = _step(cases.position[rows], order, taken, weighed, rules)
        after[rows].reshape(-1)[np.arange(0, order.size, len(order)) + order] = step
    return after


def _cases(position: ArrayLike, capability: ArrayLike, salience: ArrayLike, span: ArrayLike | None) -> _Cases:
    """Read the input, with all leading axes made one."""
    where, capable, salient = as_batch(position, capability, salience)
    if (salient > 1 + ATOL).any():
        raise DelegationSimError(say("models.input.share"))
    lead, size = where.shape[:-1], where.shape[-1]
    where, capable, salient = (array.reshape(-1, size) for array in (where, capable, salient))
    return _with_range(where, capable, salient, as_lead(span, lead, name="span").ravel())


def _with_range(where: FloatArray, capable: FloatArray, salient: FloatArray, span: FloatArray) -> _Cases:
    """Return the cases with the range of their positions, or the span `[N]` where that is more."""
    is_there = ~np.isnan(where)
    lowest = np.where(is_there, where, np.inf).min(axis=1)
    extent = np.where(is_there, where, -np.inf).max(axis=1) - lowest
    extent[~is_there.any(axis=1)] = 0.0
    extent = np.fmax(extent, span)
    return _Cases(where, capable, salient, extent, np.where(np.isfinite(lowest), lowest, 0.0), is_there)


def _blocks(cases: _Cases, rules: ChallengeRules) -> Iterator[tuple[slice, IntArray, Block]]:
    """Cut the cases into blocks: which rows, the order of their delegations by position `[A, N]`, and the block."""
    size = cases.position.shape[1]
    step = max(1, _CELLS // size**2)
    for start in range(0, len(cases.position), step):
        rows = slice(start, start + step)
        is_there = cases.is_there[rows]
        lowest, span = cases.lowest[rows, None], cases.span[rows, None]
        position = np.where(is_there, cases.position[rows], lowest)
        x = (position - lowest) / np.where(span > 0, span, 1.0)
        influence = cases.capability[rows] * cases.salience[rows]
        largest = influence.max(axis=1, keepdims=True)
        influence = influence / np.where(largest > 0, largest, 1.0)
        order = np.argsort(x, axis=1, kind="stable")
        median = np.zeros(len(x))
        if rules.status_quo < 1:
            median = weighted_median(x, influence, is_there)
        block = Block(
            x=_sorted(x, order),
            influence=_sorted(influence, order),
            salience=_sorted(cases.salience[rows], order),
            is_there=_sorted(is_there, order),
            median=median,
        )
        yield rows, np.ascontiguousarray(order.T), block


def _sorted[Kind: np.generic](rows: NDArray[Kind], order: IntArray) -> NDArray[Kind]:
    """Return the columns of each row in an order, with the cases on the last axis."""
    return np.ascontiguousarray(np.take_along_axis(rows, order, axis=1).T)


def _by_kind(weighed: Weighed, order: IntArray, block: Block, rules: ChallengeRules) -> IntArray:
    """Return whose offer each takes `[A, N]`, in sorted places; its own place if none: the kinds in their order.

    The key within a kind is a share of the range, so 2 more for each kind before it keeps the kinds apart.
    """
    confronts, compromises, capitulates = _offers(weighed.own, weighed.incoming, rules)
    # Sums in place of selections, which take many times as long: 0 is added where there is such an offer.
    at_others = confronts if capitulates is None else confronts | capitulates
    key = _NONE * ~at_others
    key += weighed.gap
    if capitulates is not None:
        key += 4.0 * capitulates
    between = _compromise_key(weighed, block, rules)
    between += 2.0
    between += _NONE * ~compromises
    return _first(np.minimum(key, between, out=key), order)


def _compromise_key(weighed: Weighed, block: Block, rules: ChallengeRules) -> FloatArray:
    """Return the key of each compromise: the move, or the position it leads to in a published program.

    Where there is no compromise it is any number of 0 or more.
    """
    key = np.abs(weighed.own)
    if rules.compromise_key == "move":
        key *= weighed.gap
        key /= np.maximum(weighed.incoming, _TINY)
        return key
    total = key + weighed.incoming
    key *= block.x[:, None]
    key += weighed.incoming * block.x[None]
    np.maximum(key, 0.0, out=key)
    key /= np.maximum(total, _TINY, out=total)
    return key


def _strongest(weighed: Weighed, order: IntArray) -> IntArray:
    """Return whose offer each takes `[A, N]`: the one worth most to its sender, of equal ones the nearest."""
    worth = weighed.incoming - _NONE * (weighed.incoming <= SAME)
    best = worth.max(axis=1, keepdims=True)
    return _first(weighed.gap + _NONE * (worth < best - SAME), order)


def _first(key: FloatArray, order: IntArray) -> IntArray:
    """Return the place of the least key of each row `[A, N]`; of equal ones, that of the delegation named first.

    Its own place where no key is less than `_NONE`.
    """
    least = key.min(axis=1)
    size = len(order)
    number = order.astype(np.int16) if size < _SMALL else order
    further = np.multiply(key > (least + SAME)[:, None], size, dtype=number.dtype)
    further += number
    named = further.min(axis=1)
    place = np.empty_like(order)  # of each delegation, by its number
    case = np.arange(order.shape[1])
    place[order, case] = np.arange(size)[:, None]
    return np.where(least < _NONE, place[named, case], np.arange(size)[:, None])


def _offers(
    own: FloatArray, incoming: FloatArray, rules: ChallengeRules
) -> tuple[BoolArray, BoolArray, BoolArray | None]:
    """Return where there is a confrontation, a compromise, a capitulation, by what the two challenges are worth."""
    loses = own < -SAME
    size = np.abs(own)
    beats = incoming > size + SAME
    if not rules.capitulation:
        return beats & (own > SAME), beats & loses, None
    size -= SAME
    gives_in = loses & (incoming > SAME) & (incoming < size)
    return beats & (own > SAME), beats & loses, gives_in


def _step(
    position: FloatArray, order: IntArray, taken: IntArray, weighed: Weighed, rules: ChallengeRules
) -> FloatArray:
    """Return where the delegations go who take these offers `[A, N]`, sorted like them; positions are `[N, A]`."""
    size, count = taken.shape
    case = np.arange(count)
    flat = (np.arange(0, size * size, size)[:, None] + taken) * count + case
    own, incoming = (matrix.reshape(-1).take(flat) for matrix in (weighed.own, weighed.incoming))
    # A challenge to oneself is worth 0: no offer.
    confronts, compromises, capitulates = _offers(own, incoming, rules)
    has_offer = confronts | compromises
    if capitulates is not None:
        has_offer |= capitulates
    here = position.reshape(-1).take(order + case * size)
    there = here.reshape(-1).take(taken * count + case)
    between = here + (there - here) * (-own / np.where(compromises, incoming, np.inf))
    between = np.clip(between, np.minimum(here, there), np.maximum(here, there))
    moved: FloatArray = np.where(has_offer, np.where(compromises, between, there), here)
    return moved
