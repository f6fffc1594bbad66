"""The papers of a training as they leave the printer: A4, and as many pages as promised."""

import re
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from simulation.report.pack import pack_pages, write_pack
from simulation.scenario.load import load_scenario
from simulation.scenario.pack import load_pack
from simulation.scenario.translations import in_language
from simulation.words import LANGUAGES, told_in
from tests.browser.conftest import Axe, Shoot, Theme
from tests.extent import at_a_desk

TRAININGS = ("ai_oversight", "first_hour", "wtpf13_training")
PAPERS = (
    *("index", "seats/NOR", "public-brief", "score-sheet", "facilitator", "self-assessment", "wording-cards"),
    *("bracket-strips", "package-form", "outcome-form", "name-plates", "inject-slips", "debrief-slides"),
)
INSTANCE = 1
SHEETS = [
    f"{name}{number}{code}" for name in TRAININGS for number in ("", f"~{INSTANCE}") for code in ("", ".fr")
]
_PAGE = re.compile(rb"/Type\s*/Page(?!s)")
_BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")
A4 = (595, 842)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders of the trainings that ship, by name; in another language than English with its code.

    An instance has its number behind a tilde.
    """
    folder = tmp_path_factory.mktemp("packs")
    found = {}
    for name in TRAININGS:
        for language, number in product(LANGUAGES, (0, INSTANCE)):
            with told_in(language):
                case = in_language(load_scenario(name, overrides={"instance": number}), language)
                pages = pack_pages(case, load_pack(name, scenario=case))
            key = f"{name}~{number}" if number else name
            key = key if language == "en" else f"{key}.{language}"
            found[key] = write_pack(pages, folder / key)
    return found


def printed(page: Page, path: Path) -> bytes:
    """Return a page as a PDF, as the browser prints it."""
    page.goto(path.as_uri())
    return page.pdf(prefer_css_page_size=True, print_background=True)


@pytest.fixture
def sheet(context: BrowserContext, theme: Theme) -> Page:
    """Return a window that may open files; `page` takes every file for a request to elsewhere."""
    window = context.new_page()
    window.emulate_media(color_scheme=theme)
    return window


@pytest.mark.thorough  # a finer point, which CI looks at
def test_papers_in_french_tell_the_case_in_french(packs: dict[str, Path]) -> None:
    for name in TRAININGS:
        for key in (f"{name}.fr", f"{name}~{INSTANCE}.fr"):
            (told,) = {
                path.read_text("utf-8").count("Intérêt\xa0:") for path in (packs[key] / "seats").iterdir()
            }
            assert told == 1


@pytest.mark.parametrize("name", at_a_desk(["wtpf13_training.fr"], SHEETS))
def test_every_role_sheet_is_one_page_of_a4(packs: dict[str, Path], sheet: Page, name: str) -> None:
    sheets = sorted((packs[name] / "seats").glob("*.html"))
    seats = {"ai_oversight": 8, "first_hour": 6, "wtpf13_training": 12}
    assert len(sheets) == next(n for case, n in seats.items() if name.startswith(case))
    for path in sheets:
        pdf = printed(sheet, path)
        assert len(_PAGE.findall(pdf)) == 1, path
        width, height = (round(float(side)) for side in _BOX.findall(pdf)[0])
        assert abs(width - A4[0]) <= 1, path.name
        assert abs(height - A4[1]) <= 1, path.name


@pytest.mark.thorough  # role sheets fit one page
def test_the_public_brief_of_the_first_hour_is_one_page(packs: dict[str, Path], sheet: Page) -> None:
    assert len(_PAGE.findall(printed(sheet, packs["first_hour"] / "public-brief.html"))) == 1
    assert len(_PAGE.findall(printed(sheet, packs["first_hour"] / "score-sheet.html"))) == 1
    # A long draft and its wordings follow on pages of their own, so that the brief before them is one page too.
    assert len(_PAGE.findall(printed(sheet, packs["wtpf13_training"] / "public-brief.html"))) == 5


@pytest.mark.parametrize("name", at_a_desk(["first_hour"], TRAININGS))
def test_sheets_to_cut_are_as_many_pages_as_sheets_and_nothing_is_cut_off(
    packs: dict[str, Path], sheet: Page, name: str
) -> None:
    sheet.emulate_media(media="print")
    for paper in ("self-assessment", "wording-cards", "bracket-strips", "name-plates", "inject-slips"):
        pages = len(_PAGE.findall(printed(sheet, packs[name] / f"{paper}.html")))
        assert pages == sheet.locator(".sheet").count(), paper
        sheet.set_viewport_size({"width": 700, "height": 1000})  # what lies between the margins of A4
        cut = sheet.evaluate(
            "() => [...document.querySelectorAll('.sheet, .sheet > *')].filter(part =>"
            " part.scrollHeight > part.clientHeight + 2 || part.scrollWidth > part.clientWidth + 2)"
            ".map(part => part.innerText.slice(0, 80))"
        )
        assert cut == [], paper


def test_the_forms_of_a_first_hour_are_one_page_each_and_a_slide_is_one_page(
    packs: dict[str, Path], sheet: Page
) -> None:
    for paper in ("package-form", "outcome-form"):
        assert len(_PAGE.findall(printed(sheet, packs["first_hour"] / f"{paper}.html"))) == 1
    for name in TRAININGS:
        pdf = printed(sheet, packs[name] / "debrief-slides.html")
        assert len(_PAGE.findall(pdf)) == sheet.locator("[data-slide]").count()
        width, height = (round(float(side)) for side in _BOX.findall(pdf)[0])
        assert abs(width - A4[1]) <= 1
        assert abs(height - A4[0]) <= 1


@pytest.mark.thorough  # the forms print a slide
@pytest.mark.parametrize("width", [1440, 390], indirect=True)
def test_slides_go_forward_and_back_by_keys_one_at_a_time_and_fit(
    packs: dict[str, Path], sheet: Page, width: int
) -> None:
    sheet.set_viewport_size({"width": width, "height": 800})
    asked: list[str] = []
    sheet.on("request", lambda request: asked.append(request.url))
    sheet.goto((packs["wtpf13_training"] / "debrief-slides.html").as_uri())
    slides = sheet.locator("[data-slide]")
    count = slides.count()
    shown = sheet.locator("[data-slide]:visible")

    def stands(number: int) -> None:
        assert shown.count() == 1
        assert sheet.locator("[data-place]").inner_text() == f"{number} / {count}"
        assert shown.inner_text() == slides.nth(number - 1).inner_text()
        assert sheet.evaluate("document.documentElement.scrollWidth <= innerWidth")

    stands(1)
    for key, number in (
        *(("ArrowRight", 2), ("PageDown", 3), ("Space", 4), ("ArrowLeft", 3), ("PageUp", 2)),
        *(("End", count), ("ArrowRight", count), ("Home", 1), ("ArrowLeft", 1)),
    ):
        sheet.keyboard.press(key)
        stands(number)
    sheet.get_by_role("button", name="Next").click()
    stands(2)
    for number in range(3, count + 1):
        sheet.keyboard.press("PageDown")
        stands(number)
        if width == 1440:
            assert sheet.evaluate("document.documentElement.scrollHeight <= innerHeight")
    sheet.keyboard.press("Escape")
    assert shown.count() == count
    assert len(asked) == 1


@pytest.mark.parametrize("theme", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("width", [1440, 390], indirect=True)
@pytest.mark.parametrize("paper", at_a_desk(PAPERS[1:2], PAPERS))
def test_a_paper_reads_well_on_a_screen(
    packs: dict[str, Path], sheet: Page, axe: Axe, shoot: Shoot, paper: str
) -> None:
    sheet.goto((packs["first_hour"] / f"{paper}.html").as_uri())
    assert axe(sheet) == []
    assert sheet.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(sheet, f"pack-{paper.replace('/', '-')}")
