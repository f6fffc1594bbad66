"""Three questions of an analyst in the lab, answered in its first screen: another rule, another position, more time."""

import re
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from dashboard.frame.language import words_in
from dashboard.lab.delegations_grid import Cell, value_of
from simulation.engine.simulate import load_scenario
from simulation.scenario.schema import Scenario
from tests.browser.conftest import HEIGHT, Axe, Shoot
from tests.browser.lab_run import PATIENCE, open_run, run
from tests.browser.looking import overflow, settle
from tests.browser.serving import Server

MAJORITY = "change=rule%3Dsimple_majority"
QUESTIONS = {
    "first_hour": MAJORITY,
    "wtpf13": MAJORITY,
    "unga_cyber": "change=rule%3Dconsensus",  # it decides by majority: the same question the other way round
}
SCREENS = {1440: 1, 1366: 1, 390: 2}
"""By the width of the window, in how many screens the answer has to stand."""
INTERVAL = re.compile(r"\([−+]?[\d.]+ to [−+]?[\d.]+\)")
CUT = """() => [...document.querySelectorAll('.st-key-lab-results .drawing svg')]
  .filter(chart => chart.getBoundingClientRect().width > 0)
  .flatMap(chart => {
    const edge = chart.viewBox.baseVal.width;
    return [...chart.querySelectorAll('text')]
      .filter(text => text.textContent.includes('…') || text.getBBox().x + text.getBBox().width > edge + 2
        || text.getBBox().x < -2)
      .map(text => text.textContent);
  })"""


def names_of(case: Scenario) -> set[str]:
    return {one.short or one.name for one in case.delegations}


@pytest.mark.thorough  # test_lab.py runs the same change of a smaller case
@pytest.mark.parametrize(("case", "width"), [*product(QUESTIONS, SCREENS)], indirect=["width"])
def test_a_question_of_majority_is_answered_in_the_first_screen(
    page: Page, app: Server, width: int, case: str
) -> None:
    height = HEIGHT[width]
    open_run(page, app, f"case={case}&{QUESTIONS[case]}")
    sentences = page.locator(".st-key-lab-answer p").all()[:3]
    adopted, gain, lose = (one.inner_text() for one in sentences)
    for sentence, about in zip(sentences, ("What is adopted", "Who gains", "Who loses"), strict=True):
        text, box = sentence.inner_text(), sentence.bounding_box()
        assert text.startswith(f"{about}: ")
        assert INTERVAL.search(text) or "nobody clearly" in text, text
        assert box is not None
        assert box["y"] + box["height"] <= height * SCREENS[width], about
    scenario = load_scenario(case)
    assert any(issue.name in adopted for issue in scenario.issues)
    assert any(f"“{one.label}”" in adopted for issue in scenario.issues for one in issue.options)
    assert any(name in gain + lose for name in names_of(scenario)), (gain, lose)
    bars = page.locator(".st-key-lab-results .drawing").first.bounding_box()
    assert bars is not None
    assert width < 760 or bars["y"] < height


def test_a_position_is_dragged_to_its_wording_and_what_it_means_is_told_on_the_way(
    page: Page, app: Server
) -> None:
    case = load_scenario("first_hour")
    issue, seat = case.issues[0], case.delegations[0]
    wordings = sorted((one for one in issue.options if not one.drafted), key=lambda one: one.position)
    page.goto(f"{app.url}/lab?case=first_hour")
    page.get_by_text("One value", exact=True).click(timeout=PATIENCE)
    near = page.locator("li.near")
    was = value_of(case, Cell(delegation=seat.key, issue=issue.key, field="position"))
    first = wordings[-1]
    assert was == first.position
    expect(near).to_contain_text(first.label)
    thumb = page.get_by_test_id("stSliderThumbValue").locator("xpath=..")
    thumb.scroll_into_view_if_needed()
    settle(page)
    box, track = thumb.bounding_box(), thumb.locator("xpath=..").bounding_box()
    assert box is not None
    assert track is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    seen = []
    for step in range(20):
        page.mouse.move(track["x"] + (1 - step / 19) * track["width"], y)
        seen.append(near.inner_text())
    for one in wordings:
        assert any(one.label in text for text in seen), one.label  # before the mouse is let go
    last = wordings[-2]  # within the red line of this seat
    page.mouse.move(track["x"] + last.position * track["width"], y)
    page.mouse.up()
    expect(near).to_contain_text(last.label)
    settle(page)
    page.get_by_role("button", name="Add this change").click()
    expect(page.locator(".st-key-lab-change-0")).to_contain_text(f"“{first.label}”; now “{last.label}”")


@pytest.mark.thorough  # a question of majority is answered at a desk
def test_one_session_more_is_asked_run_and_answered(page: Page, app: Server) -> None:
    now = load_scenario("first_hour").sessions
    page.goto(f"{app.url}/lab?case=first_hour&change=sessions%3D{now + 1}")
    question = words_in("en").say("lab.question.change", change=f"{now + 1} sessions")
    expect(page.get_by_role("heading", level=1)).to_have_text(question, timeout=PATIENCE)
    expect(page.get_by_text(re.compile(r"about \d+\ss on this computer"))).to_be_visible()
    run(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{now + 1} sessions")
    for about in ("What is adopted:", "Who gains:", "Who loses:"):
        expect(page.locator(".st-key-lab-answer").get_by_text(about)).to_be_in_viewport()


MOST_CONTROLS = """() => {
  const count = () => document.querySelectorAll("[class*='st-key-lab-shown']").length;
  window.mostControls = count();
  new MutationObserver(() => { window.mostControls = Math.max(window.mostControls, count()); })
    .observe(document.body, {childList: true, subtree: true, attributes: true, attributeFilter: ["class"]});
}"""
"""Keeps the most controls of what else moves that were there at a time."""


@pytest.mark.thorough  # test_models.py and test_method.py look whether words stand within charts
@pytest.mark.parametrize(
    ("width", "theme", "language"),
    [
        (1180, "light", "en"),
        *(
            pytest.param(*each, marks=pytest.mark.thorough)
            for each in product((1440, 1180, 390), ("light", "dark"), ("en", "fr"))
            if each != (1180, "light", "en")
        ),
    ],
    indirect=["width", "theme"],
)
def test_no_label_of_a_chart_is_cut_behind_any_tab(
    page: Page, app: Server, axe: Axe, shoot: Shoot, language: str
) -> None:
    say = words_in(language).say
    open_run(page, app, f"case=first_hour&{MAJORITY}", language)
    page.evaluate(MOST_CONTROLS)
    for kind in ("usual", "options", "gains"):
        named = re.compile(rf"^{re.escape(say(f'lab.else.show.{kind}'))} \(")
        page.get_by_test_id("stMain").get_by_text(named).click()
        settle(page)
        expect(page.get_by_role("radio", name=named)).to_be_checked()
        assert page.evaluate("() => window.mostControls") == 1  # at no time do two stand side by side
        assert page.evaluate(CUT) == [], kind
        assert overflow(page) == []
        shoot(page, f"lab-{kind}")
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    assert axe(page) == []
