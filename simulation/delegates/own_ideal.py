"""A delegate that wants what it wants."""

from collections.abc import Iterator

from simulation.abm import DelegationAgent
from simulation.delegates.floor import asked
from simulation.live import SeatMove, SeatView

__all__ = ["OwnIdeal"]


class OwnIdeal(DelegationAgent):
    """Tables the wording that is worth most to it, session after session, and objects to every other one.

    Packages and the document as a whole it leaves to its instructions.
    """

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Table one's own in the talks, and stand by it on the floor."""
        if view.phase == "talks" and view.own.proposes:
            for issue in view.issues:
                best = issue.best
                if issue.is_open and issue.on_agenda and best.is_admissible and not best.on_table:
                    yield SeatMove(seat=self.key, move="propose_option", issue=issue.key, option=best.key)
        for issue, option in asked(view):
            move = "support" if option.key == issue.best.key else "object_formally"
            yield SeatMove(seat=self.key, move=move, issue=issue.key, option=option.key)
