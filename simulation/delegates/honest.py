"""A delegate that negotiates: it says what it can live with, holds out on what matters most, and keeps its word."""

import math
from collections.abc import Iterator

from simulation.abm import DelegationAgent
from simulation.delegates.floor import asked
from simulation.live import SeatMove, SeatView
from simulation.live.seen import IssueSeen, OptionSeen

__all__ = ["Honest"]

ACCEPTED = ("support", "can_live_with")
FIRST = 0.8
"""Share of its best that it asks for at first where a clause matters to it."""
SPARE = 0.2
"""What it gives up on a clause that matters less, as a share of what a clause could bring it in the mean."""
LATE = 4
"""Sessions at the end in which any document above no deal is better than none."""


class Honest(DelegationAgent):
    """Says in the talks what it can live with, and objects on the floor to the rest.

    Who accepts on the floor what others want is given more; who refuses has to wait. So it holds out on clauses that
    matter more to it than the mean, less and less as time runs, and lets go of the others at once. It accepts nothing
    across a red line. While nothing is agreed late, it accepts whatever leaves it above no deal. Where it has nothing
    new to say in the talks, it acts as instructed.
    """

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Say what it can live with; then answer what is put."""
        if view.phase == "talks":
            for issue in view.issues:
                for option in issue.written if issue.is_open and view.own.decides else ():
                    if is_enough(view, issue, option) and option.said not in ACCEPTED:
                        yield SeatMove(
                            seat=self.key, move="can_live_with", issue=issue.key, option=option.key
                        )
        promised = {
            (one.issue, one.option) for one in view.ledger if (one.by, one.state) == (self.key, "open")
        }
        for issue, option in asked(view):
            is_kept = (issue.key, option.key) in promised
            move = "can_live_with" if is_kept or is_enough(view, issue, option) else "object_formally"
            yield SeatMove(seat=self.key, move=move, issue=issue.key, option=option.key)
        if view.package is not None:
            pays = not view.package.crosses and view.package.gain >= max(view.own.no_deal, view.own.so_far)
            yield SeatMove(seat=self.key, move="accept_package" if pays else "refuse_package")
        if view.phase == "adoption":
            pays = view.own.so_far >= view.own.no_deal
            yield SeatMove(seat=self.key, move="join_consensus" if pays else "reject_document")


def is_enough(view: SeatView, issue: IssueSeen, option: OptionSeen) -> bool:
    """Return whether it can live with a wording today."""
    return not option.is_red and option.gain >= least(view, issue)


def least(view: SeatView, issue: IssueSeen) -> float:
    """Return what a wording has to be worth today, in lengths of the axis."""
    if issue.salience >= 1.0:
        left = 1.0 - view.session / view.sessions
        usual = FIRST * math.sqrt(left) * max(issue.best.gain, 0.0)
    else:
        usual = -SPARE * sum(max(one.best.gain, 0.0) for one in view.issues) / len(view.issues)
    if view.closed or view.session <= view.sessions - LATE:
        return usual
    # Alone in the document, a clause is worth its share of it: above this it leaves the seat better off than no deal.
    return min(usual, view.own.no_deal * len(view.issues))
