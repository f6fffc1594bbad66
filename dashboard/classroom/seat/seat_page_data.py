"""What the page of a seat is given to draw: of what the service shows its person, and of nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from dashboard.classroom.screens import Sight
from dashboard.classroom.seat import dealings_with_people, seat_ending
from dashboard.classroom.seat.clause import Choice, blocks, meanings
from dashboard.classroom.seat.seat_asked import Asked
from dashboard.frame.case_language import case_language
from dashboard.frame.language import Words
from dashboard.seat import clauses_told, offers_told, short_wordings
from dashboard.seat.card_told import Card
from dashboard.seat.headline_told import Teller
from dashboard.seat.public_sheet import Sheet, sheet_of
from simulation.classroom import Clock, MySeat, TableRecord, held_sentence
from simulation.protocols import OUTCOME_CLASSES
from simulation.scenario import Scenario
from simulation.training import ITEMS, LONGEST, SCALE, open_question, scale, seats_apart, statement
from simulation.words import say as told

__all__ = ["look", "sees"]

_QUESTIONS: Final = ("happened", "otherwise")
_OPEN: Final = ":open"
"""Said of a clause on which no agreement is foreseen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A private note, as one side of it reads it."""

    head: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """All of the class that the page is drawn from. Versions and counts are left out when it is compared."""

    mine: MySeat
    record: TableRecord
    case: Scenario

    def __eq__(self, other: object) -> bool:
        """Return whether the same page would be drawn; what a seat may know is the same as long as it is the same."""
        return (
            isinstance(other, Seen)
            and self.case is other.case
            and self.mine.view is other.mine.view
            and _but_counts(replace(self.mine, view=None)) == _but_counts(replace(other.mine, view=None))
            and _but_counts(self.record) == _but_counts(other.record)
        )

    @property
    def clock(self) -> Clock:
        """Where the table is, with its counts."""
        return self.mine.clock

    __hash__ = None  # type: ignore[assignment] # it is compared, and nothing is kept by it


def sees(sight: Sight) -> Seen:
    """Return what the page is drawn from."""
    service, caller = sight.service, sight.caller
    mine, record = service.my_seat(caller), service.table_record(caller)
    return Seen(
        mine=mine,
        record=record,
        case=service.case_at(caller),
    )


def _but_counts[Shown: (MySeat, TableRecord)](shown: Shown) -> Shown:
    """Return what is shown without version and counts, which are pushed, and what each seat does: it is not drawn."""
    clock = replace(shown.clock, version=0, submitted=0)
    return replace(shown, clock=clock, seats=tuple(replace(one, status="agent") for one in shown.seats))


def look(sight: Sight) -> Mapping[str, Any]:
    """Return what the template is given."""
    seen = sees(sight)
    mine, record, sheet = seen.mine, seen.record, sheet_of(seen.case)
    given: dict[str, Any] = {
        "mine": mine,
        "clock": mine.clock,
        "record": record,
        "sheet": sheet,
        "stage": _stage(mine),
        "asked": Asked.of(mine),
        "drafts": {draft.place: draft.text for draft in mine.drafts},
        "names": dict(sheet.names),
        "has_pen": any(mate.id == mine.person and mate.has_pen for mate in mine.mates),
        "pen": next((mate for mate in mine.mates if mate.has_pen), None),
        "seats": mine.seats,
    }
    is_lobby = given["stage"] == "lobby"
    given["written"] = case_language(sight.words, seen.case, "seat.choose.language") if is_lobby else ""
    given["harder"] = [sight.words.told(one) for one in seats_apart(seen.case)] if is_lobby else ()
    given |= {"host_news": _host_news(sight.words, mine), "kept": _kept(mine, sheet)}
    if mine.view is None:
        return given | {"tell": None, "document": record.published.document}
    return given | _seated(sight.words, mine, record, sheet)


def _stage(mine: MySeat) -> str:
    if mine.clock.phase == "lobby":
        return "lobby"
    return "over" if mine.clock.is_ended else "on"


def _seated(words: Words, mine: MySeat, record: TableRecord, sheet: Sheet) -> dict[str, Any]:
    view = mine.view
    assert view is not None  # noqa: S101 - for the type checker: who asks has a seat
    tell, stage = Teller(view, sheet, words), _stage(mine)
    has_pen = any(mate.id == mine.person and mate.has_pen for mate in mine.mates)
    can_move = stage == "on" and has_pen and mine.status == "waiting"
    shown = blocks(tell, can_move=can_move) if stage == "on" else []
    is_early = stage == "lobby" or (stage == "on" and (view.session, view.phase) == (1, "talks"))
    return {
        "tell": tell,
        "view": view,
        "card": Card(tell),
        "focus": clauses_told.focus(view, sheet).issue,
        "can_move": can_move,
        "headline": _headline(tell, mine, stage),
        "news": tell.news() if stage == "on" else [],
        "held": _held(mine, record, sheet),
        "held_now": _held_now(mine, record, sheet) if stage == "on" else "",
        "blocks": shown,
        "means": meanings(tell, shown),
        "dealing": dealings_with_people.dealing(tell, mine, can_move=can_move) if stage == "on" else None,
        "put": seat_ending.put(tell, mine, can_move=can_move) if stage == "on" else None,
        "result": seat_ending.result(tell, mine) if stage == "over" else None,
        "document": view.document,
        "answers": _answers(tell, mine),
        "notes": _notes(tell, mine),
        "note_to": [Choice(one.key, names) for one in mine.seats if (names := _to(tell, mine, one.key))],
        **_so_far(tell),
        "foresight": _foresight(words, tell, mine) if is_early else None,
        "survey": _survey(mine, "before") if is_early else _survey(mine, "after"),
        "questions": [
            (key, told(f"debrief.question.{key}"), _mapping(mine.written.get("answers")).get(key, ""))
            for key in _QUESTIONS
        ],
        "longest": LONGEST,
    }


def _so_far(tell: Teller) -> dict[str, Any]:
    """Return what was said and what happened, by session, the last first."""
    said = [one for one in tell.view.statements if not one.is_private and one.text]
    sessions = range(len(tell.view.heard), 0, -1)
    return {
        "statements": [(tell.name(one.seat), one.session, one.text) for one in said],
        "happened": [(number, lines) for number in sessions if (lines := tell.happened(number))],
    }


def _host_news(words: Words, mine: MySeat) -> list[str]:
    """Return what the host did and said since the phase began, the last first."""
    told = [
        f"{words.say(f'class.seat.message.{one.kind}')} {one.text}"
        for one in reversed(mine.messages)
        if one.number > mine.begun
    ]
    back = words.say("class.seat.news.rewound", session=mine.clock.session)
    return [*told, back] if mine.is_rewound else told


def _kept(mine: MySeat, sheet: Sheet) -> str:
    """Return what the seat is called that was dealt to somebody who may choose another; empty: none was."""
    if mine.view is not None or not mine.free:
        return ""
    return sheet.names.get(mine.seat, mine.seat)


def _mapping(value: object) -> Mapping[str, Any]:
    """Return what was written down under a name, nothing if it is of another form: anything may be written there."""
    return value if isinstance(value, Mapping) else {}


def _headline(tell: Teller, mine: MySeat, stage: str) -> str:
    say = tell.words.say
    if stage == "lobby":
        return say("seat.brief.title", name=tell.view.own.name)
    if stage == "over":
        found = seat_ending.result(tell, mine)
        return say("class.seat.head.ended") if found is None else found.head
    if mine.status in ("held", "given", "coming"):
        return say(f"class.seat.head.{mine.status}")
    if mine.status == "done":
        return say("class.seat.head.done")
    if mine.status == "not_asked":
        return say("class.seat.head.not_asked")
    return tell.headline(clauses_told.focus(tell.view, tell.sheet).issue)


def _held(mine: MySeat, record: TableRecord, sheet: Sheet) -> list[str]:
    """Return in which phases an agent held the seat, the last first."""
    name = sheet.names.get(mine.seat, mine.seat)
    return [held_sentence(one, name) for one in reversed(record.held) if one.seat == mine.seat]


def _held_now(mine: MySeat, record: TableRecord, sheet: Sheet) -> str:
    """Return that an agent held the seat in the phase before this one; empty: it did not."""
    last = next((one for one in reversed(record.held) if one.seat == mine.seat), None)
    clock = mine.clock
    since = clock.session if clock.phase != "talks" else clock.session - 1
    if last is None or last.session < since:
        return ""
    return held_sentence(last, sheet.names.get(mine.seat, mine.seat))


def _answers(tell: Teller, mine: MySeat) -> list[tuple[int, list[str]]]:
    """Return what the seat did and was answered, by session, the last first."""
    by: dict[int, list[str]] = {}
    for one in reversed(mine.made):
        if one.reply.reason or one.reply.by:
            line = offers_told.answered(tell, one.move, one.reply)
            if one.reply.counter is not None:
                line = f"{line} {tell.words.told(one.reply.counter.reason)}".strip()
            by.setdefault(one.session, []).append(line)
    return list(by.items())


def _notes(tell: Teller, mine: MySeat) -> list[Note]:
    say, own = tell.words.say, tell.view.own.key
    found = []
    for note in reversed(mine.notes):
        other = tell.name(note.to if note.by == own else note.by)
        key = "class.seat.note.out" if note.by == own else "class.seat.note.in"
        found.append(Note(head=say(key, name=other), text=note.text))
    return found


def _to(tell: Teller, mine: MySeat, key: str) -> str:
    """Return what another delegation with people is called in a list; empty: it has none, or is one's own."""
    there = next(one for one in mine.seats if one.key == key)
    return f"{there.name} ({tell.words.listed(there.people)})" if there.people and key != mine.seat else ""


