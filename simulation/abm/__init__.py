"""One live negotiation as a Mesa model. The only package that imports Mesa, so load it on first use."""

from simulation.abm.agent import DelegationAgent
from simulation.abm.model import AGENT_REPORTERS, MODEL_REPORTERS, NegotiationModel
from simulation.abm.own_agent import AgentFileError, OwnAgent, read_agent
from simulation.abm.room_of_people import beside_people

__all__ = [
    "AGENT_REPORTERS",
    "MODEL_REPORTERS",
    "AgentFileError",
    "DelegationAgent",
    "NegotiationModel",
    "OwnAgent",
    "beside_people",
    "read_agent",
]
