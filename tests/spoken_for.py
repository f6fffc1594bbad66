"""Cases and languages for tests that are asked of each: at a desk a few of them speak for the others."""

from simulation.scenario.load import shipped_scenarios
from simulation.words import LANGUAGES
from tests.extent import at_a_desk

__all__ = ["BY_CASE", "BY_LANGUAGE"]

BY_CASE = at_a_desk(["first_hour", "worked_package"], shipped_scenarios())
"""At a desk a case with a pack and one without."""
BY_LANGUAGE = at_a_desk(["fr"], LANGUAGES)
"""At a desk French: most other tests speak English."""
