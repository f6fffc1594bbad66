"""A delegate whose word is worth nothing."""

from collections.abc import Iterator

from simulation.abm import DelegationAgent
from simulation.delegates.floor import asked
from simulation.live import SeatMove, SeatView

__all__ = ["PromiseBreaker"]

MOST = 2
"""Trades that it offers in a session."""


class PromiseBreaker(DelegationAgent):
    """Promises others what they opened with, for what it wants itself, and objects to all that it has promised.

    It takes every trade that is offered. What it has promised nobody, it leaves to its instructions.
    """

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Promise in the talks; on the floor break what was promised."""
        if view.phase == "talks" and view.own.decides:
            yield from self.answer(view)
            yield from list(self._promises(view))[:MOST]
        promised = {(promise.issue, promise.option) for promise in view.ledger if promise.by == self.key}
        for issue, option in asked(view):
            if (issue.key, option.key) in promised:
                yield SeatMove(seat=self.key, move="object_formally", issue=issue.key, option=option.key)

    def answer(self, view: SeatView) -> Iterator[SeatMove]:
        """Take whatever is offered."""
        for offer in view.offers:
            yield SeatMove(seat=self.key, move="accept_trade", offer=offer.id)

    def _promises(self, view: SeatView) -> Iterator[SeatMove]:
        """Yield trades: to somebody else in every session, on another clause, for the best on the dearest one."""
        clauses = [issue for issue in view.issues if issue.is_open and issue.best.is_admissible]
        if len(clauses) < 2:  # noqa: PLR2004 - one to give, one to get
            return
        dearest, *cheaper = sorted(clauses, key=lambda issue: -issue.salience)
        given = cheaper[view.session % len(cheaper)]
        get, wordings = (dearest.key, dearest.best.key), [o for o in given.written if o.is_admissible]
        first = MOST * view.session % len(view.others)
        for other in (*view.others[first:], *view.others[:first]):
            if other.decides:
                theirs = min(wordings, key=lambda option: abs(option.place - other.opening[given.key]))
                give = (given.key, theirs.key)
                yield SeatMove(seat=self.key, move="offer_trade", to=other.key, give=give, get=get)
