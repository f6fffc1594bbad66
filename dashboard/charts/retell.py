"""Tells a sentence of the library in another language: finds the template that made it, and fills in that language's.

What comes from a case (names, wordings) stays as it is. A sentence that no template made stays as it is too.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from dashboard.words import ENGLISH, Words, words_in
from simulation.reasons.sentences import SENTENCES

__all__ = ["PREFIX", "TOLD", "retell"]

PREFIX: Final = "replay.told."
"""Before the key of a template of the library in the catalogue."""
_MORE: Final = re.compile(r"(?P<names>.+) and (?P<n>\d+) more")
_AND: Final = re.compile(r"(?P<names>.+) and (?P<last>.+)")
_NAMES: Final = frozenset({"names", "others"})

TOLD: Final = tuple(
    key
    for key in SENTENCES
    if key.startswith(("public.", "private.", "refused.", "outcome.", "story.left.", "red."))
    or key == "summary.assumed"
)
"""Templates of the library that the dashboard shows."""


def retell(words: Words, sentence: str) -> str:
    """Return a sentence, or several in a row, of the library in the language of the words."""
    if words.language == ENGLISH or not sentence:
        return sentence
    return _retold(words.language, sentence)


@cache
def _retold(language: str, sentence: str) -> str:
    for key, pattern in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            values = {name: _value(language, name, value) for name, value in found.groupdict().items()}
            return words_in(language).say(PREFIX + key, **values)
    for end in re.finditer(r"(?<=[.”]) ", sentence):
        first, rest = sentence[: end.start()], sentence[end.end() :]
        known = _retold(language, first)
        if known != first:
            return f"{known} {_retold(language, rest)}"
    return sentence


def _value(language: str, name: str, value: str) -> str:
    if name in _NAMES:
        more = _MORE.fullmatch(value)
        if more:
            return words_in(language).say("replay.names.more", **more.groupdict())
        last = _AND.fullmatch(value)
        return words_in(language).say("replay.names.last", **last.groupdict()) if last else value
    if name == "document":
        return words_in(language).templates.get(f"replay.document.{value}", value)
    return _retold(language, value) if name in ("left", "line", "causes", "reason") else value


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return a pattern for each template, those with most words of their own first."""
    weight: Mapping[str, int] = {key: len(re.sub(r"\{\w+\}", "", SENTENCES[key])) for key in TOLD}
    return tuple((key, _pattern(SENTENCES[key])) for key in sorted(TOLD, key=lambda key: -weight[key]))


def _pattern(template: str) -> re.Pattern[str]:
    parts, seen = [], set[str]()
    for part in re.split(r"(\{\w+\})", template):
        name = part[1:-1]
        if not re.fullmatch(r"\{\w+\}", part):
            parts.append(re.escape(part))
        elif name in seen:
            parts.append(f"(?P={name})")
        else:
            seen.add(name)
            parts.append(f"(?P<{name}>.+?)")
    return re.compile("".join(parts))
