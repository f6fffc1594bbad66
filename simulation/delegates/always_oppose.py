"""A delegate that says no."""

from collections.abc import Iterator

from simulation.abm import DelegationAgent
from simulation.delegates.floor import asked
from simulation.live import SeatMove, SeatView

__all__ = ["AlwaysOppose"]


class AlwaysOppose(DelegationAgent):
    """Objects to every wording, refuses every package, and rejects the document."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Say no to whatever is put."""
        for issue, option in asked(view):
            yield SeatMove(seat=self.key, move="object_formally", issue=issue.key, option=option.key)
        if view.phase == "package":
            yield SeatMove(seat=self.key, move="refuse_package")
        if view.phase == "adoption":
            yield SeatMove(seat=self.key, move="reject_document")
