"""Pictures of what was tested: what is drawn is what the file says, in places that fit, and it is told in words too."""

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from simulation.drawing.chart import Chart
from simulation.evidence.validation.bins import Curve
from simulation.evidence.validation.network import Network
from simulation.evidence.validation.published_table import published
from simulation.report.validation.curves import distance_chart, reliability_chart
from simulation.report.validation.network_panels import LEAST, STRONGEST, network_chart, off_by, strongest
from simulation.words import told_in
from tests.spoken_for import BY_LANGUAGE


def network() -> Network:
    found = published().parts["convention"].network
    assert found is not None
    return found


def curves() -> dict[str, Curve]:
    parts = published().parts
    return {
        "votes": parts["votes"].curves["votes"],
        "signatures": parts["signatures"].curves["signatures"],
        "texts": parts["convention"].curves["texts"],
    }


def distance() -> Curve:
    return published().parts["convention"].curves["distance"]


CHARTS: dict[str, Callable[[], Chart]] = {
    "reliability": lambda: reliability_chart(curves()),
    "distance": lambda: distance_chart(distance()),
    "network": lambda: network_chart(network()),
}


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_has_a_title_a_description_and_its_data_in_every_language(name: str, language: str) -> None:
    with told_in(language):
        chart = CHARTS[name]()
    for drawn in (chart.wide, chart.narrow):
        assert "<title id=" in drawn
        assert re.search(r"<desc [^>]+>[^<]{20,}</desc>", drawn)
        assert not re.search(r"#[0-9A-Fa-f]{6}", drawn)  # colours only from the theme
        assert "validation." not in drawn
    assert all(len(row) == len(chart.table.head) for row in chart.table.rows)


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("name", CHARTS)
def test_all_texts_fit_their_drawing(name: str, language: str) -> None:
    with told_in(language):
        chart = CHARTS[name]()
    for drawn in (chart.wide, chart.narrow):
        box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn)
        assert box is not None
        width, height = map(float, box.groups())
        for attributes, words in re.findall(r"<text ([^>]*)>([^<]*)</text>", drawn):
            found = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
            wide = 6.4 * len(words)
            begin = float(found["x"]) - wide * {"end": 1, "middle": 0.5}.get(found.get("text-anchor", ""), 0)
            assert begin >= -4, words
            assert begin + wide <= width + 12, words
            assert 0 < float(found["y"]) <= height, words


def test_every_bin_is_a_dot_with_its_number_of_forecasts() -> None:
    chart = reliability_chart(curves())
    dots = [one for found in curves().values() for one in found.bins]
    assert chart.wide.count("<circle ") == len(dots)
    assert len(chart.table.rows) == len(dots)
    assert [row[-1].replace(",", "") for row in chart.table.rows] == [str(one.happened.n) for one in dots]
    right = sum(one.happened.low <= one.forecast <= one.happened.high for one in dots)
    assert f"In {right} of {len(dots)} bins" in chart.heading


def test_survival_goes_from_near_to_far() -> None:
    found = distance()
    assert all(one.at < other.at for one, other in pairwise(found.bins))
    near, far = found.bins[0].happened.value, found.bins[-1].happened.value
    assert f"{near:.0%} survived, of the farthest {far:.0%}" in distance_chart(found).heading


def test_the_same_places_stand_side_by_side_and_only_the_strongest_ties_are_in_ink() -> None:
    found = network()
    chart = network_chart(found)
    circles = re.findall(
        r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)" style="fill:var\(--c\d\);stroke', chart.wide
    )
    half = len(found.nodes)
    assert len(circles) == 2 * half
    for first, second in zip(circles[:half], circles[half:], strict=True):
        assert float(second[0]) - float(first[0]) == pytest.approx(372)
        assert first[1:] == second[1:]
    assert chart.wide.count("stroke:var(--ink)") == 2 * STRONGEST
    drawn = [
        share
        for edge in found.edges
        if not edge.is_inside
        for share in (edge.data.value, edge.engine.value)
        if share >= LEAST
    ]
    assert chart.wide.count("<line ") == len(drawn)


def test_the_title_counts_ties_that_both_have() -> None:
    found = network()
    both = set(strongest(found, "data")) & set(strongest(found, "engine"))
    assert (
        f"of the {STRONGEST} strongest ties between lists, {len(both)} are among"
        in network_chart(found).heading
    )
    values = {edge.between: edge.data.value for edge in found.edges}
    kept = [values[ends] for ends in strongest(found, "data")]
    assert kept == sorted(kept, reverse=True)
    others = [
        edge.data.value
        for edge in found.edges
        if not edge.is_inside and edge.between not in strongest(found, "data")
    ]
    assert max(others) <= min(kept)
    assert 0 < off_by(found) < 1


def test_circles_of_groups_do_not_cover_each_other() -> None:
    drawn = network_chart(network()).narrow
    circles = re.findall(
        r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)" style="fill:var\(--c\d\);stroke', drawn
    )
    first = [tuple(map(float, one)) for one in circles[: len(circles) // 2]]
    for place, (x, y, r) in enumerate(first):
        for other_x, other_y, other_r in first[:place]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 > (r + other_r) ** 2
