"""The charts of the lab, as what they tell Vega-Lite."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import altair as alt
import pytest

from dashboard.lab.lab_bars import Bar, bar_chart, segments
from dashboard.lab.lab_ink import BACK_HATCHED, HATCHED, class_fill, class_text
from dashboard.lab.lab_rows import Dot, Row, height_of, row_chart
from simulation.drawing.theme import DARK, LIGHT, contrast
from simulation.protocols.result import OUTCOME_CLASSES

BASE = Dot(value=49.0, low=45.0, high=53.0, look="base")
CLEAR = Dot(value=63.0, low=59.0, high=67.0, look="clear", words="more often: +14 points (+10 to +18)")
UNCLEAR = Dot(value=51.0, low=47.0, high=55.0, look="unclear", words="no clear effect (−2 to +6)")


def _layers(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def _texts(spec: dict[str, Any]) -> list[str]:
    return [value["text"] for layer in _layers(spec, "text") for value in layer["data"]["values"]]


def _dots(spec: dict[str, Any]) -> list[dict[str, Any]]:
    (layer,) = (one for one in _layers(spec, "point") if one["mark"].get("shape") == "circle")
    values: list[dict[str, Any]] = layer["data"]["values"]
    return values


def _rules(spec: dict[str, Any], *, dashed: bool) -> list[dict[str, Any]]:
    return [
        value
        for layer in _layers(spec, "rule")
        if ("strokeDash" in layer["mark"]) is dashed
        for value in layer["data"]["values"]
        if "x2" in value and "y2" not in value
    ]


def _bar(**shares: float) -> Bar:
    told = {name: f"{100 * share:.0f}" for name, share in shares.items()}
    return Bar(name="Base case", shares=shares, told=told, adopted=0.49, adopted_told="adopted: 49")


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_an_effect_that_is_not_clear_is_grey_hollow_and_dashed(tokens: dict[str, str]) -> None:
    spec = row_chart([Row(label="Partial", dots=(UNCLEAR,))], tokens, domain=(0.0, 100.0))
    (dot,) = _dots(spec)
    assert (dot["fill"], dot["stroke"]) == (tokens["page"], tokens["ink3"])
    assert [rule["x"] for rule in _rules(spec, dashed=True)] == [47.0]
    assert _rules(spec, dashed=False) == []
    assert "no clear effect (−2 to +6)" in _texts(spec)


def test_a_clear_effect_is_solid_ink_and_joined_to_the_base() -> None:
    spec = row_chart([Row(label="Consensus", dots=(BASE, CLEAR))], LIGHT, domain=(0.0, 100.0))
    assert [dot["fill"] for dot in _dots(spec)] == [LIGHT["page"], LIGHT["ink"]]
    assert sorted(rule["x"] for rule in _rules(spec, dashed=False)) == [45.0, 59.0]
    joins = [value for layer in _layers(spec, "rule") for value in layer["data"]["values"] if "y2" in value]
    assert [(join["x"], join["x2"]) for join in joins] == [(49.0, 63.0)]


def test_base_is_drawn_above_the_version() -> None:
    spec = row_chart([Row(label="Consensus", dots=(BASE, CLEAR))], LIGHT, domain=(0.0, 100.0))
    base, version = _dots(spec)
    assert base["y"] < version["y"]


def test_a_scale_of_differences_includes_zero() -> None:
    rows = [Row(label="1", dots=(Dot(value=14.0, low=10.0, high=18.0, look="clear"),))]
    spec = row_chart(rows, LIGHT, domain=(8.0, 20.0), is_difference=True)
    scale = next(one["encoding"]["x"]["scale"] for one in spec["layer"] if "x" in one["encoding"])
    assert scale["domain"] == [0.0, 20.0]
    assert {"x": 0} in [value for layer in _layers(spec, "rule") for value in layer["data"]["values"]]


def test_the_axis_writes_numbers_as_the_language_does() -> None:
    spec = row_chart([Row(label="1", dots=(BASE,))], LIGHT, domain=(0.0, 1.0), decimal=",")
    axis = next(one["encoding"]["x"]["axis"] for one in spec["layer"] if "x" in one["encoding"])
    assert axis["labelExpr"] == "datum.value == 0 ? '0' : replace(format(datum.value, '.6~g'), '.', ',')"


def test_rows_stand_in_the_order_in_which_they_are_given() -> None:
    rows = [Row(label=label, dots=(BASE,)) for label in ("first", "second", "third")]
    heights = [dot["y"] for dot in _dots(row_chart(rows, LIGHT, domain=(0.0, 100.0)))]
    assert heights == sorted(heights)
    assert heights[-1] < height_of(rows)


def test_all_changes_together_stand_below_a_rule() -> None:
    rows = [Row(label="1", dots=(UNCLEAR,)), Row(label="All", dots=(CLEAR,), is_total=True)]
    spec = row_chart(rows, LIGHT, domain=(-10.0, 70.0), is_difference=True)
    rules = [layer for layer in _layers(spec, "rule") if layer["mark"].get("color") == LIGHT["line"]]
    assert len(rules) == 1


def test_several_versions_have_their_letters_and_words_each() -> None:
    dots = (
        BASE,
        *(
            Dot(value=50.0, low=45.0, high=55.0, look="unclear", words=f"words {tag}", tag=tag)
            for tag in "ABCD"
        ),
    )
    spec = row_chart([Row(label="Partial", dots=dots)], LIGHT, domain=(0.0, 100.0))
    assert set(_texts(spec)) == {"Partial", "A", "B", "C", "D", "words A", "words B", "words C", "words D"}
    assert len({dot["y"] for dot in _dots(spec)}) == 5


def test_a_row_with_a_scale_of_its_own_has_its_values_beside_the_dots_and_no_axis() -> None:
    base = Dot(value=0.75, low=0.7, high=0.8, look="base", note="2.1")
    version = Dot(value=0.25, low=0.2, high=0.3, look="clear", note="1.3", words="less: −0.8")
    spec = row_chart([Row(label="Brackets", dots=(base, version))], LIGHT, domain=(0, 1), has_axis=False)
    assert {"2.1", "1.3"} <= set(_texts(spec))
    assert all(one["encoding"]["x"]["axis"] is None for one in spec["layer"] if "x" in one["encoding"])


def test_labels_move_above_their_dots_on_a_phone() -> None:
    spec = row_chart([Row(label="Partial", dots=(BASE, UNCLEAR))], LIGHT, domain=(0.0, 100.0))
    labels = next(one for one in _layers(spec, "text") if one["data"]["values"][0]["text"] == "Partial")
    assert labels["mark"]["dy"] == {"expr": "width < 560 ? -datum.up : 0"}
    assert labels["data"]["values"][0]["up"] > 0


def test_parts_of_a_bar_stand_in_the_order_of_the_classes_and_fill_it() -> None:
    bar = _bar(no_outcome=0.3, consensus_clean=0.2, partial=0.5)
    assert segments(bar) == [
        ("consensus_clean", 0.0, 0.2),
        ("partial", 0.2, 0.7),
        ("no_outcome", 0.7, 1.0),
    ]


def test_every_class_of_ending_has_its_place_and_its_fill() -> None:
    for tokens in (LIGHT, DARK):
        assert len({class_fill(name, tokens) for name in OUTCOME_CLASSES}) == len(OUTCOME_CLASSES)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_numbers_can_be_read_on_every_fill(tokens: dict[str, str]) -> None:
    for name in OUTCOME_CLASSES:
        assert contrast(class_text(name, tokens), class_fill(name, tokens)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_classes_that_stand_side_by_side_differ_by_tone_or_hatching(tokens: dict[str, str]) -> None:
    hatched = HATCHED | BACK_HATCHED
    for first, second in pairwise(OUTCOME_CLASSES):
        tones = contrast(class_fill(first, tokens), class_fill(second, tokens))
        assert tones >= 1.3 or (first in hatched) != (second in hatched), (first, second)


def test_low_participation_is_hatched_the_other_way_in_its_part_and_before_its_row() -> None:
    spec = bar_chart([_bar(partial=0.6, adopted_low_participation=0.4)], LIGHT)
    strokes = next(one for one in _layers(spec, "rule") if one["mark"]["color"] == LIGHT["page"])
    values = strokes["data"]["values"]
    assert min(value["x"] for value in values) >= 0.6
    assert all(value["y"] < value["y2"] for value in values)
    row = Row(label="Low", dots=(BASE,), outcome_class="adopted_low_participation")
    chart = row_chart([row], LIGHT, domain=(0.0, 100.0))
    assert any(layer["mark"].get("stroke") == LIGHT["page"] for layer in _layers(chart, "point"))


def test_a_part_says_its_class_beside_its_number_where_there_is_room() -> None:
    bar = replace(_bar(partial=0.87, no_outcome=0.13), labels={"partial": "Partial", "no_outcome": "None"})
    under, long, _, short = (
        one
        for one in _layers(bar_chart([bar], LIGHT), "text")
        if "opacity" in one["mark"] and one["mark"]["dx"] == 7
    )
    assert under["encoding"]["stroke"]["field"] == "fill"  # covers the hatching under the words
    assert [value[long["encoding"]["text"]["field"]] for value in long["data"]["values"]] == [
        "87 Partial",
        "13 None",
    ]
    assert short["encoding"]["text"]["field"] == "text"
    assert short["mark"]["opacity"]["expr"].startswith(f"!({long['mark']['opacity']['expr'][:20]}")


def test_what_is_deferred_is_hatched_within_its_part() -> None:
    spec = bar_chart([_bar(partial=0.6, deferred_or_referred=0.4)], LIGHT)
    strokes = next(one for one in _layers(spec, "rule") if one["mark"]["color"] == LIGHT["ink3"])
    ends = [value[end] for value in strokes["data"]["values"] for end in ("x", "x2")]
    assert len(ends) > 20
    assert min(ends) >= 0.6
    assert max(ends) <= 1.0
    assert {"deferred_or_referred"} == HATCHED


def test_a_bracket_stands_over_the_adopted_part_with_its_sum() -> None:
    spec = bar_chart([_bar(consensus_clean=0.49, no_outcome=0.51)], LIGHT)
    bracket = next(one for one in _layers(spec, "rule") if one["mark"]["color"] == LIGHT["ink"])
    assert max(value["x2"] for value in bracket["data"]["values"]) == 0.49
    assert "adopted: 49" in _texts(spec)


def test_nothing_adopted_has_no_bracket() -> None:
    bar = Bar(name="Base", shares={"no_outcome": 1.0}, told={}, adopted=0.0, adopted_told="adopted: 0")
    assert "adopted: 0" not in _texts(bar_chart([bar], LIGHT))


def test_base_and_four_versions_have_a_bar_each_one_below_the_other() -> None:
    bars = [
        Bar(name=name, shares={"partial": 1.0}, told={}, adopted=1.0, adopted_told="")
        for name in ("Base case", "A", "B", "C", "D")
    ]
    spec = bar_chart(bars, LIGHT)
    tops = [value["y"] for value in _layers(spec, "rect")[0]["data"]["values"]]
    assert tops == sorted(tops)
    assert len(tops) == 5
    assert spec["height"] > tops[-1]


def test_the_charts_are_valid_vega_lite() -> None:
    rows = [
        Row(label="1", dots=(BASE, CLEAR), outcome_class="deferred_or_referred"),
        Row(label="2", dots=(BASE, UNCLEAR), is_total=True),
    ]
    for spec in (
        row_chart(rows, LIGHT, domain=(0.0, 70.0)),
        row_chart(rows, DARK, domain=(0.0, 70.0), is_difference=True),
        row_chart(rows, LIGHT, domain=(0.0, 1.0), has_axis=False),
        bar_chart([_bar(partial=0.5, deferred_or_referred=0.5)], DARK),
    ):
        alt.LayerChart.from_dict(spec)


def test_a_name_in_a_case_is_nothing_but_a_text_in_the_chart() -> None:
    hostile = "<img src=x onerror=alert(1)> ![x](https://example.org/x.png)"
    spec = row_chart([Row(label=hostile, dots=(UNCLEAR,))], LIGHT, domain=(0.0, 100.0))
    assert hostile in _texts(spec)
    assert "tooltip" not in str(spec)
    assert "href" not in str(spec)
