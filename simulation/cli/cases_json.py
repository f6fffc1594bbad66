"""What list, show and validate tell, as JSON documents: their shapes are described in docs/reference/json.md."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import typer

from simulation.called import COMMAND
from simulation.scenario import Problem, Scenario

__all__ = ["print_checked", "print_list", "print_scenario"]


def print_list(what: str) -> None:
    """Print what there is to choose from: `cases`, `components` or `levers`."""
    _print({"cases": _cases, "components": _components, "levers": _levers}[what]())


def print_scenario(case: Scenario) -> None:
    """Print a case as it is read, with tables, overrides and instance in it, and its hash."""
    from simulation.scenario import scenario_hash

    data = case.model_dump(mode="json", by_alias=True)
    _print({"format": _format("case"), "hash": scenario_hash(case), "case": data})


def print_checked(found: Iterable[tuple[str, Iterable[Problem]]]) -> None:
    """Print what is wrong with files, each problem with its place."""
    files = [{"file": file, "problems": [_problem(one) for one in problems]} for file, problems in found]
    _print({"format": _format("problems"), "files": files})


def _format(what: str) -> str:
    """Return the name and number of a shape; it grows when a field is renamed, removed or means something else."""
    return f"{COMMAND} {what} 1"


def _print(document: Mapping[str, Any]) -> None:
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False))


def _problem(problem: Problem) -> dict[str, Any]:
    place = {"file": problem.file, "sheet": problem.sheet, "line": problem.line, "column": problem.column}
    return {**place, "message": problem.message}


def _cases() -> dict[str, Any]:
    from simulation.scenario import load_assembly, load_scenario, shipped_assemblies, shipped_scenarios
    from simulation.study import load_study, shipped_studies

    cases = [(name, load_scenario(name)) for name in shipped_scenarios()]
    return {
        "format": _format("list"),
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
        "format": _format("components"),
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
        "format": _format("levers"),
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
