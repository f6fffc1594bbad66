"""The what-if lab in a browser: a change made and run by hand, by keyboard, on a phone, while others keep working."""

import re
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.frame.language import words_in
from dashboard.library.cases import as_yaml, key_of
from simulation.engine.simulate import load_scenario
from simulation.study.study_file import load_study
from tests.browser.conftest import Axe, Shoot
from tests.browser.lab_run import PATIENCE, open_run, run
from tests.browser.looking import overflow, settle, shifts, watch_shifts
from tests.browser.serving import Server
from tests.extent import at_a_desk


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], ["first_hour", "wtpf13_training"]))
def test_a_change_is_made_run_and_shown_in_four_clicks_with_charts_that_have_names(
    page: Page, app: Server, case: str
) -> None:
    open_run(page, app, f"case={case}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("% of runs")
    page.get_by_role("button", name="Add this change").click()
    expect(page.get_by_text("Inputs changed: run again.")).to_be_visible()
    page.get_by_role("button", name="Run 200").click()
    expect(page.get_by_text("Results match these inputs.")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_contain_text("With the rule “simple majority”")
    for heading in ("How it ends", "Which change did it", "What else moves", "What this cannot tell"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    every_chart_has_a_name_that_tells_what_it_shows(page)


@pytest.mark.thorough  # the four clicks above find it
def test_the_button_that_adds_a_change_is_in_sight_before_anything_is_run(page: Page, app: Server) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{app.url}/lab?case=wtpf13_training&seed=4711")  # no other test has run that
    button = page.get_by_role("button", name="Add this change")
    expect(button).to_be_visible(timeout=PATIENCE)
    settle(page)
    box = button.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 880


def every_chart_has_a_name_that_tells_what_it_shows(page: Page) -> None:
    charts = page.locator(".st-key-lab-results .drawing svg[role='img']")
    expect(charts.nth(3)).to_be_visible()
    names = charts.evaluate_all(
        "found => found.map(one => [one.querySelector('title').textContent, one.querySelector('desc').textContent])"
    )
    assert all(title and len(told) > len(title) for title, told in names)
    assert any("more often" in told or "less" in told for _, told in names)
    bars, rows = page.locator(".st-key-lab-results .drawing").all()[:2]
    for chart, said in ((bars, "Base: "), (rows, "Base: ")):
        chart.focus()
        page.keyboard.press("End")
        page.keyboard.press("ArrowRight")
        expect(chart.get_by_role("status")).to_contain_text(said)
        page.keyboard.press("Escape")
        expect(chart.locator(".told")).to_be_empty()


@pytest.mark.thorough  # how it looks while it comes
@pytest.mark.parametrize(
    ("width", "case", "seed"),
    [
        (1440, "wtpf13_training", 31),
        *(pytest.param(width, "wtpf13", 32, marks=pytest.mark.thorough) for width in (1440, 390)),
    ],
    indirect=["width"],
)
def test_nothing_jumps_when_the_first_results_come(fresh: Page, app: Server, case: str, seed: int) -> None:
    watch_shifts(fresh)
    # A seed that no other test asks for: figures that are kept would be there at once.
    fresh.goto(f"{app.url}/lab?case={case}&seed={seed}")
    run(fresh)
    moved, what = shifts(fresh)
    assert moved < 0.05, what


@pytest.mark.parametrize(
    ("case", "width", "theme"),
    [
        ("worked_clock", 1440, "light"),
        *(
            pytest.param("wtpf13_training", width, theme, marks=pytest.mark.thorough)
            for width, theme in product((1440, 390), ("light", "dark"))
        ),
    ],
    indirect=["width", "theme"],
)
def test_the_lab_keeps_nobody_out_and_nothing_runs_over_the_edge(
    page: Page, app: Server, axe: Axe, shoot: Shoot, case: str
) -> None:
    open_run(page, app, f"case={case}&change=rule%3Dsimple_majority&change=sessions%3D8")
    shoot(page, "lab")
    assert axe(page) == []
    assert overflow(page) == []
    page.get_by_role("button", name="Remove change 2: Sessions: 8").click()
    expect(page.get_by_text("Last run, before your change")).to_be_visible()
    shoot(page, "lab-changed")
    assert axe(page) == []
    assert overflow(page) == []


@pytest.mark.thorough  # test_every_page.py looks at phones
@pytest.mark.parametrize("width", [390])
def test_on_a_phone_the_form_stands_above_the_results(page: Page, app: Server) -> None:
    open_run(page, app, "case=worked_clock&change=sessions%3D3")
    tops = [
        page.get_by_test_id("stMain").get_by_text(text, exact=True).first.bounding_box()
        for text in ("Run 1,000", "How it ends")
    ]
    run, ends = (box["y"] for box in tops if box)
    assert run < ends


def test_the_study_file_that_is_downloaded_is_the_study_that_ran(
    page: Page, app: Server, tmp_path: Path
) -> None:
    open_run(page, app, "case=worked_clock&change=sessions%3D3")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Study file").click()
    coming.value.save_as(tmp_path / "study.yaml")
    study = load_study(tmp_path / "study.yaml")
    assert [str(change) for change in study.variants[1].changes] == ["sessions=3"]
    assert (study.replications, study.seed) == (200, 1)


@pytest.mark.thorough
def test_four_versions_stand_side_by_side(page: Page, app: Server, axe: Axe, shoot: Shoot) -> None:
    letters = "&".join(f"change={letter}%3A+sessions%3D{5 + place}" for place, letter in enumerate("ABCD"))
    open_run(page, app, f"case=wtpf13_training&{letters}")
    shoot(page, "lab-four")
    for letter in "ABCD":
        ends = page.get_by_role("img", name=re.compile(rf"How it ends .*\b{letter}: \d+%"))
        expect(ends.first).to_be_visible()
    assert axe(page) == []


@pytest.mark.thorough
def test_a_change_can_be_made_and_run_by_keyboard_alone(page: Page, app: Server) -> None:
    open_run(page, app, "case=worked_clock")
    add = page.get_by_role("button", name="Add this change")
    add.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Inputs changed: run again.")).to_be_visible()
    settle(page)
    for _ in range(16):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("() => document.activeElement.innerText") == "Run 200":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("“simple majority”", timeout=PATIENCE)


@pytest.mark.thorough
def test_a_study_shows_how_far_it_is_and_stops_when_asked(page: Page, app: Server) -> None:
    open_run(page, app, "case=wtpf13&change=sessions%3D10")
    page.get_by_role("button", name="Run 1,000").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("of 1,000 runs")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Stopped", exact=False).first).to_be_visible(timeout=PATIENCE)
    settle(page)
    expect(page.get_by_role("heading", name="How it ends", exact=True)).to_be_visible()


@pytest.mark.thorough
def test_others_keep_working_while_a_study_runs(page: Page, app: Server, browser: Browser) -> None:
    open_run(page, app, "case=wtpf13&change=sessions%3D11")
    other = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    open_run(other, app, "case=worked_clock")
    page.get_by_role("button", name="Run 1,000").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    other.get_by_role("button", name="Add this change").click()
    expect(other.get_by_text("Inputs changed: run again.")).to_be_visible()
    # The answer is there before the study is: it could still be called off.
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Stopped", exact=False).first).to_be_visible(timeout=PATIENCE)
    other.context.close()


@pytest.mark.thorough  # tests/dashboard/test_lab_links.py waits for the file too
@pytest.mark.parametrize(
    ("width", "theme", "language"),
    [(1440, "light", "en"), pytest.param(390, "dark", "fr", marks=pytest.mark.thorough)],
)
def test_a_link_to_an_uploaded_case_waits_for_its_file_and_then_shows_what_the_sender_saw(
    page: Page, app: Server, axe: Axe, language: str
) -> None:
    text = as_yaml(load_scenario("worked_clock").model_copy(update={"title": "Sent along"}))
    page.goto(f"{app.url}/lab?case={key_of(text)}&change=sessions%3D4&seed=9&lang={language}")
    title = words_in(language).say("links.wait.title")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible(timeout=PATIENCE)
    settle(page)
    assert axe(page) == []
    assert overflow(page) == []
    page.locator("input[type=file]").set_input_files(
        {"name": "sent.yaml", "mimeType": "application/yaml", "buffer": text.encode()}
    )
    expect(page.get_by_text("Sent along")).to_be_visible(timeout=PATIENCE)
    field = page.get_by_label(words_in(language).say("term.seed"), exact=True)
    expect(field).to_have_value("9")
    expect(page.get_by_text("Sessions: 4" if language == "en" else "Séances\u00a0: 4").first).to_be_visible()
