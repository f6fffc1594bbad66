"""One live negotiation as a Mesa model. The only package that imports Mesa, so load it on first use."""

from simulation.abm.agent import DelegationAgent
from simulation.abm.model import AGENT_REPORTERS, MODEL_REPORTERS, NegotiationModel

__all__ = ["AGENT_REPORTERS", "MODEL_REPORTERS", "DelegationAgent", "NegotiationModel"]
