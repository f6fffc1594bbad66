"""The protocols that come with the library, and what one says where a case is silent."""

import json
from functools import lru_cache

from simulation.protocols.compromise import Compromise
from simulation.protocols.conference.conference import Conference
from simulation.protocols.protocol import NegotiationProtocol
from simulation.protocols.published.camps import Landscape
from simulation.protocols.published.centres import KalaiSmorodinsky, Median, NashBargaining
from simulation.protocols.published.challenge import Challenge
from simulation.protocols.published.opinion import Deffuant, HegselmannKrause
from simulation.protocols.published.trades import Exchange, SpatialModel
from simulation.protocols.published.whole_texts import AlternatingOffers, SingleText
from simulation.registry import Registry
from simulation.scenario.schema import Scenario
from simulation.state.red_lines import Defaults

__all__ = ["PROTOCOLS", "defaults_of"]

PROTOCOLS: Registry[NegotiationProtocol] = Registry(
    "protocol",
    (
        Conference,
        Compromise,
        Median,
        NashBargaining,
        KalaiSmorodinsky,
        Challenge,
        Exchange,
        SpatialModel,
        Landscape,
        HegselmannKrause,
        Deffuant,
        AlternatingOffers,
        SingleText,
    ),
)


def defaults_of(case: Scenario) -> Defaults:
    """Return the values that the protocol of a case uses where the case gives none.

    Raises:
        UnknownComponentError: if there is no such protocol.
        ValueError: if one of its parameters cannot be used.
    """
    return _defaults(case.protocol.key, json.dumps(case.protocol.model_extra or {}, sort_keys=True))


@lru_cache(maxsize=64)
def _defaults(key: str, parameters: str) -> Defaults:
    return PROTOCOLS.create(key, json.loads(parameters)).defaults
