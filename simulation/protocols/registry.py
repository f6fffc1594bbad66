"""The protocols that come with the library."""

from simulation.protocols.compromise import Compromise
from simulation.protocols.conference.conference import Conference
from simulation.protocols.protocol import NegotiationProtocol
from simulation.registry import Registry

__all__ = ["PROTOCOLS"]

PROTOCOLS: Registry[NegotiationProtocol] = Registry("protocol", (Conference, Compromise))
