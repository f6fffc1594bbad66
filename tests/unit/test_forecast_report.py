"""The page about a forecast: charts that stand where the figures say, self-contained, safe, whole."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from simulation.engine.simulate import load_scenario
from simulation.errors import RecordError
from simulation.forecast.all_models import Forecast, forecast_of
from simulation.forecast.expected import expected
from simulation.report.forecast import expected_chart, forecast_page, write_forecast_report
from simulation.report.forecast.issue_chart import (
    NARROW,
    PAGE,
    WIDE,
    Sheet,
    draw_issue,
    issue_chart,
    mark_table,
)
from simulation.report.forecast.whom import WHOM_NARROW, WHOM_WIDE, draw_whom, whom_chart
from simulation.report.forecast.wordings import Place, places_of, wordings
from tests.html_pages import Page
from tests.small_cases import issue, options
from tests.told_forecasts import made, room

SHEETS = pytest.mark.parametrize("sheet", [WIDE, PAGE, NARROW], ids=["paper", "page", "phone"])
ALL = forecast_of(load_scenario("worked_package"), replications=2)


def numbers(drawn: str, attribute: str) -> list[float]:
    return [float(found) for found in re.findall(rf'\b{attribute}="(-?[\d.]+)"', drawn)]


def draw(sheet: Sheet, forecast: Forecast | None = None) -> str:
    return str(draw_issue("chart", forecast or made(), 0, sheet))


@SHEETS
def test_each_model_has_its_dot_where_it_lands(sheet: Sheet) -> None:
    # From left to right by the wording that they end in: 1, 2 (two models), 3, none.
    expected = [sheet.x(place) for place in (0.2, 0.4, 0.5, 0.8, 0.5)]
    assert numbers(draw(sheet), "cx") == pytest.approx(expected, abs=0.06)


@SHEETS
def test_the_line_goes_from_the_5th_to_the_95th_of_100_draws(sheet: Sheet) -> None:
    line = re.search(
        r"<title>position exchange:[^<]*</title><line x1=\"([\d.]+)\" x2=\"([\d.]+)\"", draw(sheet)
    )
    assert line
    assert [float(end) for end in line.groups()] == pytest.approx([sheet.x(0.2), sheet.x(0.37)], abs=0.06)


@SHEETS
def test_the_weighted_mean_goes_through_all_rows_down_to_the_ground(sheet: Sheet) -> None:
    drawn = draw(sheet)
    mean = re.search(r'<line x1="([\d.]+)" x2="([\d.]+)" y1="([\d.]+)" y2="([\d.]+)" class="mean"', drawn)
    assert mean
    x1, x2, top, foot = map(float, mean.groups())
    assert x1 == x2 == pytest.approx(sheet.x(0.4), abs=0.06)
    assert top < min(numbers(drawn, "cy"))
    assert foot > max(numbers(drawn, "cy"))
    assert "weighted mean 0.40" in drawn


@SHEETS
def test_the_wordings_stand_above_the_rows_on_the_axis(sheet: Sheet) -> None:
    drawn = draw(sheet)
    top = min(numbers(drawn, "cy"))
    for number, place in enumerate((0.0, 0.25, 0.5, 0.75, 1.0)):
        found = re.search(rf'y="([\d.]+)"[^>]*>(?:{place:.2f} )?wording {number}<', drawn)
        assert found
        assert float(found[1]) < top
        assert f'x1="{sheet.x(place):.1f}"'.replace('.0"', '"') in drawn


@SHEETS
def test_models_stand_under_the_wording_that_they_end_in_and_no_text_is_a_hollow_dot(sheet: Sheet) -> None:
    drawn = draw(sheet)
    assert drawn.count('class="m none other"') == 1
    assert drawn.count('class="m plain"') == 2  # those that end in what the models expect
    assert drawn.count('class="m plain other"') == 2
    told = re.findall(r'class="(kind(?: other)?)">([^<]+)<', drawn)
    assert told == [
        ("kind other", "“wording 1”: 1 of 5 models"),
        ("kind", "“wording 2”: 2 of 5 models"),
        ("kind other", "“wording 3”: 1 of 5 models"),
        ("kind other", "No text: 1 of 5 models"),
        ("kind", "Where a decision is likely"),
    ]
    assert ("persuasion" in drawn) is (sheet == PAGE)


@SHEETS
def test_bars_are_as_high_as_their_marks_are_likely_and_stand_on_one_ground(sheet: Sheet) -> None:
    drawn, found = draw(sheet), made().marks[0].forecast
    bars = re.findall(
        r'<rect class="share (\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', drawn
    )
    assert [look for look, *_ in bars] == ["on", "between"] * 4 + ["on"]
    heights = [float(bar[4]) for bar in bars]
    top = max(found.probability)
    assert heights == pytest.approx((46 * found.probability / top).tolist(), abs=0.06)
    feet = {round(float(y) + float(height)) for _, _, y, _, height in bars}
    assert len(feet) == 1
    middles = [float(x) + float(width) / 2 for _, x, _, width, _ in bars]
    assert middles == pytest.approx([sheet.x(mark / 100) for mark in found.marks.tolist()], abs=0.11)


@SHEETS
def test_both_bands_of_the_outcome_layer_are_drawn_and_told(sheet: Sheet) -> None:
    drawn, found = draw(sheet), made().marks[0].forecast
    for level, look, words in ((0.8, "most", "8 of 10"), (0.5, "half", "half")):
        low, high = (end / 100 for end in found.band(level))
        line = re.search(rf'<line x1="([\d.]+)" x2="([\d.]+)" [^>]*class="{look}"', drawn)
        assert line
        assert [float(end) for end in line.groups()] == pytest.approx([sheet.x(low), sheet.x(high)], abs=0.06)
        assert f"{words}: {low:.2f} to {high:.2f}" in drawn


@SHEETS
@pytest.mark.parametrize("forecast", [made(), ALL, made(room(text="W" * 150))], ids=["small", "all", "long"])
def test_nothing_stands_outside_the_drawing(sheet: Sheet, forecast: Forecast) -> None:
    drawn = draw(sheet, forecast)
    for name in ("x1", "x2", "cx"):
        assert all(0 <= x <= sheet.width for x in numbers(drawn, name)), name
    height = float(re.findall(r'viewBox="0 0 [\d.]+ ([\d.]+)"', drawn)[0])
    assert max(numbers(drawn, "y") + numbers(drawn, "cy")) <= height


def test_wordings_at_one_place_stand_together() -> None:
    choices = [*options(0.0, 0.5, 1.0), {"key": "x", "label": "x", "position": 0.5, "kind": "vague"}]
    own = room().issues[0].model_validate(issue(choices=choices))
    assert places_of(own) == (Place(0.0, "0"), Place(0.5, "0.5, x"), Place(1.0, "1"))


def test_few_wordings_stand_in_columns_in_their_order_and_many_in_a_list() -> None:
    places = [Place(number / 10, f"wording {number}") for number in range(11)]
    few, axis = wordings(places[:4], [200.0, 240.0, 280.0, 320.0], width=720)
    drawn = "".join(map(str, few))
    columns = [float(x) for x in re.findall(r'x="([\d.]+)"[^>]*class="tick place"', drawn)]
    assert columns == sorted(columns)
    assert min(b - a for a, b in pairwise(columns)) > 150
    assert max(numbers(drawn, "y")) < axis
    many, foot = wordings(places, [30.0 * number for number in range(11)], width=358)
    listed = "".join(map(str, many))
    assert all(f"{number / 10:.2f} wording {number}" in listed for number in range(11))
    assert foot > 11 * 14


def test_the_table_tells_what_the_chart_shows() -> None:
    chart = issue_chart(made(), 0)
    assert chart.table.head == (
        "Model",
        "Kind",
        "Median in the wording",
        "90% of the draws",
        "Wording",
        "Share of draws",
    )
    assert chart.table.rows[2] == (
        "position exchange",
        "exchange",
        "0.20",
        "0.20 to 0.37",
        "wording 1",
        "75%",
    )
    assert chart.table.rows[4][4] == "No text, so that the status quo stays"
    marks = mark_table(made(), 0)
    assert [row[0] for row in marks.rows] == [
        "0.00",
        "0.12",
        "0.25",
        "0.38",
        "0.50",
        "0.62",
        "0.75",
        "0.88",
        "1.00",
    ]
    assert [row[1] for row in marks.rows][:3] == ["wording 0", "between two wordings", "wording 1"]


def test_the_overview_shows_each_issue_with_its_wording_the_surest_first() -> None:
    chart = expected_chart(ALL)
    assert chart is not None
    found = sorted((expected(ALL, issue).share for issue in range(2)), reverse=True)
    assert [row[2] for row in chart.table.rows] == [f"{share:.0%}" for share in found]
    assert numbers(str(chart.wide), "cx") == pytest.approx([226 + 334 * share for share in found], abs=0.06)
    for row in chart.table.rows:
        assert f"{row[2]} “{row[1]}”" in str(chart.wide)
    assert expected_chart(made()) is None


@pytest.mark.parametrize(
    ("sheet", "beside"), [(WHOM_WIDE, True), (WHOM_NARROW, False)], ids=["wide", "narrow"]
)
def test_a_delegation_has_a_dot_for_each_model_and_both_ends_are_named(sheet: Sheet, *, beside: bool) -> None:
    forecast = made()
    drawn = str(draw_whom("whom", forecast, forecast.standings, sheet, beside=beside))
    assert drawn.count("<circle") == 2 * len(forecast.models)
    assert drawn.count('class="dot"') == 2  # the weighted mean
    # Losses .3 .4 .1 .7 .4 of Ayland on a scale to .8, the mean drawn last.
    width = sheet.right - sheet.left
    expected = [sheet.left + width * loss / 0.8 for loss in (0.4, 0.1, 0.7, 0.4, 0.3)]
    assert numbers(drawn, "cx")[:5] == pytest.approx(expected, abs=0.06)
    names = [words for words in re.findall(r">([^<]+)</text>", drawn) if "position exchange" in words]
    assert len(names) == 2


def test_nobody_about_whom_the_models_agree_is_drawn() -> None:
    same = forecast_of(room(), replications=1, models=())
    assert whom_chart(same) is None
    assert "Under every model each delegation ends about as far" in Page(forecast_page(same)).text


EACH = pytest.mark.parametrize("forecast", [made(), ALL], ids=["small", "all"])


@EACH
def test_every_element_is_closed_and_nothing_is_missing(forecast: Forecast) -> None:
    page = Page(forecast_page(forecast))
    assert page.open == []
    assert re.search(r"\b(?:None|nan|inf)\b", page.text) is None


@EACH
def test_the_page_asks_for_nothing_outside_and_runs_nothing(forecast: Forecast) -> None:
    source = forecast_page(forecast, command="delegation-sim forecast x")
    elements = Page(source).elements
    acting = {"script", "link", "img", "iframe", "a", "form", "image", "use"}
    assert {name for name, _ in elements} & acting == set()
    attributes = {name for _, found in elements for name in found}
    assert {name for name in attributes if name.startswith("on")} == set()
    assert attributes & {"src", "href", "action"} == set()
    assert "url(" not in source
    assert "default-src 'none'" in source


@EACH
def test_every_drawing_has_a_title_and_a_description_of_its_own(forecast: Forecast) -> None:
    elements = Page(forecast_page(forecast)).elements
    ids = Counter(found["id"] for _, found in elements if "id" in found)
    assert max(ids.values()) == 1
    drawings = [found for name, found in elements if name == "svg"]
    assert drawings
    assert all(key in ids for found in drawings for key in (found["aria-labelledby"] or "").split())


def test_every_model_and_issue_is_on_the_page_with_what_repeats_it() -> None:
    text = Page(forecast_page(ALL, command="delegation-sim forecast worked_package -n 2")).text
    for issue_ in ALL.case.issues:
        assert issue_.name in text
    for name in ("weighted mean", "single text", "conference"):
        assert text.count(name) > 1
    assert "delegation-sim forecast worked_package -n 2" in text
    assert "2 draws of the uncertain numbers, seed 1" in text
    assert "To repeat it" not in Page(forecast_page(made())).text


HOSTILE = (
    "<script>alert(1)</script>",
    "\u202eevil\u202c\u2066",
    "</title></svg><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "{{ 7 * 7 }}{% raw %}",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_and_do_nothing(text: str) -> None:
    source = forecast_page(made(room((text, f"{text}2"), text=text)), command=text)
    page = Page(source)
    assert page.open == []
    assert {name for name, _ in page.elements} & {"script", "img", "b"} == set()
    assert not any(name.startswith("on") for _, found in page.elements for name in found)
    assert re.findall("[\u202a-\u202e\u2066-\u2069]", source) == []
    assert re.sub("[\u202a-\u202e\u2066-\u2069]", "", text) in page.text


def test_the_page_is_written_as_it_is_rendered_and_nothing_else_is_left(tmp_path: Path) -> None:
    path = write_forecast_report(made(), tmp_path / "forecast.html", command="x")
    assert path.read_text(encoding="utf-8") == forecast_page(made(), command="x")
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(RecordError, match="cannot be written"):
        write_forecast_report(made(), tmp_path / "nowhere" / "forecast.html")
