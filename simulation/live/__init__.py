"""A negotiation with people, or agents of the user's own, in some of its seats: moves, answers, promises, the log."""

from simulation.live.errors import HolderError, IllegalMoveError, LiveLogError, OtherVersionError
from simulation.live.holders import Holder
from simulation.live.log import LiveLog
from simulation.live.moves import LEVELS, PHASES, SEAT_MOVES, SeatMove
from simulation.live.negotiation import LiveNegotiation
from simulation.live.offers import Offer
from simulation.live.promises import Promise
from simulation.live.request import Made, MoveRequest, Reply
from simulation.live.seen import SeatView
from simulation.live.view import view_of

__all__ = [
    "LEVELS",
    "PHASES",
    "SEAT_MOVES",
    "Holder",
    "HolderError",
    "IllegalMoveError",
    "LiveLog",
    "LiveLogError",
    "LiveNegotiation",
    "Made",
    "MoveRequest",
    "Offer",
    "OtherVersionError",
    "Promise",
    "Reply",
    "SeatMove",
    "SeatView",
    "view_of",
]
