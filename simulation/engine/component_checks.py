"""Checks what only the engine knows of a case: its components with their parameters, and who can do what."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulation.protocols.registry import PROTOCOLS
from simulation.registry import Registry
from simulation.rules.decision import RULES
from simulation.scenario.forums import forum_presets, resolve_forum
from simulation.scenario.problems import Path
from simulation.scenario.schema import Decision, Scenario
from simulation.scenario.tree import Finding, listed, no_such
from simulation.state.instructions import has_say
from simulation.strategies.builtin import STRATEGIES
from simulation.words import say

__all__ = ["check_components"]


def check_components(scenario: Scenario) -> Iterator[Finding]:
    """Yield the problems that keep a case from being played, each with its path: a check for `load_scenario`.

    It looks at the protocol, the decision rule and the strategies with all of their parameters, at delegations
    that parameters of the rule name, at whether anybody can propose and decide, and at who is instructed.
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
        yield from _instructed(scenario)


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
    weights = extra.get("weights", {})
    for name in weights:
        if name not in keys:
            yield (*path, "weights", name), no_such("delegation", name, keys)
    deciders = _deciders(scenario)
    if deciders and not any(weights.get(name, 1) for name in deciders):
        yield (*path, "weights"), say("problem.no_weight", valid=listed(deciders))
    for place, name in enumerate(extra.get("holders", ())):
        if name not in deciders:
            yield (*path, "holders", place), no_such("decider", name, deciders)


def _deciders(scenario: Scenario) -> list[str]:
    if scenario.forum.preset not in forum_presets():
        return [delegation.key for delegation in scenario.delegations]
    forum = resolve_forum(scenario)
    rights = ((delegation.key, forum.rights_of(delegation)) for delegation in scenario.delegations)
    return [key for key, right in rights if right.object or right.vote]


def _rights(scenario: Scenario) -> Iterator[Finding]:
    forum = resolve_forum(scenario)
    told = {"forum": forum.preset, "rights": listed(forum.rights)}
    if not _deciders(scenario):
        yield ("delegations",), say("problem.nobody_decides", **told)
    if not any(forum.rights_of(delegation).propose for delegation in scenario.delegations):
        yield ("delegations",), say("problem.nobody_proposes", **told)


def _instructed(scenario: Scenario) -> Iterator[Finding]:
    forum = resolve_forum(scenario)
    watchers = {delegation.key for delegation in scenario.delegations if not has_say(forum, delegation)}
    others = [delegation.key for delegation in scenario.delegations if delegation.key not in watchers]
    for place, event in enumerate(scenario.events):
        if event.delegation in watchers:
            told = {"delegation": event.delegation, "forum": forum.preset, "valid": listed(others)}
            yield ("events", place, "delegation"), say("problem.only_watches", **told)
