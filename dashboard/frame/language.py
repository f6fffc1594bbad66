"""The sentences of the dashboard, a folder a language beside those of the library, whole templates by key."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

import yaml

from simulation.words import Ends, Said, ends_over, pole, say, told_in

__all__ = ["ENGLISH", "LANGUAGES", "Words", "words_in"]

ENGLISH: Final = "en"
LANGUAGES: Final[Mapping[str, str]] = {"en": "English", "fr": "Français"}
"""By code, each in its own words."""


class Words:
    """Templates by key; `key.none`, `key.one` and `key.other` are the forms of a counted one.

    A key that a language lacks falls back to English; a test reports it.
    """

    def __init__(self, language: str, own: Mapping[str, str], english: Mapping[str, str]) -> None:
        self.language = language
        self.templates: Mapping[str, str] = {**english, **own}
        self._parts: dict[str, Mapping[str, str]] = {}

    def say(self, key: str, **values: object) -> str:
        """Return a sentence with its values filled in.

        Raises:
            KeyError: if no language has it.
        """
        with told_in(self.language):  # what stands in it may be a sentence of the library, as data
            return self.templates[key].format(**values)

    def counted(self, key: str, n: int, **values: object) -> str:
        """Return the form of a sentence that fits the count `n`."""
        if n == 0 and f"{key}.none" in self.templates:
            return self.say(f"{key}.none", n=n, **values)
        return self.say(f"{key}.one" if n == 1 else f"{key}.other", n=n, **values)

    def library(self, key: str, **values: object) -> str:
        """Return a sentence of the library in this language.

        Raises:
            KeyError: if there is no such sentence.
        """
        with told_in(self.language):
            return say(key, **values)

    def told(self, sentence: Said) -> str:
        """Return a sentence of the library that came as data in this language."""
        with told_in(self.language):
            return str(sentence)

    def ending(self, outcome_class: str) -> str:
        """Return what a class of outcome is called, as it begins a sentence."""
        name = self.library(f"class.{outcome_class}")
        return name[:1].upper() + name[1:]

    def pole(self, name: str) -> str:
        """Return what an end of an issue is called, the usual two in this language."""
        with told_in(self.language):
            return pole(name)

    def ends(self, poles: Sequence[tuple[str, str]]) -> Ends:
        """Return what the ends of an axis over issues are called, of each of which the names are given."""
        with told_in(self.language):
            return ends_over(poles)

    def number(self, value: float) -> str:
        """Return a number as the language writes it, with the digits that it has."""
        return f"{value:g}".replace(".", self.templates["editor.decimal"])

    def count(self, n: int) -> str:
        """Return a count with its thousands set apart as the language does."""
        return f"{n:,}".replace(",", self.templates["lab.thousands"])

    def part(self, prefix: str) -> dict[str, str]:
        """Return the templates whose keys begin so, by the rest of their keys: the words of a component."""
        if prefix not in self._parts:  # several thousand keys are looked through for it
            self._parts[prefix] = {
                key.removeprefix(prefix): text
                for key, text in self.templates.items()
                if key.startswith(prefix)
            }
        return dict(self._parts[prefix])


@cache
def words_in(language: str) -> Words:
    """Return the words of a language; English for one that there is not."""
    code = language if language in LANGUAGES else ENGLISH
    return Words(code, catalogue(code), catalogue(ENGLISH))


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return what the files of a language hold, without fallback.

    Raises:
        ValueError: if two files hold the same key, or a value is no text.
    """
    found: dict[str, str] = {}
    folder = files("simulation").joinpath("words", language, "dashboard")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        text = file.read_text(encoding="utf-8")
        part = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}  # noqa: S506 - both are safe
        for key, text in part.items():
            if key in found or not isinstance(text, str):
                raise ValueError(f"{language}/{file.name}: {key!r} stands twice, or is no text")
            found[key] = text
    return found
