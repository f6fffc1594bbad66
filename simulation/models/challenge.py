"""Play one round of the expected-utility challenge model: who gives way to whom, how far, and why [Scholz2011]_."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.errors import DelegationSimError
from simulation.models.challenge_rules import ChallengeRules
from simulation.models.contest import SAME, Block, Weighed, weigh
from simulation.models.inputs import as_batch, as_lead
from simulation.models.means import weighted_median

__all__ = ["OFFERS", "ChallengeRound", "Contests", "challenge_round", "contests", "nobody_moves"]

OFFERS: Final = ("confrontation", "compromise", "capitulation")
"""The kinds of offers, in the order in which they are taken."""
_CONFRONTATION, _COMPROMISE, _CAPITULATION = range(3)

_CELLS: Final = 1 << 15
"""Cells of a matrix over pairs that are worked on at once: some twenty of them fit into the cache of a core."""


@dataclass(frozen=True, slots=True)
class ChallengeRound:
    """The positions after a round, and what moved each delegation; each `[..., A]`, in the order given."""

    position: FloatArray
    """Where everybody stands now: the target of the offer taken, or where they stood; NaN without a position."""
    kind: IntArray
    """The offer taken, an index into `OFFERS`; -1 for none."""
    counterpart: IntArray
    """Whose offer it is; -1 for none."""
    own: FloatArray
    """What the delegation expected of challenging that one; negative if it had better not. 0 without an offer."""
    incoming: FloatArray
    """What the challenge of that one was worth to it, as the delegation (or the sender) judges; 0 without an offer."""
    risk: FloatArray
    """The exponent r: 0.5 seeks risk, 1 is neutral, 2 shuns it."""
    security: FloatArray
    """What all others expect of challenging this delegation: the higher, the less secure."""


@dataclass(frozen=True, slots=True)
class Contests:
    """What each delegation expects of each contest; `[..., A, A]` in the order given, risk and security `[..., A]`."""

    chance: FloatArray
    """P that the first wins against the second; 0 at the same position."""
    own: FloatArray
    """What the first expects of challenging the second."""
    incoming: FloatArray
    """What the challenge of the second is worth to it, as the first (or, by the rules, the sender) judges."""
    risk: FloatArray
    security: FloatArray


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
) -> ChallengeRound:
    """Play one round: everybody weighs every contest, takes at most one offer, and all move at once.

    Args:
        position: `[..., A]` on any scale; NaN for a delegation without one, which neither counts nor moves.
        capability: Broadcastable to the positions, at least 0, on any scale.
        salience: Broadcastable to the positions, 0..1.
        rules: The reading of the model.
        span: `[...]`, what distances are divided by, at least the range of the positions; by default that range. In
            a run with a fixed range it is the range at the start.

    Returns:
        The new positions and the offer that each took. An offer at the same worth or the same position is none; of
        offers equally good, that of the delegation named first is taken. Positions stay within their range.

    Raises:
        DelegationSimError: the input has no common shape, or a number is out of its range.
    """
    cases = _cases(position, capability, salience, span)
    shape = np.shape(position)
    moved = nobody_moves(cases.position)
    for rows, order, block in _blocks(cases, rules):
        weighed = weigh(block, rules)
        taken = (
            _strongest(weighed, order)
            if rules.pooling == "strongest"
            else _by_kind(weighed, order, block, rules)
        )
        _move(moved, cases, rows=rows, order=order, taken=taken, weighed=weighed, rules=rules)
    return ChallengeRound(*(getattr(moved, name).reshape(shape) for name in ChallengeRound.__slots__))


def nobody_moves(position: FloatArray) -> ChallengeRound:
    """Return the round in which everybody stays at these positions `[..., A]`."""
    return ChallengeRound(
        position=position.copy(),
        kind=np.full(position.shape, -1),
        counterpart=np.full(position.shape, -1),
        own=np.zeros(position.shape),
        incoming=np.zeros(position.shape),
        risk=np.ones(position.shape),
        security=np.zeros(position.shape),
    )


def contests(
    position: ArrayLike,
    capability: ArrayLike,
    salience: ArrayLike,
    rules: ChallengeRules,
    *,
    span: ArrayLike | None = None,
) -> Contests:
    """Return the whole matrices behind a round, for those who want to see more than the offers taken.

    Arguments and errors are those of `challenge_round`; memory is three numbers a pair of delegations and case.
    """
    cases = _cases(position, capability, salience, span)
    size = cases.position.shape[1]
    pairs, lines = np.zeros((3, len(cases.span), size, size)), np.zeros((2, len(cases.span), size))
    for rows, order, block in _blocks(cases, rules):
        weighed = weigh(block, rules)
        case = np.arange(order.shape[1])
        first, second = order[:, None], order[None]
        for one, matrix in zip(pairs, (weighed.chance, weighed.own, weighed.incoming), strict=True):
            one[rows][case, first, second] = matrix
        for one, line in zip(lines, (weighed.risk, weighed.security), strict=True):
            one[rows][case, order] = line
    shape = np.shape(position)
    return Contests(*pairs.reshape(3, *shape, size), *lines.reshape(2, *shape))


def _cases(position: ArrayLike, capability: ArrayLike, salience: ArrayLike, span: ArrayLike | None) -> _Cases:
    """Read the input, with all leading axes made one."""
    where, capable, salient = as_batch(position, capability, salience)
    if (salient > 1 + ATOL).any():
        raise DelegationSimError("salience: a share from 0 to 1 is needed; divide numbers up to 100 by 100.")
    lead, size = where.shape[:-1], where.shape[-1]
    where, capable, salient = (array.reshape(-1, size) for array in (where, capable, salient))
    is_there = ~np.isnan(where)
    lowest = np.where(is_there, where, np.inf).min(axis=1)
    extent = np.where(is_there, where, -np.inf).max(axis=1) - lowest
    extent[~is_there.any(axis=1)] = 0.0
    if span is not None:
        extent = np.fmax(extent, as_lead(span, lead, name="span").ravel())
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
            median = weighted_median(x, influence, is_there).lower
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
    own, incoming, gap = weighed.own, weighed.incoming, weighed.gap
    confronts, compromises, capitulates = _offers(own, incoming, rules)
    key = np.where(confronts, gap, np.inf)
    key[compromises] = 2.0 + _compromise_key(weighed, block, rules, compromises)
    if capitulates is not None:
        key[capitulates] = 4.0 + gap[capitulates]
    return _first(key, order)


def _compromise_key(weighed: Weighed, block: Block, rules: ChallengeRules, where: BoolArray) -> FloatArray:
    """Return the key of each compromise in turn: the move, or the position it leads to in a published program."""
    own, incoming = np.abs(weighed.own[where]), weighed.incoming[where]
    move: FloatArray = weighed.gap[where] * own / incoming
    if rules.compromise_key == "move":
        return move
    here, there = np.broadcast_arrays(block.x[:, None], block.x[None])
    place: FloatArray = (own * here[where] + incoming * there[where]) / (own + incoming)
    return place


def _strongest(weighed: Weighed, order: IntArray) -> IntArray:
    """Return whose offer each takes `[A, N]`: the one worth most to its sender, of equal ones the nearest."""
    worth = np.where(weighed.incoming > SAME, weighed.incoming, -np.inf)
    best = worth.max(axis=1, keepdims=True)
    return _first(np.where(worth >= best - SAME, weighed.gap, np.inf), order)


def _first(key: FloatArray, order: IntArray) -> IntArray:
    """Return the place of the least key of each row `[A, N]`; of equal ones, that of the delegation named first."""
    least = key.min(axis=1, keepdims=True)
    size = len(order)
    named = np.where((key <= least + SAME) & np.isfinite(key), order[None], size)
    place = named.argmin(axis=1)
    found = np.isfinite(least[:, 0])
    return np.where(found, place, np.arange(size)[:, None])


def _offers(
    own: FloatArray, incoming: FloatArray, rules: ChallengeRules
) -> tuple[BoolArray, BoolArray, BoolArray | None]:
    """Return where there is a confrontation, a compromise, a capitulation, by what the two challenges are worth."""
    loses = own < -SAME
    beats = incoming > np.abs(own) + SAME
    gives_in = loses & (incoming > SAME) & (incoming < -own - SAME) if rules.capitulation else None
    return beats & (own > SAME), beats & loses, gives_in


def _move(
    moved: ChallengeRound,
    cases: _Cases,
    *,
    rows: slice,
    order: IntArray,
    taken: IntArray,
    weighed: Weighed,
    rules: ChallengeRules,
) -> None:
    """Write what the cases in these rows come to, in the order given, into the round."""
    own, incoming = (
        np.take_along_axis(matrix, taken[:, None], axis=1)[:, 0] for matrix in (weighed.own, weighed.incoming)
    )
    confronts, compromises, capitulates = _offers(
        own, incoming, rules
    )  # a challenge to oneself is worth 0: none
    kind = np.where(confronts, _CONFRONTATION, np.where(compromises, _COMPROMISE, -1))
    if capitulates is not None:
        kind[capitulates] = _CAPITULATION
    has_offer = kind >= 0
    case = np.arange(order.shape[1])
    here = cases.position[rows][case, order]
    there = np.take_along_axis(here, taken, axis=0)
    between = here + (there - here) * (-own / np.where(compromises, incoming, np.inf))
    between = np.clip(between, np.minimum(here, there), np.maximum(here, there))
    aim = np.where(compromises, between, there)
    counterpart = np.take_along_axis(order, taken, axis=0)
    for into, value in (
        (moved.position, np.where(has_offer, aim, here)),
        (moved.kind, kind),
        (moved.counterpart, np.where(has_offer, counterpart, -1)),
        (moved.own, np.where(has_offer, own, 0.0)),
        (moved.incoming, np.where(has_offer, incoming, 0.0)),
        (moved.risk, weighed.risk),
        (moved.security, weighed.security),
    ):
        into[rows][case, order] = value
