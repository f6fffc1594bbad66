"""What is pushed of a class: versions and counts, from which a page sees that it has to look again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, Final, Literal, Self

from simulation.classroom import Draft, HostView, as_json, as_plain

__all__ = ["VIEWS", "Glance", "View", "looked_at", "written"]

type View = Literal["seat", "host", "projector"]
VIEWS: Final[tuple[View, ...]] = ("seat", "host", "projector")
_DIGEST: Final = 6
_NO_DRAFTS: Final[Mapping[str, Sequence[Draft]]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """Versions and counts of a class at one moment."""

    number: int
    """Of its last event."""
    general: int
    """Of the last event for which everybody has to look."""
    own: Mapping[str, int] = field(repr=False)
    """By person, of the last event that is for them and not for their whole table."""
    clocks: Mapping[str, dict[str, Any]]
    """By table."""
    news: Mapping[str, int]
    """By table, of the last event for which everybody there has to look: counts are in the clock."""
    tables: Mapping[str, str] = field(repr=False)
    """Table by person."""
    away: tuple[str, ...]
    """People of whom nothing was seen lately, by id."""
    opened: tuple[str, ...]
    """People whose seat was opened on a page of theirs, by id."""
    n_calls: int
    overdue: tuple[str, ...]
    """Tables whose deadline has passed and that did not go on."""
    barred: tuple[tuple[str, int, bool], ...]
    """Ways in that wrong codes keep closed: by what each is known, until when, and whether a right code is not taken
    either."""
    drafts: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By person who has several pages open, a digest of what they are typing, if anything: all of these show it."""

    @classmethod
    def of(cls, view: HostView, drafts: Mapping[str, Sequence[Draft]] = _NO_DRAFTS) -> Self:
        """Return what there is to push.

        Args:
            view: The host's, as it is now.
            drafts: Of people who have several pages open, by id.
        """
        clocks = {table.clock.table: as_plain(table.clock) for table in view.tables}
        return cls(
            number=view.number,
            general=view.general,
            own={person.id: person.number for person in view.people},
            clocks=clocks,
            news={table.clock.table: table.news for table in view.tables},
            tables={person.id: person.table for person in view.people},
            away=tuple(person.id for person in view.people if person.is_away),
            opened=tuple(person.id for person in view.people if person.has_opened),
            n_calls=len(view.calls),
            overdue=tuple(table.clock.table for table in view.tables if table.is_overdue),
            barred=tuple((f"{one.kind} {one.who}", one.until, one.is_shut) for one in view.barred),
            drafts={who: _digest(as_json(as_plain(kept))) for who, kept in drafts.items() if kept},
        )

    def told(self, view: View, person: str) -> dict[str, Any] | None:
        """Return what one page is told; None: its person is not in the class any more.

        It looks again when anything of it changes but the clocks, which it shows without that: see `looked_at`.
        """
        if view == "host":
            people = {"people": len(self.tables), "away": list(self.away), "opened": list(self.opened)}
            waiting = {"calls": self.n_calls, "overdue": list(self.overdue), "barred": as_plain(self.barred)}
            return {"number": self.number, **people, **waiting, "clocks": list(self.clocks.values())}
        if person and person not in self.tables:
            return None
        if view == "projector":
            number = max(self.general, *(clock["version"] for clock in self.clocks.values()))
            return {"number": number, "people": len(self.tables), "clocks": list(self.clocks.values())}
        table = self.tables[person]
        number = max(self.general, self.own[person], self.news[table])
        typed = {"drafts": self.drafts[person]} if person in self.drafts else {}
        return {"number": number, **typed, "clocks": [self.clocks[table]]}


def looked_at(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return that of what is told after whose change a page looks again, as `class.js` does: all but the clocks."""
    return {name: value for name, value in told.items() if name != "clocks"}


def written(told: Mapping[str, Any], within: float) -> tuple[str, bytes]:
    """Return what is told as an event of a stream, with its id: the same for the same.

    Args:
        told: What one page is told.
        within: Seconds over which the pages that have to look now spread.
    """
    name = f"{told['number']}-{_digest(as_json(told))}"
    said = as_json({**told, "within": within})
    return name, f"id: {name}\nevent: change\ndata: {said}\n\n".encode()


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=_DIGEST).hexdigest()
