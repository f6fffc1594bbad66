"""Saliences are divided by the scale that the heading says, and nobody guesses one in silence."""

import pytest

from simulation.scenario.interchange import TableReading, read_table
from simulation.scenario.interchange.scaling import Saliences

LONG = "actor,issue,position,{heading},capability\n" + "".join(
    f"{who},fee,0.{place},{{{place}}},1\n" for place, who in enumerate(("Alba", "Brod", "Cora"))
)


def long(heading: str, *saliences: object, wish: Saliences | None = None) -> TableReading:
    return read_table(LONG.format(*saliences, heading=heading).encode(), "t.csv", saliences=wish)


def cared(reading: TableReading) -> list[list[float]]:
    """Return the saliences, by delegation and issue."""
    seats = reading.required().scenario.delegations
    return [[float(str(mandate.salience)) for mandate in seat.mandate.values()] for seat in seats]


@pytest.mark.parametrize(
    ("heading", "saliences", "expected"),
    [
        ("salience (0-10)", (2, 10, 7), [0.2, 1.0, 0.7]),
        ("salience (1-5)", (2, 5, 1), [0.4, 1.0, 0.2]),
        ("salience (0-100)", (2, 10, 7), [0.02, 0.1, 0.07]),
        ("salience (0-10)", (0.5, 10, 7), [0.05, 1.0, 0.7]),
        ("salience (0-1)", (0.5, 1, 0), [0.5, 1.0, 0.0]),
    ],
)
def test_a_scale_in_the_heading_is_what_saliences_are_divided_by(
    heading: str, saliences: tuple[float, ...], expected: list[float]
) -> None:
    reading = long(heading, *saliences)
    assert [seat[0] for seat in cared(reading)] == pytest.approx(expected)
    assert any("salience " in str(guess) for guess in reading.guesses)


def test_columns_of_a_wide_table_have_each_their_own_scale() -> None:
    text = "Country,fee,fee salience (1-5),term,term salience (0-10),Power\nAlba,0.2,1,0.1,10,1\nBrod,0.7,5,0.9,2,1\n"
    reading = read_table(text.encode(), "t.csv")
    assert cared(reading) == [[0.2, 1.0], [1.0, 0.2]]
    assert "salience on fee 1..5 and salience on term 0..10" in " ".join(map(str, reading.guesses))


def test_what_lies_outside_the_scale_of_the_heading_is_a_problem() -> None:
    (problem,) = long("salience (0-10)", 2, 11, 7).problems
    assert str(problem).startswith("t.csv:3:4: ")


def test_small_numbers_are_per_cent_only_if_somebody_agrees_or_says_so() -> None:
    reading = long("salience", 1, 5, 3)
    assert cared(reading) == [[0.01], [0.05], [0.03]]
    (guess,) = reading.guesses
    assert str(guess).startswith("No salience is above 5, and the heading says no scale")
    assert long("salience", 1, 5, 3, wish="percent").is_sure
    assert long("salience", 10, 50, 30).is_sure
