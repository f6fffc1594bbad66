"""Loads a case: a shipped one by its name, or a file; every problem of a case is reported at once."""

import hashlib
import json
import os
import pickle
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path as FilePath
from shlex import quote
from typing import Any

from pydantic import ValidationError

from simulation.errors import ScenarioError
from simulation.scenario.case_conflicts import find_conflicts
from simulation.scenario.check_names import find_confusing_names, find_confusing_translations
from simulation.scenario.drafting import with_drafts
from simulation.scenario.instances import find_instance_conflicts, instance_of, number_in, with_instances
from simulation.scenario.instances.asked_instance import FIELD
from simulation.scenario.levers import apply_overrides, written
from simulation.scenario.problem_wording import add_schema_problems, shown
from simulation.scenario.problems import Mark, Path, Problem, Problems, Source
from simulation.scenario.schema import Scenario
from simulation.scenario.strict_yaml import UnreadableError, parse_yaml, read_text
from simulation.scenario.tables import CaseFile, merge_tables
from simulation.scenario.translations.case_texts import pairs_of_texts
from simulation.scenario.translations.mappings import without_mappings
from simulation.scenario.translations.telling import in_language, own_case
from simulation.scenario.translations.translatable import Translations
from simulation.words import are_values, as_given, is_path, listed, meant, say

__all__ = [
    "Check",
    "check_case",
    "find_problems",
    "load_scenario",
    "locate",
    "scenario_hash",
    "shipped_scenarios",
]

type Check = Callable[[Scenario], Iterable[tuple[Path, str]]]
"""Looks for problems that only upper layers know, such as parameters of components.

It is called with every case whose fields are valid by themselves; references in it may still lead nowhere.
It yields paths into the case, such as `("delegations", 3, "strategy", "pace")`, each with what is wrong, what
is valid and what to do.
"""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_IS_CASE = re.compile(r"^schema:", re.MULTILINE)
_MOVES_NOTHING: Any = {
    "judgement": True,
    "instances": True,
    "injects": True,
    "delegations": {"__all__": {"region", "adjectives"}},
}
_TABLES = frozenset({".csv", ".tsv", ".txt"})
"""How files of other tools end."""
_NEVER_CASES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls"})
"""How tables end that may be in any encoding."""


def load_scenario(
    case: str | os.PathLike[str],
    *,
    overrides: Mapping[str, object] | None = None,
    checks: Sequence[Check] = (),
) -> Scenario:
    """Return a case.

    Whoever loads a case has it alone: what is changed in its mappings reaches nobody else who loads it.

    Args:
        case: the name of a shipped case, or a YAML file.
        overrides: values by dotted path, such as `{"delegations.BRA.mandate.Q1.position": 0.4}`; text as in YAML.
        checks: further checks, see `Check`.

    Raises:
        ScenarioError: if there is a problem; its text lists all of them.
    """
    check_kinds(case, overrides)
    scenario, problems = _load(case, overrides or {}, checks)
    problems.raise_if_any()
    assert scenario is not None  # noqa: S101 - without a problem there is a case
    return scenario


def check_kinds(case: object, overrides: object = None) -> None:
    """Refuse what names no case, and overrides that are none.

    Raises:
        ScenarioError: if there is anything of the kind; its text lists all that is wrong.
    """
    told = [] if is_path(case) else [say("notebook.argument.case", given=as_given(case))]
    if overrides is not None and not are_values(overrides):
        values = {"name": "overrides", "given": as_given(overrides), "example": {"sessions": 3}}
        told.append(say("notebook.argument.values", **values))
    if told:
        raise ScenarioError("\n".join(told))


def find_problems(
    case: str | os.PathLike[str],
    *,
    overrides: Mapping[str, object] | None = None,
    checks: Sequence[Check] = (),
) -> list[Problem]:
    """Return everything that keeps `load_scenario` from loading a case; nothing if it loads."""
    return _load(case, overrides or {}, checks)[1].sorted()


