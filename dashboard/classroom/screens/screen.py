"""A live page of a class: who may see it, what its template is given, what its forms do."""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any, Final, Protocol
from urllib.parse import urlencode

from markupsafe import Markup

from dashboard.classroom.page_templates import colours, templates
from dashboard.classroom.pushed_counts import View
from dashboard.classroom.requests_read import new_key
from dashboard.frame.language import Words
from simulation.classroom import Caller, ClassService, Clock
from simulation.words import LANGUAGES

__all__ = ["Screen", "Seen", "Sight", "drawn", "layout", "static"]

_DIGEST: Final = 9
_NO_KEY: Final = re.compile('name="key" value=""')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Who looks at a page, and what of it the address asks for."""

    service: ClassService
    caller: Caller
    words: Words
    query: Mapping[str, str]
    """Of the address of the page, such as which table it shows; `room` and `lang` too, if it names them."""
    base: str
    """Before the path of each route."""
    host: str = ""
    """Under which the browser asks: name and port."""
    scheme: str = "http"
    outside: str = ""
    """Address under which students reach the server, without a path; empty: nobody said it."""

    @property
    def language(self) -> str:
        """Code of the language."""
        return self.words.language

    @property
    def asked(self) -> Hashable:
        """Whose page it is, and all that its address says of how it is drawn."""
        where = (self.base, self.scheme, self.host, self.outside)
        return (self.caller, self.language, tuple(sorted(self.query.items())), where)

    def url(self, path: str, **more: str) -> str:
        """Return an address below the prefix, for the same class and in the language that was chosen."""
        chosen = {"lang": self.query["lang"]} if self.query.get("lang") in LANGUAGES else {}
        given = {name: value for name, value in more.items() if value}
        asked = {**chosen, **given, "room": self.caller.room}
        return f"{self.base}{path}{_query(asked)}"


class Seen(Protocol):
    """What a page is drawn from; equal while the same would be drawn, but for the counts of the clock."""

    @property
    def clock(self) -> Clock:
        """Told with each look, so that the page has its counts right though it is not drawn again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """One page."""

    path: str
    """Below the prefix, such as `/seat`; below it, `/view` is the part that is drawn again, `/act` takes forms."""
    template: str
    """File of `templates` whose text stands in the page, and is drawn again whenever something changed."""
    view: View
    """What the page listens to; one of a host that people with a seat see too listens for them to theirs."""
    cookies: tuple[str, ...]
    """Names of those who may see it, the one that counts first."""
    door: str
    """Where somebody is led who may not."""
    title: str
    """Key of its words."""
    look: Callable[[Sight], Mapping[str, Any]]
    """What the template is given; it runs in a thread and may take a while."""
    sees: Callable[[Sight], Seen] | None = None
    """What `look` works with: while it is equal, the part is as it was drawn before.

    None: that takes as long as to draw it."""
    take: Callable[[Sight, Mapping[str, str]], str] | None = None
    """Does what a form asks that is no action of `actions`, and says what to tell, which may be nothing.

    A form that names an action (`act`) is done without it."""
    style: str = ""
    """Files of `static` with styles of its own, with spaces between their names."""
    script: str = ""
    """Likewise, a module."""
    width: str = "wide"
    """`narrow`, `wide` or `full`: class of the body."""


def _query(asked: Mapping[str, str]) -> str:
    return f"?{urlencode(asked)}" if asked else ""


def drawn(screen: Screen, sight: Sight, **more: object) -> str:
    """Return the part of a page that is drawn again."""
    given = screen.look(sight)
    return templates().get_template(screen.template).render(**_common(sight), **given, **more)


def layout(
    screen: Screen, sight: Sight, body: str, *, etag: str, notice: str = "", is_error: bool = False
) -> str:
    """Return a whole page round a part that is drawn already.

    Only here each form gets a key, so that the part is the same as long as nothing changed; a script sends its own.
    """
    heard = _heard(screen, sight)
    return (
        templates()
        .get_template("layout.html")
        .render(
            **_common(sight),
            screen=screen,
            body=Markup(_keyed(body)),  # noqa: S704 - a template of ours made it, with everything in it escaped
            etag=etag,
            notice=notice,
            is_error=is_error,
            languages=LANGUAGES,
            here="",
            is_seated=bool(sight.caller.person),
            tokens=colours(),
            view_url=sight.url(f"{screen.path}/view", **_asked(sight)),
            heard=heard,
            events_url=sight.url("/api/events", view=heard),
        )
    )


def _heard(screen: Screen, sight: Sight) -> View:
    """Return what a page listens to, as somebody has a seat or, hosting, has none and hears of all tables."""
    if sight.caller.person:
        return "seat" if screen.view == "host" else screen.view
    return "projector" if screen.view == "seat" else screen.view


def _asked(sight: Sight) -> dict[str, str]:
    return {name: value for name, value in sight.query.items() if name != "lang"}


def _common(sight: Sight) -> dict[str, Any]:
    return {
        "lang": sight.language,
        "say": sight.words.say,
        "counted": sight.words.counted,
        "listed": sight.words.listed,
        "url": sight.url,
        "room_id": sight.caller.room,
        "query": {**_asked(sight), "room": sight.caller.room},
        "static": lambda name: f"{sight.base}/static/{static(name)[0]}/{name}",
    }


@cache
def static(name: str) -> tuple[str, bytes, str]:
    """Return digest, bytes and media type of a file that pages load.

    Raises:
        KeyError: if there is none.
    """
    kind = _KINDS.get(name.rpartition(".")[2])
    file = files("dashboard").joinpath(*_SHARED.get(name, ("classroom", "screens", "static")), name)
    if kind is None or "/" in name or "\\" in name or not file.is_file():
        raise KeyError(name)
    data = file.read_bytes()
    return blake2b(data, digest_size=_DIGEST).hexdigest(), data, kind


_SHARED: Final = {"axis.css": ("seat",)}
"""Folders of files that other pages load too."""
_KINDS: Final = {
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
}


def _keyed(body: str) -> str:
    """Return a part in which each form has a key of its own: pressed twice it does its work once."""
    return _NO_KEY.sub(lambda _: f'name="key" value="{new_key()}"', body)
