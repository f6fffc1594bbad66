"""What a host can choose from on the console: places, wordings, and what is prepared with the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.classroom.console.console_rows import SeatRow, TableRow
from dashboard.frame.language import Words
from simulation.scenario import Scenario

__all__ = ["ALL", "General", "Group", "Slip", "from_capital", "general", "places", "prepared", "wordings"]

ALL = "."
"""Value of all tables, where nothing chosen is told from it."""
_TO_ALL: Final = ("to all", "à tous")
"""How a text on paper begins that is for everybody."""


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
    """Return tables with their seats; a value is `TABLE.SEAT`, or `TABLE.` for the whole table.

    Seats in which nobody sits say so: an agent reads nothing.
    """
    return [
        Group(
            name=words.say("term.table", table=row.key),
            key=row.key,
            choices=(
                *([(f"{row.key}.", words.say(every))] if whole else []),
                *((f"{row.key}.{seat.key}", _called(seat, words)) for seat in row.seats),
            ),
        )
        for row in rows
    ]


def _called(seat: SeatRow, words: Words) -> str:
    return seat.name if seat.people else words.say("class.console.to.agent", name=seat.name)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """Something that the case has ready."""

    session: int
    what: str
    why: str
    name: str
    """Of the delegation that alone gets it; empty: everybody does."""
    place: str
    """Value of `places` that is chosen at first; empty: the host has to choose."""


def prepared(case: Scenario, rows: Sequence[TableRow]) -> list[Slip]:
    """Return what a case has ready to be thrown in, and to whom each goes unless changed.

    What is for one delegation goes nowhere by itself where several tables have that delegation.
    """
    names = {one.key: one.short or one.name for one in case.delegations}
    found = []
    for one in case.injects:
        place = ALL
        if one.to is not None:
            held = [f"{row.key}.{seat.key}" for row in rows for seat in row.seats if seat.key == one.to]
            place = held[0] if len(held) == 1 else ""
        name = "" if one.to is None else names[one.to]
        what = _without_address(one.what, name)
        found.append(Slip(session=one.session, what=what, why=one.why, name=name, place=place))
    return found


def _without_address(text: str, name: str) -> str:
    """Return a text without the words that say on paper for whom it is: here the choice of the host says it.

    >>> _without_address("A slip for Lumera: both ministries agree.", "Lumera")
    'Both ministries agree.'
    """
    head, _, tail = text.partition(":")
    tail = tail.strip()
    is_address = name in head if name else head.strip().lower() in _TO_ALL
    return f"{tail[0].upper()}{tail[1:]}" if tail and is_address else text


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """What every case has to offer."""

    sessions: int
    """In all, with an earlier end; 0: not every table that is on has one to spare."""
    end: str
    """What is said then."""
    agents: tuple[Group, ...]
    """Seats in which an agent sits, at tables that are on."""


def general(rows: Sequence[TableRow], places: Sequence[Group], words: Words) -> General:
    """Return what can be thrown in.

    Args:
        rows: The tables.
        places: Their seats.
        words: In the language of the class: its people read them.
    """
    on = [row for row in rows if row.is_on]
    sessions = min((row.clock.sessions - 1 for row in on), default=0)
    if any(row.clock.session >= sessions for row in on):
        sessions = 0
    held = {f"{row.key}.{seat.key}" for row in on for seat in row.seats if not seat.people and not seat.agent}
    agents = [(group, tuple(one for one in group.choices if one[0] in held)) for group in places]
    return General(
        sessions=sessions,
        end=words.say("class.console.general.end.text", sessions=sessions) if sessions else "",
        agents=tuple(Group(name=one.name, key=one.key, choices=there) for one, there in agents if there),
    )


def from_capital(case: Scenario, issue: str, option: str, words: Words) -> str:
    """Return what capital writes of a wording that it wants now; empty: there is no such wording."""
    for topic in case.issues:
        for one in topic.options:
            if (topic.key, one.key) == (issue, option):
                return words.say("class.console.general.capital", option=one.label, issue=topic.name)
    return ""
