"""Which ways to play the benchmark of seats measures."""

import pytest

from benchmarks import seats
from benchmarks._bounds import bounds_of
from simulation.delegates import AlwaysOppose, Honest, Nothing
from simulation.scenario.load import load_scenario
from simulation.tournament import Entrant

ENTRANTS = [
    Entrant(name=name, agent=agent)
    for name, agent in (("nothing", Nothing), ("honest", Honest), ("always oppose", AlwaysOppose))
]


@pytest.mark.parametrize(
    ("only", "named"),
    [
        ("", ["nothing", "honest", "always oppose"]),
        ("always oppose", ["nothing", "always oppose"]),
        (" honest, nothing,", ["nothing", "honest"]),
    ],
)
def test_those_who_are_named_are_measured_against_the_first(only: str, named: list[str]) -> None:
    assert [one.name for one in seats.chosen(ENTRANTS, only)] == named


def test_a_name_that_nobody_has_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"--only: honset\? Valid: always oppose, honest, nothing\."):
        seats.chosen(ENTRANTS, "honset,nothing")


def test_what_there_is_to_win_lies_between_no_document_and_the_best_that_all_would_sign() -> None:
    found = bounds_of(load_scenario("first_hour"), ("TAM", "NOR"), seed=2, replications=1)
    assert (found.number, found.is_exact) == (463, True)  # of 480 that cross nobody's red line
    for none, fairest, best in zip(found.none, found.fairest, found.best, strict=True):
        assert none < fairest <= best <= 1.0
    assert found.none == pytest.approx((-0.29, 0.08), abs=0.005)
    assert found.best == pytest.approx((1.0, 1.0), abs=0.005)
