"""The page Replay in a browser: the reader leads, the server follows, and other runs are played on request."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from dashboard.frame.language import words_in
from dashboard.replay.which_run import read_shown
from simulation.words import LANGUAGES
from tests.browser.looking import settle
from tests.browser.serving import Server
from tests.extent import at_a_desk


def _open(page: Page, app: Server, query: str) -> WebSocket:
    """Open the replay and return the line on which it talks to the server."""
    lines: list[WebSocket] = []
    page.on("websocket", lambda line: lines.append(line))  # noqa: PLW0108 - the client needs a function of ours
    page.goto(f"{app.url}/replay?{query}")
    page.locator(".replay[data-ready='2']").wait_for()
    settle(page)
    return lines[-1]


def _clock(page: Page) -> Locator:
    return page.locator(".replay").get_by_text(re.compile(r"^(Session|Séance) \d+ (of|sur) \d+$")).first


def _forward(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile("^(One session forward|Une séance en avant)$")).first


def _told(line: WebSocket, session: int, act: Callable[[], None]) -> None:
    """Do something and wait until the page has told the server of a session, and the server has begun to answer."""
    wanted, sent = f'"round":{session},'.encode(), list[bytes]()

    def note(frame: str | bytes) -> None:
        if isinstance(frame, bytes) and wanted in frame:
            sent.append(frame)

    line.on("framesent", note)
    with line.expect_event("framereceived", lambda _: bool(sent)):
        act()


@pytest.mark.parametrize("pause", at_a_desk([300], [0, 300, 450]))
def test_an_answer_that_comes_late_does_not_take_the_reader_back(page: Page, app: Server, pause: int) -> None:
    line = _open(page, app, "case=wtpf13&session=4")
    for session in range(5, 9):
        _forward(page).click()
        expect(_clock(page)).to_have_text(f"Session {session} of 19")
        page.wait_for_timeout(pause)  # the reader's own pace
    _told(line, 9, _forward(page).click)
    settle(page)
    expect(_clock(page)).to_have_text("Session 9 of 19")


@pytest.mark.thorough  # a link leads there too
def test_the_reader_comes_back_to_where_the_reader_was(page: Page, app: Server) -> None:
    line = _open(page, app, "case=wtpf13_training&session=2")
    _told(line, 3, _forward(page).click)
    expect(_clock(page)).to_have_text(re.compile("^Session 3 of"))
    settle(page)
    page.get_by_role("link", name="Method").first.click()
    expect(page.locator(".replay")).to_have_count(0)
    page.get_by_role("link", name="Replay").first.click()
    page.locator(".replay[data-ready='2']").wait_for()
    expect(_clock(page)).to_have_text(re.compile("^Session 3 of"))


def test_the_link_leads_to_what_is_seen(page: Page, app: Server) -> None:
    line = _open(page, app, "case=wtpf13_training&session=2")
    _told(line, 3, _forward(page).click)
    settle(page)
    page.get_by_role("button", name="Share link").click()
    expect(page.get_by_test_id("stText").filter(has_text="/replay?")).to_contain_text("session=3")


@pytest.mark.thorough  # tests/dashboard/test_replay_page.py plays them
def test_other_runs_are_played_on_request_and_say_how_usual_it_is(page: Page, app: Server) -> None:
    _open(page, app, "case=worked_package&seed=5&session=1")
    expect(page.get_by_text("of 200 runs (")).to_have_count(0)
    page.get_by_role("button", name="Play 200 runs").click()
    expect(page.get_by_text("of 200 runs (").first).to_be_visible()
    expect(page.get_by_role("button", name="Play 200 runs")).to_have_count(0)


@pytest.mark.thorough  # tests/dashboard/test_replay_ensemble.py counts the share
@pytest.mark.parametrize("language", at_a_desk(["fr"], LANGUAGES))
def test_how_often_others_stand_together_is_told_as_the_data_tell_it(
    page: Page, app: Server, language: str
) -> None:
    data = read_shown("wtpf13", language)
    assert data is not None
    row = next(row for row, item in enumerate(data["delegations"]) if item["id"] == "IND")
    reason, told = data["reasons"]["by"][str(row)]["4"], data["interval"]
    hits, other = reason["freq"], reason["with"]
    assert hits is not None
    assert other >= 0
    assert told is not None
    _open(page, app, f"case=wtpf13&session=4&who=IND&lang={language}")
    share = {"p": told["value"][hits], "lo": told["low"][hits], "hi": told["high"][hits], "n": told["n"]}
    name = data["delegations"][other]["name"]
    expected = words_in(language).say("replay.ui.freq_with", s=4, name=name, **share)
    expect(page.locator(".why")).to_contain_text(expected)


def test_in_french_a_name_has_its_article_and_the_verb_agrees(page: Page, app: Server) -> None:
    _open(page, app, "case=wtpf13&session=2&who=USA&lang=fr")
    why = page.locator(".why")
    expect(why.locator("h3")).to_have_text("Les États-Unis ont maintenu leur position.")
    expect(why).to_contain_text("la délégation est dans le même groupe que le Royaume-Uni dans ")
    _forward(page).click()
    _forward(page).click()
    expect(why.locator("h3")).to_have_text(re.compile("^Les États-Unis ont évolué vers"))


@pytest.mark.thorough  # a finer point, which CI looks at
def test_in_french_every_figure_has_a_comma(page: Page, app: Server) -> None:
    _open(page, app, "case=wtpf13&session=3&who=BRA&lang=fr")
    page.get_by_role("button", name="Épingler pour comparer").click()
    _forward(page).click()
    page.get_by_role("button", name="Épingler pour comparer").click()
    page.locator(".replay button.table").first.click()
    expect(page.locator(".compare .pair").first).to_contain_text(re.compile(r"\d,\d\d → \d,\d\d"))
    expect(page.locator(".replay table td.number").nth(1)).to_have_text(re.compile(r"^\d,\d\d$"))
    expect(page.locator(".why svg.axis")).to_have_attribute("aria-label", re.compile(r"\d,\d\d"))
    expect(page.locator(".why .reason svg").first).to_have_attribute(
        "aria-label", re.compile(r"^−?\d,\d{3}$")
    )
    expect(page.locator("svg.map .mark title").first).to_have_text(re.compile(r"\d,\d\d"))


@pytest.mark.thorough  # tests/dashboard/test_replay_tables.py reads them
def test_the_files_are_there_to_take(page: Page, app: Server) -> None:
    _open(page, app, "case=worked_package")
    for name, file in (("Positions (CSV)", "positions.csv"), ("Report of this run (HTML)", "report.html")):
        with page.expect_download() as taken:
            page.get_by_role("button", name=name).click()
        assert taken.value.suggested_filename == f"worked_package-1-{file}"
        assert taken.value.path().stat().st_size > 100
