from .enough import ACCEPTED as ACCEPTED
from .errors import HolderError as HolderError
from .errors import IllegalMoveError as IllegalMoveError
from .errors import LiveLogError as LiveLogError
from .errors import OtherVersionError as OtherVersionError
from .holders import Holder as Holder
from .live_negotiation import LiveNegotiation as LiveNegotiation
from .log import LiveLog as LiveLog
from .log import as_plain as as_plain
from .moves import ANSWERED as ANSWERED
from .moves import LEVELS as LEVELS
from .moves import LONGEST_TEXT as LONGEST_TEXT
from .moves import PHASES as PHASES
from .moves import SEAT_MOVES as SEAT_MOVES
from .moves import SIGNAL_OF as SIGNAL_OF
from .moves import TABLING as TABLING
from .moves import Phase as Phase
from .moves import Place as Place
from .moves import SeatMove as SeatMove
from .moves import answers_in as answers_in
from .moves import moves_of as moves_of
from .offers import Offer as Offer
from .promises import Promise as Promise
from .public import FAILED_PACKAGE as FAILED_PACKAGE
from .public import PublicMove as PublicMove
from .request import Made as Made
from .request import MoveRequest as MoveRequest
from .request import Reply as Reply
from .seat_sentences import bought as bought
from .seat_sentences import capital_answered as capital_answered
from .seat_sentences import declined as declined
from .seat_sentences import meaning as meaning
from .seat_sentences import packages_told as packages_told
from .seat_sentences import replaced_text as replaced_text
from .seat_sentences import told_lines as told_lines
from .seat_sentences import trades_fallen as trades_fallen
from .seat_sentences import why_no_talks as why_no_talks
from .seen import IssueSeen as IssueSeen
from .seen import Neighbour as Neighbour
from .seen import OptionSeen as OptionSeen
from .seen import SeatView as SeatView
from .view import view_of as view_of

__all__ = [
    "ANSWERED",
    "FAILED_PACKAGE",
    "LEVELS",
    "LONGEST_TEXT",
    "PHASES",
    "SEAT_MOVES",
    "SIGNAL_OF",
    "TABLING",
    "Holder",
    "HolderError",
    "IllegalMoveError",
    "IssueSeen",
    "LiveLog",
    "LiveLogError",
    "LiveNegotiation",
    "Made",
    "MoveRequest",
    "Neighbour",
    "Offer",
    "OptionSeen",
    "OtherVersionError",
    "Phase",
    "Place",
    "Promise",
    "PublicMove",
    "Reply",
    "SeatMove",
    "SeatView",
    "answers_in",
    "as_plain",
    "bought",
    "capital_answered",
    "declined",
    "meaning",
    "moves_of",
    "packages_told",
    "replaced_text",
    "told_lines",
    "trades_fallen",
    "view_of",
    "why_no_talks",
]
