"""The models that are shown side by side: each a protocol with the parameters that give it its name."""

from dataclasses import dataclass, field
from typing import Final

__all__ = ["SHELF", "WEIGHTED_MEAN", "Shown", "shown_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One model among the others: a protocol, and the parameters that make it this one of its variants."""

    key: str
    """What it is called in tables and files; its words stand in the catalogues under `forecast.model.<key>`."""
    protocol: str
    parameters: tuple[tuple[str, object], ...] = ()
    family: str = field(default="mean")
    """What it takes a negotiation for: mean, bargaining, challenge, exchange, opinion, procedure, conference."""


WEIGHTED_MEAN: Final = Shown(key="compromise", protocol="compromise")
"""The baseline that always stands next to the rest."""
