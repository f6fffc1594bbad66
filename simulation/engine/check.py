"""Checks what only the engine knows of a case: its components with their parameters, and who can do what."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulation.protocols.registry import PROTOCOLS
from simulation.registry import Registry
from simulation.rules.decision import RULES
from simulation.scenario.forums import forum_presets, resolve_forum
from simulation.scenario.problems import Path
from simulation.scenario.schema import Decision, Scenario
from simulation.scenario.tree import no_such
from simulation.strategies.builtin import STRATEGIES

__all__ = ["check_components"]

type Finding = tuple[Path, str]


def check_components(scenario: Scenario) -> Iterator[Finding]:
    """Yield what keeps a case from being played, each with its path: a check for `load_scenario`.

    It looks at the protocol, the decision rule and the strategies with all of their parameters, at delegations
    that parameters of the rule name, and at whether anybody can propose and decide.
    """
    protocol = scenario.protocol
    yield from _component(("protocol",), "key", PROTOCOLS, protocol.key, protocol.model_extra)
    for place, delegation in enumerate(scenario.delegations):
        if delegation.strategy is not None:
            path: Path = ("delegations", place, "strategy")
            strategy = delegation.strategy
            yield from _component(path, "key", STRATEGIES, strategy.key, strategy.model_extra)
    if scenario.forum.decision is not None:
        yield from _decision(scenario, scenario.forum.decision)
    if scenario.forum.preset in forum_presets():
        yield from _rights(scenario)


def _component(
    path: Path, name: str, registry: Registry[Any], key: str, extra: Mapping[str, object] | None
) -> Iterator[Finding]:
    for problem in registry.check(key, extra or {}):
        inner: Path = problem.path or (name,)
        yield (*path, *inner), problem.message


def _decision(scenario: Scenario, decision: Decision) -> Iterator[Finding]:
    path: Path = ("forum", "decision")
    found = list(_component(path, "rule", RULES, decision.rule, decision.model_extra))
    yield from found
    if found:
        return
    extra = decision.model_extra or {}
    keys = [delegation.key for delegation in scenario.delegations]
    for name in extra.get("weights", {}):
        if name not in keys:
            yield (*path, "weights", name), no_such("delegation", name, keys)
    deciders = _deciders(scenario)
    for place, name in enumerate(extra.get("holders", ())):
        if name not in deciders:
            yield (*path, "holders", place), no_such("delegation with a say in decisions", name, deciders)


def _deciders(scenario: Scenario) -> list[str]:
    if scenario.forum.preset not in forum_presets():
        return [delegation.key for delegation in scenario.delegations]
    forum = resolve_forum(scenario)
    rights = ((delegation.key, forum.rights_of(delegation)) for delegation in scenario.delegations)
    return [key for key, right in rights if right.object or right.vote]


def _rights(scenario: Scenario) -> Iterator[Finding]:
    forum = resolve_forum(scenario)
    advice = (
        f"Rights in {forum.preset}: {', '.join(forum.rights)}. Give one a 'standing', or 'rights' of its own."
    )
    if not _deciders(scenario):
        text = "No delegation may object or vote, so nothing can be decided. Valid: at least one."
        yield ("delegations",), f"{text} {advice}"
    if not any(forum.rights_of(delegation).propose for delegation in scenario.delegations):
        text = "No delegation may propose, so no text can change. Valid: at least one."
        yield ("delegations",), f"{text} {advice}"
