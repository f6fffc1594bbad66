"""Makes a case of a dispute: what its file says, and the general defaults for all that it does not say."""

from bisect import bisect
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from simulation.engine.component_checks import check_components
from simulation.evidence.backtest.disputes.dispute_rules import read_rule
from simulation.evidence.backtest.foreign_sheet import by_name
from simulation.scenario.dispute_schema import Dispute, DisputeIssue, DisputeOption
from simulation.scenario.forums import forum_presets
from simulation.scenario.interchange.case_of_positions import STATUS_QUO, document_of
from simulation.scenario.load import check_case
from simulation.scenario.problems import Mark, Problems, Source
from simulation.scenario.schema import DelegationKind, Scenario
from simulation.words import say

__all__ = ["DisputeCase", "case_of_dispute", "ordered"]

type Data = dict[str, Any]

_KINDS: Final[dict[str, DelegationKind]] = {
    "ISOC": "technical_community",
    "ICC": "private_sector",
    "CSO": "civil_society",
}
"""Who is no government, by the keys that files of disputes use; of anybody else `delegations` says so."""
_SAY: Final = {"speak": True, "propose": True, "object": True, "vote": True}
_SPEAKS: Final = {"speak": True}
_DOCUMENTED: Final = "medium"
"""Confidence in a position with a source: the side is known, the number is an estimate all the same."""
_JUDGED: Final = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeCase:
    """A dispute made ready to be played."""

    dispute: Dispute
    scenario: Scenario
    """Without the issues on which nobody's position is known; a status quo that the file does not name is marked as
    judgement."""
    rule_is_read: bool
    """Whether the words of the rule say one; if not, it is consensus of governments."""
    deciders: tuple[str, ...]
    speakers: tuple[str, ...]
    """Who may speak and decides nothing."""


def ordered(issue: DisputeIssue) -> tuple[DisputeOption, ...]:
    """Return the options of an issue from 0 to 1."""
    return tuple(sorted(issue.options, key=lambda option: option.value))


def case_of_dispute(dispute: Dispute, file: str) -> DisputeCase:
    """Return the case of a dispute. The order of what its file lists moves nothing in it.

    Args:
        dispute: It.
        file: What its file is called.

    Raises:
        ScenarioError: if nobody can decide or propose under its rule.
    """
    rule, is_read = read_rule(dispute.rule, dispute.preset)
    known = (issue for issue in dispute.issues if dispute.positions.get(issue.id))
    issues = sorted(known, key=lambda issue: by_name(issue.id))
    blocs = sorted({bloc for delegation in dispute.delegations.values() for bloc in delegation.blocs})
    stand = sorted({key for issue in issues for key in dispute.positions[issue.id]})
    kinds = {key: _kind(dispute, key) for key in stand if key not in blocs}
    deciders = tuple(key for key, kind in kinds.items() if _decides(dispute, key, kind, rule.preset))
    name = {"name": dispute.forum} if dispute.forum else {}
    asked = [_issue(issue, dispute) for issue in issues]
    data: Data = {
        "schema": 1,
        "key": dispute.id,
        "title": dispute.title,
        "summary": dispute.rule,
        "nature": "illustrative",
        "forum": {"preset": rule.preset, **dict(rule.changes), **name},
        "drafting": False,
        "issues": asked,
        "document": document_of(asked, title=dispute.title, heading=dispute.title, instrument="statement"),
        "delegations": [
            _delegation(dispute, issues, key, kind, decides=key in deciders) for key, kind in kinds.items()
        ],
        "blocs": [{"key": key, "name": key, "line": _mandates(dispute, issues, key)} for key in blocs],
        "judgement": {"issues": [_judged(issue) for issue in issues if issue.status_quo is None]},
    }
    problems = Problems()
    scenario = check_case(data, Source(Mark(f"{file}: {dispute.id}")), problems, checks=(check_components,))
    problems.raise_if_any()
    assert scenario is not None  # noqa: S101 - without a problem there is a case
    return DisputeCase(
        dispute=dispute,
        scenario=scenario,
        rule_is_read=is_read,
        deciders=deciders,
        speakers=tuple(key for key in kinds if key not in deciders),
    )


def _delegation(
    dispute: Dispute, issues: list[DisputeIssue], key: str, kind: DelegationKind, *, decides: bool
) -> Data:
    return {
        "key": key,
        "name": key,
        "kind": kind,
        "rights": _SAY if decides else _SPEAKS,
        "blocs": list(dispute.delegations[key].blocs) if key in dispute.delegations else [],
        "mandate": _mandates(dispute, issues, key),
    }


def _kind(dispute: Dispute, delegation: str) -> DelegationKind:
    said = dispute.delegations[delegation].kind if delegation in dispute.delegations else None
    return said or _KINDS.get(delegation, "government")


def _decides(dispute: Dispute, delegation: str, kind: DelegationKind, preset: str) -> bool:
    """Return whether somebody has a say: as the file says, else as the preset gives it to its kind."""
    said = dispute.delegations[delegation].decides if delegation in dispute.delegations else None
    if said is not None:
        return said
    rights = (forum_presets()[preset].rights or {}).get(kind)
    return rights is not None and (rights.object or rights.vote)


def _issue(issue: DisputeIssue, dispute: Dispute) -> Data:
    options = ordered(issue)
    return {
        "key": issue.id,
        "name": issue.title,
        "dimension": "scope",
        "question": issue.scale,
        "low": options[0].text,
        "high": options[-1].text,
        "status_quo": STATUS_QUO if issue.status_quo is None else issue.status_quo,
        "draft": f"o{[option.value for option in options].index(_draft(issue, dispute))}",
        "options": [
            {"key": f"o{place}", "label": option.text, "position": option.value, "kind": option.kind}
            for place, option in enumerate(options)
        ],
    }


def _judged(issue: DisputeIssue) -> Data:
    """Return that the status quo may lie anywhere among the options: the file does not say where."""
    values = [STATUS_QUO, *(option.value for option in issue.options)]
    return {
        "issue": issue.id,
        "reason": say("disputes.judged.status_quo"),
        "status_quo": [min(values), max(values)],
    }


def _draft(issue: DisputeIssue, dispute: Dispute) -> float:
    """Return the option of the first draft: the one with most behind it where none is named, of equals the lowest."""
    if issue.draft is not None:
        return issue.draft
    values = [option.value for option in ordered(issue)]
    middles = [(low + high) / 2 for low, high in pairwise(values)]
    behind = [0] * len(values)
    for position in dispute.positions[issue.id].values():
        behind[bisect(middles, position)] += 1
    return values[behind.index(max(behind))]


def _mandates(dispute: Dispute, issues: list[DisputeIssue], delegation: str) -> Data:
    stands = ((issue.id, dispute.positions[issue.id]) for issue in issues)
    return {
        key: _stand(dispute, key, delegation, held[delegation]) for key, held in stands if delegation in held
    }


def _stand(dispute: Dispute, issue: str, delegation: str, position: float) -> Data:
    if delegation in dispute.documented.get(issue, {}):
        return {"position": position, "basis": "documented", "confidence": _DOCUMENTED}
    return {"position": position, "basis": "judgement", "confidence": _JUDGED}
