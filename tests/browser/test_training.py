"""A trainer's journey: papers, a result entered in selects, the debriefing, runs of agents, a reload, the page."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect  # noqa: A004 - what it raises

from dashboard.frame.language import words_in
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.pack import pack_file
from simulation.words import say
from tests.browser.conftest import Axe, Shoot
from tests.browser.looking import overflow, settle
from tests.browser.serving import Server
from tests.browser.test_journeys import HOSTILE

SAY = words_in("en").say
TRAINING = next(key for key in shipped_scenarios() if pack_file(key) is not None)
CASE = load_scenario(TRAINING)
_TRIES = 5
_SOON = 3_000
_PATIENT = 60_000
COLUMNS = """() => [...document.querySelectorAll('[data-testid=stTable] table')]
  .map(table => [...table.rows[0].cells].map(cell => cell.offsetWidth))"""
"""How wide the columns of each table are."""


def main(page: Page) -> Locator:
    return page.get_by_test_id("stMain")


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a select by the beginning of its label, as a person does: once more if the list did not open."""
    box = main(page).get_by_role("combobox", name=re.compile(f"^{re.escape(label)}(,|:|$)")).first
    wanted = page.get_by_role("option", name=option, exact=True).first
    for trial in range(_TRIES):
        box.scroll_into_view_if_needed()
        box.click()
        try:
            wanted.click(timeout=_SOON * 2**trial)
        except TimeoutError:
            page.keyboard.press("Escape")
            settle(page)
        else:
            break
    expect(box).to_have_value(option)


def press(page: Page, name: str) -> None:
    main(page).get_by_role("button", name=name, exact=True).first.click()
    settle(page)


def enter(page: Page, name: str) -> None:
    """Enter a group: the first draft everywhere, the first seat objects, the second signed."""
    field = main(page).get_by_label(SAY("training.name"), exact=True)
    field.fill(name)
    for issue in CASE.issues:
        label = next(option.label for option in issue.options if option.key == issue.draft)
        choose(page, issue.name, label)
    first, second = (seat.short or seat.name for seat in CASE.delegations[:2])
    choose(page, first, say("groups.stand.objected"))
    choose(page, second, say("groups.stand.signed"))
    press(page, SAY("training.keep"))
    expect(main(page)).to_contain_text(SAY("training.debrief.secret"), timeout=_PATIENT)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")], indirect=True)
def test_a_result_is_entered_debriefed_and_outlives_a_reload(
    page: Page, app: Server, axe: Axe, shoot: Shoot, tmp_path: Path
) -> None:
    page.goto(f"{app.url}/training")
    settle(page)
    expect(main(page).get_by_role("combobox", name=SAY("term.case"))).to_have_value(CASE.title)
    with page.expect_download() as papers:
        press(page, SAY("training.papers.download"))
    papers.value.save_as(tmp_path / "papers.zip")
    names = zipfile.ZipFile(tmp_path / "papers.zip").namelist()
    assert f"{CASE.key}-pack/debrief-slides.html" in names
    assert sum("/seats/" in name for name in names) == len(CASE.delegations)

    first = CASE.delegations[0].short or CASE.delegations[0].name
    head = say("groups.head.blocked", name="Table 1", who=first)
    enter(page, "Table 1")
    expect(main(page)).to_contain_text(head, timeout=_PATIENT)
    expect(main(page)).to_contain_text(say("groups.part.left"))
    settle(page)  # a button of a page that is being drawn anew hears no click
    assert overflow(page) == []
    assert axe(page) == []
    shoot(page, "training-entered")

    page.reload()
    settle(page)
    expect(main(page)).to_contain_text(head, timeout=_PATIENT)


@pytest.mark.thorough  # tests/dashboard/test_training_page.py has agents play
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")], indirect=True)
def test_a_result_is_held_against_agents(page: Page, app: Server, axe: Axe, shoot: Shoot) -> None:
    page.goto(f"{app.url}/training")
    settle(page)
    enter(page, "Table 1")
    settle(page)  # a click while the page is drawn anew is lost
    if main(page).get_by_role("button", name=SAY("training.agents.play", n=400)).count():
        press(page, SAY("training.agents.play", n=400))  # else a visitor before has had them played
    expect(main(page)).to_contain_text(say("groups.agents", n=400, seed=1), timeout=4 * _PATIENT)
    page.locator(".drawing[data-ready='2']").first.wait_for()
    settle(page)
    assert overflow(page) == []
    (seats,) = (columns for columns in page.evaluate(COLUMNS) if len(columns) == 5)
    assert seats[-1] > 1.5 * max(seats[:-1])  # sentences stand there, numbers and names elsewhere
    assert axe(page) == []
    shoot(page, "training-agents")


@pytest.mark.thorough  # tests/training/test_debrief.py has hostile names
def test_a_hostile_name_does_nothing_on_the_page_nor_in_the_debrief_that_is_projected(
    page: Page, app: Server, tmp_path: Path
) -> None:
    page.goto(f"{app.url}/training")
    settle(page)
    enter(page, HOSTILE[:190])
    enter(page, "Table 2")
    expect(main(page)).to_contain_text(say("groups.part.side"), timeout=_PATIENT)
    with page.expect_download() as debrief:
        press(page, SAY("training.take.html"))
    assert page.evaluate("() => window.broken") is None
    assert main(page).locator("img").count() == 0
    path = tmp_path / "debrief.html"
    debrief.value.save_as(path)
    window = page.context.new_page()
    window.goto(path.as_uri())
    window.keyboard.press("p")
    count = window.locator("[data-slide]").count()
    for number in range(1, count + 1):
        assert window.locator("[data-slide]:visible").count() == 1
        assert window.locator("[data-place]").inner_text() == f"{number} / {count}"
        window.keyboard.press("PageDown")
    assert window.evaluate("() => window.broken") is None
    assert window.locator("img").count() == 0
    window.close()
