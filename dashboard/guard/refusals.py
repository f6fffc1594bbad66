"""What the server says in place of a page, to whoever meets a limit: in the language of the browser, and no more."""

from html import escape
from typing import Final

from starlette.datastructures import Headers
from starlette.types import Scope

from dashboard.frame.language import words_in
from dashboard.guard.shares import Limit
from simulation.words import ENGLISH, LANGUAGES

__all__ = ["language_of", "too_many_pages"]

_PAGE: Final = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" '
    'content="width=device-width"><title>{title}</title><style>body{{font:16px/1.5 sans-serif;margin:12vh auto;'
    "max-width:34em;padding:0 1em;color-scheme:light dark}}h1{{font:600 24px/1.3 serif}}</style></head>"
    "<body><h1>{title}</h1><p>{told}</p></body></html>"
)


def too_many_pages(scope: Scope, limit: Limit) -> str:
    """Return a page that says that too many pages are open, and whose."""
    say = words_in(language_of(scope)).say
    title, told = say("shell.full.title"), say(f"shell.full.{limit}")
    return _PAGE.format(lang=language_of(scope), title=escape(title), told=escape(told))


def language_of(scope: Scope) -> str:
    """Return the first of our languages that the browser asks for."""
    asked = Headers(scope=scope).get("accept-language", "").split(",")
    return next((one.strip()[:2] for one in asked if one.strip()[:2] in LANGUAGES), ENGLISH)
