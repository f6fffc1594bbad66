"""What list, show and validate tell, as JSON documents: their shapes are described in docs/reference/json.md."""

from collections.abc import Iterable
from math import isnan
from typing import Any, Final

from simulation.cli.counted_page import columns_of
from simulation.cli.json_document import print_document
from simulation.scenario import Pack, Problem, Scenario
from simulation.training import Counted

__all__ = ["print_checked", "print_list", "print_notes", "print_scenario", "print_seat"]

_OF_SEAT: Final = ("key", "name", "short", "kind", "seat", "standing", "rights", "blocs", "capability")
_OF_MANDATE: Final = ("position",)
_EVIDENCE: Final = ("source", "basis", "confidence")
"""What everybody may know of a seat with confidential instructions, of each of its mandates, and of both."""


def print_list(what: str) -> None:
    """Print what there is to choose from: `cases`, `components` or `levers`."""
    fields = {"cases": _cases, "components": _components, "levers": _levers}[what]()
    print_document("list" if what == "cases" else what, **fields)


def print_scenario(case: Scenario) -> None:
    """Print a case as it is read, with tables, overrides and instance in it, and its hash."""
    from simulation.scenario import scenario_hash

    print_document("case", hash=scenario_hash(case), case=case.model_dump(mode="json", by_alias=True))


def print_seat(case: Scenario, seat: str, *, confidential: bool) -> None:
    """Print what a case says of a seat.

    Where it has confidential instructions, these and all that belongs to them are printed only if asked, as on a page.
    """
    from simulation.cli.json_document import case_in

    data = case.model_dump(mode="json", by_alias=True)
    found = next(one for one in data["delegations"] if one["key"] == seat)
    if not confidential and found["brief"].pop("confidential", None):
        found = _public(found)
    print_document("seat", case=case_in(case), delegation=found)


def _public(seat: dict[str, Any]) -> dict[str, Any]:
    """Return what everybody may know of a seat; its brief is the public one."""
    mandate = {issue: _only(one, _OF_MANDATE) for issue, one in seat["mandate"].items()}
    return _only(seat, _OF_SEAT) | {"brief": seat["brief"], "mandate": mandate}


def _only(found: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: found[name] for name in (*names, *_EVIDENCE) if name in found}


def print_notes(case: Scenario, pack: Pack | None) -> None:
    """Print what the trainer has of a case: its notes and its pack."""
    from simulation.cli.json_document import case_in

    plain = None if pack is None else pack.model_dump(mode="json", by_alias=True)
    print_document("notes", case=case_in(case), trainer_notes=case.trainer_notes, pack=plain)


def print_checked(found: Iterable[tuple[str, Iterable[Problem], Counted | None]]) -> None:
    """Print what is wrong with files, each problem with its place, and what can be had in them where it was counted."""
    files = [
        {"file": file, "problems": [_problem(one) for one in problems]}
        | ({} if counted is None else {"counted": _counted(counted)})
        for file, problems, counted in found
    ]
    print_document("problems", files=files)


def _counted(found: Counted) -> dict[str, Any]:
    columns = columns_of(found)
    return {
        "documents": found.documents,
        "is_exact": found.is_exact,
        "adoptable": found.adoptable,
        "efficient": found.efficient,
        "seats": [
            {"key": seat, **{name: _points(column[row]) for name, column in columns.items()}}
            for row, seat in enumerate(found.seats)
        ],
        "clauses": [
            {
                "issue": one.issue,
                "option": one.option,
                "alone": dict(zip(found.seats, map(_points, one.as_read), strict=True)),
                "needed": list(one.needed),
            }
            for one in found.clauses
        ],
    }


def _points(points: float) -> float | None:
    """Return points, rounded to six places; None where there are none."""
    return None if isnan(points) else round(float(points), 6)


def _problem(problem: Problem) -> dict[str, Any]:
    place = {"file": problem.file, "sheet": problem.sheet, "line": problem.line, "column": problem.column}
    return {**place, "message": problem.message}


def _cases() -> dict[str, Any]:
    from simulation.scenario import load_assembly, load_scenario, shipped_assemblies, shipped_scenarios
    from simulation.study import load_study, shipped_studies

    cases = [(name, load_scenario(name)) for name in shipped_scenarios()]
    return {
        "cases": [
            {
                "key": name,
                "title": case.title,
                "nature": case.nature,
                "forum": case.forum.preset,
                "delegations": len(case.delegations),
                "issues": len(case.issues),
                "clauses": sum(len(section.clauses) for section in case.document.sections),
                "sessions": case.sessions,
            }
            for name, case in cases
        ],
        "assemblies": [{"key": name, "title": load_assembly(name).title} for name in shipped_assemblies()],
        "studies": [{"key": name, "title": load_study(name).title} for name in shipped_studies()],
    }


def _components() -> dict[str, Any]:
    from simulation.protocols import PROTOCOLS, protocol_named, protocol_summed_up
    from simulation.rules import RULES, rule_named, rule_summed_up
    from simulation.scenario import forum_presets
    from simulation.strategies import STRATEGIES

    def told(keys: Iterable[str], named: Any, summed_up: Any) -> list[dict[str, str]]:  # noqa: ANN401 - functions
        return [{"key": key, "label": named(key), "summary": summed_up(key)} for key in sorted(keys)]

    strategies = [(key, STRATEGIES.get(key).info) for key in sorted(STRATEGIES.keys())]
    return {
        "protocols": told(PROTOCOLS.keys(), protocol_named, protocol_summed_up),
        "rules": told(RULES.keys(), rule_named, rule_summed_up),
        "strategies": [
            {"key": key, "label": info.label, "summary": info.summary} for key, info in strategies
        ],
        "forums": [
            {"key": key, "rule": rules.decision.rule}
            for key, rules in sorted(forum_presets().items())
            if rules.decision is not None
        ],
    }


def _levers() -> dict[str, Any]:
    from simulation.study.levers import LEVERS

    return {
        "levers": [
            {
                "key": lever.key,
                "signature": lever.signature,
                "group": lever.group,
                "label": str(lever.label),
                "description": str(lever.description),
                "example": lever.example,
                "valid": str(lever.takes.valid),
            }
            for lever in LEVERS.values()
        ],
    }
