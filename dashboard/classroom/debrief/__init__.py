"""The debriefing of a class: everybody's own page and the page of all, and files for the host to take along."""

from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.classroom import cookies
from dashboard.classroom.debrief.debrief_page import DEBRIEF
from dashboard.classroom.debrief.works import works_of
from dashboard.classroom.desk import Desk
from dashboard.classroom.requests_read import Refused, language_asked
from simulation.classroom import OtherClassVersionError
from simulation.classroom.debrief import Findings
from simulation.report.classroom import JSON_LINES, FileMade, class_files, lines_of, of_person

__all__ = ["DEBRIEF", "debrief_routes", "works_of"]

_EVENTS: Final = "events.jsonl"
_OWN: Final = "own.html"
_CSP: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox"
"""If a browser shows a file instead of saving it, nothing in it runs."""


def debrief_routes(desk: Desk) -> list[Route]:
    """Return the routes of the files of a class."""
    return [Route("/api/export/{name}", partial(_file, desk))]


async def _file(desk: Desk, request: Request) -> Response:
    name = request.path_params["name"]
    kind = cookies.SEAT if name == _OWN else cookies.HOST
    holds = cookies.read(request, kind)
    text, media = await desk.run(language_asked(request), partial(_made, desk, kind, holds, name))
    headers = {
        # The name is one of ours: nothing in it comes from people.
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": _CSP,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(text, media_type=media, headers=headers)


def _made(desk: Desk, kind: str, holds: cookies.Pass | None, name: str) -> tuple[str, str]:
    service = desk.service
    try:
        caller = desk.caller(kind, holds)
    except OtherClassVersionError:  # what happened in it can be taken along all the same
        if name != _EVENTS:
            raise
    if name == _EVENTS and holds is not None:
        return lines_of(service.events(holds.room, holds.token)), JSON_LINES
    gathered = service.gathered(caller, counts_moves=not caller.person)
    if gathered.on:
        raise Refused(409, "class.debrief.on")
    working = works_of(service).of(service, caller, gathered)
    one = _one(working.found(gathered), name)
    if one is None:
        raise Refused(404, "class.debrief.no_file")
    text = one.make()
    if text is None or not (working.is_over or name.endswith(".html")):
        raise Refused(409, "class.debrief.later")
    return text, one.media


def _one(findings: Findings, name: str) -> FileMade | None:
    """Return a file by name; a person's own page has the same name for everybody."""
    gathered = findings.gathered
    if name == _OWN:
        me = gathered.person(gathered.me)
        return of_person(findings, me) if me is not None and me.seat else None
    return class_files(findings).get(name)
