"""The study that answers a visitor: the base, the versions, and each change by itself where there is room."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dashboard.lab.case_versions import Inputs, Version
from simulation.errors import StudyError
from simulation.protocols.parameter_sets import OF_STUDIES, sets_for
from simulation.scenario import Mark, Problem, Scenario, shipped_scenarios
from simulation.scenario.translations import own_case
from simulation.study import (
    FEW_VARIANTS,
    Change,
    Request,
    Study,
    Variant,
    base_of,
    build_variants,
    plain_of,
    pull_all,
    under_parameters,
)

__all__ = ["Asked", "ask", "base_study", "case_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A study, and which of its variants is what."""

    study: Study
    versions: tuple[str, ...]
    """Letters, which are keys of variants."""
    alone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By letter of a version of several changes: by change, the key of the variant that makes it alone; empty text
    where it cannot be made alone, or changes nothing by itself."""
    apart: tuple[str, ...] = ()
    """Letters of versions of several changes that there was no room to take apart."""


def case_file(case: Scenario) -> str:
    """Return the name of the file that a case is downloaded as, to stand beside its study."""
    return f"{case.key}.yaml"


def base_study(key: str, case: Scenario, *, replications: int, seed: int) -> Asked:
    """Return the study of the case as it stands, in the language of its author: all readers share its figures."""
    case = own_case(case)
    study = Study(
        kind="ensemble",
        case=key if key in shipped_scenarios() else case_file(case),
        title=case.title,
        variants=under_parameters((base_of(case),), sets_for(OF_STUDIES)),
        replications=replications,
        seed=seed,
    )
    return Asked(study=study, versions=())


def ask(inputs: Inputs, case: Scenario, *, replications: int) -> Asked:
    """Return the study that compares the case with its versions, and takes those apart that have several changes.

    Raises:
        StudyError: if a version cannot be built; lists all that is wrong.
    """
    case, changed = own_case(case), inputs.changed
    if not changed:
        return base_study(inputs.case, case, replications=replications, seed=inputs.seed)
    built = _built(case, changed)
    variants = list(built)
    alone: dict[str, tuple[str, ...]] = {}
    apart: list[str] = []
    for version in changed:
        if len(version.changes) > 1:
            singles, keys = _singles(case, version, variants)
            if 1 + len(variants) + len(singles) > FEW_VARIANTS:
                apart.append(version.letter)
                continue
            variants += singles
            alone[version.letter] = keys
    study = Study(
        kind="compare",
        case=inputs.case if inputs.case in shipped_scenarios() else case_file(case),
        title=case.title,
        variants=under_parameters((base_of(case), *variants), sets_for(OF_STUDIES)),
        replications=replications,
        seed=inputs.seed,
    )
    letters = tuple(version.letter for version in changed)
    return Asked(study=study, versions=letters, alone=alone, apart=tuple(apart))


def _built(case: Scenario, versions: Sequence[Version]) -> list[Variant]:
    problems: list[Problem] = []
    requests = [_request(version.letter, version.changes) for version in versions]
    built = build_variants(case, requests, problems)
    if problems:
        raise StudyError("\n".join(f"{problem.file}: {problem.message}" for problem in problems))
    return built


def _request(name: str, changes: Sequence[Change]) -> Request:
    marks = tuple(Mark(f"{name}, {change}") for change in changes)
    return Request(Mark(name), tuple(changes), marks, name)


def _singles(
    case: Scenario, version: Version, there: Sequence[Variant]
) -> tuple[list[Variant], tuple[str, ...]]:
    """Return a variant for each change alone that no other variant is like, and the key of each change's variant."""
    known = {one.key: plain_of(one.scenario) for one in there}
    found: list[Variant] = []
    keys: list[str] = []
    for place, change in enumerate(version.changes, start=1):
        outcome = pull_all(case, [change])
        if outcome.faults or outcome.idle:
            keys.append("")
            continue
        plain = plain_of(outcome.case)
        same = next((key for key, other in known.items() if other == plain), None)
        key = same or f"{version.letter} {place}"
        keys.append(key)
        if same is None:
            known[key] = plain
            found.append(Variant(key=key, words=outcome.told, changes=(change,), scenario=outcome.case))
    return found, tuple(keys)
