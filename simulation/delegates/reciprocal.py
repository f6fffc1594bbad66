"""A delegate that gives as it was given to."""

from collections.abc import Iterator

from simulation.abm import DelegationAgent
from simulation.delegates.floor import asked
from simulation.live import SeatMove, SeatView
from simulation.live.enough import ACCEPTED, promised

__all__ = ["Reciprocal"]

FIRST = 0.15
"""Share of the way from its best wording to nothing that it goes before anybody else has gone any."""


class Reciprocal(DelegationAgent):
    """Goes as far towards the others, of its own way, as they have come towards it of theirs: tit for tat.

    It begins with a first step. A trade it takes if it brings as much as it costs.
    """

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Table one's best in the talks; on the floor live with what is no worse than was earned by others."""
        if view.phase == "talks":
            yield from self.answer(view)
        if view.phase == "talks" and view.own.proposes:
            for issue in view.issues:
                best = issue.best
                if issue.is_open and issue.on_agenda and best.is_admissible and not best.on_table:
                    yield SeatMove(seat=self.key, move="propose_option", issue=issue.key, option=best.key)
        way, owed = max(FIRST, self.received(view)), promised(view)
        for issue, option in asked(view):
            is_enough = not option.is_red and option.gain >= (1.0 - way) * issue.best.gain
            if option.key == issue.best.key:
                move = "support"
            elif is_enough or (issue.key, option.key) in owed:
                move = "can_live_with"
            else:
                move = "object_formally"
            yield SeatMove(seat=self.key, move=move, issue=issue.key, option=option.key)

    def answer(self, view: SeatView) -> Iterator[SeatMove]:
        """Take the trades in which it gets as much as it gives."""
        worth = {(issue.key, option.key): option for issue in view.issues for option in issue.options}
        for offer in view.offers:
            gets, gives = worth[offer.give], worth[offer.get]
            if not gives.is_red and gets.gain + gives.gain >= 0:
                yield SeatMove(seat=self.key, move="accept_trade", offer=offer.id)

    def received(self, view: SeatView) -> float:
        """Return the share of their way to its ideal, 0..1, that the others have come, weighted by salience.

        A step towards somebody else is none away from it: what counts is the nearest wording that each has said it
        could live with.
        """
        came = way = 0.0
        for issue in view.issues:
            for other in view.others:
                accepted = [o for o in issue.options if other.signals.get((issue.key, o.key)) in ACCEPTED]
                before = abs(other.opening[issue.key] - issue.ideal)
                now = min([before, *(abs(option.place - issue.ideal) for option in accepted)])
                came += issue.salience * (before - now) * other.decides
                way += issue.salience * before * other.decides
        return came / way if way else 1.0
