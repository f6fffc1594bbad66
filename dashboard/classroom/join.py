"""The doors of a class: joining, coming back, and the host's own. Asking for a page never claims anything."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dashboard.classroom import cookies
from dashboard.classroom.answers import refusal
from dashboard.classroom.api import WAITS
from dashboard.classroom.cookies import Pass
from dashboard.classroom.desk import Desk
from dashboard.classroom.door_pages import Content, page
from dashboard.classroom.requests_read import Refused, address_of, form_of, language_asked, must_be_ours
from dashboard.frame.language import words_in
from simulation.classroom import ClassroomError, FullError, Joined, MySeat, NotAllowedError, UnknownClassError
from simulation.words import LANGUAGES

__all__ = ["Doors"]

type _Take = Callable[[Request, Mapping[str, str]], Awaitable[Response]]

_JOIN: Final = Content(face="join")
_BACK: Final = Content(face="join", is_back=True)
_HOST: Final = Content(face="host")
_SHORTEST: Final = 16
"""Characters of the key of a form; one of our own has more."""
_FOUR: Final = 4


class Doors:
    """The pages and forms of one desk, below its prefix."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Return all of them."""
        return [
            Route("/join", self._join_page),
            Route("/join/{code}", self._join_page),
            Route("/reclaim", self._join_page),
            Route("/host", self._host_page),
            Route("/join", partial(self._sent, self._join, _JOIN), methods=["POST"]),
            Route("/reclaim", partial(self._sent, self._reclaim, _BACK), methods=["POST"]),
            Route("/forget", partial(self._sent, self._forget, _JOIN), methods=["POST"]),
            Route("/host", partial(self._sent, self._host, _HOST), methods=["POST"]),
        ]

    async def _sent(self, take: _Take, shown: Content, request: Request) -> Response:
        """Take what a page of ours sent; what is not possible is said on the same page, with what was typed."""
        given: Mapping[str, str] = {}
        try:
            must_be_ours(request)
            given = await form_of(request)
            return await take(request, given)
        except (ClassroomError, Refused) as error:
            return _again(request, error, replace(shown, given=given))

    async def _join_page(self, request: Request) -> Response:
        """Show the form. Whether there is such a class is not said: nobody can try codes here."""
        code = str(request.path_params.get("code", ""))
        known, room = await self._known(request)
        is_back = request.url.path.endswith("/reclaim")
        content = Content(face="join", given={"code": code}, is_back=is_back, error=_gone(request))
        if known is not None:
            content = replace(content, already=known.nickname, onward=self._onward(request, "", room))
        return page(request, content, here=f"/join/{code}" if code.isalnum() and code.isascii() else "/join")

    async def _known(self, request: Request) -> tuple[MySeat | None, str]:
        """Return who this browser is in a class already, and in which."""
        holds = cookies.read(request, cookies.SEAT)
        if holds is None:
            return None, ""

        def look() -> MySeat | None:
            try:
                return self._desk.service.my_seat(self._desk.caller(cookies.SEAT, holds))
            except (ClassroomError, Refused):
                return None  # the class is over, or they were let go: they may join another

        return await self._desk.run(language_asked(request), look), holds.room

    async def _join(self, request: Request, given: Mapping[str, str]) -> Response:
        language, key = _chosen(given), _key(given)
        address, held = address_of(request), cookies.held(request, cookies.SEAT)

        def join() -> tuple[Joined, MySeat] | str:
            service = self._desk.service
            room = service.find(given.get("code", ""), source=address)
            holds = next((one for one in held if one.room == room), None)
            if holds is not None and self._is_in(holds):
                return room  # the same form in a second tab: it is the same person
            self._desk.may_join(address)
            name, watch = given.get("nickname", ""), given.get("watch") == "1"
            before = "" if holds is None else holds.token
            joined = service.join(
                room, name, key=key or secrets.token_urlsafe(_SHORTEST), watch=watch, token_before=before
            )
            return joined, service.my_seat(joined.caller)

        came = await self._desk.run(language or language_asked(request), join)
        if isinstance(came, str):
            return RedirectResponse(self._onward(request, language, came), 303)
        return self._let_in(request, language, *came)

    def _is_in(self, holds: Pass) -> bool:
        """Return whether somebody is in the class of a pass already; in a thread."""
        try:
            return bool(self._desk.service.enter(holds.room, holds.token).person)
        except NotAllowedError:
            return False

    def _let_in(self, request: Request, language: str, joined: Joined, seen: MySeat) -> Response:
        """Give the cookie; show the code to come back with, which is said once, or lead on where there is none."""
        onward = self._onward(request, language, joined.caller.room)
        response: Response
        if joined.code:
            say = words_in(language or language_asked(request)).say
            names = {seat.key: seat.name for seat in seen.seats}
            place = say(
                "class.in.seat" if seen.seat else "class.in.watch",
                table=joined.table,
                seat=names.get(seen.seat),
            )
            code = f"{joined.code[:_FOUR]} {joined.code[_FOUR:]}"
            present = f"{request.scope.get('root_path', '')}{WAITS}?{urlencode({'room': joined.caller.room})}"
            content = Content(
                face="in", name=seen.nickname, place=place, code=code, onward=onward, present=present
            )
            response = page(request, content, language=language, here="/join")
        else:
            response = RedirectResponse(onward, 303)
        token = Pass(joined.caller.room, joined.token)
        cookies.give(response, request, cookies.SEAT, token, path=self._desk.paths.cookies)
        return response

    async def _reclaim(self, request: Request, given: Mapping[str, str]) -> Response:
        language, address = _chosen(given), address_of(request)

        def reclaim() -> tuple[Joined, MySeat]:
            service = self._desk.service
            room = service.find(given.get("code", ""), source=address)
            joined = service.reclaim(room, given.get("nickname", ""), given.get("own", ""), source=address)
            return joined, service.my_seat(joined.caller)

        return self._let_in(
            request, language, *await self._desk.run(language or language_asked(request), reclaim)
        )

    async def _forget(self, request: Request, given: Mapping[str, str]) -> Response:
        """Have this browser forget who it was: somebody else may join with it. The seat stays theirs."""
        response = RedirectResponse(f"{request.scope.get('root_path', '')}/join{_query(_chosen(given))}", 303)
        cookies.clear(response, request, cookies.SEAT, path=self._desk.paths.cookies)
        return response

    async def _host_page(self, request: Request) -> Response:
        return page(request, Content(face="host", error=_gone(request)), here="/host")

    async def _host(self, request: Request, given: Mapping[str, str]) -> Response:
        language, holds = _chosen(given), cookies.pass_of(given.get("key", ""))
        if holds is None:
            raise Refused(403, "class.host.wrong", kind="token")
        try:
            await self._desk.run(
                language or language_asked(request), lambda: self._desk.caller(cookies.HOST, holds)
            )
        except (NotAllowedError, UnknownClassError) as error:
            raise Refused(403, "class.host.wrong", kind="token") from error
        response = RedirectResponse(f"{self._desk.paths.host}{_query(language, holds.room)}", 303)
        cookies.give(response, request, cookies.HOST, holds, path=self._desk.paths.cookies)
        return response

    def _onward(self, request: Request, language: str, room: str) -> str:
        chosen = language or request.query_params.get("lang", "")
        return f"{self._desk.paths.seat}{_query(chosen if chosen in LANGUAGES else '', room)}"


