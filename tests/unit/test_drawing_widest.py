"""Charts on a phone stay within it in a font that is wider than ours: a file takes whatever the device has."""

import re

import pytest

from simulation.drawing.chart import Chart
from simulation.drawing.rows import NARROW as ROWS
from simulation.drawing.widest import lines_at_widest, shortened, widest
from simulation.engine.simulate import load_scenario
from simulation.forecast.all_models import forecast_of
from simulation.report.forecast import expected_chart
from simulation.report.forecast.issue_chart import NARROW, draw_issue

DEJAVU = {"Paragraph 69 whole": 9.98, "day-to-day technical": 10.26, "26%": 2.22, "0,70": 2.22}
"""How wide words are in DejaVu Sans, in sizes of its letters."""
BOLD = {"Paragraph 69 whole": 11.29, "day-to-day technical": 11.49}
TEXT = re.compile(r'<text([^>]*)x="([\d.]+)"([^>]*)>(?:<title>[^<]*</title>)?([^<]*)')


def over(drawn: str, width: float) -> list[str]:
    """Return the texts of a drawing that would end beyond its edges, but ticks, which may stand half beside an end."""
    found = []
    for before, at, after, words in TEXT.findall(drawn):
        look = f"{before}{after}"
        is_bold = any(name in look for name in ("kind", "strong", "pole", "place"))
        wide, x = widest(words, 12.0, bold=is_bold), float(at)
        left = x - wide if '"end"' in look else x - wide / 2 if '"middle"' in look else x
        is_tick = '"middle"' in look and "tick" in look and "strong" not in look and len(words) < 5
        if not is_tick and (left < -0.5 or left + wide > width + 0.5):
            found.append(words)
    return found


@pytest.mark.parametrize(("bold", "measured"), [(False, DEJAVU), (True, BOLD)], ids=["plain", "bold"])
def test_no_words_are_wider_in_the_widest_font_than_is_reckoned(
    *, bold: bool, measured: dict[str, float]
) -> None:
    for words, sizes in measured.items():
        assert sizes <= widest(words, 1.0, bold=bold) <= 1.08 * sizes


def test_words_are_cut_or_put_in_lines_at_the_width_that_they_have_at_most() -> None:
    words = "Paragraph 69 whole, day-to-day technical matters excepted"
    assert widest(shortened(words, 200.0, 12.0), 12.0) <= 200.0
    lines = lines_at_widest(words, 120.0, 12.0, bold=True, most=9)
    assert " ".join(lines) == words
    assert max(widest(line, 12.0, bold=True) for line in lines) <= 120.0
    assert lines_at_widest(words, 120.0, 12.0, most=2)[-1].endswith("…")


@pytest.mark.thorough  # a forecast takes seconds
def test_all_words_of_a_forecast_stay_on_a_phone() -> None:
    forecast = forecast_of(load_scenario("wtpf13_training"), replications=2)
    drawn = [
        (draw_issue("chart", forecast, place, NARROW), NARROW.width)
        for place in range(len(forecast.case.issues))
    ]
    chart = expected_chart(forecast, is_paper=True)
    assert isinstance(chart, Chart)
    drawn.append((chart.narrow, ROWS.width))
    assert [words for one, width in drawn for words in over(str(one), width)] == []