def _foresight(words: Words, tell: Teller, mine: MySeat) -> dict[str, Any]:
    """Return what is asked before it begins, and what was answered already."""
    kept = mine.written.get("prediction")
    said = _mapping(kept)
    options = _mapping(said.get("options"))
    outcome = said.get("outcome_class", "")
    unsaid = Choice("", words.say("seat.predict.unsaid"))
    return {
        "is_written": bool(kept),
        "classes": [unsaid, *(Choice(name, words.ending(name), name == outcome) for name in OUTCOME_CLASSES)],
        "issues": [
            (
                issue.key,
                tell.issue(issue.key),
                [
                    unsaid,
                    *(
                        Choice(
                            one.key,
                            one.short(short_wordings.ON_LINE),
                            options.get(issue.key) == one.key,
                        )
                        for one in issue.written
                    ),
                    Choice(_OPEN, words.say("seat.predict.open"), options.get(issue.key) == ""),
                ],
            )
            for issue in tell.view.issues
        ],
    }


def _survey(mine: MySeat, moment: str) -> dict[str, Any]:
    kept = mine.written.get(moment)
    said = _mapping(kept)
    ratings = _mapping(said.get("ratings"))
    return {
        "moment": moment,
        "is_written": bool(kept),
        "items": [(item, statement(item), ratings.get(item)) for item in ITEMS],
        "points": SCALE,
        "scale": scale(),
        "open": open_question(),
        "remark": said.get("remark", ""),
    }
