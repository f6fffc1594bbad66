"""Pulls levers on a case, one after the other, and checks what comes out as a case that is loaded is checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from simulation.engine.component_checks import check_components
from simulation.scenario.instances.asked_instance import FIELD
from simulation.scenario.levers import apply_overrides, find_place
from simulation.scenario.load import check_case
from simulation.scenario.problems import Mark, Problems, Source
from simulation.scenario.schema import Scenario
from simulation.scenario.translations.telling import in_language, own_case
from simulation.storage.kept_translations import texts_told
from simulation.study.changes_told import change_at
from simulation.study.levers.lever import Lever, LeverError, none_called
from simulation.study.levers.registry import LEVERS
from simulation.study.study import Change
from simulation.words import Said

__all__ = ["Fault", "Outcome", "lever_named", "no_such_lever", "plain_of", "pull_all"]

type Plain = Mapping[str, Any]

_EXAMPLE: Final = "delegations.BRA.mandate.Q1.position"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a case cannot be changed so: the change to blame, by its place, and what to say."""

    place: int
    message: Said


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of some changes; with faults, the case is the one before them."""

    case: Scenario
    words: tuple[Said, ...] = ()
    """By change."""
    idle: tuple[int, ...] = ()
    """Places of changes that found the case so already."""
    faults: tuple[Fault, ...] = ()

    @property
    def told(self) -> Said:
        """All that was changed, in one line."""
        return self.words[0] if len(self.words) == 1 else Said("as.clauses", (("items", self.words),))


@dataclass(frozen=True, slots=True)
class _Step:
    """A case with one more change, as plain data, not yet checked."""

    plain: Plain
    words: Said
    is_idle: bool


def plain_of(case: Scenario) -> dict[str, Any]:
    """Return a case as plain data with every field, as JSON has it."""
    return case.model_dump(mode="json", by_alias=True)


def lever_named(name: str) -> tuple[Lever[Any], str | None] | None:
    """Return a named lever and at whom it is aimed; None if the name is a path into a case.

    >>> found = lever_named("rights.civil_society")
    >>> found and (found[0].key, found[1])
    ('rights', 'civil_society')
    >>> lever_named("forum.package") is None
    True
    """
    if name in LEVERS:
        return LEVERS[name], None
    head, dot, whose = name.partition(".")
    if dot and head in LEVERS and LEVERS[head].aim != "case":
        return LEVERS[head], whose
    return None


def pull_all(case: Scenario, changes: Sequence[Change]) -> Outcome:
    """Return the case with every change made in turn, checked; or all that is wrong with them.

    Named levers see what those before them have changed. Paths that follow each other are set together, so that
    a red line and the position in it can change in one variant. What comes out is told
    in the language in which the case is.
    """
    now = own_case(case)
    words: list[Said] = []
    idle: list[int] = []
    faults: list[Fault] = []
    for is_named, group in groupby(enumerate(changes), lambda item: lever_named(item[1].lever) is not None):
        part = list(group)
        steps, wrong = _named(now, part) if is_named else _by_path(now, part)
        if not wrong and steps:
            new, wrong = _checked(part, steps, changes)
            now = new or now
        faults += wrong
        words += [step.words for step in steps]
        idle += [place for (place, _), step in zip(part, steps, strict=False) if step.is_idle]
    if faults:
        return Outcome(case, faults=tuple(faults))
    made = now.with_translations(case.translations)
    if not case.told_language:
        return Outcome(made, tuple(words), tuple(idle))
    other = texts_told(case)
    told = tuple(one.with_texts(other) for one in words)
    return Outcome(in_language(made, case.told_language), told, tuple(idle))


def _named(case: Scenario, part: Sequence[tuple[int, Change]]) -> tuple[list[_Step], list[Fault]]:
    steps, faults = [], []
    plain: Plain = plain_of(case)
    for place, change in part:
        found = lever_named(change.lever)
        if found is None:
            continue
        lever, whose = found
        try:
            pulled = lever.apply(case, change.value.strip(), whose)
        except LeverError as error:
            faults.append(Fault(place, error.told))
            continue
        case, before, plain = pulled.case, plain, plain_of(pulled.case)
        steps.append(_Step(plain, pulled.words, plain == before))
    return steps, faults


def _by_path(case: Scenario, part: Sequence[tuple[int, Change]]) -> tuple[list[_Step], list[Fault]]:
    before = plain_of(case)
    plain, steps, faults = before, [], []
    for place, change in part:
        found = Problems()
        if (unknown := no_such_lever(change.lever)) is not None:
            faults.append(Fault(place, unknown))
            continue
        old = plain
        plain, _ = apply_overrides(plain, Source(Mark("")), {change.lever: change.value}, found)
        faults += [Fault(place, Said.verbatim(problem.message)) for problem in found.sorted()]
        if not found:
            words = change_at(find_place(plain, change.lever), before, plain, case)
            steps.append(_Step(plain, words, plain == old))
    return steps, faults


def no_such_lever(path: str) -> Said | None:
    """Return the problem that no lever has this name, with the valid names; None if it may be a path into the case."""
    head = path.partition(".")[0]
    fields = {field.alias or name for name, field in Scenario.model_fields.items()} - {FIELD}
    if head in fields:
        return None
    return none_called("problem.lever.none", head, LEVERS, example=_EXAMPLE).told


def _checked(
    part: Sequence[tuple[int, Change]], steps: Sequence[_Step], changes: Sequence[Change]
) -> tuple[Scenario | None, list[Fault]]:
    """Return the case after the last step; or what is wrong with it, each with the first step that brought it."""
    overridden = {change.lever for change in changes}
    case, messages = _case_of(steps[-1].plain, overridden)
    if not messages:
        return case, []
    faults: list[Fault] = []
    for (place, _), step in zip(part, steps, strict=True):
        here = messages if step is steps[-1] else _case_of(step.plain, overridden)[1]
        blamed = [message for message in messages if message in here]
        faults += [Fault(place, Said.verbatim(message)) for message in blamed]
        messages = [message for message in messages if message not in blamed]
    return None, faults


def _case_of(plain: Plain, overridden: set[str]) -> tuple[Scenario | None, list[str]]:
    found = Problems()
    case = check_case(plain, Source(Mark("")), found, overridden=overridden, checks=(check_components,))
    return case, [problem.message for problem in found.sorted()]
