"""Plays rounds of position exchange from positions, salience and capability."""

import itertools
from dataclasses import replace

import numpy as np

from simulation.arrays import FloatArray
from simulation.models.exchange.board import SCALE, Board, read_board
from simulation.models.exchange.candidate_exchanges import find_candidates
from simulation.models.exchange.exchanges import Concession, Exchange, ExchangeRound
from simulation.models.exchange.realise import realise

__all__ = ["exchange_round"]

_LEARNING = 0.4
"""How much more of a concession is taken into the next round by those who care nothing for the issue."""
_LEARNING_LEAST = 0.1
"""The share of a concession that everyone takes into the next round, however much they care."""


def exchange_round(
    position: FloatArray,
    salience: FloatArray,
    capability: FloatArray,
    *,
    high: FloatArray | float = 1.0,
    as_published: bool = False,
    rng: np.random.Generator | None = None,
) -> ExchangeRound:
    """Play one round of position exchange with equal gain [Stokman1994]_ [Dijkstra2008]_.

    Two delegations on opposite sides of the outcomes of two issues each move towards the other on the issue that
    matters less to them, so that the shifts of the outcomes are worth the same to both. The best exchange is made
    first; what it changes is seen by the exchanges that it concerns. The rules and constants are those of the published
    program [Draaijer2025]_, written anew, without three slips of it unless `as_published` asks for them.

    The program stops a side where the outcome would pass the position of its partner, but not where the outcome stands
    on that position or beyond it already: there it pulls the outcome further past. A side that has given to its partner
    on the issue before stops by where that left it, not by where it stands by now, so that a vote can end beyond the
    partner. And an exchange is dropped if the moves considered for one side add up to more than the scale upwards
    (downwards they may). Without the slips votes and outcomes stay between the positions, and no exchange pulls an
    outcome past where the partner wants it, as the two see that outcome.

    Args:
        position: `[A, I]`, from 0 to `high`; NaN where a delegation takes no part in an issue.
        salience: `[A, I]`, 0 to 1; not read where the position is missing.
        capability: `[A]` or `[A, I]`, at least 0; not read where the position is missing.
        high: upper ends of the scales of the issues, `[I]` or one for all.
        as_published: whether to keep the three slips, so that every exchange of the program is reproduced.
        rng: if given, exchanges with equal gain are drawn from; otherwise the first in the list is made: by pairs of
            issues, then in the order of delegations.

    Raises:
        ValueError: shapes do not fit, or values lie outside their ranges.
    """
    position = np.asarray(position, dtype=np.float64)
    board = read_board(position, np.asarray(salience), np.asarray(capability), high)
    candidates = find_candidates(board, as_published=as_published)
    possible = int(candidates.open.sum())
    made = realise(board, candidates, rng)
    vote, learned = board.position.copy(), board.position.copy()
    for given in itertools.chain.from_iterable((exchange.first, exchange.second) for exchange in made):
        cell = given.delegation, given.issue
        rate = _LEARNING * (1.0 - board.salience[cell]) + _LEARNING_LEAST
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
    span = float(board.span[given.issue])
    return replace(given, start=given.start / SCALE * span, end=given.end / SCALE * span)
