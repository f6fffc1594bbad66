"""A first game, its debriefing, own words, a survey, a second round without the coach: two profiles side by side."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.frame.language import words_in
from simulation.training.survey import ITEMS, statement
from simulation.words import say
from tests.browser.conftest import Axe, Shoot
from tests.browser.looking import Heard, overflow, settle
from tests.browser.serving import Server
from tests.browser.test_seat import hand_over, main, press

LONG = 120_000
PRINCIPLE = (
    "=HYPERLINK(1) <img src=x onerror=window.broken=1> ![p](https://outside.invalid/p.png) **Ask** $x$"
)
REMARK = "Time, and <b>who</b> is in the room."


@pytest.mark.thorough  # tests/dashboard/test_seat_again.py plays two games
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")], indirect=True)
def test_from_the_first_game_to_two_profiles_side_by_side(
    page: Page, app: Server, axe: Axe, shoot: Shoot, heard: Heard
) -> None:
    def look(name: str) -> None:
        settle(page)
        assert overflow(page) == []
        assert axe(page) == []
        shoot(page, f"again-{name}")

    answer_before(page, app)
    look("brief-first")
    play_to_the_end(page)
    answer_afterwards(page)
    look("offer")
    first = page.url
    press(page, "Begin the second round")
    expect(main(page)).to_contain_text(say("rounds.principle"), timeout=LONG)
    settle(page)
    assert page.url != first
    expect(main(page)).to_contain_text("There is no coach in it.")
    look("brief-second")
    page.reload()  # it is written down before anything is done in it
    settle(page)
    expect(main(page)).to_contain_text(PRINCIPLE)
    play_to_the_end(page, has_coach=False)
    press(page, "Open the debriefing")
    beside(page)
    look("beside")
    taken_along(page)
    assert "broken" not in page.evaluate("() => Object.keys(window)")
    assert PRINCIPLE[:10] not in page.url
    assert heard.outside == []


def answer_before(page: Page, app: Server) -> None:
    """Take a seat and rate three of the statements before the first game."""
    page.goto(f"{app.url}/seat")
    settle(page)
    main(page).get_by_role("button", name="Take the seat of").first.click()
    expect(main(page).get_by_role("button", name="Go to the table")).to_be_visible()
    settle(page)
    page.get_by_text("Before you begin: six statements").click()
    rate(page, {"ask": 2, "trade": 3, "consensus": 4})


def answer_afterwards(page: Page) -> None:
    """Write down what one takes away, rate two statements again, and open the debriefing."""
    page.get_by_label("The principle that you take away").fill(PRINCIPLE)
    page.get_by_text("Six statements to rate after the game").click()
    rate(page, {"ask": 4, "wording": 5})
    page.get_by_label(say("survey.open")).fill(REMARK)
    press(page, "Open the debriefing")
    expect(main(page).get_by_role("heading", name="Your profile")).to_be_visible(timeout=LONG)
    settle(page)
    assert row(page, str(statement("ask"))) == ["2", "4"]
    assert row(page, str(statement("wording"))) == ["–", "5"]
    expect(main(page)).to_contain_text(REMARK)
    expect(main(page).get_by_role("button", name="Begin the second round")).to_be_enabled(timeout=LONG)


def beside(page: Page) -> None:
    """See the two profiles with what was written down after the first game."""
    expect(main(page).get_by_role("heading", name=say("rounds.title"))).to_be_visible(timeout=LONG)
    expect(main(page)).to_contain_text(say("rounds.chance"))
    expect(main(page)).to_contain_text(PRINCIPLE)
    assert row(page, say("rounds.hints")) == ["1", "0", "−1"]
    assert row(page, str(statement("ask"))) == ["2", "4", "–"]
    expect(main(page).get_by_role("button", name="Begin the second round")).to_have_count(0)


def taken_along(page: Page) -> None:
    """Download all that there is: what was written is in it, and does nothing."""
    text = exported(page, "Profile and answers as a table (CSV)").read_text(encoding="utf-8")
    told = [one for one in csv.DictReader(text.splitlines()) if one["part"] == "own words"]
    assert [(one["round"], one["value"]) for one in told] == [("1", f"'{PRINCIPLE}")]
    data = json.loads(exported(page, "Profile and answers as data (JSON)").read_text(encoding="utf-8"))
    assert [game["case"] for game in data["rounds"]] == ["first_hour", "ai_oversight"]
    assert data["rounds"][0]["after"] == {"ratings": {"ask": 4, "wording": 5}, "remark": REMARK}
    written = exported(page, "Download the debriefing as a page").read_text(encoding="utf-8")
    assert say("rounds.chance") in written
    assert "<img src=x" not in written


def play_to_the_end(page: Page, *, has_coach: bool = True) -> None:
    """Sit through one session, with a question to the coach where there is one; an agent plays the rest."""
    press(page, "Go to the table")
    page.locator(".room[data-ready='2']").first.wait_for()
    coach = main(page).get_by_role("button", name="Ask the coach")
    expect(coach).to_have_count(1 if has_coach else 0)
    if has_coach:
        press(page, "Ask the coach")
        expect(main(page)).to_contain_text(words_in("en").say("seat.coach.says.question"))
    press(page, "To the floor")
    expect(main(page).get_by_role("button", name="End the session")).to_be_visible()
    press(page, "End the session")
    expect(main(page)).to_contain_text("Session 2 of")
    hand_over(page)


def rate(page: Page, ratings: dict[str, int]) -> None:
    """Rate statements of the survey on the page."""
    assert set(ratings) <= set(ITEMS)
    for item, rating in ratings.items():
        group = main(page).get_by_role("radiogroup", name=str(statement(item)))
        group.get_by_role("radio", name=str(rating)).click()
        settle(page)


def row(page: Page, name: str) -> list[str]:
    """Return the cells of a row of a table after its name."""
    found: Locator = (
        main(page).get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True))
    )
    expect(found.first).to_be_visible()
    return [cell.inner_text() for cell in found.first.get_by_role("cell").all()]


def exported(page: Page, name: str) -> Path:
    with page.expect_download() as saved:
        page.get_by_role("button", name=name).click()
    return saved.value.path()
