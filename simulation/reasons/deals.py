"""The deals of a negotiation: an offer to trade that was accepted, with what either side moves on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from simulation.reasons.moves_logged import Move

__all__ = ["Deal", "deals_of"]


@dataclass(frozen=True, slots=True)
class Deal:
    """A trade that was struck: each side moves on one issue."""

    session: int
    offered: tuple[str, str]
    """Who offered it, and the issue that it moves on, by key."""
    accepted: tuple[str, str]
    """Who took it, and the issue that it moves on."""

    @property
    def sides(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """Both sides, the offer first."""
        return self.offered, self.accepted


def deals_of(moves: Sequence[Move]) -> Iterator[Deal]:
    """Yield the deals in moves in their order; an offer that was taken is followed by its acceptance."""
    for offer, taken in pairwise(moves):
        if (offer.move, taken.move) == ("offer_trade", "accept_trade"):
            yield Deal(
                session=taken.session,
                offered=(offer.delegation, offer.issue),
                accepted=(taken.delegation, taken.issue),
            )
