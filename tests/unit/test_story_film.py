"""The film and the handout of a run: they need nothing else, run nothing, and say what the run says."""

import re
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from simulation.drawing.paragraph import fitted, in_lines, letters_in
from simulation.engine.batch import negotiate
from simulation.reasons import build_log, coalitions_of
from simulation.report.story import draw_film, render_handout, scenes_told
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.schema import Scenario
from simulation.scenario.translations import in_language
from simulation.storage import Run, make_run
from simulation.words import told_in
from tests.extent import at_a_desk
from tests.html_pages import Page
from tests.spoken_for import BY_LANGUAGE

SVG = "{http://www.w3.org/2000/svg}"
CASES = at_a_desk(["first_hour", "worked_isolation"], shipped_scenarios())
MOST = 300_000
HOSTILE = '</style><script>alert(1)</script>"\u202e & \u0007'


def play(scenario: Scenario) -> Run:
    record = negotiate(scenario, seed=1)
    return make_run(record, build_log(record), coalitions_of(record), command="delegation-sim run case")


@cache
def played(case: str, language: str = "en") -> Run:
    return play(in_language(load_scenario(case), language))


def hostile() -> Run:
    case = load_scenario("first_hour")
    people = [
        one.model_copy(update={"name": f"{HOSTILE}{place}", "short": f"{HOSTILE}{place}"})
        for place, one in enumerate(case.delegations)
    ]
    issues = [one.model_copy(update={"name": f"{HOSTILE} {one.name}"}) for one in case.issues]
    update = {
        "title": HOSTILE * 9,
        "delegations": type(case.delegations)(people),
        "issues": type(case.issues)(issues),
    }
    return play(case.model_copy(update=update))


def parsed(film: str) -> ET.Element:
    return ET.fromstring(film)  # noqa: S314 - our own drawing


def words_of(film: str) -> str:
    return " ".join("".join(parsed(film).itertext()).split())


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_a_film_is_well_formed_small_and_needs_nothing_else(case: str, language: str) -> None:
    with told_in(language):
        film = str(draw_film(played(case, language)))
    assert len(film.encode()) < MOST
    elements = list(parsed(film).iter())
    assert {one.tag.removeprefix(SVG) for one in elements} <= {
        *("svg", "title", "desc", "style", "g", "rect", "line", "path", "text", "tspan"),
    }
    assert not [name for one in elements for name in one.attrib if name.startswith("on") or "href" in name]
    assert re.findall(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", film) == []


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_film_and_handout_say_what_each_scene_says(case: str, language: str) -> None:
    run = played(case, language)
    with told_in(language):
        film, page = words_of(str(draw_film(run))), Page(render_handout(run))
        told_scenes = [(str(scene.head), scene) for scene in scenes_told(run)]
    assert page.open == []
    assert {name for name, _ in page.elements} & {"script", "img", "a", "form", "use"} == set()
    for head, scene in told_scenes:
        for told in (head, scene.clause, scene.speaker, scene.quotation):
            assert " ".join(told.split()) in film
            assert " ".join(told.split()) in page.text
        assert all(" ".join(group.name.split()) in page.text for group in scene.groups)


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("is_alone", [True, False])
def test_a_film_on_a_phone_names_every_group_in_full(case: str, language: str, *, is_alone: bool) -> None:
    run = played(case, language)
    with told_in(language):
        film = words_of(str(draw_film(run, "narrow", is_alone=is_alone)))
        groups = {group.words for scene in scenes_told(run) for group in scene.groups}
    assert [words for words in groups if "".join(words.split()) not in "".join(film.split())] == []


def test_a_film_says_how_many_groups_have_no_room() -> None:
    case = load_scenario("first_hour")
    people = [
        one.model_copy(update={"name": (name := f"{place} {one.name} " * 8), "short": name})
        for place, one in enumerate(case.delegations)
    ]
    run = play(case.model_copy(update={"delegations": type(case.delegations)(people)}))
    told = "".join(words_of(str(draw_film(run, "narrow"))).split())
    short = [s for s in scenes_told(run) if any("".join(g.words.split()) not in told for g in s.groups)]
    assert short
    assert len(re.findall(r"And(?:\d+|one)moregroups?\.", told)) == len(short)


def test_names_that_act_are_only_read() -> None:
    run = hostile()
    film, page = str(draw_film(run)), render_handout(run)
    for told in (film, page):
        assert "<script" not in told
        assert "\u202e" not in told
        assert "\u0007" not in told
    assert parsed(film).tag == f"{SVG}svg"
    assert "script" not in {name for name, _ in Page(page).elements}


def test_a_film_lasts_twelve_seconds_a_scene_and_can_be_still() -> None:
    film = str(draw_film(played("first_hour")))
    assert f"--lasts:{12 * len(played('first_hour').scenes)}s" in film
    assert "prefers-reduced-motion:reduce" in film
    assert "prefers-color-scheme:dark" in film
    # What moves has a place and a look of its own where nothing moves: those of the last scene.
    root = parsed(film)
    scenes = [one for one in root if "scene" in one.get("class", "").split()]
    assert [("last" in (one.get("class") or "").split()) for one in scenes] == [False] * (len(scenes) - 1) + [
        True
    ]
    marks = root[-1]
    assert len(marks) == len(played("first_hour").delegations)
    assert all((one.get("transform") or "").startswith("translate(") for one in marks)


def test_a_story_of_one_scene_does_not_move() -> None:
    film = str(draw_film(played("worked_isolation")))
    assert "@keyframes" not in film


def test_a_film_on_a_page_brings_no_colours_of_its_own() -> None:
    film = str(draw_film(played("first_hour"), "narrow", is_alone=False))
    assert "--page:#" not in film
    assert "xmlns" not in film


@pytest.mark.parametrize("width", [40.0, 120.0, 333.0])
@pytest.mark.parametrize("size", [11.0, 16.0])
def test_a_paragraph_stays_within_its_width_and_loses_no_word(width: float, size: float) -> None:
    runs = [("that the work", ""), (" shall begin ", "removed"), ("should go on, in all bodies;", "new")]
    lines = in_lines(runs, width, size)
    assert max(len("".join(words for words, _ in line)) for line in lines) <= letters_in(width, size)
    if width > 100:
        assert " ".join("".join(words for words, _ in line) for line in lines).split() == (
            "".join(words for words, _ in runs).split()
        )
    fits, cut = fitted(runs, width, 3 * size, [20.0, size])
    assert len(cut) * fits <= 3 * size
