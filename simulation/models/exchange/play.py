"""Plays rounds of position exchange from positions, salience and capability."""

import itertools
from dataclasses import replace

import numpy as np

from simulation.arrays import FloatArray
from simulation.models.exchange.board import SCALE, Board, read_board
from simulation.models.exchange.candidates import find_candidates
from simulation.models.exchange.realise import realise
from simulation.models.exchange.result import Concession, Exchange, ExchangeOptions, ExchangeRound

__all__ = ["exchange_round"]

_DEFAULT = ExchangeOptions()


def exchange_round(
    position: FloatArray,
    salience: FloatArray,
    capability: FloatArray,
    *,
    low: FloatArray | float = 0.0,
    high: FloatArray | float = 1.0,
    options: ExchangeOptions = _DEFAULT,
    rng: np.random.Generator | None = None,
) -> ExchangeRound:
    """Play one round of position exchange with equal gain [Stokman1994]_ [Dijkstra2008]_.

    Two delegations on opposite sides of the outcomes of two issues each move towards the other on the issue that
    matters less to them, so that the shifts of the outcomes are worth the same to both. The best exchange is made
    first; what it changes is seen by the exchanges that it concerns. The rules are those of the published program
    [Draaijer2025]_, written anew, without three slips of it unless `as_published` asks for them.

    Args:
        position: `[A, I]`, from `low` to `high`; NaN where a delegation takes no part in an issue.
        salience: `[A, I]`, 0 to 1; not read where the position is missing.
        capability: `[A]` or `[A, I]`, at least 0; not read where the position is missing.
        low: lower ends of the scales of the issues, `[I]` or one for all.
        high: upper ends of them.
        options: constants of learning between rounds, and luck. With `randomised` p above 0 each possible exchange has
            one of its sides, taken by coin, gain more or less than equally: u, uniform from -p to p, moves its gain
            u of the way to the most it could gain if its partner gained nothing, or -u of the way to nothing. The
            published program has such an option too; this definition of it is ours.
        rng: if given, exchanges with equal gain are drawn from; otherwise the first in the list is made: by pairs of
            issues, then in the order of delegations. Needed for luck.

    Raises:
        ValueError: shapes do not fit, values lie outside their ranges, or luck is asked for without a generator.
    """
    if options.randomised > 0.0 and rng is None:
        raise ValueError("randomised gains are drawn: give a generator, or set randomised to 0")
    position = np.asarray(position, dtype=np.float64)
    board = read_board(position, np.asarray(salience), np.asarray(capability), low, high)
    candidates = find_candidates(board, options, rng)
    possible = int(candidates.open.sum())
    made = realise(board, candidates, rng)
    vote, learned = board.position.copy(), board.position.copy()
    for given in itertools.chain.from_iterable((exchange.first, exchange.second) for exchange in made):
        cell = given.delegation, given.issue
        rate = options.learning * (1.0 - board.salience[cell]) + options.learning_least
        vote[cell] = given.end
        learned[cell] = rate * given.end + (1.0 - rate) * board.position[cell]
    return ExchangeRound(
        start=position,
        outcome_before=board.told(board.outcome(board.position)),
        candidates=possible,
        exchanges=tuple(
            Exchange(first=_told(exchange.first, board), second=_told(exchange.second, board))
            for exchange in made
        ),
        voting=np.where(board.takes_part, board.told(vote), np.nan),
        outcome_after=board.told(board.outcome(vote)),
        next_start=np.where(board.takes_part, board.told(learned), np.nan),
    )


def _told(given: Concession, board: Board) -> Concession:
    """Return a concession on the scale of its issue."""
    low, span = float(board.low[given.issue]), float(board.span[given.issue])
    return replace(given, start=low + given.start / SCALE * span, end=low + given.end / SCALE * span)
