"""A negotiation with people in some of its seats: moves, answers, promises, and the log that it is."""

from simulation.live.errors import IllegalMoveError, LiveLogError, OtherVersionError
from simulation.live.log import LiveLog
from simulation.live.moves import LEVELS, PHASES, SEAT_MOVES, SeatMove
from simulation.live.negotiation import LiveNegotiation
from simulation.live.offers import Offer
from simulation.live.promises import Promise
from simulation.live.request import MoveRequest, Reply
from simulation.live.seen import SeatView
from simulation.live.view import view_of

__all__ = [
    "LEVELS",
    "PHASES",
    "SEAT_MOVES",
    "IllegalMoveError",
    "LiveLog",
    "LiveLogError",
    "LiveNegotiation",
    "MoveRequest",
    "Offer",
    "OtherVersionError",
    "Promise",
    "Reply",
    "SeatMove",
    "SeatView",
    "view_of",
]
