"""Study files: reads a study from YAML, and writes one so that anyone can run it again."""

import os
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from simulation.engine.simulate import load_scenario
from simulation.errors import ScenarioError, StudyError
from simulation.protocols.parameter_sets.asked_parameters import DRAWN, MEDIAN, OF_STUDIES
from simulation.protocols.parameter_sets.sets_table import ParameterSetsError, sets_for
from simulation.scenario.load import shipped_scenarios
from simulation.scenario.problems import Mark, Problem, Problems, Source, as_text
from simulation.scenario.schema import Scenario
from simulation.scenario.strict_yaml import UnreadableError, parse_yaml, read_text
from simulation.scenario.study_schema import Layout, Range, StudyFile, VariantEntry, check_study_file
from simulation.storage.written_whole import write_file
from simulation.study.pulling import lever_named, pull_all
from simulation.study.study import Change, Study, StudyKind, Variant
from simulation.study.study_design import SIZES, layout_of
from simulation.study.variant_requests import Request
from simulation.study.variants import base_of, build_variants, under_codings, under_parameters
from simulation.study.written_values import as_written, plain_value, yaml_text
from simulation.words import listed, meant, reason, say

__all__ = ["load_study", "shipped_studies", "study_text", "write_study"]

type CheckOutcome = Callable[[str, Scenario], str | None]
"""Returns what is wrong with the key of an outcome in a case, or None."""

_KINDS: Final[Mapping[str, StudyKind]] = {
    "grid": "sweep",
    "latin_hypercube": "sweep",
    "morris": "sensitivity",
    "sobol": "sensitivity",
}


@cache
def shipped_studies() -> tuple[str, ...]:
    """Return the names of the studies that come with the library, in alphabetical order."""
    return tuple(sorted(file.stem for file in _shipped_folder().glob("*.yaml")))


def _shipped_folder() -> Path:
    return Path(str(files("scenarios"))) / "studies"


def load_study(study: str | os.PathLike[str], *, check_outcome: CheckOutcome | None = None) -> Study:
    """Return a study from a file, or a shipped one by its name.

    The base comes first among the variants. Those of a sweep or a sensitivity analysis are still to be laid out:
    `variants` holds the base alone, and `design` what the file says.

    Args:
        study: the name of a shipped study, or a YAML file.
        check_outcome: what knows the keys of outcomes.

    Raises:
        StudyError: if there is a problem; its text lists all of them, one `file:line:column: ...` a line.
    """
    path, name = _located(study)
    found = Problems()
    content: StudyFile | None = None
    try:
        raw, source = parse_yaml(read_text(path, found, name=name), name, found)
        content = check_study_file(raw, source, found)
    except UnreadableError:
        pass
    if content is None or found:
        raise StudyError(as_text(found.sorted()))
    problems: list[Problem] = []
    built = _built(content, raw, source, path, problems=problems, check_outcome=check_outcome)
    if built is None or problems:
        raise StudyError(as_text(sorted(problems, key=lambda one: (one.line or 0, one.column or 0))))
    return built


def _located(study: str | os.PathLike[str]) -> tuple[Path, str]:
    name = os.fspath(study)
    if name in shipped_studies():
        return _shipped_folder() / f"{name}.yaml", f"{name}.yaml"
    path = Path(name)
    if path.suffix or path.exists():
        return path, name
    shown, shipped = name[:80], shipped_studies()
    near = meant(shown, shipped)
    raise StudyError(say("study.problem.not_there", name=shown, near=near, valid=listed(shipped)))


