"""A core of the battery at a hundred pairs: facts that hold with room to spare, in more than one family of rooms."""

import pytest

from simulation.evidence.facts.families import find_families
from tests.facts.drawn_facts import run_facts

PAIRS = 100
HOLDS = (
    ("F18", ("base", "unlike")),
    ("F20", ("base", "unlike")),
    ("F9", ("base", "unlike")),
    ("F17", ("base",)),
)
"""A fact that begins to hold may come on this list; one that ceases to is a fault, or a line under Results changed."""


@pytest.mark.thorough
@pytest.mark.parametrize(("key", "families"), HOLDS, ids=[key for key, _ in HOLDS])
def test_a_fact_of_the_core_holds_at_a_hundred_pairs(key: str, families: tuple[str, ...]) -> None:
    (found,) = run_facts([key], seed=1, replications=PAIRS, families=find_families(families))
    assert {one.family: one.verdict for one in found.families} == dict.fromkeys(families, "shown")
