"""A delegate that says yes."""

from collections.abc import Iterator

from simulation.abm import DelegationAgent
from simulation.delegates.floor import asked
from simulation.live import SeatMove, SeatView

__all__ = ["AlwaysSupport"]


class AlwaysSupport(DelegationAgent):
    """Supports every wording, also across its own red lines, accepts every package, and joins the consensus."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Say yes to whatever is put."""
        for issue, option in asked(view):
            yield SeatMove(seat=self.key, move="support", issue=issue.key, option=option.key)
        if view.phase == "package":
            yield SeatMove(seat=self.key, move="accept_package")
        if view.phase == "adoption":
            yield SeatMove(seat=self.key, move="join_consensus")