def check_case(
    raw: Mapping[str, Any],
    source: Source,
    problems: Problems,
    *,
    overridden: Collection[str] = (),
    checks: Sequence[Check] = (),
) -> Scenario | None:
    """Return the case that plain data describe, or None if a field of it is wrong by itself.

    Args:
        raw: the case as plain data, tables merged; a text may be a mapping of languages to texts.
        source: where everything in it stands.
        problems: collects everything that keeps the case from being used.
        overridden: dotted paths whose values do not come from the case but from whoever plays it.
        checks: further checks, see `Check`.
    """
    given = source
    raw, source, translations = without_mappings(raw, source, problems)
    scenario = _validate(raw, source, problems)
    for path, message in find_conflicts(raw, overridden):
        problems.add(source.mark_of(path), message)
        if problems.are_left_out:
            break
    for path, message in find_confusing_names(raw, source):
        problems.add(source.mark_of(path), message)
    for code, texts in translations.items():
        for path, message in find_confusing_translations(raw, given, code, texts):
            problems.add(given.mark_of(path), message)
    if scenario is None:
        return None
    opened = with_drafts(scenario).with_translations(translations)
    for check in checks:
        for path, message in check(opened):
            problems.add(source.mark_of(path), message)
    return opened


@cache
def shipped_scenarios() -> tuple[str, ...]:
    """Return the names of the cases that come with the library, in alphabetical order."""
    names = [
        file.stem
        for file in _shipped_folder().glob("*.yaml")
        if not file.name.startswith(("_", ".")) and _IS_CASE.search(file.read_text(encoding="utf-8"))
    ]
    return tuple(sorted(names))


def scenario_hash(scenario: Scenario) -> str:
    """Return the SHA-256 of the case as JSON with sorted keys: equal for cases that are played alike.

    What is marked as judgement, how instances are drawn, what is prepared for a class and what archetypes are called by
    moves nothing by itself and is left out. So are translations: a case has one hash in whatever language it is told.
    """
    data = own_case(scenario).model_dump(mode="json", by_alias=True, exclude=_MOVES_NOTHING)
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _shipped_folder() -> FilePath:
    return FilePath(str(files("scenarios")))


def _load(
    case: str | os.PathLike[str], overrides: Mapping[str, object], checks: Sequence[Check]
) -> tuple[Scenario | None, Problems]:
    if not overrides and isinstance(case, str) and (kept := _shipped_case(case, tuple(checks), _stamp())):
        return pickle.loads(kept), Problems()  # noqa: S301 - what was made below
    return _load_anew(case, overrides, checks)


@lru_cache(maxsize=64)
def _shipped_case(name: str, checks: tuple[Check, ...], _: tuple[object, ...]) -> bytes | None:
    """Return the pickle of a shipped case that has no problem; None: there is none.

    A case is frozen, but its mappings are not. To unpickle WTPF-13 takes 1.3 ms, a deep copy 18 ms.
    """
    if name not in shipped_scenarios():
        return None
    case, problems = _load_anew(name, {}, checks)
    return None if problems else pickle.dumps(case, pickle.HIGHEST_PROTOCOL)


def _stamp() -> tuple[object, ...]:
    """Return what is another whenever a file of a shipped case is another."""
    folder = _shipped_folder()
    with os.scandir(folder) as files_in:
        found = [(file.name, file.stat()) for file in files_in if file.is_file()]
    return str(folder), *((name, stat.st_mtime_ns, stat.st_size) for name, stat in sorted(found))


def _load_anew(
    case: str | os.PathLike[str], overrides: Mapping[str, object], checks: Sequence[Check]
) -> tuple[Scenario | None, Problems]:
    problems = Problems()
    try:
        shipped = _shipped_data(case, _stamp()) if isinstance(case, str) else None
        raw, source = shipped or _read(case, problems)
    except UnreadableError:
        return None, problems
    changes = written(overrides)
    translations: Translations = {}
    if number := number_in(changes, problems):
        raw, source, translations = _instance(raw, source, number, problems)
    if FIELD in changes and problems:
        return None, problems
    rest = {path: text for path, text in changes.items() if path != FIELD}
    raw, source = apply_overrides(raw, source, rest, problems)
    found = check_case(raw, source, problems, overridden=rest, checks=checks)
    return found.with_translations(translations) if found and number else found, problems


