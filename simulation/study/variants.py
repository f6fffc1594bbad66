"""Variants of a case: reads levers as users write them, pulls them, and says what changed."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from simulation.engine.simulate import load_scenario
from simulation.errors import StudyError
from simulation.protocols.parameter_sets.asked_parameters import OF_STUDIES
from simulation.protocols.parameter_sets.sets import ParameterSets, free
from simulation.protocols.parameter_sets.sets_table import Parameters, sets_for
from simulation.rng import as_seed
from simulation.scenario.levers import one_line, written
from simulation.scenario.load import check_kinds
from simulation.scenario.problems import Problem, as_text
from simulation.scenario.schema import Scenario
from simulation.stats.interval import LEVEL
from simulation.study.codings import codings_of
from simulation.study.pulling import lever_named, plain_of, pull_all
from simulation.study.study import BASE, CODINGS, Change, Study, Variant
from simulation.study.variant_requests import Levers, Request, refuse, requests_from
from simulation.words import Said, said, say, texts_of

if TYPE_CHECKING:
    from simulation.abm.casting import Holders

__all__ = [
    "base_of",
    "build_variants",
    "comparison_of",
    "ensemble_of",
    "make_variants",
    "under_codings",
    "under_parameters",
    "variant_of",
]

_MOST: Final = 8
"""Variants beside the base that one page can tell apart."""
_ALREADY: Final = Said("problem.lever.already")


def ensemble_of(
    case: Scenario | str | os.PathLike[str],
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
        case: Its name or file, or a case that is loaded: of that one no command can play a replication again.
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
        StudyError: if the case is loaded already and comes with overrides; if holders cannot play; if codings are to
            be drawn and nothing is marked.
    """
    case, overrides = _named(case, overrides), written(overrides or {})
    (base,) = make_variants(case, overrides, ())
    if holders:
        from simulation.study.own_agents_seated import held

        (base,) = held((base,), holders)
    return Study(
        kind="ensemble",
        case=case.key if isinstance(case, Scenario) else case,
        is_loaded=isinstance(case, Scenario),
        title=base.scenario.title,
        variants=under_parameters(
            under_codings((base,), case, overrides) if codings else (base,), sets_for(parameters)
        ),
        replications=replications,
        seed=as_seed(seed),
        outcomes=texts_of("outcomes", outcomes),
        level=level,
        overrides=overrides,
    )


def comparison_of(
    case: Scenario | str | os.PathLike[str],
    levers: Levers,
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
    """Return the study that compares a case with variants of it, which `levers` asks for (see `Levers`).

    Agents of your own in `holders` play in every variant, the base too; without any levers it is they that make the
    difference: the case as it stands is compared with the same case in which they play. With `codings`, all variants
    draw the same coding of what the case marks as judgement, replication by replication; and so they do of a table of
    `parameters`, see `ensemble_of`.

    Raises:
        ParameterSetsError: if there is no such table of parameters, or it cannot be used.
        ScenarioError: if the case cannot be used.
        SeedError: if the seed is none.
        StudyError: if a variant cannot be, which lists all that is wrong with all of them; if the case is loaded
            already and comes with overrides.
    """
    case, overrides = _named(case, overrides), written(overrides or {})
    variants = make_variants(case, overrides, levers)
    if holders:
        from simulation.study.own_agents_seated import held, with_and_without

        variants = held(variants, holders) if levers else with_and_without(variants[0], holders)
    if codings:
        variants = under_codings(variants, case, overrides)
    variants = under_parameters(variants, sets_for(parameters))
    return Study(
        kind="compare",
        case=case.key if isinstance(case, Scenario) else case,
        is_loaded=isinstance(case, Scenario),
        title=variants[0].scenario.title,
        variants=variants,
        replications=replications,
        seed=as_seed(seed),
        outcomes=texts_of("outcomes", outcomes),
        level=level,
        overrides=overrides,
    )


def under_codings(
    variants: Sequence[Variant], case: Scenario | str, overrides: Mapping[str, str] | None = None
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
    found = codings_of(base.scenario, load_scenario(case) if overrides and isinstance(case, str) else None)
    if others:
        return tuple(replace(variant, codings=found) for variant in variants)
    return replace(base, key=CODINGS, words=Said("study.codings.words"), codings=found), base


def under_parameters(variants: Sequence[Variant], sets: ParameterSets | None) -> tuple[Variant, ...]:
    """Return variants that draw of these sets; all as they are if none of them leaves any of it to its protocol."""
    if sets is None or not any(free(variant.scenario.protocol, sets.names) for variant in variants):
        return tuple(variants)
    return tuple(replace(variant, parameters=sets) for variant in variants)


def _named(case: Scenario | str | os.PathLike[str], overrides: Mapping[str, object] | None) -> Scenario | str:
    """Return a case as it was loaded or named.

    Raises:
        StudyError: if it is loaded already and is to be changed by overrides.
    """
    if not isinstance(case, Scenario):
        check_kinds(case, overrides)
        return os.fspath(case)
    if overrides:
        raise StudyError(say("problem.lever.loaded", key=case.key, name=repr(case.key)))
    return case


def make_variants(
    case: str | os.PathLike[str] | Scenario,
    overrides: Mapping[str, str],
    levers: Levers,
) -> tuple[Variant, ...]:
    """Return the case unchanged, then the variants that `levers` asks for.

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
    requests = requests_from(levers, problems)
    base = base_of(scenario, overrides)
    built = build_variants(scenario, requests, problems)
    if problems:
        raise StudyError(as_text(problems))
    return (base, *built)


def base_of(case: Scenario, overrides: Mapping[str, str] | None = None) -> Variant:
    """Return the variant with the case unchanged."""
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


def build_variants(case: Scenario, requests: Sequence[Request], problems: list[Problem]) -> list[Variant]:
    """Return the variants that can be built; add the problems of the others to `problems`."""
    if len(requests) > _MOST:
        many = said("problem.lever.many", number=_MOST + 1, asked=len(requests), most=_MOST)
        refuse(problems, requests[_MOST].mark, many)
    built: list[Variant] = []
    plains: list[Mapping[str, Any]] = [plain_of(case)]
    taken = {BASE: "problem.lever.taken.base"}
    for request in requests[:_MOST]:
        variant = _build(case, request, problems)
        plain = plain_of(variant.scenario) if variant is not None else {}
        if request.key in taken and plain not in plains[1:]:
            refuse(problems, request.mark, said(taken[request.key], key=repr(request.key)))
        taken.setdefault(request.key, "problem.lever.taken")
        if variant is None:
            continue
        if plain in plains[1:]:
            other = built[plains.index(plain) - 1].key
            refuse(problems, request.mark, said("problem.lever.alike", key=repr(other)))
        elif plain == plains[0]:
            refuse(problems, request.mark, _ALREADY)
        built.append(variant)
        plains.append(plain)
    return built


def _build(case: Scenario, request: Request, problems: list[Problem]) -> Variant | None:
    before = len(problems)
    for place in _repeated(request.changes):
        twice = said("problem.lever.twice", key=request.changes[place].lever)
        refuse(problems, request.marks[place], twice)
    outcome = pull_all(case, request.changes)
    for fault in outcome.faults:
        refuse(problems, request.marks[fault.place], fault.message)
    if len(request.changes) > 1:
        for place in outcome.idle:
            refuse(problems, request.marks[place], _ALREADY)
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
