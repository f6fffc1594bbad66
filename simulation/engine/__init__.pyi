from .assembly import AssemblyRecord as AssemblyRecord
from .assembly import House as House
from .assembly import play_assembly as play_assembly
from .assembly import prepare_assembly as prepare_assembly
from .at_first import AtFirst as AtFirst
from .at_first import at_first as at_first
from .batch import CHUNK as CHUNK
from .batch import Negotiation as Negotiation
from .batch import play_batch as play_batch
from .batch import prepare as prepare
from .batch import simulate_batch as simulate_batch
from .component_checks import check_components as check_components
from .record import CLOSED_BY as CLOSED_BY
from .record import JOINS as JOINS
from .record import SIGNALS as SIGNALS
from .record import SIGNATURES as SIGNATURES
from .record import Record as Record
from .room_power import OBJECTING as OBJECTING
from .room_power import DecisionPower as DecisionPower
from .room_power import RoomPower as RoomPower
from .room_power import room_power as room_power
from .simulate import load_scenario as load_scenario
from .simulate import simulate as simulate

__all__ = [
    "CHUNK",
    "CLOSED_BY",
    "JOINS",
    "OBJECTING",
    "SIGNALS",
    "SIGNATURES",
    "AssemblyRecord",
    "AtFirst",
    "DecisionPower",
    "House",
    "Negotiation",
    "Record",
    "RoomPower",
    "at_first",
    "check_components",
    "load_scenario",
    "play_assembly",
    "play_batch",
    "prepare",
    "prepare_assembly",
    "room_power",
    "simulate",
    "simulate_batch",
]