def _instance(
    raw: dict[str, Any], source: Source, number: int, problems: Problems
) -> tuple[dict[str, Any], Source, Translations]:
    """Return an instance of a case as plain data; what keeps it from being drawn is added to the problems."""
    case = check_case(raw, source, problems, checks=(find_instance_conflicts,))
    if case is None or problems:
        return raw, source, {}
    mark = Mark(f"{source.mark.file} --{FIELD} {number}")
    if case.instances is None:
        valid = listed(with_instances()) or say("problem.instance.nowhere")
        problems.add(mark, say("problem.instance.nothing", case=case.key, valid=valid))
        return raw, source, {}
    try:
        drawn = instance_of(case, number)
    except ScenarioError as error:
        problems.add(mark, str(error))
        return raw, source, {}
    data = drawn.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude={"instances"})
    return data, Source(mark), _translations_of_instance(case, drawn, number)


def _translations_of_instance(case: Scenario, drawn: Scenario, number: int) -> Translations:
    """Return what the texts of an instance say in the languages of its case: those made for it are made in each."""
    return {
        code: {**texts, **pairs_of_texts(drawn, instance_of(in_language(case, code), number))}
        for code, texts in case.translations.items()
    }


@lru_cache(maxsize=32)
def _shipped_data(name: str, _: tuple[object, ...]) -> tuple[dict[str, Any], Source] | None:
    """Return a shipped case as plain data that nobody changes; None: there is none, or something is wrong with it."""
    problems = Problems()
    try:
        found = _read(name, problems) if name in shipped_scenarios() else None
    except UnreadableError:
        return None
    return None if problems else found


def _read(case: str | os.PathLike[str], problems: Problems) -> tuple[dict[str, Any], Source]:
    """Return the case as plain data, tables included."""
    file = locate(case, problems)
    ending = file.path.suffix.lower()
    is_table = say("problem.file.table", name=quote(file.name))
    otherwise = is_table if ending in _NEVER_CASES else None
    text = read_text(file.path, problems, name=file.name, otherwise=otherwise)
    if ending in _TABLES and not _IS_CASE.search(text):
        problems.add(Mark(file.name), is_table)
        raise UnreadableError
    raw, source = parse_yaml(text, file.name, problems)
    if not isinstance(raw, dict):
        problems.add(source.mark, say("problem.file.no_mapping", value=shown(raw)))
        raise UnreadableError
    if "pack" in raw and "schema" not in raw:
        told = "This is a pack for a trainer, not a case."
        problems.add(
            source.key_mark_of(("pack",)), f"{told} Valid: the case that it belongs to. Name that one."
        )
        raise UnreadableError
    if "assembly" in raw and "schema" not in raw:
        told = say("problem.assembly.elsewhere", name=quote(os.fspath(case)))
        problems.add(source.key_mark_of(("assembly",)), told)
        raise UnreadableError
    return merge_tables(raw, source, file, problems)


def locate(case: str | os.PathLike[str], problems: Problems) -> CaseFile:
    """Return the file of a case, whether or not it exists where a file is named.

    Raises:
        UnreadableError: if no shipped case has this name and there is no such file; that is added to `problems`.
    """
    name = os.fspath(case)
    path = FilePath(name)
    if not isinstance(case, str) or not _NAME.fullmatch(name):
        return CaseFile(path, name)
    shipped = _shipped_folder() / f"{name}.yaml"
    if shipped.is_file():
        return CaseFile(shipped, shipped.name)
    if path.exists():
        return CaseFile(path, name)
    valid = shipped_scenarios()
    problems.add(Mark(name), say("problem.no_case", near=meant(name, valid), valid=listed(valid)))
    raise UnreadableError


def _validate(raw: Mapping[str, Any], source: Source, problems: Problems) -> Scenario | None:
    """Return the model, from JSON: there the strict mode takes lists for tuples, but no text for a number."""
    try:
        return Scenario.model_validate_json(json.dumps(raw), strict=True)
    except ValidationError as error:
        add_schema_problems(error, raw, source, problems)
        return None
