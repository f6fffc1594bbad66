"""Takes translations out of the plain data of a case (`label: {en: Start, fr: Début}`), and puts them into it again."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from simulation.scenario.characters import is_blank
from simulation.scenario.fields import case_schema, describe, step
from simulation.scenario.problems import Mark, Path, Problems, Source
from simulation.scenario.translations.case_texts import is_text
from simulation.scenario.translations.translatable import CODES, Translations
from simulation.words import listed, meant, say

__all__ = ["own_language", "texts_in", "with_mappings", "without_mappings"]

type Node = Mapping[str, Any]

_ENGLISH: Final = "en"


def own_language(raw: object) -> str:
    """Return the language of the author of a case, from its plain data: English where none is said."""
    found = raw.get("language") if isinstance(raw, Mapping) else None
    return found if isinstance(found, str) and found in CODES else _ENGLISH


def without_mappings(
    raw: Any,  # noqa: ANN401 - JSON in, JSON out
    source: Source,
    problems: Problems,
    *,
    own: str | None = None,
    schema: Node | None = None,
) -> tuple[Any, Source, Translations]:
    """Return a case in its author's language, the marks of its values, and the translations of its texts.

    Args:
        raw: the case as plain data; it is not changed.
        source: where everything in it stands.
        problems: collects what is wrong with translations.
        own: the language of the author; None: as the case says.
        schema: the JSON Schema of the file, references resolved; None: that of a case.
    """
    root = case_schema() if schema is None else schema
    taking = _Taking(own_language(raw) if own is None else own, problems)
    data, where = taking.part(raw, root, source, "")
    return data, where, {code: texts for code, texts in taking.found.items() if texts}


def with_mappings(
    raw: Any,  # noqa: ANN401 - JSON in, JSON out
    translations: Translations,
    own: str,
) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """Return plain data in which each text that has translations is a mapping of them again."""

    def spread(text: str) -> str | dict[str, str]:
        others = {code: texts[text] for code, texts in translations.items() if text in texts}
        return {own: text, **others} if others else text

    return _spread(raw, case_schema(), spread) if translations else raw


def texts_in(raw: Any) -> list[str]:  # noqa: ANN401 - JSON in
    """Return every text of a case that can be translated, from its plain data in one language; each once, in order."""
    found: dict[str, None] = {}

    def note(text: str) -> str:
        if text.strip():
            found[text] = None
        return text

    _spread(raw, case_schema(), note)
    return list(found)


def _spread(value: Any, node: Node | None, spread: Callable[[str], Any]) -> Any:  # noqa: ANN401 - JSON
    if node is None:
        return value
    if isinstance(value, str):
        return spread(value) if is_text(node) else value
    if isinstance(value, dict):
        return {key: _spread(inner, step(node, key), spread) for key, inner in value.items()}
    if isinstance(value, list):
        return [_spread(inner, step(node, place), spread) for place, inner in enumerate(value)]
    return value


@dataclass(slots=True)
class _Taking:
    """Takes the translations out of one file."""

    own: str
    problems: Problems
    found: dict[str, dict[str, str]] = field(default_factory=lambda: {code: {} for code in CODES})
    marks: dict[tuple[str, str], Mark] = field(default_factory=dict)
    """Where each translation stands."""

    def part(self, value: Any, node: Node | None, source: Source, name: str) -> tuple[Any, Source]:  # noqa: ANN401 - JSON
        """Return what stands at a place, in one language; the same if there is no translation in it."""
        if node is None or not isinstance(value, dict | list):
            return value, source
        if is_text(node):
            return self.text(value, node, source, name) if isinstance(value, dict) else (value, source)
        steps: list[Any] = list(value.items() if isinstance(value, dict) else enumerate(value))
        changed, inside = {}, {}
        for key, inner in steps:
            if not isinstance(inner, dict | list):
                continue
            below = source.inside.get(key) or Source(source.mark, source.key)
            told, where = self.part(inner, step(node, key), below, key if isinstance(key, str) else name)
            if told is not inner:
                changed[key] = told
            if where is not below:
                inside[key] = where
        if not changed:
            return value, source
        data = value.copy()
        for key, told in changed.items():
            data[key] = told
        return data, Source(source.mark, source.key, {**source.inside, **inside})

    def text(self, given: dict[str, Any], node: Node, source: Source, name: str) -> tuple[Any, Source]:
        """Return the text of the author and where it stands; the others are kept."""
        valid = {code: text for code, text in given.items() if self._is_fit(code, text, node, source, name)}
        if self.own not in given:
            told = {"field": name, "own": self.own}
            self.problems.add(source.key_mark_of(()), say("problem.translation.own", **told))
        first = next(iter(valid.values()), "x")
        text = valid.get(self.own, first)
        for code, other in valid.items():
            if code != self.own and self.own in valid:
                self._keep(code, text, other, source.mark_of((code,)))
        there = source.inside.get(self.own)
        return text, Source(there.mark if there else source.mark, source.key)

    def _is_fit(self, code: str, text: object, node: Node, source: Source, name: str) -> bool:
        """Return whether a text can stand in a language; what is wrong with it is a problem."""
        path: Path = (code,)
        if code not in CODES:
            told = {"near": meant(code, CODES), "valid": listed(CODES)}
            self.problems.add(
                source.key_mark_of(path), say("problem.translation.language", code=repr(code), **told)
            )
            return False
        wrong = _wrong_with(text, node)
        if wrong:
            told = {"field": name, "code": code, "wrong": wrong, "valid": describe(node, name)}
            self.problems.add(source.mark_of(path), say("problem.translation.text", **told))
        return not wrong

    def _keep(self, code: str, text: str, other: str, mark: Mark) -> None:
        first = self.found[code].setdefault(text, other)
        where = self.marks.setdefault((code, text), mark)
        if first != other:
            shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
            told = {"text": repr(shown), "code": code, "line": where.line}
            self.problems.add(mark, say("problem.translation.twice", **told))


_SHOWN: Final = 60


def _wrong_with(text: object, node: Node) -> str:
    """Return what is wrong with a translation, as the rest of a sentence; nothing if it can stand there."""
    if not isinstance(text, str):
        return say("problem.translation.no_text")
    if not text.strip():
        return say("problem.translation.empty")
    if is_blank(text):
        return say("problem.translation.blank", text=ascii(text))
    if len(text) > node["maxLength"]:
        return say("wrong.characters", n=len(text))
    if "pattern" in node and re.search(node["pattern"], text) is None:
        return say("problem.translation.lines")
    return ""
