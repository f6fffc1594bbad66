"""Work out who would win a contest between two positions, and what it is worth: the core of the challenge model.

Everything here works on one block of cases, with the cases on the last axis and the delegations sorted by position:
`x [A, N]` of which `x[0] <= x[1] <= ...`, on a scale on which the range is at most 1.
"""

from dataclasses import dataclass
from itertools import islice

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.models.challenge_rules import ChallengeRules

__all__ = ["SAME", "Block", "Weighed", "weigh"]

SAME = 1e-12
"""Positions nearer than this share of the range, and worths nearer than this, are equal: rounding is no difference.

It decides. In the preset `scholz-fixed` a delegation comes so close to another (1e-8 of the range) that its offer is a
tie, and takes a distant one in the next round; what follows would otherwise hang on the order of additions.
"""

_FEW = 32
"""Up to so many delegations are compared with every midpoint; more are searched."""


@dataclass(frozen=True, slots=True)
class Block:
    """What the delegations of some cases bring, all `[A, N]`, sorted by position."""

    x: FloatArray
    """Positions as shares of the range."""
    influence: FloatArray
    """Capability times salience, on any scale."""
    salience: FloatArray
    """0..1."""
    is_there: BoolArray
    """Who has a position."""
    median: FloatArray
    """`[N]`, on the scale of `x`; used only where the status quo may change (Q below 1)."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What each delegation expects of each contest; sorted like the block."""

    gap: FloatArray
    """`[A, A, N]`: the distance between two positions; 0 for those that count as the same."""
    chance: FloatArray
    """`[A, A, N]`: P that the first wins against the second; 0 at the same position."""
    own: FloatArray
    """`[A, A, N]`: what the first expects of challenging the second."""
    incoming: FloatArray
    """`[A, A, N]`: what the challenge of the second against the first is worth to the second, as the rules see it."""
    security: FloatArray
    """`[A, N]`: what all others expect of challenging this one while nobody minds risk."""
    risk: FloatArray
    """`[A, N]`: the exponent r, 0.5 (seeks risk) to 2 (shuns it)."""


@dataclass(frozen=True, slots=True)
class _Sides:
    """Which delegations are on which side of the midpoint of each pair; pairs with `first < second` of sorted ones."""

    first: IntArray
    second: IntArray
    of_first: IntArray
    """`[pairs, N]`: where, in running sums `[A + 1, A, N]` laid out in a line, those of all who are nearer to the first
    than to the second, and so below the midpoint, stand for the first."""
    of_second: IntArray
    """The same for the second."""
    apart: BoolArray
    """`[pairs, N]`: whether the two differ at all."""


def weigh(block: Block, rules: ChallengeRules) -> Weighed:
    """Return what everybody expects of every contest, by the two passes of the model (steps 1 to 6).

    In the first pass nobody minds risk; it gives the security of each and so its risk exponent, with which the second
    pass works. Cost: `A^2 log A` a case, in time, and `A^2` in memory.
    """
    gap = block.x[:, None] - block.x[None]
    np.abs(gap, out=gap)  # in place wherever it can be: memory costs more than arithmetic
    gap *= gap > SAME
    if not block.is_there.all():
        gap *= block.is_there[:, None] & block.is_there[None]
    lost = gap / 2
    won = 0.5 - lost
    lost += 0.5
    sides = _sides(block.x, gap)
    chance = _chance(gap, block.influence, sides, rules)
    neutral = np.ones_like(block.x)
    (own,) = _worths((lost, won), chance, block, neutral, rules, of_both=False)
    security = own.sum(axis=0)
    risk = _risk(security, block.is_there)
    if rules.support == "risk":
        chance = _chance(_power(gap, risk), block.influence, sides, rules)
    ends = _power(lost, risk, out=lost), _power(won, risk, out=won)
    if rules.view == "sender":
        (own,) = _worths(ends, chance, block, risk, rules, of_both=False)
        incoming = own.swapaxes(0, 1)
    else:
        own, incoming = _worths(ends, chance, block, risk, rules, of_both=True)
    return Weighed(gap=gap, chance=chance, own=own, incoming=incoming, security=security, risk=risk)


def _power(base: FloatArray, risk: FloatArray, out: FloatArray | None = None) -> FloatArray:
    """Return `base ** risk`, `[A, A, N]`, with the exponent of the first; several times as fast as the operator.

    As in NumPy, `out` is where to put it; it may be the base itself.
    """
    with np.errstate(divide="ignore"):  # the logarithm of 0 is -inf, and its power 0 again
        power = np.log(base, out=out)
    power *= risk[:, None]
    return np.exp(power, out=power)


def _sides(x: FloatArray, gap: FloatArray) -> _Sides:
    """Find, for every pair of sorted positions, how many delegations are below their midpoint.

    By looking at every delegation where they are few, else by halving.
    """
    size, cases = x.shape
    first, second = np.triu_indices(size, 1)
    middle = (x[first] + x[second]) / 2
    apart = gap[first, second] > 0
    if size <= _FEW:
        few = np.zeros(middle.shape, dtype=np.int8)
        for one in x:
            few += one < middle
        return _sides_of(first, second, few.astype(np.int64), apart)
    case = np.arange(cases)
    below = np.zeros(middle.shape, dtype=np.int64)
    flat = x.ravel()
    step = 1 << (size.bit_length() - 1)
    while step:
        further = below + step
        inside = further <= size
        last = np.minimum(further, size) - 1
        inside &= flat.take(last * cases + case) < middle
        below += step * inside
        step >>= 1
    return _sides_of(first, second, below, apart)


