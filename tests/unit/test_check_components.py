"""What only the engine knows of a case is checked before it is played."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.engine.simulate import load_scenario
from simulation.errors import ScenarioError

type Write = Callable[[str, str | bytes], Path]
type Said = Callable[..., list[str]]


@pytest.fixture
def said(write: Write, small_case: str) -> Said:
    """Return a function that loads the small case with these overrides and returns what is said about it."""

    def load(**overrides: str) -> list[str]:
        try:
            load_scenario(write("case.yaml", small_case), overrides=overrides)
        except ScenarioError as error:
            return str(error).splitlines()
        return []

    return load


@pytest.mark.parametrize("rule", ["weighted", "double_majority"])
def test_somebody_who_decides_must_have_weight(said: Said, rule: str) -> None:
    (line,) = said(**{"forum.decision": f"{{rule: {rule}, weights: {{AAA: 0, BBB: 0, CCC: 5}}}}"})
    assert "No delegation with a say in decisions has a weight above 0. Valid: AAA, BBB" in line


@pytest.mark.parametrize("weights", ["{AAA: 0}", "{AAA: 0, BBB: 0.5}", "{}"])
def test_weights_of_some_are_enough(said: Said, weights: str) -> None:
    assert said(**{"forum.decision": f"{{rule: weighted, weights: {weights}}}"}) == []


def test_a_weight_below_zero_is_refused(said: Said) -> None:
    (line,) = said(**{"forum.decision": "{rule: weighted, weights: {AAA: -1}}"})
    assert "'AAA' is -1. Valid: greater than or equal to 0" in line


def test_whoever_only_watches_cannot_be_instructed(said: Said) -> None:
    (line,) = said(**{"events.1.delegation": "CCC"})
    assert "CCC only watches in itu_wtpf, so instructions to it change nothing. Valid: AAA, BBB." in line
    assert said(**{"events.1.delegation": "CCC", "delegations.CCC.standing": "sector_member"}) == []


def test_a_switch_is_true_or_false_and_nothing_else(said: Said) -> None:
    (line,) = said(**{"protocol.trade": "{enabled: NO}"})
    assert "'enabled' is 'NO'. Valid: true or false" in line
