"""Which ways to play the benchmark of seats measures."""

import pytest

from benchmarks import seats
from simulation.delegates import AlwaysOppose, Honest, Nothing
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
