from .agent import DelegationAgent as DelegationAgent
from .casting import Holders as Holders
from .casting import cast as cast
from .casting import told as told
from .model import AGENT_REPORTERS as AGENT_REPORTERS
from .model import MODEL_REPORTERS as MODEL_REPORTERS
from .model import NegotiationModel as NegotiationModel
from .own_agent import AgentFileError as AgentFileError
from .own_agent import OwnAgent as OwnAgent
from .own_agent import read_agent as read_agent
from .room_of_people import beside_people as beside_people

__all__ = [
    "AGENT_REPORTERS",
    "MODEL_REPORTERS",
    "AgentFileError",
    "DelegationAgent",
    "Holders",
    "NegotiationModel",
    "OwnAgent",
    "beside_people",
    "cast",
    "read_agent",
    "told",
]
