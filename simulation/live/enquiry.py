"""What a view asks of the room instead of holding it: a view holds a ticket, which is good while its seat is asked.

What was heard takes longer to work out than a session to hold, so it is not done for those who do not look. And whether
a move would be taken, only the room can say. But a view holds nothing that its seat may not know, so it does not hold
the room: whoever shows the view opens an enquiry for its ticket, and closes it once the seat has decided.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, overload
from weakref import WeakKeyDictionary, ref

from simulation.live.errors import IllegalMoveError
from simulation.live.moves import SeatMove
from simulation.live.public import PublicMove
from simulation.words import say

__all__ = ["Heard", "Ticket", "close", "hear", "take", "why_not"]

type Sessions = tuple[tuple[PublicMove, ...], ...]


class Ticket:
    """By which the room knows a view; a copy of it is none."""

    __slots__ = ("__weakref__",)


class Heard(Sequence[tuple[PublicMove, ...]]):
    """What was heard in the sessions held, worked out when somebody looks; see `hear`.

    What was heard once does not change, so it is the same whenever it is looked at. A copy of it is a tuple.
    """

    __slots__ = ("__weakref__", "_held", "_ticket", "_told")

    def __init__(self, ticket: Ticket, held: int) -> None:
        self._ticket, self._held = ticket, held
        self._told: Sessions | None = None

    def __len__(self) -> int:
        return self._held

    @overload
    def __getitem__(self, at: int) -> tuple[PublicMove, ...]: ...

    @overload
    def __getitem__(self, at: slice) -> Sessions: ...

    def __getitem__(self, at: int | slice) -> tuple[PublicMove, ...] | Sessions:
        """Return what was heard in a session, counted from 0, or in some."""
        if self._told is None:
            self._told = _ENQUIRIES[self._ticket].read()[: self._held]
        return self._told[at]

    def __eq__(self, other: object) -> bool:
        """Compare what was heard."""
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        """Show what was heard."""
        return repr(tuple(self))

    def __reduce__(self) -> tuple[type, tuple[Sessions]]:
        """Be copied, and written to a file, as what was heard."""
        return tuple, (tuple(self),)


@dataclass(slots=True, kw_only=True)
class _Enquiry:
    """What the room answers about one view."""

    refuse: Callable[[SeatMove], object]
    """Raises `IllegalMoveError` if a move would not be taken."""
    read: Callable[[], Sessions] = tuple
    heard: ref[Heard] | None = None


_ENQUIRIES: Final[WeakKeyDictionary[Ticket, _Enquiry]] = WeakKeyDictionary()


def take(refuse: Callable[[SeatMove], object]) -> Ticket:
    """Open an enquiry and return the ticket for a view that may ask; `refuse` raises if a move would not be taken."""
    ticket = Ticket()
    _ENQUIRIES[ticket] = _Enquiry(refuse=refuse)
    return ticket


def hear(ticket: Ticket, held: int, read: Callable[[], Sessions]) -> Heard:
    """Return what was heard in the first sessions, so many as are `held`; it is `read` once somebody looks."""
    heard = Heard(ticket, held)
    _ENQUIRIES[ticket].read, _ENQUIRIES[ticket].heard = read, ref(heard)
    return heard


def close(tickets: Sequence[Ticket]) -> None:
    """End the enquiries for these tickets. Whoever has kept a view can still read in it what was heard."""
    for ticket in tickets:
        heard = _ENQUIRIES[ticket].heard
        kept = None if heard is None else heard()
        if kept is not None:
            tuple(kept)
        del _ENQUIRIES[ticket]


def why_not(ticket: Ticket, move: SeatMove) -> str | None:
    """Return why a move would not be taken now; None: it would be taken."""
    if ticket not in _ENQUIRIES:
        return say("illegal.passed")
    try:
        _ENQUIRIES[ticket].refuse(move)
    except IllegalMoveError as error:
        return str(error)
    return None
