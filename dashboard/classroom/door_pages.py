"""The own pages of a class, small and of use without their scripts: joining, coming back, and the key of the host."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dashboard.classroom.page_templates import colours, templates
from dashboard.classroom.requests_read import language_asked, new_key
from dashboard.classroom.streams import BEAT
from dashboard.frame.escaping import plain
from dashboard.frame.language import words_in
from simulation.called import COMMAND
from simulation.words import LANGUAGES

__all__ = ["Content", "page"]

type Face = Literal["join", "in", "host"]

_LONGEST: Final = 100
"""Characters of what was typed that are shown again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page shows."""

    face: Face
    given: Mapping[str, str] = field(default_factory=dict)
    """What was typed, by field."""
    key: str = ""
    """Of the form; empty: a new one."""
    error: str = ""
    wrong: str = ""
    """Id of the field that the error is about."""
    is_full: bool = False
    """Watching is offered."""
    is_back: bool = False
    """The form for coming back is open."""
    already: str = ""
    """Nickname under which this browser is in a class."""
    name: str = ""
    place: str = ""
    code: str = ""
    """To come back with."""
    onward: str = ""
    present: str = ""
    """Where the page of somebody who is in gives signs of life."""


def page(
    request: Request, content: Content, *, status: int = 200, language: str = "", here: str = ""
) -> HTMLResponse:
    """Return a page.

    Args:
        request: That it answers.
        content: What it shows.
        status: Of the answer.
        language: That a form had chosen; empty: that of the address or of the browser.
        here: Where the page can be asked for again, below the prefix, which another language is.
    """
    lang, base = language or language_asked(request), request.scope.get("root_path", "")
    typed = {name: plain(content.given.get(name, ""))[:_LONGEST] for name in ("code", "nickname")}
    text = (
        templates()
        .get_template("door.html")
        .render(
            lang=lang,
            picked=bool(language) or request.query_params.get("lang") == lang,
            say=words_in(lang).say,
            command=f"{COMMAND} class",
            languages=LANGUAGES,
            css=_css(),
            base=base,
            here=f"{base}{here}",
            query={},
            beat=round(1000 * BEAT),
            **asdict(replace(content, given=typed, key=content.key or new_key())),
        )
    )
    return HTMLResponse(text, status)


@cache
def _css() -> Markup:
    sheet = files("dashboard.classroom").joinpath("door.css").read_text(encoding="utf-8")
    return Markup(f"{colours()}{sheet}")  # noqa: S704 - all of it is ours
