"""What a host can choose from on the console: places, wordings, and what the case's own pack has prepared."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.classroom.console.rows import TableRow
from dashboard.words import Words
from simulation.scenario.load import shipped_scenarios
from simulation.scenario.pack import load_pack
from simulation.scenario.pack_schema import Inject
from simulation.scenario.schema import Scenario

__all__ = ["Group", "places", "prepared", "wordings"]

_KEPT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Choices under one heading."""

    name: str
    key: str
    choices: tuple[tuple[str, str], ...]
    """Value and label."""


def places(
    rows: Sequence[TableRow], words: Words, *, whole: bool, every: str = "class.console.to.table"
) -> list[Group]:
    """Return tables with their seats; a value is `TABLE.SEAT`, or `TABLE.` for the whole table."""
    return [
        Group(
            name=words.say("class.console.table", table=row.key),
            key=row.key,
            choices=(
                *([(f"{row.key}.", words.say(every))] if whole else []),
                *((f"{row.key}.{seat.key}", seat.name) for seat in row.seats),
            ),
        )
        for row in rows
    ]


def wordings(case: Scenario) -> list[Group]:
    """Return the wordings of a case by issue; a value is `ISSUE OPTION`."""
    return [
        Group(
            name=issue.name,
            key=issue.key,
            choices=tuple((f"{issue.key} {option.key}", option.label) for option in issue.options),
        )
        for issue in case.issues
    ]


@lru_cache(_KEPT)
def _pack_of(key: str) -> tuple[Inject, ...]:
    if key not in shipped_scenarios():
        return ()
    pack = load_pack(key)
    return () if pack is None else tuple(pack.injects)


def prepared(case: Scenario) -> tuple[Inject, ...]:
    """Return what the pack of a case that ships has ready to be thrown in."""
    return _pack_of(case.key)