def _gone(request: Request) -> str:
    """Return what is said to a page that was led here as its class was deleted; empty: it was not."""
    return (
        words_in(language_asked(request)).say("classroom.no_class") if "gone" in request.query_params else ""
    )


def _again(request: Request, error: ClassroomError | Refused, shown: Content) -> Response:
    """Return the page once more, with what was typed and what is wrong."""
    language = _chosen(shown.given)
    status, said, headers = refusal(error, language or language_asked(request))
    shown = replace(
        shown,
        key="" if _is_used(error) else _key(shown.given),
        error=said["error"],
        wrong=_wrong(error, is_back=shown.is_back),
        is_full=isinstance(error, FullError) and error.key != "classroom.full.watchers",
    )
    here = "/host" if shown.face == "host" else "/join"
    response = page(request, shown, status=status, language=language, here=here)
    response.headers.update(headers)
    return response


def _is_used(error: ClassroomError | Refused) -> bool:
    """Return whether somebody else came in with the key of this form, so that it needs another one."""
    return isinstance(error, ClassroomError) and error.key == "classroom.key.again"


def _chosen(given: Mapping[str, str]) -> str:
    """Return the language that was chosen on the page; empty: none was."""
    lang = given.get("lang", "")
    return lang if lang in LANGUAGES else ""


def _key(given: Mapping[str, str]) -> str:
    """Return the key of a form; empty: it has none that could be ours."""
    key = given.get("key", "")
    return key if len(key) >= _SHORTEST and key.isascii() and key.isprintable() else ""


def _query(language: str, room: str = "") -> str:
    asked = {name: value for name, value in (("lang", language), ("room", room)) if value}
    return f"?{urlencode(asked)}" if asked else ""


def _wrong(error: ClassroomError | Refused, *, is_back: bool) -> str:
    """Return the id of the field that an error is about; empty: of none."""
    key = "" if isinstance(error, Refused) else error.key
    name = "code" if isinstance(error, UnknownClassError) else ""
    if key.startswith(("classroom.name.", "classroom.words.")):
        name = "nickname"
    if key == "classroom.reclaim":
        name = "own"
    return f"back-{name}" if name and is_back else name
