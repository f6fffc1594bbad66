"""One predicts a run with two taps, sees it play, and then the prediction, the run, and how often it goes so."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.frame.language import Words, words_in
from dashboard.replay.which_run import read_shown
from tests.browser.conftest import PHONE, Axe
from tests.browser.looking import overflow, settle
from tests.browser.serving import Server
from tests.extent import at_a_desk

_TALLEST = 6_000


def _open(page: Page, app: Server, query: str) -> None:
    page.goto(f"{app.url}/replay?{query}")
    page.locator(".replay[data-ready='2']").wait_for()
    settle(page)


def _answers(page: Page, question: int) -> Locator:
    return page.locator(".guess .answers").nth(question).get_by_role("button")


def _shown(case: str, language: str) -> Any:  # noqa: ANN401 - it is data
    data = read_shown(case, language)
    assert data is not None
    return data


def _asked(data: Any) -> list[Any]:  # noqa: ANN401 - it is data
    return [one for one in data["guess"]["questions"] if one["id"] in data["guess"]["asked"]]


def _nothing_is_told(page: Page, lead: str) -> None:
    expect(page.locator(".guess h3")).to_be_visible()
    expect(page.locator("input.clock")).to_have_value("1")
    expect(page.locator("h2.sentence")).to_be_hidden()
    expect(page.get_by_text(lead)).to_be_hidden()
    expect(page.locator("output.where")).to_have_text(re.compile(r"^(Session|Séance) 1$"))
    for part in (".events .coming", ".textmark.coming", ".ropename", "svg.braid .tick.hour"):
        assert page.locator(f"{part}:visible").count() == 0, part


def _predict(page: Page, words: Words) -> None:
    """Answer *No* by keyboard and the first delegation by a tap; the next key plays the run."""
    _answers(page, 0).first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(_answers(page, 0).nth(1)).to_be_focused()
    _answers(page, 1).first.click()
    expect(page.get_by_role("button", name=words.say("replay.ui.play"), exact=True)).to_be_focused()
    expect(page.locator("h2.sentence")).to_be_visible()
    expect(page.locator(".guess b:visible, .guess .later:visible")).to_have_count(0)


def _three_figures(card: Locator, words: Words, data: Any) -> None:  # noqa: ANN401 - it is data
    """See of each question the answer given, the run's, and how many runs go so: `No` to the first, then the first."""
    for question, place in zip(_asked(data), (1, 0), strict=True):
        answer = question["answers"][place]
        verdict = words.say(f"replay.ui.guess.{'right' if answer['right'] else 'wrong'}")
        for told in (question["short"], f"{answer['yours']} {verdict}", question["run"], answer["share"]):
            expect(card).to_contain_text(told)
        assert " 400 " in answer["share"]
    expect(card.get_by_text(words.say("replay.ui.guess.luck"))).to_be_visible()
    expect(card.locator(".later")).to_have_count(0)


@pytest.mark.parametrize(("width", "language"), at_a_desk([(390, "fr")], [(1440, "en"), (390, "fr")]))
def test_a_newcomer_predicts_with_two_taps_and_sees_three_figures_at_the_end(
    page: Page, app: Server, axe: Axe, *, width: int, language: str
) -> None:
    words, data = words_in(language), _shown("first_hour", language)
    _open(page, app, f"case=first_hour&lang={language}")
    _nothing_is_told(page, data["lead"])
    assert overflow(page) == []
    assert axe(page) == []
    expect(_answers(page, 0)).to_have_count(2)
    expect(_answers(page, 1)).to_have_text([answer["told"] for answer in _asked(data)[1]["answers"]])
    expect(page.locator(".guess .question")).to_have_text([question["ask"] for question in _asked(data)])
    _predict(page, words)
    settle(page)
    chart = page.locator("svg.map").bounding_box()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=words.say("replay.ui.speed.fast")).click()
    expect(page.locator("input.clock")).to_have_value(str(data["sessions"]))
    _three_figures(page.locator(".guess"), words, data)
    expect(page.get_by_text(data["lead"])).to_be_visible()
    assert overflow(page) == []
    assert axe(page) == []
    if width >= PHONE:
        settle(page)
        assert page.locator("svg.map").bounding_box() == chart
    else:
        assert page.get_by_test_id("stMain").evaluate("main => main.scrollHeight") <= _TALLEST


@pytest.mark.thorough  # a finer point, which CI looks at
def test_off_is_remembered_and_taken_back(page: Page, app: Server) -> None:
    _open(page, app, "case=wtpf13_training")
    page.get_by_role("button", name="Do not ask again").click()
    expect(page.locator("h2.sentence")).to_be_visible()
    expect(page.locator(".guess")).to_be_hidden()
    page.reload()
    page.locator(".replay[data-ready='2']").wait_for()
    settle(page)
    expect(page.locator(".guess")).to_be_hidden()
    expect(page.locator(".st-key-replay-told").first).to_be_visible()
    _open(page, app, "case=first_hour")
    expect(page.locator(".guess")).to_be_hidden()
    page.get_by_role("button", name="Predict first").click()
    expect(page.locator(".guess h3")).to_be_visible()
    expect(page.locator("input.clock")).to_have_value("1")
    expect(_answers(page, 0).first).to_be_focused()
    page.reload()
    page.locator(".replay[data-ready='2']").wait_for()
    expect(page.locator(".guess h3")).to_be_visible()


@pytest.mark.thorough  # tests/dashboard/test_replay_guess.py has few runs
def test_a_run_without_others_says_how_to_get_its_share(page: Page, app: Server) -> None:
    _open(page, app, "case=first_hour&seed=4")
    _answers(page, 0).first.click()
    _answers(page, 1).last.click()
    page.locator("input.clock").press("End")
    none = words_in("en").say("guess.share.none")
    expect(page.locator(".guess").get_by_text(none)).to_have_count(2)
    settle(page)
    page.get_by_role("button", name="Play 200 runs").click()
    expect(page.locator(".guess").get_by_text(re.compile(r"% of 200 runs \("))).not_to_have_count(
        0,
    )
    expect(page.locator(".guess")).to_contain_text("Your prediction: Nobody.")
    expect(page.locator(".guess").get_by_text(none)).to_have_count(0)


@pytest.mark.thorough  # a finer point, which CI looks at
@pytest.mark.parametrize(
    "query",
    at_a_desk(
        ["case=worked_clock"],
        ["case=wtpf13&session=1", "case=wtpf13_training&who=ALTAMERE", "case=worked_clock"],
    ),
)
def test_nobody_is_asked_whose_link_says_what_to_see_or_who_is_told_beforehand(
    page: Page, app: Server, query: str
) -> None:
    _open(page, app, query)
    expect(page.locator(".guess")).to_be_hidden()
    expect(page.locator("h2.sentence")).to_be_visible()
    expect(page.locator(".ropename").first).to_be_visible()
