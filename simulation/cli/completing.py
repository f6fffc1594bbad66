"""What a shell offers for the values of options: closed sets of words, and what the case on the line has."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from simulation.scenario import Scenario

__all__ = [
    "candidates",
    "clauses",
    "coaches",
    "columns",
    "explained",
    "facts",
    "families",
    "files_with_cases",
    "instances",
    "issues",
    "levers",
    "models",
    "outcomes",
    "protocols",
    "rules",
    "seat_lists",
    "seats",
    "seats_held",
    "skills",
    "texts",
    "words",
]

type Complete = Callable[[typer.Context, str], list[str]]

_PARTS: Final = re.compile(r"(\d+)")
_OFFERED: Final = range(1, 10)
"""Instances that are offered; there are many more."""


def _beginning(incomplete: str, names: Iterable[str]) -> list[str]:
    found = {name for name in names if name.startswith(incomplete)}
    return sorted(
        found, key=lambda name: [(not part.isdigit(), part.zfill(9)) for part in _PARTS.split(name)]
    )


def words(valid: Callable[[], Iterable[str]]) -> Callable[[str], list[str]]:
    """Return what completes from words that are found where somebody asks."""

    def complete(incomplete: str) -> list[str]:
        return _beginning(incomplete, valid())

    return complete


def _rules() -> Iterable[str]:
    from simulation.rules import RULES

    return RULES.keys()


def _protocols() -> Iterable[str]:
    from simulation.protocols import PROTOCOLS

    return PROTOCOLS.keys()


def _models() -> Iterable[str]:
    from simulation.forecast import shown_for

    return (model.key for model in shown_for(()))


def _facts() -> Iterable[str]:
    from simulation.evidence.facts import find_facts

    return (fact.key for fact in find_facts(None))


def _families() -> Iterable[str]:
    from simulation.evidence.facts import find_families

    return (family.key for family in find_families(None))


def _candidates() -> Iterable[str]:
    from simulation.evidence.calibration import candidates_named

    return (one.key for one in candidates_named(()))


def _coaches() -> Iterable[str]:
    from simulation.training import COACH_LEVELS

    return COACH_LEVELS


def _skills() -> Iterable[str]:
    from simulation.live import LEVELS

    return LEVELS


rules, protocols, models = words(_rules), words(_protocols), words(_models)
facts, families, candidates = words(_facts), words(_families), words(_candidates)
coaches, skills = words(_coaches), words(_skills)


def _named(ctx: typer.Context) -> str:
    """Return the case on the line, or that of the study on it; while a line is completed it lies in either place."""
    first = next(iter(ctx.args), "")
    if "case" not in ctx.params and (file := str(ctx.params.get("file") or first)):
        from simulation.study import load_study

        return load_study(file).case
    return str(ctx.params.get("case") or first)


def _of_the_case(names: Callable[["Scenario", str], Iterable[str]]) -> Complete:
    """Return what completes from the case on the line; from one that cannot be read, nothing."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from simulation.errors import DelegationSimError
        from simulation.scenario import load_scenario

        try:
            case = load_scenario(_named(ctx))
        except (DelegationSimError, OSError):
            return []
        return _beginning(incomplete, names(case, incomplete))

    return complete


def _listed(case: "Scenario", incomplete: str) -> Iterable[str]:
    """Return lists of seats with commas between, each with one more than there are."""
    there, comma, _ = incomplete.rpartition(",")
    taken = there.split(",")
    return (f"{there}{comma}{one.key}" for one in case.delegations if one.key not in taken)


def _outcomes(case: "Scenario", _: str) -> Iterable[str]:
    from simulation.study import measures_of, parts_of_case

    return (measure.key for measure in measures_of(parts_of_case(case)))


def _clauses(case: "Scenario", incomplete: str) -> Iterable[str]:
    """Return issues up to the sign of equality, and behind it their wordings."""
    issue, equals, _ = incomplete.partition("=")
    if not equals:
        return (f"{one.key}=" for one in case.issues)
    options = {one.key: [option.key for option in one.options] for one in case.issues}
    return (f"{issue}={option}" for option in (*options.get(issue, ()), "none"))


def _texts(case: "Scenario", incomplete: str) -> Iterable[str]:
    """Return the first draft, and lists of clauses with commas between, each with one more than there are."""
    there, comma, last = incomplete.rpartition(",")
    taken = {part.partition("=")[0] for part in there.split(",")}
    more = (clause for clause in _clauses(case, last) if clause.partition("=")[0] not in taken)
    return (*(() if comma else ("draft",)), *(f"{there}{comma}{clause}" for clause in more))


seats = _of_the_case(lambda case, _: (one.key for one in case.delegations))
"""Return the delegations of the case that begin so."""
seats_held = _of_the_case(lambda case, _: (f"{one.key}=" for one in case.delegations))
"""Return them up to where the agent is named."""
seat_lists = _of_the_case(_listed)
issues = _of_the_case(lambda case, _: (one.key for one in case.issues))
"""Return its issues that begin so."""
clauses = _of_the_case(_clauses)
outcomes = _of_the_case(_outcomes)
"""Return the outcomes that a study of it has."""
texts = _of_the_case(_texts)
instances = _of_the_case(lambda case, _: map(str, _OFFERED) if case.instances else ())


def levers(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the levers that begin so, each up to where its value goes; behind that the words that it takes."""
    from simulation.study.levers import LEVERS

    name, equals, _ = incomplete.partition("=")
    key, dot, _ = name.partition(".")
    lever = LEVERS.get(key)
    if equals:
        return _beginning(incomplete, (f"{name}={word}" for word in lever.takes.choices) if lever else ())
    if dot and lever:
        return _of_the_case(lambda case, _: (f"{key}.{one.key}=" for one in case.delegations))(
            ctx, incomplete
        )
    starts = (one.key + {"whose": "."}.get(one.aim, "=") for one in LEVERS.values())
    return _beginning(incomplete, starts)


def columns(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the headings of the table on the line, up to the sign of equality, and behind it what a column may be."""
    from simulation.scenario import is_ordinary
    from simulation.scenario.interchange import ROLES, read_table

    heading, equals, _ = incomplete.rpartition("=")
    if equals:
        return _beginning(incomplete, (f"{heading}={role}" for role in ROLES))
    file = Path(str(ctx.params.get("file") or next(iter(ctx.args), "")))
    with suppress(OSError):
        if not is_ordinary(file):
            return []
        found = read_table(file.read_bytes(), str(file)).columns
        return _beginning(incomplete, (f"{column.heading}=" for column in found if column.heading))
    return []


def explained(what: str) -> Complete:
    """Return what completes from the run on the line: its `delegations`, or the `texts` or `members` of an assembly."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        from simulation.errors import DelegationSimError
        from simulation.storage import is_assembly_run, load_assembly_run, load_run

        folder = Path(str(ctx.params.get("folder") or next(iter(ctx.args), "")))
        try:
            if is_assembly_run(folder) == (what == "delegations"):
                return []
            if what == "delegations":
                return _beginning(incomplete, load_run(folder).delegations)
            house = load_assembly_run(folder).record.house
        except (DelegationSimError, OSError):
            return []
        members = (one.key for one in house.case.members)
        return _beginning(incomplete, house.texts if what == "texts" else members)

    return complete


def files_with_cases(incomplete: str) -> list[str]:
    """Return the shipped cases that begin so, assemblies among them."""
    from simulation.scenario import shipped_assemblies, shipped_scenarios

    return _beginning(incomplete, (*shipped_scenarios(), *shipped_assemblies()))
