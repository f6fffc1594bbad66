"""Levers on the rules of the room: how it decides, in what forum, and who may do what."""

from typing import Final

from simulation.protocols.registry import PROTOCOLS
from simulation.rules.decision import RULES
from simulation.scenario.forums import forum_presets, resolve_forum
from simulation.scenario.schema import Decision, ForumRules, ProtocolChoice, Rights, Scenario
from simulation.study.changes_told import in_words, was
from simulation.study.levers.lever import Choice, Lever, LeverError, Number, Pull, Pulled, Switch
from simulation.study.levers.whose import change_delegations, group_of, of_whom
from simulation.words import say

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


def _rule(pull: Pull[str]) -> Pulled:
    """Another rule than that of the case starts from its own defaults."""
    old = resolve_forum(pull.case).decision.rule
    words = was("Decision rule", RULES.get(pull.value).info.label.lower(), RULES.get(old).info.label.lower())
    if pull.value == old:
        return Pulled(pull.case, words)
    return Pulled(_with_forum(pull.case, decision=Decision(rule=pull.value)), words)


def _threshold(pull: Pull[float]) -> Pulled:
    decision = resolve_forum(pull.case).decision
    extra = decision.model_extra or {}
    old = extra.get("threshold", getattr(RULES.get(decision.rule)(), "threshold", None))
    if old is None:
        having = [rule.info.key for rule in RULES if hasattr(rule(), "threshold")]
        told = {"rule": decision.rule, "valid": ", ".join(sorted(having))}
        raise LeverError(say("problem.lever.no_threshold", **told))
    words = was("Threshold of the decision", in_words(pull.value), in_words(float(old)))
    if pull.value == old:
        return Pulled(pull.case, words)
    new = Decision.model_validate({"rule": decision.rule, **extra, "threshold": pull.value})
    return Pulled(_with_forum(pull.case, decision=new), words)


def _forum(pull: Pull[str]) -> Pulled:
    old, presets = resolve_forum(pull.case), forum_presets()
    words = was("Forum", presets[pull.value].name or pull.value, old.name)
    if pull.value == old.preset:
        return Pulled(pull.case, words)
    return Pulled(pull.case.model_copy(update={"forum": ForumRules(preset=pull.value)}), words)


def _protocol(pull: Pull[str]) -> Pulled:
    old = pull.case.protocol.key
    labels = (PROTOCOLS.get(key).info.label.lower() for key in (pull.value, old))
    words = was("Protocol", *labels)
    if pull.value == old:
        return Pulled(pull.case, words)
    return Pulled(pull.case.model_copy(update={"protocol": ProtocolChoice(key=pull.value)}), words)


def _rights(pull: Pull[str]) -> Pulled:
    """Rights are given to each delegation, since a standing would go before what the forum gives a kind."""
    case, new = pull.case, _RIGHTS[pull.value]
    group, forum = group_of(case, pull.whose), resolve_forum(case)
    old = {d.key: forum.rights_of(d) for d in case.delegations if d.key in group}
    before = " or ".join(dict.fromkeys(map(_said, old.values())))
    changed = {key for key, rights in old.items() if rights != new}
    given = change_delegations(case, changed, lambda one: one.model_copy(update={"rights": new}))
    return Pulled(given, was(f"Rights{of_whom(case, pull.whose)}", _said(new), before))


def _said(rights: Rights) -> str:
    held = [name for name in ("speak", "propose", "object", "vote", "persuade") if getattr(rights, name)]
    return ", ".join(held) or ("a seat only" if rights.seat else "no seat")


def _package(pull: Pull[bool]) -> Pulled:
    old = resolve_forum(pull.case).package
    words = was("Package deals", in_words(pull.value), in_words(old))
    return Pulled(pull.case if pull.value == old else _with_forum(pull.case, package=pull.value), words)


def _call_vote(pull: Pull[float]) -> Pulled:
    old = resolve_forum(pull.case).call_vote
    never = old is None or old >= _NEVER
    words = was("Vote when consensus fails", _share(pull.value), "never" if never else _share(old or 0.0))
    if pull.value == old or (never and pull.value >= _NEVER):
        return Pulled(pull.case, words)
    return Pulled(_with_forum(pull.case, call_vote=pull.value), words)


def _share(value: float) -> str:
    return "never" if value >= _NEVER else f"if more than {in_words(value)} prefer the text"


def _leftover(pull: Pull[str]) -> Pulled:
    old = resolve_forum(pull.case).leftover
    said = {"drop": "fall away", "fail": "sink the document"}
    words = was("Clauses open at the end", said[pull.value], said[old])
    return Pulled(pull.case if pull.value == old else _with_forum(pull.case, leftover=pull.value), words)


def _with_forum(case: Scenario, **fields: object) -> Scenario:
    return case.model_copy(update={"forum": case.forum.model_copy(update=fields)})


RULE_LEVERS: Final = (
    Lever(
        key="rule",
        label="Decision rule",
        description="How the room decides; another rule than that of the case starts from its own defaults.",
        group="rules",
        takes=Choice("decision rule", lambda: tuple(RULES.keys())),
        pull=_rule,
        example="rule=simple_majority",
    ),
    Lever(
        key="threshold",
        label="Threshold of the decision",
        description="Share that the decision rule asks for, where it has one threshold.",
        group="rules",
        takes=Number(0, 1),
        pull=_threshold,
        example="rule=qualified_majority + threshold=0.75",
    ),
    Lever(
        key="forum",
        label="Forum",
        description="Preset of the forum, taken whole: what the case itself changed in its forum falls away.",
        group="rules",
        takes=Choice("forum", lambda: tuple(sorted(forum_presets()))),
        pull=_forum,
        example="forum=ietf_wg",
    ),
    Lever(
        key="rights",
        label="Rights",
        description=(
            "What a kind of delegation, a standing or one delegation may do: none (no seat), observer (a seat), "
            "voice, persuade, propose, vote (all but to persuade)."
        ),
        group="rules",
        takes=Choice("set of rights", lambda: tuple(_RIGHTS)),
        pull=_rights,
        example="rights.civil_society=vote",
        aim="whose",
    ),
    Lever(
        key="package",
        label="Package deals",
        description="Whether nothing is agreed until everything is agreed, so that packages can be put.",
        group="rules",
        takes=Switch(),
        pull=_package,
        example="package=off",
    ),
    Lever(
        key="call_vote",
        label="Vote when consensus fails",
        description="A document that fails its rule is put to a vote when more than this share prefer it to none.",
        group="rules",
        takes=Number(0, 1, (("never", _NEVER),)),
        pull=_call_vote,
        example="call_vote=0.5",
    ),
    Lever(
        key="leftover",
        label="Clauses open at the end",
        description="What open clauses do at the end: fall away (drop), or sink the document (fail).",
        group="rules",
        takes=Choice("way with open clauses", lambda: ("drop", "fail")),
        pull=_leftover,
        example="leftover=fail",
    ),
    Lever(
        key="protocol",
        label="Protocol",
        description="How the negotiation is modelled; another protocol starts from its own defaults.",
        group="rules",
        takes=Choice("protocol", lambda: tuple(PROTOCOLS.keys())),
        pull=_protocol,
        example="protocol=compromise",
    ),
)
