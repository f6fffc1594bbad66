"""The public record of a table, for whoever sits or watches at it: text, coalitions, what was heard by session."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from dashboard.classroom import cookies
from dashboard.classroom.projector.projected_room import TableShown, table_shown
from dashboard.classroom.screens import Screen, Sight
from simulation.classroom import TableRecord, held_sentence

__all__ = ["TABLE"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """Something that was said in the room."""

    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Session:
    """What was heard in a session."""

    number: int
    sentence: str
    said: tuple[_Said, ...]


def _look(sight: Sight) -> Mapping[str, Any]:
    record = sight.service.table_record(sight.caller, sight.query.get("table", ""))
    shown = table_shown(sight, clock=record.clock, published=record.published)
    names = {seat.key: seat.name for seat in record.seats}
    return {
        "record": record,
        "table": shown,
        "sessions": list(_sessions(sight, record, shown))[::-1],
        "held": [held_sentence(one, names[one.seat]) for one in record.held],
        "is_host": not sight.caller.person,
    }


def _sessions(sight: Sight, record: TableRecord, shown: TableShown) -> Iterator[_Session]:
    """Yield what was heard by session; statements that belong to one that has not closed yet come as a last."""
    sentences = shown.sentences
    last = max([len(record.heard), *(one.session for one in record.published.statements)])
    for number in range(1, last + 1):
        yield _Session(
            number=number,
            sentence=sentences[number - 1] if number <= len(sentences) else "",
            said=tuple(_said(sight, record, shown, number)),
        )


def _said(sight: Sight, record: TableRecord, shown: TableShown, number: int) -> Iterator[_Said]:
    say, people = sight.words.say, shown.people
    for move in record.heard[number - 1] if number <= len(record.heard) else ():
        if move.reason:
            who = people[move.delegation].name if move.delegation in people else say("term.chair")
            yield _Said(who=who, text=sight.words.told(move.reason))
    for statement in record.published.statements:
        if statement.session == number:
            key = "class.record.said.to" if statement.to in people else "list.quoted"
            to = people[statement.to].name if statement.to in people else ""
            yield _Said(who=people[statement.seat].name, text=say(key, to=to, text=statement.text))


TABLE: Final = Screen(
    path="/table",
    template="record.html",
    view="seat",
    cookies=(cookies.SEAT, cookies.HOST),
    door="/join",
    title="class.record.title",
    look=_look,
    style="drawing.css record.css",
)
