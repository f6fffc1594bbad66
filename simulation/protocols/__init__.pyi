from .protocol import NegotiationProtocol as NegotiationProtocol
from .protocol_names import protocol_named as protocol_named
from .protocol_names import protocol_summed_up as protocol_summed_up
from .registry import PROTOCOLS as PROTOCOLS
from .registry import defaults_of as defaults_of
from .result import OUTCOME_CLASSES as OUTCOME_CLASSES
from .result import SIGNALS as SIGNALS
from .room import Room as Room
from .room import Turn as Turn

__all__ = [
    "OUTCOME_CLASSES",
    "PROTOCOLS",
    "SIGNALS",
    "NegotiationProtocol",
    "Room",
    "Turn",
    "defaults_of",
    "protocol_named",
    "protocol_summed_up",
]
