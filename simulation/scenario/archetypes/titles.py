"""What archetypes are called: by region and kind as the case gives them, numbered where several are alike."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from simulation.scenario.schema import Delegation, DelegationKind, Region
from simulation.words import called, say

__all__ = ["SHORTEST", "Titled", "titled"]

SHORTEST: Final = 16
"""Characters of a short name."""
_KINDS: Final[Mapping[DelegationKind, str]] = MappingProxyType(
    {
        "government": "GOV",
        "intergovernmental": "IGO",
        "private_sector": "BUS",
        "civil_society": "CIV",
        "technical_community": "TEC",
        "academia": "ACA",
    }
)
_REGIONS: Final[Mapping[Region, str]] = MappingProxyType(
    {
        "africa": "AFR",
        "americas": "AME",
        "arab_states": "ARB",
        "asia": "ASI",
        "asia_pacific": "APA",
        "caribbean": "CAR",
        "cis": "CIS",
        "europe": "EUR",
        "latin_america": "LAM",
        "middle_east": "MEA",
        "north_america": "NAM",
        "oceania": "OCE",
    }
)
"""With what keys begin; a number always follows, so that none is the code of a country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """What one seat is called."""

    key: str
    name: str
    short: str


def titled(seats: Sequence[Delegation]) -> dict[str, Titled]:
    """Return what seats are called by their keys, in the current language."""
    alike = Counter(_code(seat) for seat in seats)
    so_far = Counter[str]()
    found = dict[str, Titled]()
    for seat in seats:
        code = _code(seat)
        so_far[code] += 1
        number = so_far[code]
        name, short = _name(seat), _short(seat)
        if alike[code] > 1:
            name = say("archetype.numbered", name=name, n=number)
            short = say("archetype.numbered", name=short[: SHORTEST - 1 - len(str(number))], n=number)
        found[seat.key] = Titled(key=f"{code}{number}", name=name, short=short)
    return found


def _code(seat: Delegation) -> str:
    """Return who is alike: governments of a region; of other kinds all, wherever they are at home."""
    is_by_region = seat.kind == "government" and seat.region is not None
    return _REGIONS[seat.region] if is_by_region and seat.region else _KINDS[seat.kind]


def _name(seat: Delegation) -> str:
    kind = called("archetype", seat.kind)
    if seat.region is None:
        return kind
    if seat.kind == "government":
        return called("archetype.government", seat.region)
    return say("archetype.at_home", kind=kind, region=called("archetype.region", seat.region))


def _short(seat: Delegation) -> str:
    if seat.kind == "government" and seat.region is not None:
        return called("archetype.region", seat.region)
    return called("archetype.short", seat.kind)
