"""Playing a seat in a browser: the journey, by hand and by keyboard; what goes over the wire; a server that dies."""

import os
import re
import signal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.frame.language import words_in
from simulation.words import say
from tests.browser.conftest import Axe, Shoot
from tests.browser.looking import Heard, overflow, settle
from tests.browser.serving import ROOT, Server, serving
from tests.browser.test_journeys import CASE as HOSTILE
from tests.extent import WHOLE

GAME = re.compile(r"[?&]game=([A-Za-z0-9_-]{22})")
BOXES = """braid => [...braid.querySelectorAll(".chosenname"), ...braid.querySelectorAll(".ropename")]
  .map(name => name.getBoundingClientRect()).map(box => [box.left, box.top, box.right, box.bottom])"""
"""Where the name of the chosen thread stands, then those of the groups."""
SAY = words_in("en").say
FURTHER, BACK = SAY("seat.clause.after"), SAY("seat.clause.before")
BESIDE_A_WORDING = "[class*='st-key-seat-wording-'] [role='alert']"
ONE_PART = 50
"""Messages that drawing one part of the page takes; the page takes a hundred and more."""
CANARY = "Zirkonvogel"
"""Stands in the instructions of every seat but one."""


def main(page: Page) -> Locator:
    return page.get_by_test_id("stMain")


def press(page: Page, name: str) -> None:
    main(page).get_by_role("button", name=name, exact=True).first.click()
    settle(page)


def press_first(page: Page, name: str) -> None:
    """Press the first button whose name begins so."""
    main(page).get_by_role("button", name=name).first.click()
    settle(page)


def sit_down(page: Page, url: str, take: str = "Take the seat of", *, query: str = "") -> None:
    """Go from the choice to the table."""
    page.goto(f"{url}/seat{query}")
    settle(page)
    main(page).get_by_role("button", name=take).first.click()
    settle(page)
    press(page, "Go to the table")
    page.locator(".room[data-ready='2']").first.wait_for()
    settle(page)


def hand_over(page: Page) -> None:
    press(page, "Hand over")
    page.get_by_role("button", name="Let an agent play to the end").click()
    expect(main(page).get_by_role("heading", name="Debriefing")).to_be_visible()
    settle(page)


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")], indirect=True)
def test_from_start_to_the_debriefing(page: Page, app: Server, axe: Axe, shoot: Shoot, heard: Heard) -> None:
    def look(name: str, button: str = "") -> None:
        """Look at what came; `button` stands on it and not on the page before, which is there until the run begins."""
        if button:
            expect(main(page).get_by_role("button", name=button).first).to_be_visible()
        settle(page)
        assert overflow(page) == []
        assert axe(page) == []
        shoot(page, f"seat-{name}")

    page.goto(app.url)
    page.locator(".cinema[data-ready='2']").wait_for()
    press(page, "Play a seat")
    look("choose", "Take the seat of")
    main(page).get_by_role("button", name="Take the seat of").first.click()
    look("brief", "Go to the table")
    press(page, "Go to the table")
    page.locator(".room[data-ready='2']").first.wait_for()
    look("talks")
    main(page).get_by_role("radio", name="Oppose").or_(
        main(page).get_by_role("button", name="Oppose")
    ).first.click()
    expect(main(page)).to_contain_text("Noted: You oppose it.")
    for session in (1, 2):
        press(page, "To the floor")
        if session == 1 or WHOLE:
            look(f"floor-{session}", "End the session")
        press(page, "End the session")
        expect(main(page)).to_contain_text(f"Session {session + 1} of")
    hand_over(page)
    look("result")
    press(page, "Open the debriefing")
    expect(main(page).get_by_role("heading", name="Your profile")).to_be_visible()
    expect(main(page).get_by_role("heading", name="What moved the others")).to_be_visible()
    branches = main(page).get_by_role("heading", name="Other ways it could have gone")
    expect(branches).to_be_visible(timeout=120_000)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download the debriefing as a page").click()
    assert say("debrief.page.profile") in saved.value.path().read_text(encoding="utf-8")
    look("debrief")
    assert heard.outside == []


