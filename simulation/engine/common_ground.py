"""How many wordings of each issue cross nobody's red line before anything is negotiated."""

from dataclasses import dataclass

import numpy as np

from simulation.coalitions.power import blocks_alone
from simulation.engine.at_first import at_first
from simulation.protocols.conference.setting import conditions_of
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Scenario
from simulation.state.instructions import mandate_on

__all__ = ["CommonGround", "IssueGround", "common_ground"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueGround:
    """The wordings of one issue, which are those of all its clauses."""

    issue: str
    wordings: int
    """Options that have words: neither striking the clause (`delete`), nor what a drafting group may write yet."""
    within_given: int
    """Wordings that cross no red line which the case gives."""
    within_all: int
    """Wordings that cross neither those nor the red lines that the protocol assumes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonGround:
    """What nobody who decides is kept from signing, issue by issue."""

    issues: tuple[IssueGround, ...]
    """In the order of the case."""
    given: int
    """Instructions of decision-holders, one an issue, that give a red line: a half-width, an interval, a list of what
    is acceptable, or a strategy that signs nothing."""
    instructions: int
    """Instructions of decision-holders in all; the red lines of the others are assumed."""
    needs_everybody: bool
    """Whether one objection, of whomever, stops a text, and no vote can follow; else it may pass over red lines."""


def common_ground(scenario: Scenario) -> CommonGround:
    """Return how many wordings cross nobody's red line, at the most likely value of every number of the case.

    Red lines count for those who take part in decisions. Options of the kinds agreed language and refer cross none
    unless a mandate lists what is acceptable (`simulation.preferences.values.evaluate`).

    Raises:
        UnknownComponentError: if protocol, rule, strategy or forum do not exist.
        ValueError: if a parameter of theirs cannot be used.
    """
    first = at_first(scenario)
    lines = [
        [mandate_on(scenario, seat, issue).red_line is not None for issue in scenario.issues]
        for seat in scenario.delegations
    ]
    is_given = np.array(lines, dtype=bool) | ~first.has_line
    decides = first.decides[:, None]
    crossed = first.is_red & decides[..., None]
    by_given = (crossed & is_given[..., None]).any(axis=0)
    by_any = crossed.any(axis=0)
    issues = []
    for place, issue in enumerate(scenario.issues):
        worded = [
            at
            for at, option in enumerate(issue.options)
            if option.kind != "delete" and option in issue.written
        ]
        issues.append(
            IssueGround(
                issue=issue.key,
                wordings=len(worded),
                within_given=int((~by_given[place, worded]).sum()),
                within_all=int((~by_any[place, worded]).sum()),
            )
        )
    told, forum = first.is_instructed & decides, resolve_forum(scenario)
    alone = blocks_alone(conditions_of(first.tableau, forum))
    rows = zip(scenario.delegations, first.decides.tolist(), strict=True)
    deciding = [first.tableau.delegations.index(one.key) for one, counts in rows if counts]
    return CommonGround(
        issues=tuple(issues),
        given=int((told & is_given).sum()),
        instructions=int(told.sum()),
        needs_everybody=forum.call_vote is None and bool(alone[deciding].all()),
    )
