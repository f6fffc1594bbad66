"""The page about an assembly: self-contained, safe, and true to the record."""

import re
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulation.engine.assembly import play_assembly, prepare_assembly
from simulation.report.assembly import render_assembly
from simulation.report.assembly.lists import lists_of
from simulation.report.assembly.matrix import MOST, matrix_chart
from simulation.report.assembly.standing import links_of
from simulation.report.assembly.way import slots_of_texts
from simulation.scenario.assembly_case import load_assembly
from simulation.scenario.assembly_schema import Assembly
from simulation.storage.assembly_folder import AssemblyRun
from simulation.words import told_in
from tests.html_pages import Page
from tests.small_assemblies import made, small
from tests.spoken_for import BY_LANGUAGE

EVIL = "<script>alert('x')</script>\u202e & \"quoted\""


def run_of(case: Assembly, seed: int = 1) -> AssemblyRun:
    return AssemblyRun(record=play_assembly(case, seed=seed), command=("delegation-sim", "run", "case"))


@pytest.fixture(scope="module")
def source() -> str:
    return render_assembly(run_of(load_assembly("worked_assembly")))


def test_the_page_asks_for_nothing_outside_and_runs_nothing(source: str) -> None:
    page = Page(source)
    assert page.open == []
    names = {name for name, _ in page.elements}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "a", "form", "image", "use"}
    attributes = {name for _, found in page.elements for name in found}
    assert not {name for name in attributes if name.startswith("on")} | attributes & {"src", "href"}
    assert "url(" not in source


def test_no_name_acts_or_becomes_markup() -> None:
    raw = small(title=EVIL, summary=EVIL)
    raw["axes"][0] |= {"name": EVIL, "low": EVIL, "high": EVIL}
    for member in raw["members"]:
        member |= {"name": EVIL, "bloc": EVIL}
    for one in (*raw["committees"], *raw["stages"], *raw["texts"]):
        one["name"] = EVIL
    source = render_assembly(run_of(Assembly.model_validate(raw)))
    page = Page(source)
    assert page.open == []
    assert "script" not in {name for name, _ in page.elements}
    assert "\u202e" not in source
    assert "alert('x')" in page.text


def test_every_number_in_the_figures_is_that_of_the_record(source: str) -> None:
    record = run_of(load_assembly("worked_assembly")).record
    through = int((record.passed == 2).sum())
    assert f"{through} of 18 texts passed every stage" in Page(source).text
    assert re.findall(r"<dd>(\d+)</dd>", source) == ["18", str(through), "20", "3"]


def test_every_text_stands_on_the_page_with_what_became_of_it(source: str) -> None:
    record = run_of(load_assembly("worked_assembly")).record
    rows = re.findall(
        r'<th scope="row"><bdi>([^<]*)</bdi></th><td><bdi>([^<]*)</bdi></td><td><bdi>([^<]*)', source
    )
    words = {text.split(" (")[0]: cells for text, *cells in rows}
    for row, text in enumerate(record.house.texts):
        passed = int(record.passed[row])
        starts = [cell.split()[0] for cell in words[text]]
        assert starts == (["falls", "–"], ["passes", "falls"], ["passes", "passes"])[passed]


@pytest.mark.parametrize("code", BY_LANGUAGE)
@pytest.mark.parametrize(
    "changes",
    [
        {"texts": []},
        {"committees": [{"key": "A", "name": "First", "tabled": 9}, {"key": "B", "name": "Second"}]},
        {"stages": [{"key": "all", "name": "All", "voters": "all", "share": 0.5}]},
    ],
)
def test_small_rooms_have_a_page_in_every_language(code: str, changes: dict[str, Any]) -> None:
    with told_in(code):
        source = render_assembly(run_of(made(**changes)))
    page = Page(source)
    assert page.open == []
    assert page.elements[0] == ("html", {"lang": code})
    assert len(ids := re.findall(r' id="([^"]*)"', source)) == len(set(ids))


def test_the_mean_of_two_lists_is_over_pairs_of_different_members() -> None:
    raw = small()
    for member, bloc in zip(raw["members"], ("P", "P", "Q", "Q", "R", None), strict=True):
        member["bloc"] = bloc
    house = prepare_assembly(Assembly.model_validate(raw))
    lists = lists_of(house)
    together = np.arange(36.0).reshape(6, 6)
    together += together.T
    means = lists.between(together)
    assert lists.names == ("P", "Q", "R", "in no list")
    assert means[0, 0] == together[0, 1]
    assert_allclose(means[0, 1], together[:2, 2:4].mean())
    assert np.isnan(means[2, 2])


def test_pairs_come_in_the_order_of_what_they_sign_together() -> None:
    together = np.zeros((4, 4))
    together[0, 1] = together[1, 0] = 2
    together[2, 3] = together[3, 2] = 5
    assert [(link.first, link.second, link.times) for link in links_of(together)] == [
        (2, 3, 5.0),
        (0, 1, 2.0),
    ]


def test_a_text_has_the_colour_of_the_list_that_most_of_its_sponsors_belong_to() -> None:
    raw = small()
    for member, bloc in zip(raw["members"], "PPQQRR", strict=True):
        member["bloc"] = bloc
    lists = lists_of(prepare_assembly(Assembly.model_validate(raw)))
    signed = np.array([[1, 1, 1, 0, 0, 0], [1, 0, 1, 0, 0, 0], [0] * 6], dtype=bool)
    assert slots_of_texts(signed, lists).tolist() == [0, -1, -1]


def test_of_a_crowd_no_single_squares_are_drawn() -> None:
    raw = small()
    raw["members"] = [
        {
            "key": f"M{n}",
            "name": f"Member {n}",
            "committee": "AB"[n % 2],
            "place": {"x": n / (MOST + 1) - 0.5},
        }
        for n in range(MOST + 1)
    ]
    house = prepare_assembly(Assembly.model_validate(raw))
    assert matrix_chart("m", house, lists_of(house), np.ones((MOST + 1, MOST + 1))) is None
    assert "<svg" in render_assembly(run_of(house.case))
