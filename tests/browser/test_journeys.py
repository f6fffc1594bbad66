"""What people come for, from their first look to what they take away."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, TimeoutError, expect  # noqa: A004 - what it raises

from tests.browser.conftest import Axe, Shoot
from tests.browser.looking import Heard, overflow, settle
from tests.browser.serving import Server

_TRIES = 5
_SOON = 4_000
"""Milliseconds of the first try; each further one has twice as long, so that a slow machine gets there too."""

HOSTILE = "<img src=x onerror='window.broken=1'>![p](https://outside.invalid/p.png){n} $x$ :red[a]"
CASE = f"""
schema: 1
key: hostile
title: {HOSTILE!r}
summary: {HOSTILE!r}
nature: illustrative
forum: {{preset: netmundial}}
sessions: 4
issues:
  - key: q
    name: {HOSTILE!r}
    dimension: scope
    low: {HOSTILE!r}
    status_quo: a
    draft: b
    options:
      - {{key: a, label: {HOSTILE!r}, position: 0.0}}
      - {{key: b, label: {HOSTILE + " 2"!r}, position: 1.0}}
document:
  title: {HOSTILE!r}
  instrument: statement
  sections:
    - kind: decides
      heading: {HOSTILE!r}
      force: operative
      clauses:
        - {{key: c, label: "![](//a.bc)", title: {HOSTILE!r}, issue: q, wordings: {{a: {HOSTILE!r}, b: {HOSTILE!r}}}}}
delegations:
  - {{key: x, name: {HOSTILE!r}, kind: government, mandate: {{q: {{position: 0.1}}}}}}
  - {{key: y, name: {HOSTILE + " 2"!r}, kind: academia, mandate: {{q: {{position: 0.9}}}}}}
