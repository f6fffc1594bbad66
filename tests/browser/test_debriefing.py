"""The debriefing of a game in a browser: the own decisive move, the packages, and what the others knew."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.frame.language import words_in
from simulation.live import LiveNegotiation, SeatMove
from simulation.words import say, told_in
from tests.browser.conftest import Axe, Shoot
from tests.browser.looking import overflow, settle
from tests.browser.serving import Server
from tests.browser.test_seat import main, press

LONG = 120_000


def refused_at_the_end() -> str:
    """Return a game in which Openland asks for all, lets a good document come about, and then objects to it."""
    live = LiveNegotiation("worked_package", seats=("OPEN",))
    all_of_it = {"seats": "two_seats", "agenda": "two_items"}
    is_put = False
    while live.phase != "over":
        for request in live.pending:
            if request.phase == "talks" and live.session == 4:
                live.submit(SeatMove(seat="OPEN", move="propose_package", package=all_of_it))
            if request.phase == "package" and not is_put:
                live.submit(SeatMove(seat="OPEN", move="refuse_package"))
                is_put = True
            if request.phase == "adoption":
                live.submit(SeatMove(seat="OPEN", move="reject_document"))
            live.submit(SeatMove(seat="OPEN", move="done"))
        live.advance()
    return live.log.to_text()


def open_debriefing(page: Page, app: Server, file: Path) -> None:
    file.write_text(refused_at_the_end(), encoding="utf-8")
    page.goto(f"{app.url}/seat")
    settle(page)
    page.get_by_text("Go on with a game").click()
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)
    settle(page)
    press(page, "Open the debriefing")


@pytest.mark.thorough  # test_seat.py goes on to the debriefing
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")], indirect=True)
def test_the_own_decisive_move_and_the_packages_are_told(
    page: Page, app: Server, axe: Axe, shoot: Shoot, tmp_path: Path
) -> None:
    open_debriefing(page, app, tmp_path / "mine.live.json")
    turning = main(page).get_by_role("heading", name=say("debrief.page.turning"))
    expect(turning).to_be_visible(timeout=LONG)
    expect(main(page)).to_contain_text("your answer to the document as a whole (object to the document)")
    expect(main(page)).to_contain_text("Without it: a document, ")
    expect(main(page)).to_contain_text("You got −10 points.")
    expect(main(page)).to_contain_text("An agent in your seat from session")
    for part in ("packages", "refused", "promises", "known"):
        expect(main(page).get_by_role("heading", name=say(f"debrief.page.{part}"))).to_be_visible()
    expect(main(page)).to_contain_text("Session 4: the package that you put did not pass")
    expect(main(page)).to_contain_text("The smallest change that would have carried it: “Eight of ten”")
    expect(main(page)).to_contain_text("Stateland objected.")
    branches = words_in("en").say("debrief.page.branches")
    expect(main(page).get_by_role("heading", name=branches)).to_be_visible(timeout=LONG)
    settle(page)
    assert overflow(page) == []
    assert axe(page) == []
    shoot(page, "debriefing")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download the debriefing as a page").click()
    written = saved.value.path().read_text(encoding="utf-8")
    assert say("debrief.page.packages") in written
    assert "Without it: a document, " in written


@pytest.mark.thorough
def test_it_is_told_in_french(page: Page, app: Server, tmp_path: Path) -> None:
    page.goto(f"{app.url}/seat?lang=fr")
    settle(page)
    file = tmp_path / "mine.live.json"
    file.write_text(refused_at_the_end(), encoding="utf-8")
    page.get_by_text(words_in("fr").say("seat.resume")).first.click()
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)
    settle(page)
    press(page, words_in("fr").say("seat.debrief.open"))
    with told_in("fr"):
        heading = say("debrief.page.turning")
    expect(main(page).get_by_role("heading", name=heading)).to_be_visible(timeout=LONG)
    expect(main(page)).to_contain_text("votre réponse au document dans son ensemble")
