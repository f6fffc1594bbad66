"""What the editor shows of a case before it is played: where everybody stands, and who could not sign the draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from simulation.arrays import ATOL
from simulation.protocols.registry import defaults_of
from simulation.scenario.forums import Forum, resolve_forum
from simulation.scenario.schema import Delegation, Issue, Mandate, Option, Scenario
from simulation.state.instructions import bloc_with_line, centre, mandate_on
from simulation.state.red_lines import Defaults, red_line_ends

__all__ = ["Stand", "objectors", "stands", "unlike_its_source"]

_NEVER_RED: Final = frozenset({"agreed_language", "delete", "refer"})
"""Kinds of options that no red line rules out, unless a mandate says so."""
_PRECISION: Final = {"vague": 0.4}
"""Share of the meaning that a kind fixes: whoever reads vague words reads its own wish into the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where a delegation stands on an issue at the start, at its most likely."""

    key: str
    name: str
    kind: str
    capability: float
    position: float
    low: float
    """End of what is not beyond its red line."""
    high: float
    may_block: bool
    """Whether it decides: its objection keeps a text in brackets."""
    cares: bool
    """Whether it is instructed at all."""
    refuses_draft: bool
    """Whether the wording of the first draft lies beyond its red line."""


def stands(scenario: Scenario, issue_key: str) -> list[Stand]:
    """Return where everybody stands on an issue, from 0 to 1."""
    issue = next(one for one in scenario.issues if one.key == issue_key)
    forum = resolve_forum(scenario)
    defaults = defaults_of(scenario)
    found = [_stand(scenario, forum, defaults, issue, delegation) for delegation in scenario.delegations]
    return sorted(found, key=lambda one: (one.position, one.name))


def _stand(
    scenario: Scenario, forum: Forum, defaults: Defaults, issue: Issue, delegation: Delegation
) -> Stand:
    mandate = mandate_on(scenario, delegation, issue)
    position = centre(mandate.position)
    low, high = red_line_ends(delegation, mandate, defaults)
    rights = forum.rights_of(delegation)
    may_block = rights.object or rights.vote
    instructed = issue.key in delegation.mandate or bloc_with_line(scenario, delegation, issue) is not None
    draft = next(option for option in issue.options if option.key == issue.draft)
    return Stand(
        key=delegation.key,
        name=delegation.name,
        kind=delegation.kind,
        capability=centre(delegation.capability),
        position=position,
        low=low,
        high=high,
        may_block=may_block,
        cares=instructed,
        refuses_draft=instructed and may_block and _is_red(draft, mandate, low, high),
    )


def _is_red(option: Option, mandate: Mandate, low: float, high: float) -> bool:
    if mandate.acceptable is not None:
        return option.key not in mandate.acceptable
    if option.kind in _NEVER_RED:
        return False
    precision = option.precision if option.precision is not None else _PRECISION.get(option.kind, 1.0)
    position = centre(mandate.position)
    reading = position + precision * (option.position - position)
    return not low - ATOL <= reading <= high + ATOL


def objectors(scenario: Scenario) -> Mapping[str, Sequence[str]]:
    """Return who could not sign the wording of the first draft, by issue: names of delegations that may block."""
    return {
        issue.key: [one.name for one in stands(scenario, issue.key) if one.refuses_draft]
        for issue in scenario.issues
    }


def unlike_its_source(before: Scenario, after: Scenario) -> list[tuple[str, str]]:
    """Return the delegation and issue of every position that was changed though its basis and source were not.

    A number that a document was read for is no longer what the document says once somebody has moved it.
    """
    old = {delegation.key: delegation for delegation in before.delegations}
    found = []
    for delegation in after.delegations:
        for issue, mandate in delegation.mandate.items():
            was = old[delegation.key].mandate.get(issue) if delegation.key in old else None
            if was is None or was.position == mandate.position:
                continue
            claimed = (mandate.basis or delegation.basis, mandate.source or delegation.source)
            if claimed[0] in {"documented", "inferred"} and was.source == mandate.source:
                found.append((delegation.key, issue))
    return found
