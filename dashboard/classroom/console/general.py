"""What a host can throw in where nothing is prepared: made from the case and from how the tables stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.classroom.console.choices import Group
from dashboard.classroom.console.console_rows import TableRow
from dashboard.frame.language import Words
from simulation.scenario import Scenario

__all__ = ["General", "from_capital", "general"]


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