def support(page: Page) -> None:
    """Support the first wording of the clause."""
    main(page).get_by_text("Support", exact=True).first.click()
    settle(page)


def told(page: Page) -> list[Any]:
    """Return a list in which what the server tells the page stands from now on."""
    found: list[Any] = []

    def take(frame: str | bytes) -> None:
        message: Any = ForwardMsg()
        message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
        found.append(message)

    page.on("websocket", lambda socket: socket.on("framereceived", take))
    return found


def test_another_clause_draws_the_clause_anew_and_not_the_rest_of_the_page(fresh: Page, app: Server) -> None:
    messages = told(fresh)
    sit_down(fresh, app.url)
    head = main(fresh).get_by_role("heading", level=2)
    before = head.inner_text()
    messages.clear()
    press(fresh, FURTHER)
    expect(head).not_to_have_text(before)
    name = head.inner_text().partition(") ")[2]
    for part in (".st-key-seat-card", "[data-testid='stCaptionContainer']:has-text('Public positions')"):
        expect(fresh.locator(part).first).to_contain_text(name.partition(" (")[0])
    assert fresh.locator(".st-key-seat-top").evaluate("top => top.parentElement.getClientRects().length") == 0
    kinds = [message.delta.new_element.WhichOneof("type") for message in messages]
    assert len(messages) < ONE_PART
    assert "page_link" not in kinds
    assert kinds.count("bidi_component") + sum(message.ref_hash != "" for message in messages) == 1
    expect(main(fresh).get_by_role("heading", name="Inbox")).to_be_visible()


@pytest.mark.thorough  # a finer point, which CI looks at
def test_an_answer_goes_along_from_clause_to_clause_and_the_page_knows_of_the_move(
    page: Page, app: Server
) -> None:
    sit_down(page, app.url)
    back = main(page).get_by_role("button", name="Take back")
    expect(back).to_be_disabled()
    support(page)
    expect(back).to_be_enabled()
    answers = main(page).get_by_role("alert").filter(has_text="Noted: You support it.")
    for name in (FURTHER, BACK):
        expect(answers).to_have_count(1)
        press(page, name)
        expect(page.locator(BESIDE_A_WORDING)).to_have_count(1 if name == BACK else 0)
        expect(page.locator(".st-key-seat-top .seat-answer")).to_have_count(0 if name == BACK else 1)
    expect(answers).to_have_count(1)


@pytest.mark.thorough  # another clause is drawn above
def test_another_clause_of_a_game_that_was_played_on_elsewhere_shows_how_it_stands(
    page: Page, app: Server
) -> None:
    sit_down(page, app.url)
    support(page)
    page.wait_for_url(GAME)
    other = page.context.new_page()
    other.goto(page.url)
    settle(other)
    press(other, "To the floor")
    expect(main(other)).to_contain_text("the floor")
    press(page, FURTHER)
    expect(main(page)).to_contain_text(SAY("seat.changed"))
    expect(main(page).get_by_role("button", name="End the session")).to_be_visible()


