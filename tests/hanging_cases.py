"""The first hour, as if its task and its participants hung on when it begins."""

from simulation import load_scenario
from simulation.scenario.schema import Scenario

__all__ = ["hanging_case"]


def hanging_case() -> Scenario:
    """Return the case with two clauses that fall when the first is not agreed."""
    case = load_scenario("first_hour")
    sections = [
        section.model_copy(
            update={
                "clauses": tuple(
                    clause.model_copy(update={"depends_on": ("view_a",)})
                    if clause.key in ("inv_a", "inv_b")
                    else clause
                    for clause in section.clauses
                )
            }
        )
        for section in case.document.sections
    ]
    document = case.document.model_copy(update={"sections": tuple(sections)})
    return case.model_copy(update={"document": document})
