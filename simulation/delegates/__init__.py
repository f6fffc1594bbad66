"""Reference delegates: simple ways to sit at the table, to measure others against and to copy."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from simulation.abm import DelegationAgent
from simulation.delegates.always_oppose import AlwaysOppose
from simulation.delegates.always_support import AlwaysSupport
from simulation.delegates.honest import Honest
from simulation.delegates.junk_trader import JunkTrader
from simulation.delegates.nothing import Nothing
from simulation.delegates.own_ideal import OwnIdeal
from simulation.delegates.promise_breaker import PromiseBreaker
from simulation.delegates.reciprocal import Reciprocal

__all__ = [
    "DELEGATES",
    "AlwaysOppose",
    "AlwaysSupport",
    "Honest",
    "JunkTrader",
    "Nothing",
    "OwnIdeal",
    "PromiseBreaker",
    "Reciprocal",
]

DELEGATES: Final[Mapping[str, type[DelegationAgent]]] = MappingProxyType(
    {
        "nothing": Nothing,
        "always oppose": AlwaysOppose,
        "always support": AlwaysSupport,
        "own ideal": OwnIdeal,
        "promise breaker": PromiseBreaker,
        "junk trader": JunkTrader,
        "honest": Honest,
        "reciprocal": Reciprocal,
    }
)
"""All of them by name, in the order of a league table before it is played: first the one that does nothing."""
