"""What whoever imports a table says of it, checked before the table is read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from types import MappingProxyType
from typing import Final

from simulation.errors import ScenarioError
from simulation.scenario.interchange.headings import ROLES, Role
from simulation.scenario.interchange.positions import LAYOUTS, Layout
from simulation.scenario.interchange.scaling import SALIENCES, Saliences, Wanted
from simulation.scenario.load import Check
from simulation.words import as_given, listed, say

__all__ = ["NO_ROLES", "NO_SCALES", "Wish"]

NO_SCALES: Final[Wanted] = MappingProxyType({})
NO_ROLES: Final[Mapping[str, Role]] = MappingProxyType({})
_ENDS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What whoever imports says of a table; see `read_table`."""

    layout: Layout | None = None
    key: str | None = None
    title: str | None = None
    scales: Wanted = NO_SCALES
    saliences: Saliences | None = None
    columns: Mapping[str, Role] = NO_ROLES
    checks: Sequence[Check] = ()

    def __post_init__(self) -> None:
        """Refuse what is of the wrong kind.

        Raises:
            ScenarioError: If there is anything; its text lists all of it.
        """
        told = [
            *_not_one_of("layout", self.layout, LAYOUTS),
            *_not_one_of("saliences", self.saliences, tuple(SALIENCES)),
            *_no_text("key", self.key),
            *_no_text("title", self.title),
        ]
        if not _are_scales(self.scales):
            told.append(_no_values("scales", self.scales, {"fee": (0, 100)}))
        if not _are_roles(self.columns):
            told.append(_no_values("columns", self.columns, {"Seats": "aside"}))
        if told:
            raise ScenarioError("\n".join(told))


def _not_one_of(name: str, given: object, valid: Collection[str]) -> list[str]:
    if given is None or (isinstance(given, str) and given in valid):
        return []
    there = listed(map(repr, valid))
    return [say("notebook.argument.one_of", name=name, given=as_given(given), valid=there)]


def _no_text(name: str, given: object) -> list[str]:
    if given is None or isinstance(given, str):
        return []
    return [say("notebook.argument.text", name=name, given=as_given(given))]


def _no_values(name: str, given: object, example: object) -> str:
    return say("notebook.argument.values", name=name, given=as_given(given), example=example)


def _are_scales(given: object) -> bool:
    return isinstance(given, Mapping) and all(
        (issue is None or isinstance(issue, str))
        and isinstance(ends, Sequence)
        and len(ends) == _ENDS
        and all(isinstance(end, Real) for end in ends)
        for issue, ends in given.items()
    )


def _are_roles(given: object) -> bool:
    return isinstance(given, Mapping) and all(
        isinstance(heading, str) and isinstance(role, str) and role in ROLES
        for heading, role in given.items()
    )
