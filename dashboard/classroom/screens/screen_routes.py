"""The routes of live pages: the page, the part of it that is drawn again, its forms, and the files that it loads."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import Final
from urllib.parse import urlencode

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.classroom import cookies
from dashboard.classroom.action_reading import act_of, action_of
from dashboard.classroom.answers import refusal
from dashboard.classroom.desk import Desk
from dashboard.classroom.requests_read import Refused, form_of, language_asked, must_be_ours
from dashboard.classroom.screens.screen import Screen, Sight, drawn, layout, static
from dashboard.frame.language import words_in
from simulation.classroom import ClassroomError, as_json, as_plain
from simulation.live import IllegalMoveError

__all__ = ["Known", "screen_routes"]

_SOURCES: Final = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_KEPT: Final = "public, max-age=31536000, immutable"
_DIGEST: Final = 12
_MOST: Final = 2_000
"""Pages."""
_KNOWN_FOR: Final = 60.0
"""Seconds for which a page is known that nobody looks at: it is closed, or its class is over."""


class Known:
    """The last that was drawn of each open page: what of the class it was drawn from, and its tag.

    Args:
        clock: Seconds of any kind.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._pages = OrderedDict[Hashable, tuple[float, object, str]]()
        """When it was looked at, what it was drawn from, its tag; the longest unused first."""

    def __len__(self) -> int:
        return len(self._pages)

    def is_as(self, page: Hashable, seen: object, tag: str) -> bool:
        """Return whether a page that has a tag would be drawn from the same again."""
        with self._lock:
            known = self._pages.get(page)
            if known is None or known[2] != tag or known[1] != seen:
                return False
            self._note(page, seen, tag)
            return True

    def keep(self, page: Hashable, seen: object, tag: str) -> None:
        """Note from what a page was drawn, and forget those that nobody looks at any more."""
        with self._lock:
            self._note(page, seen, tag)

    def _note(self, page: Hashable, seen: object, tag: str) -> None:
        now = self._clock()
        self._pages[page] = (now, seen, tag)
        self._pages.move_to_end(page)
        while len(self._pages) > _MOST or next(iter(self._pages.values()))[0] < now - _KNOWN_FOR:
            self._pages.popitem(last=False)


def screen_routes(desk: Desk, screens: Sequence[Screen]) -> list[Route]:
    """Return the routes of live pages below the prefix of a desk."""
    found = [Route("/static/{digest}/{name}", _static)]
    for screen in screens:
        page = _Page(desk, screen)
        found += [
            Route(screen.path, page.whole),
            Route(f"{screen.path}/view", page.part),
            Route(f"{screen.path}/act", page.act, methods=["POST"]),
        ]
    return found


