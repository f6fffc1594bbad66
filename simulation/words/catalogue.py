"""The sentences of each language, in one folder of files, and the current language: English unless told so."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from threading import RLock
from types import MappingProxyType
from typing import Final

from simulation.errors import UnknownComponentError
from simulation.words.cldr import marks

__all__ = ["ENGLISH", "LANGUAGES", "Catalogue", "catalogue", "language", "tell_in", "told_in"]

ENGLISH: Final = "en"
LANGUAGES: Final[Mapping[str, str]] = MappingProxyType({ENGLISH: "English", "fr": "Français"})
"""Each in its own words, by code; the folder `<code>` holds its sentences."""

_FOLDER: Final = Path(__file__).parent
_FIRST_WORD: Final = re.compile(r"^([^\s.#]+)\.", re.MULTILINE)

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


class Catalogue(Mapping[str, str]):
    """Templates of a language by key: those of its folder, those of the pages in it too, and those of CLDR.

    A sentence that counts has a key for each form, `.none` and those of CLDR that the language has. A file is parsed
    when a key is asked for that begins with a word with which one of its keys begins: a command needs few of them.
    """

    def __init__(self, code: str) -> None:
        folder = _FOLDER / code
        self._code = code
        self._files = sorted((*folder.glob("*.yaml"), *folder.glob("dashboard/*.yaml")))
        self._files_of: dict[str, list[Path | None]] = {
            "number": [None],
            "list": [None],
        }  # none: what CLDR says
        for file in self._files:
            for word in set(_FIRST_WORD.findall(file.read_text(encoding="utf-8"))):
                self._files_of.setdefault(word, []).append(file)
        self._parsed: dict[Path | None, Mapping[str, str]] = {}
        self._known: set[str] = set()
        self._templates: dict[str, str] = {}
        self._lock = RLock()

    def __getitem__(self, key: str) -> str:
        """Return the template of a key."""
        found = self._templates.get(key)
        if found is None:
            self._read(key.partition(".")[0])
            found = self._templates[key]
        return found

    def __iter__(self) -> Iterator[str]:
        """Iterate over all keys, in the order of the files."""
        for word in self._files_of:
            self._read(word)
        for file in (*self._files, None):
            yield from self._parsed[file]

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)

    def part(self, prefix: str) -> dict[str, str]:
        """Return the templates whose keys begin so, by the rest of their keys; the first word of it is whole."""
        word = prefix.partition(".")[0]
        self._read(word)
        return {
            key.removeprefix(prefix): text
            for file in self._files_of.get(word, ())
            for key, text in self._parsed[file].items()
            if key.startswith(prefix)
        }

    def _read(self, word: str) -> None:
        """Parse the files in which keys begin with a word.

        Raises:
            ValueError: if a key stands in two files, or its value is no text.
        """
        if word in self._known or word not in self._files_of:
            return
        with self._lock:
            for file in self._files_of[word]:
                if file not in self._parsed:
                    self._add(file, marks(self._code) if file is None else _templates_in(file))
            self._known.add(word)

    def _add(self, file: Path | None, templates: Mapping[str, str]) -> None:
        for key, text in templates.items():
            if key in self._templates or not isinstance(text, str):
                raise ValueError(f"{file}: {key!r} stands twice, or is no text")
        self._templates |= templates
        self._parsed[file] = templates


@cache
def catalogue(code: str) -> Catalogue:
    """Return the templates of a language, without those that it leaves to English.

    Raises:
        UnknownComponentError: if there is no such language.
    """
    _check(code)
    return Catalogue(code)


def _templates_in(file: Path) -> dict[str, str]:
    import yaml

    text = file.read_text(encoding="utf-8")
    found: dict[str, str] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}  # noqa: S506 - both are safe
    return found


def _check(code: str) -> None:
    if code not in LANGUAGES:
        raise UnknownComponentError(kind="language", key=code, valid=LANGUAGES)