def tab_to(page: Page, name: str, most: int = 90) -> None:
    """Go by Tab to what is called so."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if str(page.evaluate("() => document.activeElement.innerText || ''")).strip().startswith(name):
            return
    raise AssertionError(f"Tab does not lead to {name!r}")


@pytest.mark.thorough
def test_the_keyboard_alone_leads_from_start_to_the_result(page: Page, app: Server) -> None:
    page.goto(app.url)
    page.locator(".cinema[data-ready='2']").wait_for()
    settle(page)
    steps = ("Play a seat", "Take the seat of", "Go to the table", "To the floor")
    for name, comes in pairwise(steps):
        tab_to(page, name)
        if name == "Play a seat":  # the navigation has a link of that name; either leads there
            settle(page)
        page.keyboard.press("Enter")
        expect(main(page).get_by_role("button", name=comes).first).to_be_visible()
        settle(page)
    page.locator(".room[data-ready='2']").first.wait_for()
    tab_to(page, "Support")
    page.keyboard.press("Enter")
    expect(main(page)).to_contain_text("Noted: You support it.")
    for name in ("To the floor", "End the session"):
        page.evaluate("() => document.activeElement.blur()")
        tab_to(page, name)
        page.keyboard.press("Enter")
        settle(page)
    expect(main(page)).to_contain_text("Session 2 of")
    page.evaluate("() => document.activeElement.blur()")
    tab_to(page, "Hand over")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Let an agent play to the end").wait_for()
    tab_to(page, "Let an agent play to the end")
    page.keyboard.press("Enter")
    expect(main(page).get_by_role("heading", name="Debriefing")).to_be_visible()


@pytest.mark.parametrize("width", [390], indirect=True)
def test_on_a_phone_ones_own_brief_comes_first_and_the_page_scrolls_under_its_head(
    page: Page, app: Server
) -> None:
    page.goto(f"{app.url}/seat")
    settle(page)
    press_first(page, "Take the seat of")
    own = page.locator(".st-key-seat-card").bounding_box()
    public = main(page).get_by_role("heading", name="What everybody knows").bounding_box()
    assert own is not None
    assert public is not None
    assert own["y"] + own["height"] <= public["y"]
    main(page).evaluate("part => part.scrollTo(0, 300)")
    covered = page.evaluate(
        "() => { const at = document.elementFromPoint(180, 28); return at.closest('[data-testid=stHeader]') !== null }"
    )
    assert covered
    ground = page.get_by_test_id("stHeader").evaluate("head => getComputedStyle(head).backgroundColor")
    assert re.fullmatch(r"rgb\(\d+, \d+, \d+\)", ground)  # no part of the page shows through


@pytest.mark.thorough  # test_replay_picture.py: no two labels meet
def test_the_name_of_the_own_thread_meets_no_name_of_a_group(page: Page, app: Server) -> None:
    sit_down(page, app.url)
    for _ in range(2):
        press(page, "To the floor")
        press(page, "End the session")
    page.locator(".st-key-seat-sofar .room[data-ready='2']").wait_for()
    expect(page.locator(".st-key-seat-sofar svg.braid .ropename").first).to_be_visible()
    own, *names = page.locator(".st-key-seat-sofar svg.braid").evaluate(BOXES)
    assert names
    for left, top, right, bottom in names:
        across = left < own[2] and own[0] < right
        along = top + 2 < own[3] and own[1] + 2 < bottom
        assert not (across and along)


@pytest.mark.thorough  # tests/dashboard/test_seat_errands.py calls it off
def test_a_forecast_comes_with_its_interval_and_can_be_called_off(page: Page, app: Server) -> None:
    sit_down(page, app.url)
    press(page, "How would this land?")
    expect(main(page)).to_contain_text("nine times in ten")
    expect(page.locator(".seat-dots i")).to_have_count(20)
    press(page, "Table it")
    expect(main(page)).to_contain_text("The Chair gives you the floor")


@pytest.mark.thorough
def test_a_server_that_is_killed_loses_no_move(page: Page, tmp_path: Path, heard: Heard) -> None:
    with serving(None, tmp_path) as first:
        sit_down(page, first.url)
        press(page, "To the floor")
        expect(main(page)).to_contain_text("wordings on the floor")
        title = main(page).get_by_role("heading", level=1).inner_text()
        game = GAME.search(page.url)
        assert game is not None
        os.kill(first.pid, signal.SIGKILL)
    with serving(None, tmp_path) as second:
        page.goto(f"{second.url}/seat?game={game.group(1)}")
        settle(page)
        expect(main(page)).to_contain_text("wordings on the floor")
        assert main(page).get_by_role("heading", level=1).inner_text() == title
    heard.errors.clear()  # the page complained that its server was gone, as it should


@pytest.mark.thorough  # where a game was played on elsewhere another page opens it by its address too
def test_a_reload_keeps_the_game(page: Page, app: Server) -> None:
    sit_down(page, app.url)
    press(page, "To the floor")
    page.reload()
    settle(page)
    expect(main(page)).to_contain_text("wordings on the floor")


def secret_case(folder: Path, open_seat: str) -> Path:
    """Return a case in which all instructions but those of one seat hold a word that is nowhere else."""
    import yaml

    data = yaml.safe_load((ROOT / "scenarios" / "worked_package.yaml").read_text(encoding="utf-8"))
    for seat in data["delegations"]:
        if seat["key"] != open_seat:
            seat["brief"] = {"public": "We listen.", "confidential": f"Never say {CANARY}."}
            for mandate in seat["mandate"].values():
                mandate["reason"] = f"Because of {CANARY}."
    file = folder / "secret.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return file


@pytest.mark.thorough
def test_nothing_of_the_others_goes_over_the_wire_before_it_is_over(fresh: Page, tmp_path: Path) -> None:
    received: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        def note(payload: str | bytes) -> None:
            received.append(payload.encode() if isinstance(payload, str) else payload)

        socket.on("framereceived", note)

    fresh.on("websocket", listen)
    with serving(None, tmp_path, secret_case(tmp_path, "OPEN")) as server:
        fresh.goto(f"{server.url}/seat")
        settle(fresh)
        press(fresh, "Take the seat of Openland")
        press(fresh, "Go to the table")
        fresh.locator(".room[data-ready='2']").first.wait_for()
        press(fresh, "How would this land?")
        expect(main(fresh)).to_contain_text("nine times in ten")
        for _ in range(2):
            press(fresh, "To the floor")
            press(fresh, "End the session")
        fresh.get_by_text("Save this game, or leave it").click()
        with fresh.expect_download() as saved:
            fresh.get_by_role("button", name="Download the game").click()
        kept = saved.value.path().read_bytes()
        so_far = b"".join(received)
        assert len(so_far) > 10_000
        assert b"Session 3 of" in so_far
        place = so_far.find(CANARY.encode())
        assert place < 0, so_far[max(0, place - 300) : place + 60]
        assert CANARY.encode() not in kept
        hand_over(fresh)
        press(fresh, "Open the debriefing")
        fresh.get_by_text("The confidential brief of").click()
        expect(main(fresh)).to_contain_text(CANARY)


@pytest.mark.thorough
def test_a_saved_game_goes_on_from_its_file(page: Page, app: Server, tmp_path: Path) -> None:
    sit_down(page, app.url)
    press(page, "To the floor")
    page.get_by_text("Save this game, or leave it").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download the game").click()
    file = tmp_path / "mine.live.json"
    saved.value.save_as(file)
    first = GAME.search(page.url)
    press(page, "Leave it and choose another")
    page.get_by_text("Go on with a game").click()
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)
    settle(page)
    expect(main(page)).to_contain_text("wordings on the floor")
    second = GAME.search(page.url)
    assert first is not None
    assert second is not None
    assert first.group(1) != second.group(1)


@pytest.mark.thorough
def test_hostile_names_and_words_do_nothing_at_the_table(page: Page, tmp_path: Path, heard: Heard) -> None:
    file = tmp_path / "hostile.yaml"
    file.write_text(HOSTILE, encoding="utf-8")
    with serving(None, tmp_path, file) as server:
        page.goto(f"{server.url}/seat")
        settle(page)
        main(page).get_by_role("button", name="Take the seat of").first.click()
        settle(page)
        press(page, "Go to the table")
        page.locator(".room[data-ready='2']").first.wait_for()
        page.get_by_text("Take the floor").first.click()
        page.get_by_label("What you say (kept").fill("<img src=x onerror='window.broken=1'>")
        press(page, "Say it")
        press(page, "To the floor")
        hand_over(page)
        press(page, "Open the debriefing")
        assert page.evaluate("() => window.broken") is None
        assert page.locator("[data-testid='stMain'] img").count() == 0
        assert heard.outside == []
