"""Stacked alternating offers: one delegation after the other accepts the text on the table or puts its own there.

Everything is said in the worth of outcomes, `[..., A, K]`; which outcomes there are is the caller's affair: a list, or
the texts that `texts.texts_to_consider` picks where the product of options is too large to list. Leading axes are
replications, played side by side: nothing is drawn at random, and they do not know of each other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray

__all__ = [
    "BOULWARE",
    "CONCEDER",
    "LINEAR",
    "Agreement",
    "Answers",
    "Wins",
    "alternating_offers",
    "aspiration",
    "unanimous",
]

BOULWARE: Final = 4.0
LINEAR: Final = 1.0
CONCEDER: Final = 0.25
"""Exponents of `aspiration`: gives way late, evenly, early."""

type Answers = Literal["in_turn", "at_once"]
type Wins = Callable[[BoolArray], BoolArray]
"""Whether those who accept, `[R, A]`, are enough, `[R]`."""


def aspiration(time: float, exponent: FloatArray | float) -> FloatArray:
    """Return 1 - t^p: the share of what there is to hope for that is still asked for, of the shape of `exponent`.

    Known as: time-dependent tactic [Faratin1998]_.
    """
    share: FloatArray = 1.0 - time ** np.asarray(exponent, dtype=np.float64)
    return share


def unanimous(accepting: BoolArray) -> BoolArray:
    """Return whether all accept, `[R]`, from `[R, A]`."""
    everybody: BoolArray = accepting.all(axis=-1)
    return everybody


@dataclass(frozen=True, slots=True)
class Agreement:
    """How negotiations ended, and what was on the table on the way."""

    outcome: IntArray
    """What was agreed, `[...]`; -1: the rounds ran out."""
    round: IntArray
    """The round in which it was agreed, from 1, `[...]`; 0: none."""
    offered: IntArray
    """What was put on the table at each turn, `[..., T * A]`, turns of a round in order; -1: no new offer."""

    @property
    def offers(self) -> IntArray:
        """How many offers were made, `[...]`."""
        number: IntArray = (self.offered >= 0).sum(axis=-1)
        return number


@dataclass(frozen=True, slots=True)
class _Books:
    """What everyone looks up, sorted once, `[R, A, K]`."""

    worth: FloatArray
    """By outcome: 0 at the least that is worth having, 1 at the best; -1: out of the question."""
    rising: FloatArray
    """The same, sorted."""
    order: IntArray
    """The outcomes in that order; equals in the order of enumeration."""
    start: IntArray
    """Where the equals of a place in that order begin."""
    equals: IntArray
    """How many equals it has, itself included."""


def _sorted_once(value: FloatArray, reservation: FloatArray) -> _Books:
    possible = (value >= reservation[..., None]) & np.isfinite(value)
    worst = np.where(np.isfinite(value), value, np.inf).min(axis=-1)
    floor = np.maximum(worst, reservation)[..., None]
    best = np.where(possible, value, -np.inf).max(axis=-1, keepdims=True)
    span = best - np.where(possible, floor, 0.0)
    worth = np.where(
        possible, 1.0, -1.0
    )  # where nothing worth having is worse than the best, all that is left is best
    np.divide(value - floor, span, out=worth, where=possible & (span > 0.0))
    order = np.argsort(worth, axis=-1, kind="stable")
    rising = np.take_along_axis(worth, order, axis=-1)
    new = np.diff(rising, axis=-1, prepend=-2.0) > ATOL
    level = np.empty_like(order)
    np.put_along_axis(level, order, np.cumsum(new, axis=-1), axis=-1)
    order = np.argsort(level, axis=-1, kind="stable")  # worths that differ by rounding: by enumeration too
    place = np.arange(value.shape[-1])
    start = np.maximum.accumulate(np.where(new, place, 0), axis=-1)
    last = np.concatenate((new[..., 1:], np.ones_like(new[..., :1])), axis=-1)
    stop = np.minimum.accumulate(np.where(last, place + 1, len(place))[..., ::-1], axis=-1)[..., ::-1]
    return _Books(worth=worth, rising=rising, order=order, start=start, equals=stop - start)


def _first_at_least(rising: FloatArray, target: FloatArray) -> IntArray:
    """Return the first place with at least the target, `[R, A]`, or K, by bisection of all rows at once."""
    low = np.zeros(target.shape, dtype=np.int64)
    high = np.full(target.shape, rising.shape[-1])
    while (low < high).any():
        middle = (low + high) // 2
        there = np.take_along_axis(rising, np.minimum(middle, rising.shape[-1] - 1)[..., None], axis=-1)[
            ..., 0
        ]
        enough = (there >= target) | (middle >= high)
        low, high = np.where(enough, low, middle + 1), np.where(enough, np.minimum(middle, high), high)
    return low


@dataclass(frozen=True, slots=True)
class _Asks:
    """What everyone would offer in a round, and the least it accepts, `[R, A]`."""

    offer: IntArray
    """-1: nothing is worth having."""
    least: FloatArray
    place: IntArray


def _asks(books: _Books, time: float, exponent: FloatArray, said: IntArray, before: IntArray) -> _Asks:
    """Return the asks after everyone has said its equals at place `before` `said` times."""
    found = _first_at_least(books.rising, aspiration(time, exponent) - ATOL)
    silent = found == books.rising.shape[-1]
    found = np.where(silent, 0, found)[..., None]
    place = np.take_along_axis(books.start, found, axis=-1)
    equals = np.take_along_axis(books.equals, found, axis=-1)[..., 0]
    least = np.take_along_axis(books.rising, place, axis=-1)[..., 0]
    place = place[..., 0]
    turn = np.where(place == before, said, 0) % equals
    offer = np.take_along_axis(books.order, (place + turn)[..., None], axis=-1)[..., 0]
    return _Asks(offer=np.where(silent, -1, offer), least=np.where(silent, np.inf, least) - ATOL, place=place)


def alternating_offers(
    value: FloatArray,
    *,
    rounds: int,
    reservation: FloatArray | float = -np.inf,
    exponent: FloatArray | float = LINEAR,
    answers: Answers = "in_turn",
    wins: Wins = unanimous,
    cycle: bool = True,
) -> Agreement:
    """Return how delegations that lower their aspirations with time agree, or do not.

    A round is one turn for each delegation, in the order given (the chair's); the time of round r of T is r / (T + 1).
    Who has the turn asks for the share `aspiration` of the way from the least worth having (the reservation, or the
    worst outcome if that is better) to its best. Its own offer is the outcome worth least among those that reach that;
    among equals (up to 1e-9 of the way) the first in enumeration, then the next each time it comes back to them. It
    accepts what is worth as much to it as its own offer; what is below the reservation it never accepts or offers.
    Time never quite comes to 1: whoever has something better to hope for does not settle for the very least.

    ``"in_turn"``: an offer stands until somebody rejects it, whose own offer then stands; agreed once those who
    accepted it one after the other, with the one who made it, win. ``"at_once"``: the whole room answers each offer,
    and if those who accept do not win, the turn passes on. Under a quota this is the one to use: in turn, a single
    objector takes an offer off the table that enough others would have accepted.

    The order of delegations matters: it says who speaks first. The order of outcomes only decides among equals.

    Args:
        value: what each outcome is worth, `[..., A, K]`, in any units of each delegation; -inf: out of the question.
        rounds: T, how many rounds there are.
        reservation: the least that each accepts, `[..., A]`; -inf: anything.
        exponent: p of `aspiration`, positive, `[..., A]`.
        answers: who answers an offer.
        wins: which sets of those who accept are enough.
        cycle: False: always the first among equals.

    Known as: stacked alternating offers protocol [Aydogan2017]_, with time-dependent tactics [Faratin1998]_.
    """
    lead, (n, size) = value.shape[:-2], value.shape[-2:]
    value = value.reshape(-1, n, size)

    def flat(given: FloatArray | float) -> FloatArray:
        return np.broadcast_to(np.asarray(given, dtype=np.float64), (*lead, n)).reshape(-1, n)

    books, pace = _sorted_once(value, flat(reservation)), flat(exponent)
    outcome, agreed_in = np.full(len(value), -1), np.zeros(len(value), dtype=np.int64)
    offered = np.full((len(value), rounds, n), -1)
    said, before = np.zeros((2, len(value), n), dtype=np.int64)
    table = _Table.empty(len(value), n)
    for now in range(rounds):
        asks = _asks(books, (now + 1) / (rounds + 1), pace, said, before)
        pass_ = _heard(books, asks, wins) if answers == "at_once" else _passed_on(table, books, asks, wins)
        live = outcome < 0
        offered[live, now] = pass_.offered[live]
        agreed_in[live & (pass_.agreed >= 0)] = now + 1
        outcome = np.where(live, pass_.agreed, outcome)
        if (outcome >= 0).all():
            break
        table = pass_.table
        if cycle:
            said = np.where(asks.place == before, said, 0) + (pass_.offered >= 0)
            before = asks.place
    return Agreement(
        outcome=outcome.reshape(lead),
        round=agreed_in.reshape(lead),
        offered=offered.reshape(*lead, rounds * n),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """What stands when a round begins."""

    standing: IntArray
    """`[R]`; -1: nothing."""
    maker: IntArray
    accepting: BoolArray
    """Who accepted it in turn, its maker included, `[R, A]`."""

    @classmethod
    def empty(cls, replications: int, n: int) -> "_Table":
        nothing = np.full(replications, -1)
        return cls(nothing, nothing, np.zeros((replications, n), dtype=np.bool_))


@dataclass(frozen=True, slots=True)
class _Pass:
    """One round: what was agreed, `[R]`, and offered, `[R, A]`, with -1 for none, and what stands after it."""

    agreed: IntArray
    offered: IntArray
    table: _Table


def _accepts(books: _Books, asks: _Asks, outcome: IntArray) -> BoolArray:
    """Return whether each accepts, last axis, each of these outcomes `[R, J]`: `[R, J, A]`; nobody accepts -1."""
    worth = np.take_along_axis(books.worth, outcome[:, None, :], axis=-1)
    accepts: BoolArray = ((worth >= asks.least[..., None]) & (outcome >= 0)[:, None, :]).transpose(0, 2, 1)
    return accepts


def _heard(books: _Books, asks: _Asks, wins: Wins) -> _Pass:
    """Play a round in which the whole room answers each offer."""
    accepting = _accepts(books, asks, asks.offer)
    n = accepting.shape[-1]
    won = wins(accepting.reshape(-1, n)).reshape(-1, n) & (asks.offer >= 0)
    return _cut(won, asks.offer, asks.offer, _Table.empty(len(won), n))


def _cut(won: BoolArray, standing: IntArray, offered: IntArray, table: _Table) -> _Pass:
    """Return a round that ends with the first turn that won, all `[R, A]`."""
    turn = np.where(won.any(axis=1), won.argmax(axis=1), won.shape[1])
    last = np.minimum(turn, won.shape[1] - 1)[:, None]
    agreed = np.where(turn < won.shape[1], np.take_along_axis(standing, last, axis=1)[:, 0], -1)
    early = np.arange(won.shape[1]) <= turn[:, None]
    return _Pass(agreed=agreed, offered=np.where(early, offered, -1), table=table)


def _passed_on(table: _Table, books: _Books, asks: _Asks, wins: Wins) -> _Pass:
    """Play a round in which each accepts what stands or puts its own offer in its place."""
    n = asks.offer.shape[1]
    rows, turns = np.arange(len(asks.offer)), np.arange(n)
    outcome = np.concatenate(
        (asks.offer, table.standing[:, None]), axis=1
    )  # the last: what stands from before
    accepts = _accepts(books, asks, outcome)
    accepts[rows, n, table.maker] = False  # who made it, and nobody replaced it, makes a new offer
    maker = _makers(accepts | (asks.offer < 0)[:, None, :])
    standing = np.take_along_axis(outcome, maker, axis=1)
    made = maker == turns
    yes = made | accepts[rows[:, None], maker, turns]
    # Who accepts what stands after each turn: those before it in the round to whom the same offer stood.
    accepting = (maker[:, :, None] == maker[:, None, :]) & yes[:, None, :] & (turns <= turns[:, None])
    accepting |= (maker == n)[:, :, None] & table.accepting[:, None, :]
    won = wins(accepting.reshape(-1, n)).reshape(-1, n) & (standing >= 0)
    last = maker[:, -1]
    after = _Table(standing[:, -1], np.where(last == n, table.maker, last), accepting[:, -1])
    return _cut(won, standing, np.where(made, asks.offer, -1), after)


def _makers(lets_stand: BoolArray) -> IntArray:
    """Return whose offer stands after each turn, `[R, A]`, A for what stood before the round.

    Each offer gives way to that of the next who does not let it stand. Whose turn comes in that chain is found by
    hops that double, for all replications at once: after h of them, all within 2^h steps of the start are seen.
    """
    count, _, n = lets_stand.shape
    turns = np.arange(n)
    replaced = ~lets_stand & (turns > np.append(turns, -1)[:, None])
    hop = np.full((count, n + 2), n + 1)  # the last but one is where the chain starts, the last where it ends
    hop[:, :-1] = np.where(replaced.any(axis=2), replaced.argmax(axis=2), n + 1)
    seen: BoolArray = np.zeros(hop.shape, dtype=np.bool_)
    seen[:, n] = True
    for _ in range((n + 1).bit_length()):
        row, offer = np.nonzero(seen)
        seen[row, hop[row, offer]] = True
        hop = np.take_along_axis(hop, hop, axis=1)
    made: IntArray = np.maximum.accumulate(np.where(seen[:, :n], turns, -1), axis=1)
    return np.where(made < 0, n, made)
