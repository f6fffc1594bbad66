"""Loads the trainer's pack of a case: the file `CASE.pack.yaml` beside it; every problem is reported at once."""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any, Final

from pydantic import ValidationError

from simulation.scenario.check_pack import find_pack_conflicts
from simulation.scenario.inject_schema import Inject
from simulation.scenario.instances.asked_instance import FIELD
from simulation.scenario.instances.instance_pack import pack_of_instance
from simulation.scenario.load import load_scenario, locate, scenario_hash, shipped_scenarios
from simulation.scenario.model_base import schema_of
from simulation.scenario.pack_schema import Pack
from simulation.scenario.problem_wording import add_schema_problems, shown
from simulation.scenario.problems import Path, Problem, Problems, Source
from simulation.scenario.schema import Scenario
from simulation.scenario.strict_yaml import UnreadableError, parse_yaml, read_text
from simulation.scenario.tables import CaseFile
from simulation.scenario.translations.mappings import without_mappings
from simulation.scenario.translations.telling import in_language, pack_in_language, used
from simulation.words import say

__all__ = [
    "SUFFIX",
    "PackCheck",
    "case_of_pack",
    "find_pack_problems",
    "injects_of",
    "load_pack",
    "pack_file",
    "prepared",
    "shipped_pack",
    "with_injects",
]

type PackCheck = Callable[[Pack, Scenario], Iterable[tuple[Path, str]]]
"""Looks for problems that only upper layers know; it yields paths into the pack, each with what is wrong, what is valid
and what to do."""

SUFFIX: Final = ".pack.yaml"
"""What the name of a pack ends in, after the name of its case without `.yaml`."""


def load_pack(case: str | os.PathLike[str], *, scenario: Scenario | None = None) -> Pack | None:
    """Return the trainer's pack of a case, checked against it, or None if it has none.

    Its texts stand in the language in which the case is told; what an instance says in place of its author, in that of
    the moment.

    Args:
        case: the name of a shipped case, or its YAML file; the pack stands beside it as `CASE.pack.yaml`.
        scenario: the case itself, if it is loaded already, or an instance of it.

    Raises:
        ScenarioError: if there is a problem with the case or the pack; its text lists all of them.
    """
    problems = Problems()
    pack = _load(case, scenario, problems)
    problems.raise_if_any()
    return pack


def find_pack_problems(
    case: str | os.PathLike[str], *, scenario: Scenario | None = None, checks: Sequence[PackCheck] = ()
) -> list[Problem]:
    """Return everything that keeps `load_pack` from loading the pack of a case; nothing if it has none.

    Args:
        case: as for `load_pack`.
        scenario: as for `load_pack`.
        checks: further checks, see `PackCheck`; they are made where there is no other problem.

    Raises:
        ScenarioError: if the case itself cannot be used.
    """
    problems = Problems()
    _load(case, scenario, problems, checks)
    return problems.sorted()


def with_injects(case: str | os.PathLike[str], scenario: Scenario) -> Scenario:
    """Return a case, or an instance of it, with the injects of its pack added, in their order.

    What comes after its last session is left out: it may be shorter than its author made it.

    Args:
        case: as for `load_pack`.
        scenario: the case itself, however long it is to be.

    Raises:
        ScenarioError: as `load_pack`.
    """
    written = load_scenario(case, overrides={FIELD: scenario.instance})
    return prepared(scenario, load_pack(case, scenario=written))


def prepared(case: Scenario, pack: Pack | None) -> Scenario:
    """Return a case with what its pack has prepared up to its last session, and what that says in other languages."""
    kept = tuple(one for one in injects_of(case, pack) if one.session <= case.sessions)
    told = {} if pack is None else pack.translations
    translations = {
        code: {**told.get(code, {}), **case.translations.get(code, {})}
        for code in {*told, *case.translations}
    }
    with_them = case.model_copy(update={"injects": kept}).with_translations(translations)
    return with_them.with_translations(used(with_them))


def shipped_pack(case: Scenario) -> Pack | None:
    """Return the pack of a case that ships, or of an instance of it, which was written for all its sessions.

    Its texts stand in the language in which the case is told. None if it has none, or if the case has the key of a
    shipped one and is not it: of a case that somebody changed, the pack may name what is no more. That it is shorter or
    longer is no such change.

    Raises:
        ScenarioError: if the pack cannot be used.
    """
    if case.key not in shipped_scenarios() or pack_file(case.key) is None:
        return None
    written = load_scenario(case.key, overrides={FIELD: case.instance})
    whole = case.model_copy(update={"sessions": written.sessions})
    if scenario_hash(whole) != scenario_hash(written):
        return None
    return load_pack(case.key, scenario=in_language(written, case.told_language or case.language))


def injects_of(case: Scenario, pack: Pack | None) -> list[Inject]:
    """Return the injects that a case and its pack have prepared, in the order of the sessions."""
    every = (*case.injects, *(() if pack is None else pack.injects))
    return sorted(every, key=lambda one: one.session)


def pack_file(case: str | os.PathLike[str]) -> CaseFile | None:
    """Return the file of the pack of a case, and its name in messages; None if there is none.

    Raises:
        ScenarioError: if there is no such case.
    """
    problems = Problems()
    try:
        file = locate(case, problems)
    except UnreadableError:
        problems.raise_if_any()
        raise
    if not file.path.name:
        return None
    path = file.path.with_suffix(SUFFIX)
    return CaseFile(path, str(FilePath(file.name).with_suffix(SUFFIX))) if path.is_file() else None


def case_of_pack(file: str) -> str | None:
    """Return the file of the case that a pack belongs to by its name; None if it is not called like a pack.

    >>> case_of_pack("lessons/first.pack.yaml"), case_of_pack("first.yaml")
    ('lessons/first.yaml', None)
    """
    return f"{file.removesuffix(SUFFIX)}.yaml" if file.endswith(SUFFIX) else None


def _load(
    case: str | os.PathLike[str],
    scenario: Scenario | None,
    problems: Problems,
    checks: Sequence[PackCheck] = (),
) -> Pack | None:
    file = pack_file(case)
    if file is None:
        return None
    found = load_scenario(case) if scenario is None else scenario
    written = load_scenario(case) if found.instance else found
    try:
        raw, source = parse_yaml(read_text(file.path, problems, name=file.name), file.name, problems)
    except UnreadableError:
        return None
    if not isinstance(raw, dict):
        what = say("shown.empty") if raw is None else shown(raw)
        problems.add(source.mark, say("problem.pack.no_mapping", value=what))
        return None
    pack = _checked(raw, source, written, problems)
    if pack is not None and found.told_language:
        written = in_language(written, found.told_language)
        pack = pack_in_language(pack, written, found.told_language)
    if pack is not None and found.instance and not problems.sorted():
        pack, source = pack_of_instance(pack, written, found), Source(source.mark)
    if pack is not None and not problems.sorted():
        for check in checks:
            for path, message in check(pack, found):
                problems.add(source.mark_of(path), message)
    return pack


def _checked(raw: Mapping[str, Any], source: Source, case: Scenario, problems: Problems) -> Pack | None:
    pack = None
    raw, source, translations = without_mappings(
        raw, source, problems, own=case.language, schema=schema_of(Pack)
    )
    try:
        read = Pack.model_validate_json(json.dumps(raw), strict=True)
        pack = read.with_translations(translations)
    except ValidationError as error:
        add_schema_problems(error, raw, source, problems, schema_of(Pack))
    for path, message in find_pack_conflicts(raw, case):
        problems.add(source.mark_of(path), message)
    return pack
