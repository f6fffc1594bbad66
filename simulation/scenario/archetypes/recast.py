"""A case with archetypes in the place of its real delegations: other names and keys, and every number as it was."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from simulation.errors import ScenarioError
from simulation.scenario.archetypes.names_replaced import Replaced
from simulation.scenario.archetypes.titles import Titled, titled
from simulation.scenario.case_source import case_of_text
from simulation.scenario.schema import Scenario
from simulation.scenario.translations.telling import in_language, own_case
from simulation.words import listed, say, told_in

__all__ = ["Recast", "may_recast", "recast", "with_real_names"]

_DOCUMENTS: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "rationale": "",
        "source": None,
        "sources": {},
        "salience_source": None,
        "notes": "",
        "judgement": None,
        "instances": None,
        "region": None,
        "adjectives": [],
    }
)
"""What says of real delegations where numbers come from, and what is put in its place: nothing."""
_EXPLAINED: Final = frozenset({"issues", "forum"})
"""Parts whose `source` is read by people at the table."""
_REFERENCES: Final = frozenset({"sponsors", "members", "spokesperson", "delegation", "to"})
"""Fields that hold keys of delegations."""
_TERMS: Final = frozenset(
    {
        "key",
        "kind",
        "issue",
        "dimension",
        "status_quo",
        "draft",
        "force",
        "instrument",
        "basis",
        "confidence",
        "standing",
        "stance",
        "acceptable",
        "fallbacks",
        "depends_on",
        "preset",
        "rule",
        "leftover",
        "powers",
        "language",
        "nature",
        "salience_basis",
        "salience_confidence",
    }
)
"""Fields that hold other keys and terms, no texts."""
_COMPONENTS: Final = frozenset({"strategy", "protocol", "decision", "rights", "scales"})
_BY_KEY: Final = frozenset({"wordings", "mandate", "line", "ideal"})
"""Mappings whose own keys are no fields."""
_LINES: Final = frozenset({"title", "name", "label", "low", "high", "host_body"})
_LONGEST_TEXT: Final = 4000
_LONGEST: Final[Mapping[str, int]] = MappingProxyType({**dict.fromkeys(_LINES, 200), "what": 1000})
"""Characters that a field holds, where these are fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recast:
    """A case with archetypes, and the real names, which only the host knows."""

    case: Scenario
    real: Mapping[str, str]
    """Real names, by the keys that seats have now."""
    keys: Mapping[str, str]
    """The keys that seats have now, by those that they had."""
    left: tuple[str, ...]
    """Words that stay in its texts and are near to a real name."""


def may_recast(case: Scenario) -> bool:
    """Return whether its delegations are real ones, whose names can be kept back."""
    return case.nature == "real"


@cache
def with_real_names() -> tuple[str, ...]:
    """Return the shipped cases with real delegations, in alphabetical order."""
    folder = Path(str(files("scenarios")))
    there = (file for file in folder.glob("*.yaml") if not file.name.endswith(".pack.yaml"))
    return tuple(sorted(file.stem for file in there if "\nnature: real" in file.read_text("utf-8")))


def recast(case: Scenario, language: str) -> Recast:
    """Return a case whose delegations are called by kind and region, in a language.

    Names, short names, adjectives that the case gives, and keys are replaced in every text; what documents the numbers
    is left out. All else stays, so that the same seed gives the same results. Where the case has translations, its
    texts are those in that language; it has none afterwards, for in them stand real names.

    Raises:
        ScenarioError: if its delegations are invented.
    """
    if not may_recast(case):
        valid = listed(with_real_names())
        raise ScenarioError(say("problem.archetypes.invented", case=case.key, valid=valid))
    written = own_case(case)
    case = in_language(written, language) if language in case.translations else written
    with told_in(language):
        titles = titled(case.delegations)
        seats = case.delegations if case is written else (*case.delegations, *written.delegations)
        replaced = Replaced(seats, titles, case.told_language or case.language)
        raw = case.model_dump(mode="json", by_alias=True)
        raw["language"] = case.told_language or case.language
        told = {name: _field(name, part, name, titles, replaced) for name, part in raw.items()}
        for bloc, name in zip(told["blocs"], _groups(case, replaced), strict=True):
            bloc["name"] = name
    for old, seat in zip(case.delegations, told["delegations"], strict=True):
        seat.update(asdict(titles[old.key]))
    found = case_of_text(json.dumps(told))
    names = {one.key: one.name for one in case.delegations}
    near = replaced.near(_texts(told))
    return Recast(
        case=found,
        real={titles[key].key: name for key, name in names.items()},
        keys={key: title.key for key, title in titles.items()},
        left=tuple(f"{word} ({names[key]})" for word, key in near.items()),
    )


def _field(name: str, value: Any, part: str, titles: Mapping[str, Titled], replaced: Replaced) -> Any:  # noqa: ANN401 - JSON
    """Return the value of a field, which stands in a part of the case, with other names in it."""
    if name in _DOCUMENTS and not (name == "source" and part in _EXPLAINED):
        return _DOCUMENTS[name]
    if name in _COMPONENTS or name in _TERMS or (name == "blocs" and part == "delegations"):
        return value
    if name in _REFERENCES:
        keys = value if isinstance(value, list) else [value]
        found = [titles[key].key if key in titles else key for key in keys]
        return found if isinstance(value, list) else found[0]
    return _node(name, value, part, titles, replaced)


def _node(name: str, value: Any, part: str, titles: Mapping[str, Titled], replaced: Replaced) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return _cut(replaced.text(value), _LONGEST.get(name, _LONGEST_TEXT))
    if isinstance(value, list):
        return [_node(name, one, part, titles, replaced) for one in value]
    if not isinstance(value, dict):
        return value
    inside = _node if name in _BY_KEY else _field
    return {
        key: inside("" if name in _BY_KEY else key, one, part, titles, replaced) for key, one in value.items()
    }


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _groups(case: Scenario, replaced: Replaced) -> Iterator[str]:
    """Yield the names of groups: without a member that is named at the end, else by their kind."""
    so_far = Counter[str]()
    for bloc in case.blocs:
        name = replaced.without(bloc.name)
        so_far[bloc.basis] += not name
        yield name or say(f"archetype.bloc.{bloc.basis}", n=so_far[bloc.basis])


def _texts(node: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Yield all texts of a case, the keys in it among them."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for part in (*node, *node.values()):
            yield from _texts(part)
    elif isinstance(node, list):
        for one in node:
            yield from _texts(one)
