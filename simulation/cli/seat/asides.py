"""What a person can type that makes no move: it shows something, takes something down, or leaves."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from simulation.cli.seat import brief_page, room_page
from simulation.cli.seat.commands import (
    COMMANDS,
    NotUnderstoodError,
    about,
    command_named,
    is_possible,
    usage,
)
from simulation.cli.seat.prediction import predicted
from simulation.cli.seat.typed import Typed, named_issue, named_seat, typed_as
from simulation.training import COACH_LEVELS, AskedHint, hint, next_level
from simulation.words import listed, say

if TYPE_CHECKING:
    from simulation.cli.seat.table import SeatAtTable

__all__ = ["ASIDES"]


def _text(table: "SeatAtTable", _: Typed) -> None:
    room_page.print_text(table.page, table.view)


def _agenda(table: "SeatAtTable", typed: Typed) -> None:
    if typed.words:
        room_page.print_issue(table.page, table.view, named_issue(table.view, typed.words[0]))
    else:
        room_page.print_agenda(table.page, table.view)


def _room(table: "SeatAtTable", typed: Typed) -> None:
    if typed.words:
        room_page.print_seat_seen(table.page, table.view, named_seat(table.view, typed.words[0]))
    else:
        room_page.print_room(table.page, table.view)


def _me(table: "SeatAtTable", _: Typed) -> None:
    brief_page.print_own(table.page, table.view)


def _offers(table: "SeatAtTable", _: Typed) -> None:
    room_page.print_offers(table.page, table.view)


def _said(table: "SeatAtTable", typed: Typed) -> None:
    room_page.print_said(table.page, table.view, typed.words)


def _help(table: "SeatAtTable", typed: Typed) -> None:
    view = table.view
    if typed.words:
        command = command_named(typed.words[0])
        told = say("play.help.command", usage=usage(command), about=about(command, view))
        table.page.say(told, indent=2, hang=2)
        return
    table.page.columns([(usage(name), about(name, view)) for name in COMMANDS if is_possible(name, view)])
    table.page.note(say("play.help.short"), indent=2)


def _predict(table: "SeatAtTable", typed: Typed) -> None:
    notes = table.notes
    table.note(replace(notes, prediction=predicted(notes.prediction, table.view, typed.words)))
    table.page.say(say("play.noted"), indent=2)


def _hint(table: "SeatAtTable", typed: Typed) -> None:
    level = _hint_level(table, typed)
    view, notes = table.view, table.notes
    about = _hinted(table)[1] if level != COACH_LEVELS[1] else ""
    found = hint(
        view, level, table.questions, given=notes.hints, about=about, asked=table.asked, passed=table.passed
    )
    asked = AskedHint(session=view.session, level=level, text=found.text)
    table.note(replace(notes, hints=(*notes.hints, asked)))
    table.hinted = (len(table.live.log.entries), found.level, found.matter)
    table.page.say(found.text, indent=2, hang=2)
    if found.move is not None:
        line = typed_as(found.move, view.offers)
        told = say("play.hint.type", line=line)
        table.page.write(f"  {told}")  # on one line however long, to be pasted


def _hint_level(table: "SeatAtTable", typed: Typed) -> str:
    """Return the level that is asked for; without one, one deeper than the last as long as nothing has happened."""
    if table.coach == "off":
        if table.notes.first is not None:
            raise NotUnderstoodError(say("play.hint.second"))
        raise NotUnderstoodError(say("play.hint.off"))
    valid = COACH_LEVELS[1 : COACH_LEVELS.index(table.coach) + 1]
    if typed.words:
        found = [level for level in valid if level.startswith(typed.words[0].casefold())]
        if len(found) != 1:
            raise NotUnderstoodError(say("play.hint.none", word=typed.words[0], valid=listed(valid)))
        return found[0]
    return next_level(_hinted(table)[0], table.coach)


def _hinted(table: "SeatAtTable") -> tuple[str, str]:
    """Return level and matter of the last hint, if nothing has happened since and something deeper may follow."""
    entries, level, matter = table.hinted or (-1, "off", "")
    return (level, matter) if entries == len(table.live.log.entries) else ("off", "")


def _undo(table: "SeatAtTable", _: Typed) -> None:
    table.take_back()


def _save(table: "SeatAtTable", typed: Typed) -> None:
    table.notebook.keep(table.live.log, Path(typed.words[0]) if typed.words else None)
    table.page.say(say("play.saved", file=table.notebook.file), indent=2)


def _quit(table: "SeatAtTable", _: Typed) -> None:
    table.leave()


ASIDES: Final[Mapping[str, "Callable[[SeatAtTable, Typed], None]"]] = {
    "text": _text,
    "agenda": _agenda,
    "room": _room,
    "me": _me,
    "offers": _offers,
    "said": _said,
    "predict": _predict,
    "hint": _hint,
    "undo": _undo,
    "save": _save,
    "help": _help,
    "quit": _quit,
}
"""By command."""
