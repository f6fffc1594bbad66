"""Variants of a case: reads levers as users write them, pulls them, and says what changed."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from simulation.engine.simulate import load_scenario
from simulation.errors import StudyError
from simulation.protocols.parameter_sets.asked_parameters import OF_STUDIES
from simulation.protocols.parameter_sets.sets import ParameterSets, free
from simulation.protocols.parameter_sets.sets_table import Parameters, sets_for
from simulation.rng import as_seed
from simulation.scenario.levers import written
from simulation.scenario.problems import Mark, Problem, as_text
from simulation.scenario.schema import Scenario
from simulation.stats.interval import LEVEL
from simulation.study.changes_told import one_line
from simulation.study.codings import codings_of
from simulation.study.pulling import lever_named, plain_of, pull_all
from simulation.study.study import BASE, CODINGS, Change, Study, Variant
from simulation.words import Said, said, say

if TYPE_CHECKING:
    from simulation.abm.casting import Holders

__all__ = [
    "Request",
    "base_of",
    "build_variants",
    "comparison_of",
    "ensemble_of",
    "make_variants",
    "read_request",
    "under_codings",
    "under_parameters",
    "variant_of",
]

_MOST: Final = 8
"""Variants beside the base that one page can tell apart."""
_LONGEST: Final = 2000
_NAME: Final = re.compile(r"[^\s=:][^=:]{0,39}")
_JOINT: Final = re.compile(r"\s\+\s+(?=[A-Za-z][\w.-]*\s*=)")
_ALREADY: Final = Said("problem.lever.already")


@dataclass(frozen=True, slots=True)
class Request:
    """A variant that somebody asked for: its name, its changes, and where each of them was written."""

    mark: Mark
    changes: tuple[Change, ...]
    marks: tuple[Mark, ...]
    name: str = ""

    @property
    def key(self) -> str:
        """What it is called: its name, else the changes as written."""
        return self.name or " + ".join(map(str, self.changes))


def ensemble_of(
    case: str | os.PathLike[str],
    *,
    replications: int,
    seed: int = 1,
    overrides: Mapping[str, object] | None = None,
    outcomes: Sequence[str] = (),
    level: float = LEVEL,
    holders: "Holders" = (),
    codings: bool = False,
    parameters: Parameters = OF_STUDIES,
) -> Study:
    """Return the study of one case, a shipped one or a file, played many times.

    Args:
        case: Its name or file.
        replications: How often it is played.
        seed: Of all draws.
        overrides: Values by path, set in the case first.
        outcomes: Keys of what is asked for; empty: the usual ones.
        level: Of the intervals.
        holders: Agents of your own by the key of their seat, such as `{"SAB": Stubborn}` or
            `{"SAB": "agents.py:Stubborn"}`: they play in every replication.
        codings: Draw what the case marks as judgement, and play it as it is written beside.
        parameters: `median`, as the protocol has them; `drawn`, so that replications draw sets of the shipped table; or
            the folder of another table. What the case names itself stands.

    Raises:
        ParameterSetsError: if there is no such table of parameters, or it cannot be used.
        ScenarioError: if the case cannot be used.
        SeedError: if the seed is none.
        StudyError: if the case is loaded already: nobody could repeat the study by its name; if holders cannot play;
            if codings are to be drawn and nothing is marked.
    """
    case, overrides = _named(case, "ensemble_of"), written(overrides or {})
    (base,) = make_variants(case, overrides, ())
    if holders:
        from simulation.study.holding import held

        (base,) = held((base,), holders)
    return Study(
        kind="ensemble",
        case=case,
        title=base.scenario.title,
        variants=under_parameters(
            under_codings((base,), case, overrides) if codings else (base,), sets_for(parameters)
        ),
        replications=replications,
        seed=as_seed(seed),
        outcomes=tuple(outcomes),
        level=level,
        overrides=overrides,
    )


def comparison_of(
    case: str | os.PathLike[str],
    levers: Sequence[str],
    *,
    replications: int,
    seed: int = 1,
    overrides: Mapping[str, object] | None = None,
    outcomes: Sequence[str] = (),
    level: float = LEVEL,
    holders: "Holders" = (),
    codings: bool = False,
    parameters: Parameters = OF_STUDIES,
) -> Study:
    """Return the study that compares a case with variants of it, one for each text of `levers`.

    Agents of your own in `holders` play in every variant, the base too; without any levers it is they that make the
    difference: the case as it stands is compared with the same case in which they play. With `codings`, all variants
    draw the same coding of what the case marks as judgement, replication by replication; and so they do of a table of
    `parameters`, see `ensemble_of`.

    Raises:
        ParameterSetsError: if there is no such table of parameters, or it cannot be used.
        ScenarioError: if the case cannot be used.
        SeedError: if the seed is none.
        StudyError: if a variant cannot be, which lists all that is wrong with all of them; if the case is loaded
            already.
    """
    case, overrides = _named(case, "comparison_of"), written(overrides or {})
    variants = make_variants(case, overrides, levers)
    if holders:
        from simulation.study.holding import held, with_and_without

        variants = held(variants, holders) if levers else with_and_without(variants[0], holders)
    if codings:
        variants = under_codings(variants, case, overrides)
    variants = under_parameters(variants, sets_for(parameters))
    return Study(
        kind="compare",
        case=case,
        title=variants[0].scenario.title,
        variants=variants,
        replications=replications,
        seed=as_seed(seed),
        outcomes=tuple(outcomes),
        level=level,
        overrides=overrides,
    )


def under_codings(
    variants: Sequence[Variant], case: str, overrides: Mapping[str, str] | None = None
) -> tuple[Variant, ...]:
    """Return variants that draw what the case marks as judgement; a single one, and beside it the case as written.

    Args:
        variants: The base first.
        case: Name of a shipped case, or a file.
        overrides: Values that are set in it for every variant, by path: they are not drawn.

    Raises:
        ScenarioError: if the case cannot be used as it is written.
        StudyError: if nothing in it is marked.
    """
    base, *others = variants
    found = codings_of(base.scenario, load_scenario(case) if overrides else None)
    if others:
        return tuple(replace(variant, codings=found) for variant in variants)
    return replace(base, key=CODINGS, words=Said("study.codings.words"), codings=found), base


def under_parameters(variants: Sequence[Variant], sets: ParameterSets | None) -> tuple[Variant, ...]:
    """Return variants that draw of these sets; all as they are if none of them leaves any of it to its protocol."""
    if sets is None or not any(free(variant.scenario.protocol, sets.names) for variant in variants):
        return tuple(variants)
    return tuple(replace(variant, parameters=sets) for variant in variants)


def _named(case: str | os.PathLike[str], function: str) -> str:
    if isinstance(case, Scenario):
        told = {"function": function, "key": case.key, "name": repr(case.key)}
        raise StudyError(say("problem.lever.loaded", **told))
    return os.fspath(case)


def make_variants(
    case: str | os.PathLike[str] | Scenario,
    overrides: Mapping[str, str],
    levers: Sequence[str],
) -> tuple[Variant, ...]:
    """Return the case as it stands, then one variant for each text of `levers`.

    Args:
        case: the name of a shipped case, a file, or a case that is loaded already.
        overrides: values by path, set in the base and so in every variant; only with a case that is loaded here.
        levers: such as `rule=simple_majority`, or several changes with a name: `short: sessions=8 + extension=2`.

    Raises:
        ScenarioError: if the case cannot be used.
        StudyError: if a variant cannot be; lists all that is wrong with all of them.
    """
    scenario = case if isinstance(case, Scenario) else load_scenario(case, overrides=overrides)
    problems: list[Problem] = []
    requests = [request for text in levers if (request := read_request(text, problems)) is not None]
    base = base_of(scenario, overrides)
    built = build_variants(scenario, requests, problems)
    if problems:
        raise StudyError(as_text(problems))
    return (base, *built)


def base_of(case: Scenario, overrides: Mapping[str, str] | None = None) -> Variant:
    """Return the variant that is the case as it stands."""
    return Variant(key=BASE, words=base_words(overrides or {}), changes=(), scenario=case)


def base_words(overrides: Mapping[str, str]) -> Said:
    """Return what the case as it stands is called, with what was set in it."""
    given = ", ".join(one_line(f"{path}={value}") for path, value in overrides.items())
    return said("study.base.with", given=given) if given else said("study.base")


def variant_of(case: Scenario, changes: Sequence[Change], *, key: str = "") -> Variant:
    """Return one variant, as designs need it: it may be like the base. About 8 ms for a case of 53 delegations.

    Raises:
        StudyError: if the changes cannot be made; lists all that is wrong.
    """
    outcome = pull_all(case, changes)
    if outcome.faults:
        raise StudyError(
            "\n".join(f"{one_line(str(changes[fault.place]))}: {fault.message}" for fault in outcome.faults)
        )
    name = key or " + ".join(map(str, changes))
    return Variant(key=name, words=outcome.told, changes=tuple(changes), scenario=outcome.case)


def read_request(text: str, problems: list[Problem]) -> Request | None:
    """Return the variant that one text asks for; None, and a problem, if it cannot be read.

    >>> read_request("short: sessions=8 + shock=BRA@6:Q1=0.2", []).changes
    (Change(lever='sessions', value='8'), Change(lever='shock', value='BRA@6:Q1=0.2'))
    """
    mark = Mark(f"--lever {one_line(text)}")
    if len(text) > _LONGEST:
        _refuse(problems, mark, said("problem.lever.long", most=_LONGEST))
        return None
    head, colon, rest = text.partition(":")
    name = head.strip() if colon and "=" not in head else ""
    if colon and "=" not in head and _NAME.fullmatch(name) is None:
        _refuse(problems, mark, Said("problem.lever.name"))
        return None
    parts = _JOINT.split(rest if name else text)
    pairs = [part.partition("=") for part in parts]
    if any(not equals or not lever.strip() for lever, equals, _ in pairs):
        _refuse(problems, mark, Said("problem.lever.form"))
        return None
    written = [Change(lever=lever.strip(), value=value.strip()) for lever, _, value in pairs]
    # What repeats stands together, as it does in a study file.
    levers = [change.lever for change in written]
    changes = tuple(sorted(written, key=lambda change: levers.index(change.lever)))
    marks = tuple(Mark(f"--lever {one_line(str(change))}") for change in changes)
    return Request(mark, changes, marks, one_line(name))


def _refuse(problems: list[Problem], mark: Mark, told: Said) -> None:
    problems.append(Problem(mark.file, mark.line, mark.column, str(told)))


def build_variants(case: Scenario, requests: Sequence[Request], problems: list[Problem]) -> list[Variant]:
    """Return the variants that can be built; whatever is wrong with the others is added to `problems`."""
    if len(requests) > _MOST:
        many = said("problem.lever.many", number=_MOST + 1, asked=len(requests), most=_MOST)
        _refuse(problems, requests[_MOST].mark, many)
    built: list[Variant] = []
    plains: list[Mapping[str, Any]] = [plain_of(case)]
    taken = {BASE: "problem.lever.taken.base"}
    for request in requests[:_MOST]:
        variant = _build(case, request, problems)
        plain = plain_of(variant.scenario) if variant is not None else {}
        if request.key in taken and plain not in plains[1:]:
            _refuse(problems, request.mark, said(taken[request.key], key=repr(request.key)))
        taken.setdefault(request.key, "problem.lever.taken")
        if variant is None:
            continue
        if plain in plains[1:]:
            other = built[plains.index(plain) - 1].key
            _refuse(problems, request.mark, said("problem.lever.alike", key=repr(other)))
        elif plain == plains[0]:
            _refuse(problems, request.mark, _ALREADY)
        built.append(variant)
        plains.append(plain)
    return built


def _build(case: Scenario, request: Request, problems: list[Problem]) -> Variant | None:
    before = len(problems)
    for place in _repeated(request.changes):
        twice = said("problem.lever.twice", key=request.changes[place].lever)
        _refuse(problems, request.marks[place], twice)
    outcome = pull_all(case, request.changes)
    for fault in outcome.faults:
        _refuse(problems, request.marks[fault.place], fault.message)
    if len(request.changes) > 1:
        for place in outcome.idle:
            _refuse(problems, request.marks[place], _ALREADY)
    if len(problems) > before:
        return None
    return Variant(key=request.key, words=outcome.told, changes=request.changes, scenario=outcome.case)


def _repeated(changes: Sequence[Change]) -> list[int]:
    """Return the places of changes that pull a lever again which can be pulled once."""
    found = []
    for place, change in enumerate(changes):
        named = lever_named(change.lever)
        earlier = changes[:place]
        if named is not None and named[0].may_repeat:
            again = change in earlier
        else:
            again = any(other.lever == change.lever for other in earlier)
        if again:
            found.append(place)
    return found
