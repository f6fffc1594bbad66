"""What everybody is instructed to seek before the first session, and which wordings that rules out."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.protocols.conference import setting as settings
from simulation.protocols.conference.conference import Conference
from simulation.protocols.registry import PROTOCOLS
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Rights, Scenario
from simulation.state.compile import compile_scenario
from simulation.state.instructions import has_say
from simulation.state.tableau import Tableau

__all__ = ["AtFirst", "at_first"]

_LISTENED_TO: Final = Rights(speak=True, persuade=True)
"""What a seat that only watches is taken to have, so that its instructions count for something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtFirst:
    """Instructions by delegation A (in the order of the case), issue I and option O.

    As the engine takes them, at the most likely value of every number of the case; where a protocol knows no red
    lines, as a conference would take them.
    """

    tableau: Tableau
    """One replication; its rows may stand in another order."""
    ideal: FloatArray
    """`[A, I]`; the status quo for who has no instructions."""
    red_low: FloatArray
    """Below lies what it may not sign, `[A, I]`; may lie beyond the end of the axis, as `red_high`."""
    red_high: FloatArray
    gain: FloatArray
    """What an option is worth over no agreement, `[A, I, O]`, in lengths of the axis times relative salience."""
    limit: FloatArray
    """The least that it settles for on an issue, `[A, I]`: what is worth less is worse to it than no agreement."""
    is_red: BoolArray
    """Options that it may not sign, `[A, I, O]`; true where an issue has fewer options than the longest."""
    failure_cost: FloatArray
    """Cost of no agreement on an issue, `[A]`, in lengths of the axis."""
    decides: BoolArray
    """Whose objection or vote counts, `[A]`."""
    is_instructed: BoolArray
    """Who has instructions on an issue, its own or those of a bloc, `[A, I]`."""
    obstructs: BoolArray
    """Who came for no outcome, `[A]`: of itself it signs nothing that commits."""
    refuses: BoolArray
    """Who of these signs nothing that commits even if it stands alone, `[A]`."""
    has_line: BoolArray
    """Whose red line decides, `[A, I]`: neither a list of options that it signs nor a strategy that signs nothing."""


def at_first(scenario: Scenario) -> AtFirst:
    """Return the instructions of a case, those of seats that only watch included.

    Raises:
        UnknownComponentError: if protocol, rule, strategy or forum do not exist.
        ValueError: if a parameter of theirs cannot be used.
    """
    forum = resolve_forum(scenario)
    seats = tuple(
        seat if has_say(forum, seat) else seat.model_copy(update={"rights": _LISTENED_TO})
        for seat in scenario.delegations
    )
    heard = scenario.model_copy(update={"delegations": seats})
    protocol = PROTOCOLS.create(scenario.protocol.key, scenario.protocol.model_extra or {})
    conference = protocol if isinstance(protocol, Conference) else Conference()
    tableau = compile_scenario(heard, conference.defaults).settled().draw(0, [0])
    found = conference.worth(tableau, forum)
    cohorts = settings.cohorts_of(tableau)
    refuses = settings.refuses_of(cohorts, tableau.n_delegations)
    order = [tableau.delegations.index(seat.key) for seat in seats]
    rights = [forum.rights_of(seat) for seat in scenario.delegations]
    return AtFirst(
        tableau=tableau,
        ideal=tableau.ideal[0][order],
        red_low=tableau.red_low[0][order],
        red_high=tableau.red_high[0][order],
        gain=found.gain[0][order],
        limit=found.limit[0][order],
        is_red=found.is_red[0][order],
        failure_cost=tableau.failure_cost[0][order],
        decides=np.array([own.object or own.vote for own in rights]),
        is_instructed=tableau.speaks[order],
        obstructs=settings.flag(cohorts, "refuses", tableau.n_delegations)[order],
        refuses=refuses[order],
        has_line=~(tableau.has_mask | refuses[:, None])[order],
    )
