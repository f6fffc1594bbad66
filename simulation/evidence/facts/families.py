"""Families of rooms: all rooms of a fact with one thing about them changed, to see whether the fact holds there too.

A family changes one field of every kind of room that a fact plays. Where that field is what the fact itself moves, or
what it is about, the fact keeps its own value and says so (`Fact.keeps`); its rooms are then those of the base family.
Where a fact has by itself what the family would make of it, the family turns round and gives it what plain rooms have.
Every family has draws of its own, so that even such rooms are others, and no luck counts twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from simulation.errors import UnknownComponentError
from simulation.evidence.facts.fact import Fact
from simulation.evidence.facts.rooms import TXT, RoomSpec

__all__ = ["FAMILIES", "Family", "changes_rooms", "find_families", "turns_round", "variants_in"]

_DRAWS: Final = 1_000_000
"""Replications between the first of one family and the first of the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family of rooms: the change made to every room of a fact, and the replication at which its draws begin."""

    key: str
    words: str
    """What its rooms are like."""
    field: str | None
    """The field of `RoomSpec` that it changes; None: nothing."""
    value: Callable[[RoomSpec], object]
    """What it becomes in a kind of room."""
    first: int
    """The replication that its draws begin with."""


def _wider(spec: RoomSpec) -> tuple[float, float]:
    low, high = spec.red
    # Half-widths of 1 reach across the whole axis.
    return min(1.0, low + 0.25), min(1.0, high + 0.25)


_CHANGES: Final[tuple[tuple[str, str, str | None, Callable[[RoomSpec], object]], ...]] = (
    ("base", "as the fact has it", None, lambda _spec: None),
    ("middle", "the status quo in the middle (.5 instead of .3)", "status_quo", lambda _spec: 0.5),
    (
        "dear",
        "failure costs twice as much (.2 in ALL, .4 in TXT)",
        "failure_cost",
        lambda spec: 2 * spec.failure_cost,
    ),
    ("wide", "red lines farther out by a quarter of the axis (half-widths .6 to 1)", "red", _wider),
    ("large", "24 delegations", "delegations", lambda _spec: 24),
    (
        "unlike",
        "positions less alike from clause to clause (.3 in common instead of .7, spread as before)",
        "common",
        lambda spec: min(spec.common, 0.3),
    ),
)

FAMILIES: Final[tuple[Family, ...]] = tuple(
    Family(key=key, words=words, field=field, value=value, first=number * _DRAWS)
    for number, (key, words, field, value) in enumerate(_CHANGES)
)


def variants_in(family: Family, fact: Fact) -> Mapping[str, RoomSpec]:
    """Return the variants of a fact as they are in a family of rooms."""
    field = family.field
    if field is None or field in fact.keeps:
        return fact.variants
    value = family.value if not turns_round(family, fact) else lambda _spec: getattr(TXT, field)
    return {name: spec.but(**{field: value(spec)}) for name, spec in fact.variants.items()}


def turns_round(family: Family, fact: Fact) -> bool:
    """Return whether a fact has by itself what the family would make of its rooms, so that it is given the opposite."""
    if family.field is None or family.field in fact.keeps:
        return False
    return all(getattr(spec, family.field) == family.value(spec) for spec in fact.variants.values())


def changes_rooms(family: Family, fact: Fact) -> bool:
    """Return whether a family has other rooms than the fact by itself."""
    return variants_in(family, fact) != fact.variants


def find_families(keys: tuple[str, ...] | list[str] | None) -> tuple[Family, ...]:
    """Return the families with these keys, in their order; None: all.

    Raises:
        UnknownComponentError: if there is no such family.
    """
    if keys is None:
        return FAMILIES
    known = {family.key for family in FAMILIES}
    for key in keys:
        if key not in known:
            raise UnknownComponentError(kind="family", key=key, valid=known)
    return tuple(family for family in FAMILIES if family.key in keys)