"""


def payload(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "application/yaml", "buffer": text.encode()}


def upload(page: Page, name: str, text: str) -> None:
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(payload(name, text))
    settle(page)


def field(page: Page, label: str) -> Locator:
    return page.get_by_test_id("stMain").get_by_label(label, exact=True).first


_FILM = """(root) => root.querySelector("svg").getAnimations({ subtree: true }).map((one) => one.currentTime)[0]"""


_TO_THE_FIRST_SCENE = """(root) => root.querySelector("svg").getAnimations({ subtree: true }).forEach(
  (one) => { one.currentTime = 1000; })"""


@pytest.mark.parametrize("motion", ["no-preference"], indirect=True)
def test_the_film_on_start_stops_and_goes_on_by_the_keyboard(page: Page, app: Server) -> None:
    page.goto(app.url)
    film = page.locator(".cinema[data-ready='2']")
    film.wait_for()
    begun = film.evaluate(_FILM)
    page.wait_for_function(
        "([begun, root]) => " + f"({_FILM})(root) > begun + 500", arg=[begun, film.element_handle()]
    )
    page.get_by_role("button", name="Pause the film").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Play the film")).to_be_focused()
    stopped = film.evaluate(_FILM)
    film.evaluate(_TO_THE_FIRST_SCENE)
    page.get_by_role("button", name="Next scene").press("Enter")
    assert (
        film.evaluate(_FILM) == 13_000
    )  # two seconds into the second of five scenes, one having passed at first
    assert stopped > begun
    page.get_by_role("button", name="Play the film").press("Space")
    page.wait_for_function(
        "([begun, root]) => " + f"({_FILM})(root) > begun + 500", arg=[13_000, film.element_handle()]
    )


@pytest.mark.thorough  # the film is stopped and played above
def test_with_less_motion_the_film_stands_still_at_its_end_until_it_is_played(
    page: Page, app: Server
) -> None:
    page.goto(app.url)
    film = page.locator(".cinema[data-ready='2']")
    film.wait_for()
    assert film.evaluate(_FILM) is None
    expect(film.locator(".scene.last")).to_have_css("opacity", "1")
    expect(film.locator(".scene").first).to_have_css("opacity", "0")
    page.get_by_role("button", name="Next scene").click()
    assert film.evaluate(_FILM) == 13_000
    expect(film.locator(".scene").nth(1)).to_have_css("opacity", "1")


@pytest.mark.thorough  # the keyboard leads there too, and a click on the map to the reasons
def test_two_clicks_lead_from_start_to_why_somebody_moved(page: Page, app: Server) -> None:
    page.goto(app.url)
    page.locator(".cinema[data-ready='2']").wait_for()
    page.get_by_role("button", name="Open the replay").click()
    page.locator(".replay[data-ready='2']").wait_for()
    people = page.get_by_role("listbox", name="Delegations on the map")
    people.get_by_role("option", name="Brazil,").click()  # not all of a group named after it
    expect(page.locator(".why h3")).to_contain_text("Brazil")


def test_the_keyboard_alone_leads_from_start_into_the_replay(page: Page, app: Server) -> None:
    page.goto(app.url)
    page.locator(".cinema[data-ready='2']").wait_for()
    settle(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.innerText") == "Open the replay":
            break
    page.keyboard.press("Enter")
    page.locator(".replay[data-ready='2']").wait_for()
    slider = page.get_by_role("slider", name="Session")
    slider.focus()
    page.keyboard.press("Home")
    first = page.locator("h2.sentence").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator("h2.sentence").inner_text() != first
    assert slider.input_value() == "1"


def test_a_link_restores_case_seed_session_and_delegation(page: Page, app: Server) -> None:
    page.goto(f"{app.url}/replay?case=worked_package&seed=3&session=2&who=STATE")
    page.locator(".replay[data-ready='2']").wait_for()
    expect(page.get_by_role("slider", name="Session")).to_have_value("2")
    expect(page.locator(".why h3")).to_contain_text("Stateland")
    page.get_by_role("button", name="Share link").click()
    shown = page.get_by_test_id("stText").filter(has_text="/replay?").inner_text()
    given = set(shown.strip().partition("?")[2].split("&"))
    assert given >= {"case=worked_package", "seed=3", "session=2", "who=STATE"}


@pytest.mark.thorough  # tests/dashboard/test_library_page.py gives both
def test_a_good_file_becomes_the_case_at_hand_and_a_bad_one_says_where(page: Page, app: Server) -> None:
    good = (Path(__file__).parents[2] / "scenarios" / "worked_package.yaml").read_text(encoding="utf-8")
    bad = good.replace("salience: 0.8", "salience: 1.4", 1)
    line = 1 + next(number for number, text in enumerate(bad.splitlines()) if "salience: 1.4" in text)
    page.goto(f"{app.url}/library")
    settle(page)
    upload(page, "mine.yaml", bad)
    expect(page.get_by_test_id("stMain")).to_contain_text(f"mine.yaml:{line}:")
    expect(page.get_by_test_id("stMain")).to_contain_text("salience is 1.4, above 1.")
    page.reload()
    settle(page)
    upload(page, "mine.yaml", good)
    expect(page.get_by_test_id("stMain")).to_contain_text("the case at hand")
    page.get_by_role("link", name="Replay", exact=True).click()
    page.locator(".replay[data-ready='2']").wait_for()
    expect(page.get_by_test_id("stMain")).to_contain_text("Worked case: a package and a red line")


@pytest.mark.thorough  # test_replay_picture.py and tests/dashboard/test_escaping_pages.py have some
def test_hostile_texts_do_nothing_on_any_page(page: Page, app: Server, heard: Heard) -> None:
    page.goto(f"{app.url}/library")
    settle(page)
    upload(page, "hostile.yaml", CASE)
    expect(page.get_by_test_id("stMain")).to_contain_text("the case at hand")
    for name in ("Replay", "What-if lab", "Library", "Start", "Case editor"):
        page.get_by_role("link", name=name, exact=True).click()
        settle(page)
    page.get_by_role("button", name="Open it for editing").click()
    for step in range(5):
        page.get_by_role("radiogroup", name="Steps").get_by_role("radio").nth(step).click()
        settle(page)
    assert page.evaluate("() => window.broken") is None
    assert page.locator("[data-testid='stMain'] img").count() == 0
    assert heard.outside == []


def make_case(page: Page, url: str, step: int = 0) -> None:
    """Make a case in the words of the example, and show a step of it."""
    page.goto(f"{url}/editor")
    page.get_by_role("button", name="Make the case").wait_for()
    settle(page)  # a button of a page that is being drawn anew hears no click
    page.get_by_role("button", name="Make the case").click()
    settle(page)
    page.get_by_role("radiogroup", name="Steps").get_by_role("radio").nth(step).click()


def type_into_grid(page: Page, row: int, text: str) -> None:
    """Type into the cell of the first number in a row of the grid, which is a canvas: by its place.

    What stands above the grid may still be on its way to its height, and a grid that is shown anew forgets what was
    begun in it: whatever did not come to be is done once more.
    """
    cell = page.get_by_test_id(f"glide-cell-1-{row}").first
    for trial in range(_TRIES):
        soon = _SOON * 2**trial
        try:
            _click_on_row(page, row)
            expect(cell).to_have_attribute("aria-selected", "true", timeout=soon)
            page.keyboard.press("Enter")
            entry = page.locator("input.gdg-input")
            entry.fill(text, timeout=soon)
            entry.press("Enter", timeout=soon)
            expect(cell).to_have_text(text, timeout=soon)
        except (AssertionError, TimeoutError):
            page.keyboard.press("Escape")
            settle(page)
        else:
            return
    expect(cell).to_have_text(text)


def _click_on_row(page: Page, row: int) -> None:
    grid = page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 215, box["y"] + 35 * (row + 1) + 17)


@pytest.mark.thorough
def test_a_number_typed_into_the_grid_is_in_the_form_and_survives_it(page: Page, app: Server) -> None:
    make_case(page, app.url, step=3)
    expect(page.get_by_test_id("stMain")).to_contain_text("Everybody could sign the first draft")
    settle(page)
    type_into_grid(page, 0, "0.95")
    expect(field(page, "Position")).to_have_value("0.95")
    expect(page.get_by_test_id("stMain")).to_contain_text("Delegation A 0.95 ± 0.1")
    field(page, "Position").fill("0.15")
    field(page, "Position").press("Enter")
    expect(page.get_by_test_id("stMain")).to_contain_text("Delegation A 0.15 ± 0.1")
    settle(page)
    type_into_grid(page, 1, "0.85")
    expect(page.get_by_test_id("stMain")).to_contain_text("Delegation B 0.85 ± 0.1")
    expect(field(page, "Position")).to_have_value("0.15")


@pytest.mark.thorough
def test_a_number_out_of_range_stays_in_the_grid_and_is_told_until_it_is_mended(
    page: Page, app: Server
) -> None:
    make_case(page, app.url, step=3)
    expect(page.get_by_test_id("stMain")).to_contain_text("Everybody could sign the first draft")
    settle(page)
    type_into_grid(page, 0, "1.75")
    told = page.get_by_test_id("stAlert")
    expect(told).to_contain_text(
        "Delegation A · What is covered · Position: mean of position is 1.75, above 1. Valid: a number"
    )
    expect(field(page, "Position")).to_have_value("1.75")
    settle(page)
    type_into_grid(page, 0, "-0.25")
    expect(told).to_contain_text("mean of position is -0.25, below 0.")
    settle(page)
    type_into_grid(page, 0, "0.25")
    expect(told).to_have_count(0)
    expect(page.get_by_test_id("stMain")).to_contain_text("Nothing to fix.")


_OFF_CENTRE = """field => {
  const middle = box => box.top + box.height / 2;
  const whole = field.getBoundingClientRect();
  return [...field.querySelectorAll('button svg')].map(
    sign => Math.abs(middle(sign.getBoundingClientRect()) - middle(whole)));
}"""


@pytest.mark.thorough  # how it looks
@pytest.mark.parametrize("width", [390, 1440], indirect=True)
def test_plus_and_minus_stand_in_the_middle_of_their_field(page: Page, app: Server) -> None:
    make_case(page, app.url)
    settle(page)
    number = page.get_by_test_id("stNumberInputContainer").first
    off = number.evaluate(_OFF_CENTRE)
    assert len(off) == 2
    assert max(off) <= 1


@pytest.mark.thorough  # tests/dashboard/test_editor.py types it too
def test_what_is_mistyped_is_said_at_once_and_mended_on_the_way_back(page: Page, app: Server) -> None:
    make_case(page, app.url)
    field(page, "Title of the case").fill("")
    expect(page.get_by_test_id("stMain")).to_contain_text("One thing to fix before the case can be played")
    page.get_by_role("radiogroup", name="Steps").get_by_role("radio").last.click()
    expect(page.get_by_role("button", name="Save as a file")).to_be_visible()
    settle(page)  # the same button stands beside every step, and goes while one takes the place of another
    page.get_by_role("button", name="Go to: The meeting").click()
    field(page, "Title of the case").fill("Mended")
    expect(page.get_by_test_id("stMain")).to_contain_text("Nothing to fix.")


@pytest.mark.thorough
@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1440, "dark")], indirect=True)
def test_every_step_of_the_editor_keeps_nobody_out(page: Page, app: Server, axe: Axe, shoot: Shoot) -> None:
    page.goto(f"{app.url}/editor?case=wtpf13")
    page.get_by_role("button", name="Open it for editing").click()
    for step in range(5):
        page.get_by_role("radiogroup", name="Steps").get_by_role("radio").nth(step).click()
        settle(page)
        assert overflow(page) == []
        assert axe(page) == []
        shoot(page, f"editor-step-{step + 1}")
