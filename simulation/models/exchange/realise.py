"""Makes one exchange after the other, the best first, and lets what was given away change all that are left."""

from dataclasses import dataclass, field

import numpy as np

from simulation.arrays import ATOL, IntArray
from simulation.models.exchange.board import Board
from simulation.models.exchange.candidate_exchanges import Candidates, settle_terms
from simulation.models.exchange.exchanges import Concession, Exchange

__all__ = ["realise"]


def realise(board: Board, c: Candidates, rng: np.random.Generator | None) -> tuple[Exchange, ...]:
    """Return the exchanges that are made, in order; positions are on the scale of the board.

    The exchange with the largest gain is made; of equal ones the first of the list or, with a generator, any.
    Those left over are settled anew if one of their sides has just given on the same issue, or has just been given
    something on an issue that it takes on.
    """
    book = _Book(board, c)
    done: list[Exchange] = []
    while c.open.any():
        worth = np.where(c.open, (c.gain[0] + c.gain[1]) / 2, -np.inf)
        tied = np.nonzero(worth >= worth.max() - ATOL)[0]
        chosen = int(tied[0] if rng is None or len(tied) == 1 else rng.choice(tied))
        c.open[chosen] = False
        made = _made(c, chosen)
        done.append(made)
        settle_terms(c, book.enter(made))
    return tuple(done)


def _made(c: Candidates, chosen: int) -> Exchange:
    """Return an exchange at its present terms."""
    end = c.held[:, chosen] + c.move[:, chosen]
    there = c.wanted[:, chosen]  # a move of the whole way ends there to the last digit
    end = np.where(np.abs(end - there) <= ATOL, there, end)
    first, second = (
        Concession(
            delegation=int(c.delegation[side, chosen]),
            issue=int(c.issue[side, chosen]),
            start=float(c.held[side, chosen]),
            end=float(end[side]),
            gain=float(c.gain[side, chosen]),
        )
        for side in (0, 1)
    )
    return Exchange(first=first, second=second)


@dataclass(slots=True)
class _Book:
    """Finds the candidates that a concession concerns, and enters it there."""

    board: Board
    c: Candidates
    giving: dict[tuple[int, int], IntArray] = field(init=False)
    """Sides that give on an issue, by delegation and issue: places in a flat `[2, N]` array."""
    taking: dict[tuple[int, int], IntArray] = field(init=False)
    """Sides that take on an issue, in the same way."""
    seen: dict[tuple[int, int, int], float] = field(init=False)
    """Where a delegation stands on an issue in the eyes of one that it gave to there: (eyes, issue, delegation)."""

    def __post_init__(self) -> None:
        """Sort the sides."""
        n_issues = self.board.position.shape[1]
        self.giving = _by_cell(self.c.delegation, self.c.issue, n_issues)
        self.taking = _by_cell(self.c.delegation, self.c.issue[::-1], n_issues)
        self.seen = {}

    def enter(self, made: Exchange) -> IntArray:
        """Let the candidates know of an exchange; return those to settle anew, and forget their last moves.

        A side that has just given on the same issue in another exchange goes on from there, and its last move in this
        one stays recorded: moves of one side must not turn back. (That the own move is recorded and not the one made
        is what the published program does.)
        """
        c = self.c
        flat = c.open.size
        touched = np.zeros(flat, dtype=np.bool_)
        for given, back in ((made.first, made.second), (made.second, made.first)):
            places = self.giving.get((given.delegation, given.issue))
            if places is not None:
                places = places[c.open[places % flat]]
                c.held.flat[places] = given.end
                last = c.move.flat[places]
                c.before.flat[places] += last
                c.heading.flat[places] = np.sign(last)
                touched[places % flat] = True
            touched[self._concede(given, back.delegation)] = True
        return np.nonzero(touched)[0]

    def _concede(self, given: Concession, to: int) -> IntArray:
        """Let all exchanges in which `to` takes on the issue see the concession; return these exchanges."""
        c, flat = self.c, self.c.open.size
        places = self.taking.get((to, given.issue))
        if places is None:
            return np.zeros(0, dtype=np.int64)
        places = places[c.open[places % flat]]
        key = (to, given.issue, given.delegation)
        old = self.seen.get(key)
        new = given.end
        if old is not None:
            new = min(old, new) if given.end > given.start else max(old, new)
        else:
            old = float(self.board.position[given.delegation, given.issue])
        self.seen[key] = new
        across = (places + flat) % (2 * flat)  # the side that gives on the issue
        itself = c.delegation.flat[across] == given.delegation
        c.seen.flat[across[itself]] = new
        across = across[c.delegation.flat[across] != given.delegation]
        influence = self.board.influence[given.delegation, given.issue]
        c.others.flat[across] += influence * (new - old)
        return places % flat


def _by_cell(delegation: IntArray, issue: IntArray, n_issues: int) -> dict[tuple[int, int], IntArray]:
    """Return the places of a flat `[2, N]` array by delegation and issue."""
    cell = (delegation * n_issues + issue).ravel()
    order = np.argsort(cell, kind="stable")
    cells, starts = np.unique(cell[order], return_index=True)
    bounds = [*starts, len(order)]
    return {divmod(int(key), n_issues): order[bounds[k] : bounds[k + 1]] for k, key in enumerate(cells)}