def _built(
    content: StudyFile,
    raw: Mapping[str, Any],
    source: Source,
    path: Path,
    *,
    problems: list[Problem],
    check_outcome: CheckOutcome | None,
) -> Study | None:
    def tell(message: str, *place: str | int) -> None:
        mark = source.mark_of(place)
        problems.append(Problem(mark.file, mark.line, mark.column, message))

    _check_kind(content, tell)
    overrides = {name: as_written(value) for name, value in content.set_.items()}
    name = _case_named(content.case, path.parent)
    try:
        case = load_scenario(name, overrides=overrides)
    except ScenarioError as error:
        for line in str(error).splitlines():
            tell(line, "case")
        return None
    requests = [_request(entry, place, source) for place, entry in enumerate(content.variants)]
    variants = build_variants(case, requests, problems)
    if content.design is not None:
        _check_design(content.design, case, tell)
    for place, key in enumerate(content.outcomes):
        wrong = check_outcome(key, case) if check_outcome else None
        if wrong:
            tell(wrong, "outcomes", place)
    return Study(
        kind=_kind(content),
        case=name,
        title=content.title,
        variants=_with_sets(
            content,
            _drawn(content, (base_of(case, overrides), *variants), name, overrides, tell),
            path.parent,
            tell,
        ),
        replications=content.replications,
        seed=content.seed,
        outcomes=content.outcomes,
        level=content.level,
        overrides=overrides,
        design=raw["design"] if content.design is not None else {},
    )


def _drawn(
    content: StudyFile,
    variants: tuple[Variant, ...],
    case: str,
    overrides: Mapping[str, str],
    tell: Callable[..., None],
) -> tuple[Variant, ...]:
    """Return variants that draw their codings, if that is asked for and the case marks any."""
    if not content.codings:
        return variants
    if content.design is not None:
        tell(say("problem.study.design.codings"), "codings")
        return variants
    try:
        return under_codings(variants, case, overrides)
    except StudyError as error:
        tell(str(error), "codings")
        return variants


def _with_sets(
    content: StudyFile, variants: tuple[Variant, ...], folder: Path, tell: Callable[..., None]
) -> tuple[Variant, ...]:
    """Return variants whose replications draw their parameters, if that is asked for and there is a table."""
    given = content.parameters or (MEDIAN if content.design is not None else OF_STUDIES)
    if given == MEDIAN:
        return variants
    if content.design is not None:
        tell(say("problem.study.design.parameters"), "parameters")
        return variants
    try:
        return under_parameters(
            variants, sets_for(given if given == DRAWN else os.path.normpath(folder / given))
        )
    except ParameterSetsError as error:
        tell(str(error), "parameters")
        return variants


def _case_named(name: str, folder: Path) -> str:
    """Return a shipped case by its name, else the file; a word that is neither is left to whoever looks for it."""
    beside = folder / name
    is_word = not beside.suffix and "/" not in name
    if name in shipped_scenarios() or (is_word and not beside.exists()):
        return name
    return os.path.normpath(beside)


def _kind(content: StudyFile) -> StudyKind:
    if content.kind is not None:
        return content.kind
    if content.design is not None:
        return _KINDS[content.design.method]
    return "compare" if content.variants else "ensemble"


def _check_kind(content: StudyFile, tell: Callable[..., None]) -> None:
    """Check that a study holds what its kind needs, and nothing else."""
    kind, design = _kind(content), content.design
    if design is not None and content.variants:
        tell(say("problem.study.both"), "design")
    elif kind in ("sweep", "sensitivity") and design is None:
        methods = listed(method for method, meant in _KINDS.items() if meant == kind)
        tell(say("problem.study.no_design", kind=kind, methods=methods), "kind")
    elif kind in ("ensemble", "compare") and design is not None:
        tell(say("problem.study.kind_without_design", kind=kind), "kind")
    elif design is not None and _KINDS[design.method] != kind:
        tell(say("problem.study.method", method=design.method, kind=_KINDS[design.method]), "kind")
    elif kind == "compare" and not content.variants:
        tell(say("problem.study.no_variants"), "kind")
    elif kind == "ensemble" and content.variants:
        tell(say("problem.study.ensemble"), "kind")


