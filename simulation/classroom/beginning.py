"""What the first event of a class holds: its plan, and its case as the class knows it."""

from typing import Any

from simulation.classroom.plan import Plan
from simulation.live import LiveNegotiation
from simulation.scenario.archetypes import recast
from simulation.scenario.case_source import text_of_case
from simulation.scenario.schema import Scenario
from simulation.version import version

__all__ = ["beginning_of"]


def beginning_of(case: Scenario, plan: Plan) -> dict[str, Any]:
    """Return what a class begins with; with archetypes the real names stand beside its case, for the host alone.

    Raises:
        ScenarioError: if archetypes are wanted in place of delegations that are invented.
        DelegationSimError: if nobody can play the case.
    """
    real_names = dict[str, str]()
    if plan.names == "archetypes":
        found = recast(case, plan.language)
        case, real_names = found.case, dict(found.real)
    LiveNegotiation(case, seed=plan.seed, level=plan.level)  # refuses what nobody can play
    begins = {"plan": plan.to_data(), "case": text_of_case(case), "version": version()}
    return {**begins, "real_names": real_names} if real_names else begins
