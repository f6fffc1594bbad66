"""What can go wrong when people play: a move that the rules do not allow, a log that cannot be used."""

from collections.abc import Sequence

from simulation.errors import DelegationSimError

__all__ = ["IllegalMoveError", "LiveLogError", "OtherVersionError"]


class IllegalMoveError(DelegationSimError):
    """A move is not possible here and now; its text says why, and what would be."""

    def __init__(self, why: str, legal: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.legal = tuple(legal)
        """Moves that the seat could make instead, by key."""


class LiveLogError(DelegationSimError):
    """The log of a live negotiation is damaged, of another case, or of another version."""


class OtherVersionError(LiveLogError):
    """The log of a live negotiation is whole, but another version played it: it can be read, and not played on."""
