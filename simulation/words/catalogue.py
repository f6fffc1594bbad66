"""The catalogue files, and the language in which sentences are generated: English unless told otherwise."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from simulation.errors import UnknownComponentError

__all__ = ["ENGLISH", "LANGUAGES", "catalogue", "language", "tell_in", "told_in"]

ENGLISH: Final = "en"
LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({ENGLISH: "English", "fr": "Français"})
"""Each in its own words, by code; the folder `<code>` holds its sentences."""

_told_in: ContextVar[str] = ContextVar("language", default=ENGLISH)


def language() -> str:
    """Return the code of the language in which sentences are generated here and now."""
    return _told_in.get()


@contextmanager
def told_in(code: str) -> Iterator[None]:
    """Generate sentences in a language inside this block: reasons, headlines, outcomes, names of coalitions.

    What comes from a case (names, issues, wordings) stays in the language of the case. A sentence that was made as
    data (`Said`) is told in the language of the block in which it is read. Blocks may stand inside each other. Each
    thread has its own language: a new one starts in English.

    >>> with told_in("fr"):
    ...     language()
    'fr'
    >>> language()
    'en'

    Args:
        code: One of `LANGUAGES`.

    Raises:
        UnknownComponentError: if there is no such language.
    """
    _check(code)
    before = _told_in.set(code)
    try:
        yield
    finally:
        _told_in.reset(before)


def tell_in(code: str) -> None:
    """Generate sentences in a language from here on: for a process or a thread that works for another.

    Raises:
        UnknownComponentError: if there is no such language.
    """
    _check(code)
    _told_in.set(code)


@cache
def catalogue(code: str) -> Mapping[str, str]:
    """Return the templates of a language by key; `.none`, `.one` and `.other` are the forms for a count.

    Raises:
        UnknownComponentError: if there is no such language.
    """
    import yaml

    _check(code)
    templates: dict[str, str] = {}
    for file in sorted(Path(__file__).with_name(code).glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        templates |= yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    return MappingProxyType(templates)


def _check(code: str) -> None:
    if code not in LANGUAGES:
        raise UnknownComponentError(kind="language", key=code, valid=LANGUAGES)
