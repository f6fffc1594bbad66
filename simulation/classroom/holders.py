"""Agents that the host puts in a seat without people: one that obstructs, one that makes a single move."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from simulation.live import LiveNegotiation, SeatMove, SeatView

__all__ = ["Obstructing", "Once", "obstructing", "once"]


@dataclass(slots=True, kw_only=True)
class Obstructing:
    """Objects to all that is put, refuses packages and stays out of the consensus; trades with nobody."""

    seat: str

    def act(self, view: SeatView) -> Iterator[SeatMove] | None:
        """Return its moves in this phase."""
        if view.request is None:
            return None
        return self._moves(view.request.asked, view.request.legal)

    def _moves(self, asked: Sequence[tuple[str, str]], legal: Sequence[str]) -> Iterator[SeatMove]:
        for issue, option in asked:
            yield SeatMove(seat=self.seat, move="object_formally", issue=issue, option=option)
        for move in ("refuse_package", "dissociate", "not_sign"):
            if move in legal:
                yield SeatMove(seat=self.seat, move=move)

    def answer(self, view: SeatView) -> list[SeatMove]:
        """Refuse whatever is offered."""
        return [
            SeatMove(seat=self.seat, move="refuse_trade", offer=offer.id)
            for offer in view.offers
            if offer.to == self.seat
        ]


@dataclass(slots=True, kw_only=True)
class Once:
    """Makes one move when it is first asked, and follows its instructions in all else."""

    move: SeatMove
    is_made: bool = field(default=False)

    def act(self, _: SeatView) -> list[SeatMove] | None:
        """Return the move, once."""
        if self.is_made:
            return None
        self.is_made = True
        return [self.move]

    def answer(self, _: SeatView) -> None:
        """Answer as instructed."""


@dataclass(frozen=True, slots=True)
class _MadeOnce:
    """Makes a `Once` for a seat, a new one each time that the negotiation is played."""

    move: SeatMove

    def __call__(self, _live: LiveNegotiation, _row: int) -> Once:
        return Once(move=self.move)


def once(move: SeatMove) -> _MadeOnce:
    """Return what makes an agent that makes this move once."""
    return _MadeOnce(move)


def obstructing(live: LiveNegotiation, row: int) -> Obstructing:
    """Return an agent that obstructs in the seat of a row."""
    return Obstructing(seat=live.live.room.tableau.delegations[row])
