"""The page of the debriefing: one's own moves first, then the class; for the host all seats, notes, and files."""

from collections.abc import Mapping
from typing import Any, Final

from dashboard.classroom import cookies
from dashboard.classroom.debrief.works import Working, works_of
from dashboard.classroom.screens import Screen, Sight
from simulation.classroom import NotAllowedError
from simulation.classroom.debrief import Attended, Findings, Gathered, table_name
from simulation.report.classroom import class_files, class_parts, notes_told, of_person, person_fragment
from simulation.words import say

__all__ = ["DEBRIEF"]

_CLOSED: Final = {
    "is_open": False,
    "on": "",
    "can_open": False,
    "can_reveal": False,
    "body": None,
    "own": None,
    "progress": None,
    "parts_told": [],
}


def _look(sight: Sight) -> Mapping[str, Any]:
    person = sight.caller.person
    given: dict[str, Any] = {**_CLOSED, "is_host": not person, "export": sight.url("/api/export")}
    if person:
        mine = sight.service.my_seat(sight.caller)
        if not mine.is_debriefed:
            return given
    gathered = sight.service.gathered(sight.caller)
    if not person:
        given |= {"can_open": not gathered.on and not gathered.is_debriefed}
        given["can_reveal"] = gathered.is_debriefed and gathered.has_archetypes and not gathered.real_names
        if gathered.on:
            return {**given, "on": sight.words.listed(table_name(key) for key in gathered.on)}
    working = works_of(sight.service).of(sight.service, sight.caller, gathered)
    table, seat = _seat_asked(sight, gathered)
    if seat:
        working.first(table, seat, sight.language)
    findings = working.found(gathered)
    given |= {
        "is_open": gathered.is_debriefed,
        "progress": None if working.is_over else {"done": working.done, "total": working.asked},
        "body": working.fragment(findings, sight.language),
    }
    given |= _own(sight, findings, table, seat)
    given["parts_told"] = _parts(sight, findings, given["own"], is_host=not person)
    return given | (_for_host(sight, findings, working) if not person else {})


def _parts(
    sight: Sight, findings: Findings, own: Mapping[str, Any] | None, *, is_host: bool
) -> list[tuple[str, str]]:
    """Return the parts of the page in their order, each with its heading."""
    of_class = [(part, say(f"classdebrief.part.{part}")) for part in class_parts(findings)]
    if own is None:
        return of_class
    mine = ("own", sight.words.say("class.debrief.jump.own"))
    return [] if is_host else [mine, *of_class]


def _seat_asked(sight: Sight, gathered: Gathered) -> tuple[str, str]:
    """Return whose page is asked for: a person's own, for the host the one that the address names.

    Raises:
        NotAllowedError: if a person asks for another seat than the own.
    """
    table, seat = sight.query.get("table", ""), sight.query.get("seat", "")
    me = gathered.person(gathered.me) if gathered.me else None
    if me is None:
        return table or (gathered.tables[0].key if gathered.tables and seat else ""), seat
    if (seat and seat != me.seat) or (table and table != me.table):
        raise NotAllowedError("classroom.debrief.own")
    return me.table, me.seat


def _own(sight: Sight, findings: Findings, table: str, seat: str) -> dict[str, Any]:
    gathered = findings.gathered
    people = gathered.at(table, seat)
    log = gathered.table(table)
    is_known = log is not None and any(one.key == seat for one in gathered.case.delegations)
    if not seat or not is_known:
        return {"own": None}
    name = next(gathered.called(one) for one in gathered.case.delegations if one.key == seat)
    told = person_fragment(findings, people) if people else None
    problem = next((why for key, why in findings.problems.items() if key[:3] == ("seat", table, seat)), "")
    return {
        "own": {
            "name": name,
            "table": table_name(table),
            "people": sight.words.listed(one.nickname for one in people),
            "body": told,
            "problem": problem,
            "is_cut": log is not None and not log.is_over,
            "is_agent": not people,
            "files": [(one.nickname, of_person(findings, one).name) for one in people],
        }
    }


def _for_host(sight: Sight, findings: Findings, working: Working) -> dict[str, Any]:
    gathered = findings.gathered
    names = {seat.key: seat.short or seat.name for seat in gathered.case.delegations}
    return {
        "people": [_row(sight, findings, one, names) for one in gathered.people],
        "notes": notes_told(findings),
        "files": [
            *(name for name in class_files(findings) if not name.startswith("person-")),
            "events.jsonl",
        ],
        "tables": {f"table-{one.table}.html": one.name for one in findings.ended},
        "is_whole": working.is_over,
    }


def _row(sight: Sight, findings: Findings, person: Attended, names: Mapping[str, str]) -> dict[str, str]:
    told = findings.of_person(person)
    check = None if told is None else told.prediction
    return {
        "nickname": person.nickname,
        "table": table_name(person.table),
        "seat": names.get(person.seat, ""),
        "predicted": "–" if check is None or not check.predicted else f"{check.hits} / {check.predicted}",
        "url": sight.url("/debrief", table=person.table, seat=person.seat) if person.seat else "",
    }


DEBRIEF: Final = Screen(
    path="/debrief",
    template="debrief.html",
    view="host",
    cookies=(cookies.HOST, cookies.SEAT),
    door="/join",
    title="term.debriefing",
    look=_look,
    style="debrief.css",
)
