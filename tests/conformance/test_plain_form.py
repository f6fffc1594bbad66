"""The engine plays what the same rules written out delegation by delegation play: two hands, one conference."""

import pytest

from benchmarks._cases import plenary
from benchmarks.plain_mesa import agreement
from simulation.scenario.load import load_scenario
from tests.fingerprints.freeze import NEUTRAL


def test_wtpf13_closes_as_in_the_plain_form() -> None:
    same, of = agreement(load_scenario("wtpf13"), seed=5, replications=3)
    assert same == of == 27


@pytest.mark.parametrize(
    ("delegations", "issues", "sessions", "blocs"), [(12, 4, 12, 3), (9, 3, 5, 2), (16, 6, 20, 1)]
)
def test_a_generated_conference_closes_as_in_the_plain_form(
    delegations: int, issues: int, sessions: int, blocs: int
) -> None:
    case = plenary(delegations=delegations, issues=issues, sessions=sessions, blocs=blocs)
    same, of = agreement(case, seed=2, replications=3)
    assert same == of == 3 * issues


@pytest.mark.thorough
def test_a_text_by_a_chair_with_a_wish_of_its_own_closes_as_in_the_plain_form() -> None:
    partial = {"chair.impartiality": "0.5", "chair.ideal": "{Q1: 0.2, Q3: 0.9}"}
    same, of = agreement(load_scenario("wtpf13", overrides=partial), seed=5, replications=3)
    assert same == of == 27


@pytest.mark.thorough
def test_a_package_by_a_chair_with_a_wish_of_its_own_closes_as_in_the_plain_form() -> None:
    case = plenary(delegations=6, issues=3, sessions=8, blocs=1)
    wish = {"impartiality": 0.5, "ideal": {"q0": 0.0, "q1": 0.25, "q2": 0.5}}
    partial = case.model_copy(update={"chair": case.chair.model_copy(update=wish)})
    same, of = agreement(partial, seed=2, replications=4)
    assert same == of == 12


def test_the_form_at_its_neutral_values_closes_as_in_the_plain_form() -> None:
    same, of = agreement(load_scenario("wtpf13", overrides=NEUTRAL), seed=5, replications=3)
    assert same == of == 27
