"""A forecast of a case from a table is told in the numbers of that table as well."""

import pytest

from simulation.forecast.all_models import Forecast
from simulation.forecast.table_numbers import in_table, number_in_table
from simulation.report.forecast import forecast_page, issue_part
from simulation.scenario.schema import Scales
from tests.html_pages import Page
from tests.told_forecasts import made, room


def made_from(low: float, high: float) -> Forecast:
    scenario = room()
    scales = Scales(positions={scenario.issues[0].key: (low, high)})
    return made(scenario.model_copy(update={"scales": scales}))


def test_places_are_told_in_the_numbers_of_the_table() -> None:
    # Models land at .4 (the weighted mean), .5, .2, .8 and .5: 10 and 80 times that.
    told = str(in_table(made_from(10, 90), 0))
    assert "the weighted mean lands at 42.0, all models between 26.0 and 74.0." in told


@pytest.mark.parametrize(
    ("low", "high", "told"), [(0, 30_000, "12000"), (0, 100, "40"), (4, 10, "6.40"), (0, 0.5, "0.200")]
)
def test_a_number_is_as_fine_as_a_hundredth_of_the_axis(low: float, high: float, told: str) -> None:
    assert str(number_in_table(made_from(low, high), 0, 0.4)).replace(",", "") == told


@pytest.mark.parametrize("forecast", [made(), made_from(0, 1)], ids=["no table", "from 0 to 1"])
def test_without_other_numbers_nothing_is_told(forecast: Forecast) -> None:
    assert str(in_table(forecast, 0)) == ""
    assert len(issue_part(forecast, 0).chart.table.head) == 6
    assert "In the table of the case" not in Page(forecast_page(made())).text


def test_the_report_says_what_0_and_1_are_and_each_median_in_the_table() -> None:
    forecast = made_from(10, 90)
    text = Page(forecast_page(forecast)).text
    assert "Positions run from 0 to 1. In the table of the case, 0 is 10 and 1 is 90 on Venue." in text
    assert "the weighted mean lands at 42.0" in text
    assert [row[-1] for row in issue_part(forecast, 0).chart.table.rows] == [
        "42.0",
        "50.0",
        "26.0",
        "74.0",
        "50.0",
    ]
