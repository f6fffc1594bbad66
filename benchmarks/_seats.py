"""Ways to play that no delegate of the library has: one button, everything that is not red, and the coach's moves."""

from collections.abc import Iterator

from simulation.abm import DelegationAgent
from simulation.delegates.floor import asked
from simulation.live import SeatMove, SeatView
from simulation.training.coach import fitting

__all__ = ["Capital", "ChairText", "Coached", "GroupButton", "NotRed", "Recess"]


class NotRed(DelegationAgent):
    """Can live with all that crosses no red line of its own, and with nothing else."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Answer what is on the floor, packages and the document by red lines alone."""
        for issue, option in asked(view):
            move = "object_formally" if option.is_red else "can_live_with"
            yield SeatMove(seat=self.key, move=move, issue=issue.key, option=option.key)
        if view.package is not None:
            yield SeatMove(seat=self.key, move="refuse_package" if view.package.crosses else "accept_package")
        if view.phase == "adoption":
            yield SeatMove(seat=self.key, move="join_consensus")


def _may(view: SeatView, move: str) -> bool:
    """Return whether a move is possible; a chair grants one seat one recess, and of other things two."""
    return view.request is not None and move in view.request.legal


class GroupButton(DelegationAgent):
    """Asks for a group on its dearest clause as often as the chair goes along, and does nothing else."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Press the button."""
        if not _may(view, "ask_for_group"):
            return
        read = [issue for issue in view.issues if issue.is_open and issue.readings]
        if read:
            yield SeatMove(
                seat=self.key, move="ask_for_group", issue=max(read, key=lambda issue: issue.salience).key
            )


class ChairText(DelegationAgent):
    """Asks the chair for a text as often as the chair goes along, and does nothing else."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Press the button."""
        if _may(view, "ask_for_chair_text"):
            yield SeatMove(seat=self.key, move="ask_for_chair_text")


class Recess(DelegationAgent):
    """Asks for a recess as often as the chair goes along, and does nothing else."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Press the button."""
        if _may(view, "ask_for_recess"):
            yield SeatMove(seat=self.key, move="ask_for_recess")


class Capital(DelegationAgent):
    """Asks its capital for more in every session, and does nothing else."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Press the button."""
        if view.phase == "talks" and _may(view, "consult_capital"):
            yield SeatMove(seat=self.key, move="consult_capital")


class Coached(DelegationAgent):
    """Makes the moves that the coach proposes to a person, the most pressing first.

    A person sees the room anew after each move; here all moves of a phase rest on one view.
    """

    def act(self, view: SeatView) -> list[SeatMove]:
        """Follow the coach."""
        return [advice.move for advice in fitting(view) if advice.move is not None]

    def answer(self, view: SeatView) -> list[SeatMove]:
        """Answer offers as the coach proposes."""
        return [move for move in self.act(view) if move.move in ("accept_trade", "refuse_trade")]
