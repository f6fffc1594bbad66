"""The engine plays what the same rules written out delegation by delegation play: two hands, one conference."""

import pytest

from benchmarks._cases import plenary
from benchmarks.plain_mesa import agreement
from simulation.scenario.load import load_scenario


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
