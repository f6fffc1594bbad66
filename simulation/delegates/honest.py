"""A delegate that negotiates: it says what it can live with, holds out on what matters most, and keeps its word."""

from collections.abc import Iterator

from simulation.abm import DelegationAgent
from simulation.delegates.floor import asked
from simulation.live import SeatMove, SeatView
from simulation.live.enough import ACCEPTED, is_dear, judge, takes_document, takes_package, to_join

__all__ = ["Honest"]


class Honest(DelegationAgent):
    """Says in the talks what it can live with where little is at stake for it, and objects on the floor to the rest.

    Who accepts on the floor what others want is given more; who refuses has to wait. So it holds out on clauses that
    matter more to it than the mean, less and less as time runs, and lets go of the others at once: of all that leaves
    the document above no deal where one open clause sinks the whole. It accepts nothing across a red line. While
    nothing is agreed late, it accepts whatever leaves it above no deal: all that is `judge`. Where a clause matters it
    speaks on the floor alone: once it is known what would do, nobody looks for anything better. Until the last session
    it takes no package that is not enough there. Where it stands alone on such a clause, it joins others for a wording
    by which it gains (`to_join`). Where a clause was called and stayed open, it asks the chair for a text, which is
    nobody's and lets everybody move. Where it has nothing new to say in the talks, it acts as instructed.
    """

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Say what it can live with; then answer what is put."""
        if view.phase == "talks":
            yield from self._joins(view)
            yield from self._says(view)
            may = view.request is not None and "ask_for_chair_text" in view.request.legal
            if may and any(issue.awaits_text for issue in view.issues):
                yield SeatMove(seat=self.key, move="ask_for_chair_text")
        for issue, option in asked(view):
            move = "can_live_with" if judge(view, issue, option).accepts else "object_formally"
            yield SeatMove(seat=self.key, move=move, issue=issue.key, option=option.key)
        if view.package is not None:
            yield SeatMove(seat=self.key, move="accept_package" if takes_package(view) else "refuse_package")
        if view.phase == "adoption":
            yield SeatMove(
                seat=self.key, move="join_consensus" if takes_document(view) else "reject_document"
            )

    def _says(self, view: SeatView) -> Iterator[SeatMove]:
        for issue in view.issues if view.own.decides else ():
            for option in issue.written if issue.is_open and not is_dear(issue) else ():
                if judge(view, issue, option).accepts and option.said not in ACCEPTED:
                    yield SeatMove(seat=self.key, move="can_live_with", issue=issue.key, option=option.key)

    def _joins(self, view: SeatView) -> Iterator[SeatMove]:
        for issue in view.issues if view.own.proposes else ():
            if (option := to_join(view, issue)) is None:
                continue
            move = SeatMove(seat=self.key, move="join_coalition", issue=issue.key, option=option.key)
            if view.why_not(move) is None:
                yield move