async def _static(request: Request) -> Response:
    try:
        digest, data, kind = static(request.path_params["name"])
    except KeyError as error:
        raise Refused(404, "class.no_file") from error
    is_this = digest == request.path_params["digest"]
    return Response(data, media_type=kind, headers={"Cache-Control": _KEPT if is_this else "no-store"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The part of a page that is drawn again."""

    etag: str
    body: str = ""
    clock: str = ""
    """As JSON; empty: its counts are not known beside it."""

    @property
    def headers(self) -> dict[str, str]:
        """Return what is said of it. The clock is older than the part if it changed meanwhile, and never newer."""
        return {"ETag": self.etag, **({"X-Clock": self.clock} if self.clock else {})}


class _Page:
    def __init__(self, desk: Desk, screen: Screen) -> None:
        self._desk, self._screen = desk, screen
        self._known = Known()

    async def whole(self, request: Request) -> Response:
        """Answer with the page; whoever may not see it is led to the door."""
        try:
            sight = await self._sight(request)
        except (ClassroomError, Refused) as error:
            return self._to_door(request, error)
        return await self._page(sight)

    async def part(self, request: Request) -> Response:
        """Answer with the part that is drawn again, or that it is as the page has it.

        A page of somebody who may not see it any more goes to the door, with all that stood on it.
        """
        has = request.headers.get("if-none-match", "")
        try:
            sight = await self._sight(request)
            found = await self._drawn(sight, has)
        except (ClassroomError, Refused) as error:
            if "hx-request" in request.headers and _is_out(error, request):
                return self._to_door(request, error)
            raise
        if found.etag == has:
            return _timed(Response(status_code=304, headers=found.headers))
        return _timed(HTMLResponse(found.body, headers=found.headers))

    def _anew(self, sight: Sight, has: str) -> "_Part":
        sees = self._screen.sees
        if sees is None:
            body = drawn(self._screen, sight)
            return _Part(etag=_etag(body), body=body)
        seen = sees(sight)
        clock = as_json(as_plain(seen.clock))
        if self._known.is_as(sight.asked, seen, has):
            return _Part(etag=has, clock=clock)
        body = drawn(self._screen, sight)
        etag = _etag(body)
        self._known.keep(sight.asked, seen, etag)
        return _Part(etag=etag, body=body, clock=clock)

    async def act(self, request: Request) -> Response:
        """Do what a form asks, and answer with the part anew; what is not possible is said at the top of the page."""
        is_live = "hx-request" in request.headers
        try:
            must_be_ours(request)
            fields = await form_of(request)
            sight = await self._sight(request)
            said = await self._desk.run(sight.language, partial(self._do, sight, fields))
        except (ClassroomError, IllegalMoveError, Refused) as error:
            return await self._refused(request, error, is_live=is_live)
        if not is_live and said:
            return await self._page(sight, said, is_error=False)
        if not is_live:
            return RedirectResponse(sight.url(self._screen.path, **_asked(request)), 303)
        found = await self._drawn(sight)
        return _timed(HTMLResponse(f"{found.body}{_notice(said)}", headers=found.headers))

    def _do(self, sight: Sight, fields: Mapping[str, str]) -> str:
        self._desk.may_act(sight.caller)
        if "act" in fields or self._screen.take is None:
            act = act_of(fields)
            self._desk.service.act(sight.caller, action_of(act), key=act.key, seen=act.seen)
            return ""
        return self._screen.take(sight, fields)

    async def _sight(self, request: Request) -> Sight:
        language = language_asked(request)
        names = self._screen.cookies
        name = next((one for one in _in_order(request, names) if cookies.read(request, one)), names[0])
        holds = cookies.read(request, name)
        caller = await self._desk.run(language, lambda: self._desk.caller(name, holds))
        return Sight(
            service=self._desk.service,
            caller=caller,
            words=words_in(language),
            query=dict(request.query_params),
            base=request.scope.get("root_path", ""),
            host=request.headers.get("host", ""),
            scheme=request.url.scheme,
            outside=self._desk.outside,
        )

    async def _drawn(self, sight: Sight, has: str = "") -> "_Part":
        """Return the part; its text may be left out if the page has that tag."""
        return await self._desk.run(sight.language, partial(self._anew, sight, has))

    async def _page(
        self, sight: Sight, notice: str = "", status: int = 200, *, is_error: bool = True
    ) -> Response:
        found = await self._drawn(sight)
        text = layout(
            self._screen,
            sight,
            found.body,
            etag=found.etag,
            notice=notice,
            is_error=bool(notice) and is_error,
        )
        return _timed(HTMLResponse(text, status))

    async def _refused(self, request: Request, error: Exception, *, is_live: bool) -> Response:
        status, said, headers = refusal(error, language_asked(request))
        if _is_out(error, request):
            return self._to_door(request, error)
        if is_live:
            if said["kind"] == "stale":  # what is asked now is another thing than what the form answers
                headers |= {"X-Stale": "1"}
            headers |= {"HX-Retarget": "#notice", "HX-Reswap": "outerHTML"}
            return HTMLResponse(_notice(said["error"], is_error=True, is_oob=False), status, headers)
        return await self._page(await self._sight(request), said["error"], status)

    def _to_door(self, request: Request, error: Exception) -> Response:
        status, said, headers = refusal(error, language_asked(request))
        lang = request.query_params.get("lang", "")
        query = {"lang": lang} if lang.isalpha() and lang.isascii() else {}
        query |= {"gone": "1"} if said["kind"] == "no_class" else {}
        where = f"{request.scope.get('root_path', '')}{self._screen.door}"
        where += f"?{urlencode(query)}" if query else ""
        if "hx-request" in request.headers:
            return Response(said["error"], status, {**headers, "HX-Redirect": where})
        return RedirectResponse(where, 303) if _is_out(error, request) else _plain(error, request)


def _in_order(request: Request, names: Sequence[str]) -> list[str]:
    """Return the cookies that may see a page, first the one that `as` asks for: a teacher tries a seat too."""
    asked = {"host": cookies.HOST, "seat": cookies.SEAT}.get(request.query_params.get("as", ""))
    return sorted(names, key=lambda one: one != asked)


def _is_out(error: Exception, request: Request) -> bool:
    """Return whether a browser is in no class, or in one that is not there any more."""
    return refusal(error, language_asked(request))[1]["kind"] in ("token", "no_class")


def _plain(error: Exception, request: Request) -> Response:
    status, said, headers = refusal(error, language_asked(request))
    return Response(said["error"], status, headers, media_type="text/plain; charset=utf-8")


def _asked(request: Request) -> dict[str, str]:
    return {name: value for name, value in request.query_params.items() if name != "lang"}


def _notice(text: str, *, is_error: bool = False, is_oob: bool = True) -> str:
    swap = ' hx-swap-oob="true"' if is_oob else ""
    kind = ' class="error" role="alert"' if is_error else ' role="status"'
    return f'<div id="notice"{kind}{swap}>{escape(text)}</div>'


def _etag(body: str) -> str:
    return f'"{blake2b(body.encode(), digest_size=_DIGEST).hexdigest()}"'


def _timed(response: Response) -> Response:
    """Say what time it is by the clock of the deadlines, and that nothing but our own scripts runs."""
    response.headers["X-Now"] = f"{time.time():.3f}"
    response.headers["Content-Security-Policy"] = _SOURCES
    return response
