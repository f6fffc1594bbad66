"""A delegate that offers nothing for something."""

from collections.abc import Iterator

from simulation.abm import DelegationAgent
from simulation.live import SeatMove, SeatView

__all__ = ["JunkTrader"]

MOST = 6
"""Trades that it offers in a session."""


class JunkTrader(DelegationAgent):
    """Offers everybody what it wants anyway, for what it wants as well: the best wordings for itself on two clauses.

    On the floor it does as instructed, and offers of others it leaves to lie.
    """

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Offer one's own favourites for one's own favourites."""
        if view.phase != "talks" or not view.own.decides:
            return
        wanted = [issue for issue in view.issues if issue.is_open and issue.best.is_admissible]
        wanted.sort(key=lambda issue: -issue.salience)
        others = [other for other in view.others if other.decides]
        for number, other in enumerate(others[:MOST] if len(wanted) > 1 else []):
            dear, cheap = wanted[number % (len(wanted) - 1)], wanted[-1]
            give, get = (cheap.key, cheap.best.key), (dear.key, dear.best.key)
            yield SeatMove(seat=self.key, move="offer_trade", to=other.key, give=give, get=get)
