"""What the run rests on: the case and its sources, the rule, the parameters, and how to repeat it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from simulation.scenario.forums import resolve_forum
from simulation.storage import Run

__all__ = ["BasisView", "view_basis"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisView:
    """What a report says about its foundations."""

    is_real: bool
    positions: tuple[tuple[str, int], ...]
    """Basis in words, and the number of positions that rest on it."""
    forum: str
    rule: str
    rule_summary: str
    package: bool
    """Nothing is agreed until everything is agreed."""
    given: tuple[tuple[str, str], ...]
    """Parameters that the case sets."""
    parameters: tuple[tuple[str, str], ...]
    """All of them."""
    observers: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    notes: str


BASIS_WORDS: Mapping[str, str] = {
    "documented": "documented by a source",
    "inferred": "inferred from the record",
    "judgement": "judgement",
    "illustrative": "invented for illustration",
    "": "not said",
}


def view_basis(run: Run) -> BasisView:
    """Return what the run rests on."""
    scenario, manifest = run.scenario, run.manifest
    forum = resolve_forum(scenario)
    basis = Counter[str](
        mandate.basis or item.basis or ""
        for item in scenario.delegations
        if item.key not in manifest.observers
        for mandate in item.mandate.values()
    )
    names = {item.key: item.short or item.name for item in scenario.delegations}
    parameters = {name: _shown(value) for name, value in manifest.parameters.items()}
    given = set(_names("", scenario.protocol.model_extra or {}))
    return BasisView(
        is_real=scenario.nature == "real",
        positions=tuple((words, basis[key]) for key, words in BASIS_WORDS.items() if basis[key]),
        forum=forum.name,
        package=forum.package,
        rule=manifest.rule["label"],
        rule_summary=manifest.rule["summary"],
        given=tuple((name, value) for name, value in parameters.items() if name in given),
        parameters=tuple(parameters.items()),
        observers=tuple(names[key] for key in manifest.observers),
        sources=tuple(scenario.sources.items()),
        notes=scenario.notes,
    )


def _names(prefix: str, value: object) -> list[str]:
    if not isinstance(value, Mapping):
        return [prefix, f"{prefix}.enabled"]
    return [
        name for key, inner in value.items() for name in _names(f"{prefix}.{key}" if prefix else key, inner)
    ]


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)
