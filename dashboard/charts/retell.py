"""Tells a stored sentence of the library in another language: finds the template that made it and fills in that one's.

Runs that are played for a page are told in its language from the start; run folders hold English sentences. What
comes from a case (names, wordings) stays as it is, and so does a sentence that no template made.
"""

import re
from functools import cache
from typing import Final

from simulation.words import catalogue

__all__ = ["retell"]

_ENGLISH: Final = "en"
_TOLD: Final = ("public.", "private.", "refused.", "outcome.", "story.left.", "red.", "moved.")
"""What the keys of templates begin with that the dashboard shows."""
_NESTED: Final = frozenset({"left", "line", "causes", "reason"})
"""Fields that hold a sentence or a part of one."""
_MORE: Final = re.compile(r"(?P<names>.+) and (?P<n>\d+) more")
_AND: Final = re.compile(r"(?P<first>.+) and (?P<last>.+)")


def retell(language: str, sentence: str) -> str:
    """Return a sentence, or several in a row, of the library in a language.

    >>> retell("fr", "The opinion is adopted in part.")
    'La conférence adopte l’avis en partie.'
    >>> retell("fr", "Somebody wrote this.")
    'Somebody wrote this.'
    """
    return sentence if language == _ENGLISH or not sentence else _retold(language, sentence)


@cache
def _retold(language: str, sentence: str) -> str:
    for key, pattern in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            values = {name: _value(language, name, value) for name, value in found.groupdict().items()}
            told = catalogue(language)[key].format(**values)
            return told[0].upper() + told[1:]
    for end in re.finditer(r"(?<=[.”]) ", sentence):
        first, rest = sentence[: end.start()], sentence[end.end() :]
        known = _retold(language, first)
        if known != first:
            return f"{known} {_retold(language, rest)}"
    return sentence


def _value(language: str, name: str, value: str) -> str:
    """Return the value of a field as the language writes it."""
    words = catalogue(language)
    if name in _NESTED:
        return _part(language, value)
    if name in ("names", "others"):
        return _names(language, value)
    if name in ("document", "protocol"):
        return words.get(f"{name}.{value}", value)
    if re.fullmatch(r"-?\d+\.\d+", value):
        return value.replace(".", words["number.decimal_mark"])
    if re.fullmatch(r"\d+%", value):
        return words["number.percent"].format(n=value[:-1])
    return value


def _part(language: str, value: str) -> str:
    """Return a part of a sentence, without the capital that a whole one has."""
    told = _retold(language, value)
    return told if value[:1].isupper() else told[:1].lower() + told[1:]


def _names(language: str, value: str) -> str:
    words = catalogue(language)
    more = _MORE.fullmatch(value)
    if more:
        form = "one" if more["n"] == "1" else "other"
        return words[f"list.more.{form}"].format(**more.groupdict())
    both = _AND.fullmatch(value)
    return words["list.and"].format(**both.groupdict()) if both else value


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return a pattern for each template, those with most words of their own first."""
    templates = {key: text for key, text in catalogue(_ENGLISH).items() if key.startswith(_TOLD)}
    order = sorted(templates, key=lambda key: -len(re.sub(r"\{\w+\}", "", templates[key])))
    return tuple((key, _pattern(templates[key])) for key in order)


def _pattern(template: str) -> re.Pattern[str]:
    """Return what matches a sentence that a template made; each field takes as little as it can."""
    parts: list[str] = []
    seen: set[str] = set()
    for part in re.split(r"(\{\w+\})", template):
        if not re.fullmatch(r"\{\w+\}", part):
            parts.append(re.escape(part))
            continue
        name = part[1:-1]
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.+?)")
        seen.add(name)
    return re.compile("".join(parts))
