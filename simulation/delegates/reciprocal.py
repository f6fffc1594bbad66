"""A delegate that gives as it was given to."""

from collections.abc import Iterator

from simulation.abm import DelegationAgent
from simulation.delegates.floor import asked
from simulation.live import SeatMove, SeatView

__all__ = ["Reciprocal"]

FIRST = 0.15
"""Share of the way from its best wording to nothing that it goes before anybody else has gone any."""


class Reciprocal(DelegationAgent):
    """Goes as far towards the others, of its own way, as they have come towards it of theirs: tit for tat.

    It begins with a first step. What others have given is how much nearer they are to its ideal than they opened.
    """

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Table one's best in the talks; on the floor live with what is no worse than was earned by others."""
        if view.phase == "talks" and view.own.proposes:
            for issue in view.issues:
                best = issue.best
                if issue.is_open and issue.on_agenda and best.is_admissible and not best.on_table:
                    yield SeatMove(seat=self.key, move="propose_option", issue=issue.key, option=best.key)
        way = max(FIRST, self.received(view))
        for issue, option in asked(view):
            least = (1.0 - way) * issue.best.gain
            if option.key == issue.best.key:
                move = "support"
            else:
                move = "object_formally" if option.is_red or option.gain < least else "can_live_with"
            yield SeatMove(seat=self.key, move=move, issue=issue.key, option=option.key)

    def received(self, view: SeatView) -> float:
        """Return the share of their way to its ideal, 0..1, that those who decide have come, weighted by salience."""
        came = way = 0.0
        for issue in view.issues:
            for other in view.others:
                if other.decides:
                    before = abs(other.opening[issue.key] - issue.ideal)
                    now = abs(other.place[issue.key] - issue.ideal)
                    came += issue.salience * (before - now)
                    way += issue.salience * before
        return min(1.0, max(0.0, came / way)) if way else 1.0
