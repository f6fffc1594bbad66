"""The page of the host: who may see it, and what its template is given."""

import time
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from dashboard.classroom import cookies
from dashboard.classroom.console.choices import general, places, prepared, wordings
from dashboard.classroom.console.console_forms import take
from dashboard.classroom.console.console_rows import SeatRow, TableRow, headline, table_rows
from dashboard.classroom.qr import is_here, qr_code, way_in
from dashboard.classroom.screens import Screen, Sight
from dashboard.frame.language import words_in
from dashboard.seat import offers_told
from dashboard.seat.card_told import Card
from dashboard.seat.headline_told import Teller
from dashboard.seat.public_sheet import sheet_of
from simulation.classroom import HostTable, HostView, Message, length_sentence, not_yet
from simulation.scenario import Scenario
from simulation.scenario.translations import language_of_texts
from simulation.words import told_in

__all__ = ["CONSOLE", "looked"]

_TOLD: Final = 14
"""Things that happened, in the log."""
_HOMEWORK: Final = 60.0
"""Minutes of a phase from which on it is homework: buttons move deadlines by hours."""
_GOING: Final = ("Leave", "Remove")
"""Kinds of what is told with the seat whose brief somebody read who went."""
_ADDRESSED: Final = ("Tell", "Leak")
"""Kinds of what is told with the seats that it is for."""
_SPOKEN: Final = 6
"""Messages that are shown again."""


def _look(sight: Sight) -> Mapping[str, Any]:
    view = sight.service.host_view(sight.caller)
    case = sight.service.case(sight.caller)
    rows = table_rows(view, case, sight.words)
    is_homework = max(view.plan.minutes.values()) >= _HOMEWORK
    return {
        "room": view,
        "tables": rows,
        "is_playing": any(not one.clock.is_ended for one in rows),
        "head": headline(view, rows, sight.words),
        "step": 60 if is_homework else 1,
        "unit": "hour" if is_homework else "minute",
        "is_homework": is_homework,
        "places": (seats := places(rows, sight.words, whole=False)),
        "general": general(rows, seats, words_in(view.plan.language)),
        "tables_and_seats": places(rows, sight.words, whole=True),
        "movable": places(rows, sight.words, whole=True, every="class.console.to.watch"),
        "query_lang": sight.query.get("lang", ""),
        "wordings": wordings(case),
        "prepared": prepared(case, rows),
        "missing": not_yet(),
        "names": {person.id: person.nickname for person in view.people},
        "spoken": [(one, _whom(sight, one, case)) for one in reversed(view.messages[-_SPOKEN:])],
        "log": _log(sight),
        "length": _length(sight, view, case),
        "written": _written(sight, view, case),
        "clock_at": _clock_at,
        "panel": _panel(sight, view, rows),
        **_way_in(sight, view),
    }


def _length(sight: Sight, view: HostView, case: Scenario) -> str:
    """Return how long the class lasts at most; empty: it has begun."""
    if view.is_started:
        return ""
    with told_in(sight.language):
        return length_sentence(view.plan, case.sessions)


def _written(sight: Sight, view: HostView, case: Scenario) -> str:
    """Return in which language people will read the case, where that is not theirs; empty: it is, or it has begun."""
    stands = language_of_texts(case)
    if view.is_started or {sight.language, view.plan.language} == {stands}:
        return ""
    language = sight.words.called("language", stands)
    return sight.words.say("class.console.language", language=language)


def _clock_at(at: float) -> str:
    """Return a time by the clock of the server, for browsers without a script: others write their own."""
    then = time.localtime(at)
    is_today = then[:3] == time.localtime()[:3]
    return time.strftime("%H:%M %Z" if is_today else "%Y-%m-%d %H:%M %Z", then)


def _log(sight: Sight) -> list[tuple[float, str]]:
    """Return times, in seconds since 1970, and sentences."""
    words, found = sight.words, list[tuple[float, str]]()
    for one in sight.service.log(sight.caller, most=_TOLD):
        whole = "term.everybody" if one.kind in _ADDRESSED else "class.console.whole"
        place = words.say("term.table", table=one.table) if one.table else words.say(whole)
        if one.kind in _ADDRESSED:
            place = words.listed([place, *one.seats])
        key = f"{one.kind}.read" if one.kind in _GOING and one.seats else one.kind
        seat = words.listed(one.seats)
        said = words.say(f"class.console.log.{key}", who=one.who, seat=seat, place=place)
        found.append((one.at, said))
    return found


def _whom(sight: Sight, message: Message, case: Scenario) -> str:
    say, names = sight.words.say, {one.key: one.short or one.name for one in case.delegations}
    if not message.table:
        return say("term.everybody")
    return sight.words.listed(
        [say("term.table", table=message.table), *(names[seat] for seat in message.seats)]
    )


def _way_in(sight: Sight, view: HostView) -> dict[str, Any]:
    if not view.code:
        return {"is_alone": False, "address": "", "qr": ""}
    shown, link = way_in(sight, view.code)
    is_alone = is_here(urlsplit(sight.outside).hostname or "")
    return {
        "is_alone": is_alone,
        "address": shown,
        "qr": qr_code(link, sight.words.say("class.console.qr", address=shown)),
    }


def _panel(sight: Sight, view: HostView, rows: Sequence[TableRow]) -> dict[str, Any] | None:
    """Return the seat, or the watchers, that the address asks for; None: it asks for none that there is."""
    table, dot, seat = sight.query.get("look", "").partition(".")
    row = next((one for one in rows if one.key == table), None)
    if row is None or not dot:
        return None
    if not seat:
        return {"table": row, "seat": None, "people": row.watchers, "place": f"{table}.", "seen": None}
    found: SeatRow | None = next((one for one in row.seats if one.key == seat), None)
    if found is None:
        return None
    whole = next(one for one in view.tables if one.clock.table == table)
    seen = looked(sight, whole, seat)
    return {"table": row, "seat": found, "people": found.people, "place": f"{table}.{seat}", "seen": seen}


CONSOLE: Final = Screen(
    path="/console",
    template="console.html",
    view="host",
    cookies=(cookies.HOST,),
    door="/host",
    title="class.console.title",
    look=_look,
    take=take,
    style="console.css",
    width="wide",
)


def looked(sight: Sight, table: HostTable, seat: str) -> Mapping[str, Any]:
    """Return what stands under *What this seat sees*."""
    service, caller = sight.service, sight.caller
    view = service.look(caller, table.clock.table, seat)
    teller = Teller(view, sheet_of(service.case(caller)), sight.words)
    names = {one.key: one.name for one in table.seats}
    return {
        "card": Card(teller),
        "offers": [(names.get(one.by, one.by), offers_told.terms(teller, one)) for one in view.offers],
        "promises": offers_told.promises(teller),
        "notes": [
            (names.get(note.by, note.by), names.get(note.to, note.to), note.text)
            for note in table.notes
            if seat in (note.by, note.to)
        ],
    }
