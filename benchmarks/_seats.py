"""Ways to play that no delegate of the library has: one button, everything that is not red, and the coach's moves."""

from collections.abc import Iterator

from simulation.abm import DelegationAgent
from simulation.delegates.floor import asked
from simulation.live import SEAT_MOVES, SeatMove, SeatView
from simulation.training.coach import hint
from simulation.training.notes import AskedHint

__all__ = ["ChairText", "Coached", "GroupButton", "NotRed", "Recess"]


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


class GroupButton(DelegationAgent):
    """Asks for a group on the clause that matters most to it, in every session, and does nothing else."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Press the button."""
        if view.phase != "talks" or "groups" not in view.powers:
            return
        read = [issue for issue in view.issues if issue.is_open and issue.readings]
        if read:
            yield SeatMove(
                seat=self.key, move="ask_for_group", issue=max(read, key=lambda issue: issue.salience).key
            )


class ChairText(DelegationAgent):
    """Asks the chair for a text in every session, and does nothing else."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Press the button."""
        if view.phase == "talks" and "text" in view.powers:
            yield SeatMove(seat=self.key, move="ask_for_chair_text")


class Recess(DelegationAgent):
    """Asks for a recess in every session but the last, and does nothing else."""

    def act(self, view: SeatView) -> Iterator[SeatMove]:
        """Press the button."""
        if view.phase == "talks" and "suspend" in view.powers and view.session < view.sessions:
            yield SeatMove(seat=self.key, move="ask_for_recess")


class Coached(DelegationAgent):
    """Makes the moves that the coach proposes to a person, the most pressing first, as far as they go together.

    A person sees the room anew after each move; here all moves of a phase rest on one view. So on each clause only the
    first move on it is made, nobody is asked twice, and of the chair one thing is asked, at the end.
    """

    def act(self, view: SeatView) -> list[SeatMove]:
        """Follow the coach."""
        moves, process, taken = list[SeatMove](), list[SeatMove](), set[str]()
        talks = view.own.talks_left
        for move in _proposed(view):
            about = {f"{view.phase} {place}" for place in _about(move)}
            if move.move == "consult_bilaterally":
                if talks <= 0:
                    continue
                talks -= 1
            if about & taken:
                continue
            taken |= about
            is_process = SEAT_MOVES[move.move].group == "process"
            (process if is_process else moves).append(move)
        return [*moves, *process[:1]]

    def answer(self, view: SeatView) -> list[SeatMove]:
        """Answer offers as the coach proposes."""
        return [move for move in _proposed(view) if move.move in ("accept_trade", "refuse_trade")]


def _about(move: SeatMove) -> Iterator[str]:
    """Yield what a move is about: no other move of the phase may be about the same."""
    if move.move in ("offer_trade", "propose_package", "consult_capital"):
        yield move.move
    elif move.to or move.offer:
        yield move.to or move.offer
    elif move.option and SEAT_MOVES[move.move].phases == ("floor",):
        yield f"{move.issue} {move.option}"
    else:
        yield f"{move.issue} {move.option if 'floor' in SEAT_MOVES[move.move].phases else ''}"


def _proposed(view: SeatView) -> Iterator[SeatMove]:
    """Yield the moves that the coach proposes, one after the other, until it has nothing new."""
    given = list[AskedHint]()
    seen = set[str]()
    while True:
        found = hint(view, "move", given=given)
        if found.move is None or found.text in seen:
            return
        seen.add(found.text)
        given.append(AskedHint(session=view.session, level="move", text=found.text))
        if found.move.move != "done":
            yield found.move