def _check_design(design: Layout, case: Scenario, tell: Callable[..., None]) -> None:
    """Check that the case takes every value of a design, at the ends of ranges too."""
    for method, field in SIZES.items():
        given = getattr(design, field)
        if given is not None and method != design.method:
            text = say("problem.study.size.other", field=repr(field), method=design.method, other=method)
            tell(text, "design", field)
        if given is None and method == design.method:
            tell(say("problem.study.size.missing", field=repr(field)), "design")
    for lever, values in design.levers.items():
        place: tuple[str | int, ...] = ("design", "levers", lever)
        if isinstance(values, Range):
            if values.low >= values.high:
                tell(say("problem.study.range"), *place)
            texts = [as_written(end) for end in (values.low, values.high)]
        else:
            texts = [as_written(value) for value in values]
            if len(set(texts)) < max(len(texts), 2):
                tell(say("problem.study.values"), *place)
        for message in _refused(case, lever, texts):
            tell(message, *place)


def _refused(case: Scenario, lever: str, texts: Iterable[str]) -> list[str]:
    """Return what is wrong with values of a lever; of a range of whole numbers 5.0 is 5."""
    found: dict[str, None] = {}
    for text in texts:
        whole = text.removesuffix(".0")
        for fault in pull_all(case, [Change(lever=lever, value=whole)]).faults:
            found[str(fault.message)] = None
    return list(found)


def _request(entry: VariantEntry, place: int, source: Source) -> Request:
    changes: list[Change] = []
    marks: list[Mark] = []
    for lever, value in entry.levers.items():
        named = lever_named(lever)
        many = isinstance(value, list) and named is not None and named[0].may_repeat
        for one in value if many and isinstance(value, list) else [value]:
            changes.append(Change(lever=lever, value=as_written(one)))
            marks.append(source.mark_of(("variants", place, "levers", lever)))
    return Request(source.mark_of(("variants", place)), tuple(changes), tuple(marks), entry.name or "")


def study_text(study: Study, *, folder: str | os.PathLike[str] = ".") -> str:
    """Return a study as a file for a folder: `load_study` reads the same study from it.

    Args:
        study: the study.
        folder: where the file is to stand; a case that is a file is named from there.

    Raises:
        StudyError: if agents of the user's own play in it: a study file is data, and names no code; or if its case
            was loaded before, which no file can name.
    """
    if study.is_loaded:
        raise StudyError(say("study.problem.loaded", key=study.case))
    if study.holders:
        raise StudyError(say("study.problem.with_agents"))
    case = study.case
    if case not in shipped_scenarios():
        case = Path(os.path.relpath(case, folder)).as_posix()
    data: dict[str, Any] = {"study": 1, "title": study.title, "case": case}
    if study.overrides:
        data["set"] = {path: plain_value(value) for path, value in study.overrides.items()}
    data["kind"] = study.kind
    if study.design:
        data["design"] = layout_of(study.design)
    else:
        entries = [_entry(variant.key, variant.changes) for variant in study.variants if variant.changes]
        data |= {"variants": entries} if entries else {}
    if study.codings is not None:
        data["codings"] = True
    if study.parameters is not None:
        source = study.parameters.source
        data["parameters"] = source if source == DRAWN else Path(os.path.relpath(source, folder)).as_posix()
    elif not study.design:
        data["parameters"] = MEDIAN
    data |= {"replications": study.replications, "seed": study.seed}
    if study.outcomes:
        data["outcomes"] = list(study.outcomes)
    data["level"] = study.level
    return yaml_text(data)


def _entry(key: str, changes: tuple[Change, ...]) -> dict[str, Any]:
    levers: dict[str, Any] = {}
    for change in changes:
        value: object = plain_value(change.value)
        if change.lever in levers:
            earlier = levers[change.lever]
            value = [*(earlier if isinstance(earlier, list) else [earlier]), value]
        levers[change.lever] = value
    named = {} if key == " + ".join(map(str, changes)) else {"name": key}
    return {**named, "levers": levers}


def write_study(study: Study, path: str | os.PathLike[str]) -> None:
    """Write a study to a file, whole or not at all.

    Raises:
        StudyError: if it cannot be written.
    """
    target = Path(path)
    try:
        write_file(target, study_text(study, folder=target.parent))
    except OSError as error:
        raise StudyError(say("study.problem.unwritten", file=target, why=reason(error))) from error
