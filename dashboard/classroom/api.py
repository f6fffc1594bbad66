"""The routes that pages ask: what a role sees, what it does, and the stream that says when to look again."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard.classroom import cookies
from dashboard.classroom.action_reading import Act, Checked, Draft, action_of, move_of, sent
from dashboard.classroom.answers import body_of, unchanged_or
from dashboard.classroom.desk import Desk
from dashboard.classroom.pushed_counts import VIEWS, View
from dashboard.classroom.requests_read import Refused, json_of, language_asked, must_be_ours
from dashboard.classroom.streams import EventStream
from simulation.classroom import Caller, ClassService, actions, as_plain, digest
from simulation.words import Said

__all__ = ["WAITS", "Api"]

WAITS: Final = "/api/waits"
"""Where the page that let somebody in gives signs of life."""

type _See = Callable[[ClassService, Caller], Any]


class Api:
    """The routes of one desk, below its prefix."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def routes(self) -> list[Route]:
        """Return all of them."""
        sees: dict[str, tuple[str, _See]] = {
            "/api/seat": (cookies.SEAT, lambda service, caller: service.my_seat(caller)),
            "/api/host": (cookies.HOST, lambda service, caller: service.host_view(caller)),
        }
        looks = [Route(path, partial(self._seen, name, see)) for path, (name, see) in sees.items()]
        return [
            *looks,
            Route("/api/table", self._table),
            Route("/api/projector", self._projector),
            Route("/api/host/look", self._look),
            Route("/api/events", self._events),
            Route("/api/act", partial(self._act, cookies.SEAT), methods=["POST"]),
            Route("/api/host/act", partial(self._act, cookies.HOST), methods=["POST"]),
            Route("/api/check", self._check, methods=["POST"]),
            Route("/api/draft", self._draft, methods=["POST"]),
            Route("/api/present", self._present, methods=["POST"]),
            Route(WAITS, partial(self._present, opens=False), methods=["POST"]),
        ]

    async def _seen(self, name: str, see: _See, request: Request) -> Response:
        holds, service = cookies.read(request, name), self._desk.service

        def look() -> bytes:
            return body_of(as_plain(see(service, self._desk.caller(name, holds))))

        return unchanged_or(request, await self._desk.run(language_asked(request), look))

    async def _table(self, request: Request) -> Response:
        """Answer with the record of a table: one's own, or for the host the one that is named."""
        table = request.query_params.get("table", "")
        see: _See = lambda service, caller: service.table_record(caller, table)  # noqa: E731 - as those above
        return await self._seen(self._either(request), see, request)

    async def _projector(self, request: Request) -> Response:
        """Answer with what is on the projector, which everybody in the class may see."""
        see: _See = lambda service, caller: service.projector(caller.room)  # noqa: E731 - likewise
        return await self._seen(self._either(request), see, request)

    async def _look(self, request: Request) -> Response:
        """Answer with what a seat may know, to the host."""
        table, seat = (request.query_params.get(name, "") for name in ("table", "seat"))
        see: _See = lambda service, caller: service.look(caller, table, seat)  # noqa: E731 - likewise
        return await self._seen(cookies.HOST, see, request)

    @staticmethod
    def _either(request: Request) -> str:
        """Return the cookie that counts where host and people may look: that of `as`, else what there is."""
        asked = request.query_params.get("as", "")
        if asked in ("host", "seat"):
            return cookies.HOST if asked == "host" else cookies.SEAT
        return cookies.SEAT if cookies.read(request, cookies.SEAT) else cookies.HOST

    async def _act(self, name: str, request: Request) -> Response:
        """Do something: answered once it is kept."""
        must_be_ours(request)
        act = sent(Act, await json_of(request))
        action, service = action_of(act), self._desk.service
        answer = await self._done(
            name, request, lambda caller: service.act(caller, action, key=act.key, seen=act.seen)
        )
        return JSONResponse(as_plain(answer))

    async def _check(self, request: Request) -> Response:
        """Say what one's own brief has against a move."""
        must_be_ours(request)
        submit = actions.Submit(move=move_of(sent(Checked, await json_of(request)).move))
        against = await self._done(
            cookies.SEAT, request, lambda caller: list(map(str, self._desk.service.check(caller, submit)))
        )
        return JSONResponse({"against": against})

    async def _draft(self, request: Request) -> Response:
        must_be_ours(request)
        draft, service = sent(Draft, await json_of(request)), self._desk.service
        await self._done(
            cookies.SEAT, request, lambda caller: service.keep_draft(caller, draft.place, draft.text)
        )
        return Response(status_code=204)

    async def _done[Found](self, name: str, request: Request, do: Callable[[Caller], Found]) -> Found:
        """Return what comes of something that a caller sends, if they may send it."""
        holds = cookies.read(request, name)

        def work() -> Found:
            caller = self._desk.caller(name, holds)
            self._desk.may_act(caller)
            return do(caller)

        return await self._desk.run(language_asked(request), work)

    async def _present(self, request: Request, *, opens: bool = True) -> Response:
        """Note a sign of life: a line that stands does not say that anybody is at its other end."""
        must_be_ours(request)
        holds = cookies.read(request, cookies.SEAT)
        await self._desk.run(
            language_asked(request), lambda: self._desk.caller(cookies.SEAT, holds, opens=opens)
        )
        return Response(status_code=204)

    async def _events(self, request: Request) -> Response:
        view = self._view(request.query_params.get("view", "seat"))
        name = {"seat": cookies.SEAT, "host": cookies.HOST}.get(view) or self._either(request)
        holds = cookies.read(request, name)
        caller = await self._desk.run(language_asked(request), lambda: self._desk.caller(name, holds))
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        last = request.headers.get("last-event-id", "")
        token = "" if holds is None else digest(holds.token)
        stream = self._desk.streams.open(caller, view, token=token, last=last)
        if stream is None:
            raise Refused(503, "class.streams", kind="streams", wait=5)
        return EventStream(stream, self._desk.streams)

    @staticmethod
    def _view(asked: str) -> View:
        for view in VIEWS:
            if view == asked:
                return view
        raise Refused(400, "class.view", valid=Said.listed(VIEWS))
