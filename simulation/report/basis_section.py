"""What the run rests on: the case and its sources, the rule, the parameters, and how to repeat it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from simulation.protocols.parameter_sets.sets_told import set_told
from simulation.scenario.forums import resolve_forum
from simulation.storage import Run
from simulation.words import Said, called, decimal, listed, numbered, say

__all__ = ["BasisView", "view_basis"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisView:
    """What a report says about its foundations."""

    is_real: bool
    positions: str
    """How many positions rest on what, in words."""
    forum: str
    rule: str
    rule_summary: str
    package: bool
    """Whether packages may be put; a clause that was agreed counts only once the text as a whole is adopted."""
    given: tuple[tuple[str, str], ...]
    """Parameters that the case sets."""
    drawn: str
    """Which set of parameters the run drew, in words; empty: it drew none."""
    parameters: tuple[tuple[str, str], ...]
    """All of them."""
    observers: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    notes: str


_BASES: Final = {
    "documented": "documented",
    "inferred": "inferred",
    "judgement": "judgement",
    "illustrative": "illustrative",
    "": "unsaid",
}
"""By what a case says, how their sentences are called."""


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
    drawn = manifest.drawn
    given = set(_names("", scenario.protocol.model_extra or {})) - set(drawn.values if drawn else ())
    return BasisView(
        is_real=scenario.nature == "real",
        positions=listed(
            numbered(f"report.basis.{word}", basis[key]) for key, word in _BASES.items() if basis[key]
        ),
        forum=str(forum.named),
        package=forum.package,
        rule=str(Said.begun(Said.called("rule", manifest.rule["key"], manifest.rule["label"]))),
        rule_summary=called("report.rule_summary", manifest.rule["key"], manifest.rule["summary"]),
        given=tuple((name, value) for name, value in parameters.items() if name in given),
        drawn="" if drawn is None else set_told(drawn),
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
        return say("lever.value.on") if value else say("lever.value.off")
    return decimal(value, "g") if isinstance(value, float) else str(value)
