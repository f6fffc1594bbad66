"""Levers on the rules of the room: how it decides, in what forum, and who may do what."""

from typing import Final

from simulation.protocols.registry import PROTOCOLS
from simulation.rules.decision import RULES
from simulation.scenario.forums import forum_presets, resolve_forum
from simulation.scenario.schema import Decision, ForumRules, ProtocolChoice, Rights, Scenario
from simulation.study.changes_told import component, in_words, one_or_other, was
from simulation.study.levers.lever import Choice, LeverError, Number, Pull, Pulled, Switch, lever
from simulation.study.levers.whose import change_delegations, group_of, of_whom
from simulation.words import Said, said

__all__ = ["RULE_LEVERS"]

_RIGHTS: Final = {
    "none": Rights(seat=False),
    "observer": Rights(),
    "voice": Rights(speak=True),
    "persuade": Rights(speak=True, persuade=True),
    "propose": Rights(speak=True, propose=True),
    "vote": Rights(speak=True, propose=True, object=True, vote=True),
}
_NEVER: Final = 1.0
"""More than all of them never prefer a document."""


@lever(
    "rules",
    Choice("decision rule", lambda: tuple(RULES.keys())),
    example="rule=simple_majority",
    words="rule",
)
def _rule(pull: Pull[str]) -> Pulled:
    """Another rule than that of the case starts from its own defaults."""
    old = resolve_forum(pull.case).decision.rule
    words = was(Said("lever.rule"), *(component("rule", RULES.get(key)) for key in (pull.value, old)))
    if pull.value == old:
        return Pulled(pull.case, words)
    return Pulled(_with_forum(pull.case, decision=Decision(rule=pull.value)), words)


@lever("rules", Number(0, 1), example="rule=qualified_majority + threshold=0.75")
def _threshold(pull: Pull[float]) -> Pulled:
    decision = resolve_forum(pull.case).decision
    extra = decision.model_extra or {}
    old = extra.get("threshold", getattr(RULES.get(decision.rule)(), "threshold", None))
    if old is None:
        valid = Said.listed(sorted(rule.info.key for rule in RULES if hasattr(rule(), "threshold")))
        raise LeverError(said("problem.lever.no_threshold", rule=decision.rule, valid=valid))
    words = was(Said("lever.threshold"), in_words(pull.value), in_words(float(old)))
    if pull.value == old:
        return Pulled(pull.case, words)
    new = Decision.model_validate({"rule": decision.rule, **extra, "threshold": pull.value})
    return Pulled(_with_forum(pull.case, decision=new), words)


@lever(
    "rules", Choice("forum", lambda: tuple(sorted(forum_presets()))), example="forum=ietf_wg", words="forum"
)
def _forum(pull: Pull[str]) -> Pulled:
    old, presets = resolve_forum(pull.case), forum_presets()
    told = [Said.called("forum", key, presets[key].name or key) for key in (pull.value, old.preset)]
    words = was(Said("lever.forum"), *told)
    if pull.value == old.preset:
        return Pulled(pull.case, words)
    return Pulled(pull.case.model_copy(update={"forum": ForumRules(preset=pull.value)}), words)


@lever(
    "rules",
    Choice("protocol", lambda: tuple(PROTOCOLS.keys())),
    example="protocol=compromise",
    words="protocol",
)
def _protocol(pull: Pull[str]) -> Pulled:
    old = pull.case.protocol.key
    labels = (component("protocol", PROTOCOLS.get(key)) for key in (pull.value, old))
    words = was(Said("lever.protocol"), *labels)
    if pull.value == old:
        return Pulled(pull.case, words)
    return Pulled(pull.case.model_copy(update={"protocol": ProtocolChoice(key=pull.value)}), words)


@lever(
    "rules",
    Choice("set of rights", lambda: tuple(_RIGHTS)),
    example="rights.civil_society=vote",
    words="lever.right",
    aim="whose",
)
def _rights(pull: Pull[str]) -> Pulled:
    """Rights are given to each delegation, since a standing would go before what the forum gives a kind."""
    case, new = pull.case, _RIGHTS[pull.value]
    group, forum = group_of(case, pull.whose), resolve_forum(case)
    old = {d.key: forum.rights_of(d) for d in case.delegations if d.key in group}
    before = one_or_other(map(_held, old.values()))
    changed = {key for key, rights in old.items() if rights != new}
    given = change_delegations(case, changed, lambda one: one.model_copy(update={"rights": new}))
    return Pulled(given, was(of_whom(Said("lever.rights"), case, pull.whose), _held(new), before))


def _held(rights: Rights) -> Said:
    held = [name for name in ("speak", "propose", "object", "vote", "persuade") if getattr(rights, name)]
    if held:
        return Said.listed(Said(f"lever.right.{name}") for name in held)
    return Said(f"lever.right.{'seat' if rights.seat else 'none'}")


@lever("rules", Switch(), example="package=off")
def _package(pull: Pull[bool]) -> Pulled:
    old = resolve_forum(pull.case).package
    words = was(Said("lever.package"), in_words(pull.value), in_words(old))
    return Pulled(pull.case if pull.value == old else _with_forum(pull.case, package=pull.value), words)


@lever("rules", Number(0, 1, (("never", _NEVER),)), example="call_vote=0.5")
def _call_vote(pull: Pull[float]) -> Pulled:
    old = resolve_forum(pull.case).call_vote
    never = old is None or old >= _NEVER
    words = was(Said("lever.call_vote"), _share(pull.value), _share(1.0 if old is None else old))
    if pull.value == old or (never and pull.value >= _NEVER):
        return Pulled(pull.case, words)
    return Pulled(_with_forum(pull.case, call_vote=pull.value), words)


def _share(value: float) -> Said:
    never = value >= _NEVER
    return Said("lever.value.never") if never else said("lever.value.share", share=in_words(value))


@lever(
    "rules",
    Choice("way with open clauses", lambda: ("drop", "fail")),
    example="leftover=fail",
    words="lever.open",
)
def _leftover(pull: Pull[str]) -> Pulled:
    old = resolve_forum(pull.case).leftover
    words = was(Said("lever.leftover"), *(Said(f"lever.open.{way}") for way in (pull.value, old)))
    return Pulled(pull.case if pull.value == old else _with_forum(pull.case, leftover=pull.value), words)


def _with_forum(case: Scenario, **fields: object) -> Scenario:
    return case.model_copy(update={"forum": case.forum.model_copy(update=fields)})


RULE_LEVERS: Final = (_rule, _threshold, _forum, _rights, _package, _call_vote, _leftover, _protocol)