def _sides_of(first: IntArray, second: IntArray, below: IntArray, apart: BoolArray) -> _Sides:
    """Return the sides of pairs of which so many delegations, `[pairs, N]`, are below the midpoint."""
    size, cases = int(second.max(initial=0)) + 1, below.shape[1]
    below *= size * cases
    below += np.arange(cases)
    return _Sides(first, second, below + (first * cases)[:, None], below + (second * cases)[:, None], apart)


def _chance(bent: FloatArray, influence: FloatArray, sides: _Sides, rules: ChallengeRules) -> FloatArray:
    """Return the chances to win `[A, A, N]` from the distances as third parties feel them, `[k, A, N]`.

    Whoever is nearer to i than to j supports i by `w_k (d_kj - d_ki)`, and those are exactly the delegations on i's
    side of the midpoint. So the support of all is a difference of running sums along the axis, not a sum over k for
    each pair.
    """
    size, cases = influence.shape
    running = np.empty((size + 1, size, cases))
    running[0] = 0.0
    for k in range(size):  # many times as fast as a cumulative sum over the first axis
        np.multiply(influence[k], bent[k], out=running[k + 1])
        running[k + 1] += running[k]
    whole, flat = running[-1], running.ravel()
    for_first = flat.take(sides.of_second)
    for_first -= flat.take(sides.of_first)
    tilt = whole[sides.second] - whole[sides.first]
    for_second = for_first - tilt
    for support in (for_first, for_second):
        np.maximum(support, 0.0, out=support)
        np.multiply(support, sides.apart, out=support)
    total = for_first + for_second
    if rules.denominator == "global":
        total = 2 * total.sum(axis=0)  # over ordered pairs: each pair counts twice
    total[total == 0] = np.inf  # nobody takes sides: nobody can win
    if rules.numerator == "net":
        for_first, for_second = np.maximum(tilt, 0.0) * sides.apart, np.maximum(-tilt, 0.0) * sides.apart
    chance = np.empty_like(bent)
    chance[np.arange(size), np.arange(size)] = 0.0
    chance[sides.first, sides.second] = for_first / total
    chance[sides.second, sides.first] = for_second / total
    return chance


def _worths(
    ends: tuple[FloatArray, FloatArray],
    chance: FloatArray,
    block: Block,
    risk: FloatArray,
    rules: ChallengeRules,
    *,
    of_both: bool,
) -> list[FloatArray]:
    """Return what i expects of challenging j, and, if of both, what j does of challenging i as i sees it, `[A, A, N]`.

    `EU(i->j) = s_j (P Us + (1 - P) Uf) + (1 - s_j) Us - Usq` with `Us = 2 - 4 won`, `Uf = 2 - 4 lost` and
    `Usq = 2 - 4 (1/2)^r`; both by the exponent of i.
    """
    lost, won = ends
    resisted = 1.0 - chance
    resisted *= block.salience
    stake = lost - won
    differ = stake > 0 if rules.status_quo < 1 else None
    worths: list[FloatArray] = []
    sides = zip(_unchanged(block, risk, rules), (resisted, resisted.swapaxes(0, 1)), strict=True)
    number = 2 if of_both else 1
    for place, (unchanged, met) in enumerate(islice(sides, number), start=1):
        worth = np.multiply(met, stake, out=stake if place == number else None)
        worth += won
        np.subtract(unchanged, worth, out=worth)
        worth *= 4
        if differ is not None:
            worth *= differ
        worths.append(worth)
    return worths


def _unchanged(block: Block, risk: FloatArray, rules: ChallengeRules) -> tuple[FloatArray, FloatArray]:
    """Return what not challenging is worth to i and, as i sees it, to j, in the form (2 - worth) / 4."""
    even = np.exp(risk * np.log(0.5))[:, None]
    if rules.status_quo >= 1:
        return even, even
    q, t = rules.status_quo, rules.improves
    away = np.abs(block.x - block.median)
    gap = np.abs(block.x[:, None] - block.x[None])

    def form(far: FloatArray) -> FloatArray:
        better, worse = _power(np.maximum(0.5 - far / 4, 0.0), risk), _power(0.5 + far / 4, risk)
        changed: FloatArray = q * even + (1 - q) * (t * better + (1 - t) * worse)
        return changed

    return form(away[:, None] + gap), form(away[None] + gap)


def _risk(security: FloatArray, is_there: BoolArray) -> FloatArray:
    """Return the risk exponents `[A, N]`: `(1 - R/3) / (1 + R/3)` with R from -1 to 1; 1 if all are equally secure."""
    most = np.where(is_there, security, -np.inf).max(axis=0)
    least = np.where(is_there, security, np.inf).min(axis=0)
    spread = most - least
    differ = (spread > SAME) & is_there
    taken = np.where(differ, 2 * security - most - least, 0.0) / np.where(differ, spread, 1.0)
    return (1 - taken / 3) / (1 + taken / 3)
