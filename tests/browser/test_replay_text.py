"""The text in the replay: one row a clause, marks on the clock, who blocks what; and reasons in one sentence."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.components.packing import texts_of, unpack
from dashboard.frame.language import words_in
from dashboard.replay.replay_contract import Replay
from dashboard.replay.which_run import read_shown
from simulation.scenario.load import shipped_scenarios
from simulation.words import LANGUAGES
from tests.browser.conftest import PATIENCE, Axe, Serve
from tests.browser.looking import settle
from tests.browser.replay_scene import mark, opened, sentence
from tests.browser.serving import Server
from tests.extent import at_a_desk

HIGHEST = 6_000
"""Pixels of a replay on a phone."""
HEIGHTS = """async (root, [titles, patience]) => {
  const clock = root.querySelector('input.clock'), found = [], begun = performance.now();
  for (const [s, title] of titles.entries()) {
    clock.value = String(s);
    clock.dispatchEvent(new Event('input', { bubbles: true }));
    while (root.querySelector('.log h3').textContent !== title) {
      if (performance.now() - begun > patience) return found;
      await new Promise(requestAnimationFrame);
    }
    found.push(document.querySelector('[data-testid=stMain]').scrollHeight);
  }
  return found;
}"""
"""How high the page is in each session; what is below the fold is drawn after the rest, and the log last."""
ROW = 76
"""Pixels of one row of the clause board on a wide page."""
EVERY = [(case, language) for case in shipped_scenarios() for language in LANGUAGES]


def shown(case: str) -> Replay:
    data = read_shown(case, "en")
    assert data is not None
    return data


def row(page: Page, clause: str) -> Locator:
    return page.locator(f".board .clause[data-clause='{clause}']")


@pytest.mark.parametrize(
    ("query", "clauses"), at_a_desk([("s=11", 10)], [("s=11", 10), ("case=first_hour&s=5", 4)])
)
def test_each_clause_is_one_row_until_it_is_opened(
    page: Page, serve: Serve, query: str, clauses: int
) -> None:
    opened(page, serve, query)
    rows = page.locator(".board .clause")
    expect(rows).to_have_count(clauses)
    expect(page.locator(".board .wordings")).to_have_count(0)
    assert max(float(one["height"]) for box in rows.all() if (one := box.bounding_box())) <= ROW
    board = page.locator(".board").bounding_box()
    assert board is not None
    assert board["height"] < 1_000


def test_a_row_is_opened_by_keyboard_and_stays_open_in_other_sessions(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=11")
    turn = row(page, "view_a").get_by_role("button").first
    turn.press("Enter")
    expect(turn).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".board button.turn:focus")).to_have_attribute("data-key", "view_a")
    wordings = row(page, "view_a").locator(".wordings")
    expect(wordings.locator(".alternative")).to_have_count(6)
    expect(wordings.locator("ins").first).to_be_visible()
    page.get_by_role("slider", name="Session").fill("10")
    expect(row(page, "view_a").locator(".wordings")).to_be_visible()
    expect(page.locator(".board .wordings")).to_have_count(1)


@pytest.mark.thorough  # each is opened above
def test_all_rows_are_opened_and_closed_at_once(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=11")
    page.get_by_role("button", name="Open all").click()
    expect(page.locator(".board .wordings")).to_have_count(10)
    page.get_by_role("button", name="Close all").click()
    expect(page.locator(".board .wordings")).to_have_count(0)


@pytest.mark.thorough  # test_ten_questions.py reads who blocks
def test_a_row_tells_who_blocks_who_waits_and_who_prefers_other_words(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=11")
    expect(row(page, "view_a").locator(".tally")).to_have_text("14 block · 26 prefer other words")
    expect(row(page, "hall_a").locator(".tally")).to_have_text("15 wait for its call")
    assert row(page, "view_a").locator(".standbar .stop").count() == 14
    assert row(page, "hall_a").locator(".standbar .stop").count() == 0
    expect(page.locator(".block h3")).to_have_text("One clause is blocked, of 7 in brackets")
    assert page.locator(".clausebars .stop").count() == 1


@pytest.mark.thorough  # test_ten_questions.py reads who blocks
def test_an_open_row_names_all_who_block_and_those_who_stand_for_no_wording(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=11")
    row(page, "view_a").get_by_role("button").first.press("Enter")
    wordings, data = row(page, "view_a").locator(".wordings"), shown("wtpf13")
    clause = next(one for one in data["clauses"] if one["id"] == "view_a")
    state = [one for one in clause["history"] if one["from"] <= 11][-1]
    sets = [unpack(packed) for packed in data["sets"]]
    names = [one["short"] for one in data["delegations"]]
    blocking = wordings.locator(".holder:has(.blocker)")
    assert sorted(blocking.locator(".chipname").all_inner_texts()) == sorted(
        names[i] for i in sets[state["blocks"]]
    )
    expect(blocking.first).to_have_attribute("aria-label", re.compile(": blocks this clause$"))
    held = {i for one in state["wordings"] if one["holders"] >= 0 for i in sets[one["holders"]]}
    loose = [one["short"] for i, one in enumerate(data["delegations"]) if i not in held and not one["chair"]]
    assert 1 < len(loose) <= 6
    expect(wordings.locator(".loosely .caption")).to_have_text(
        f"Stand for none of these wordings: {len(loose)} delegations"
    )
    assert sorted(wordings.locator(".loosely .chipname").all_inner_texts()) == sorted(loose)


@pytest.mark.thorough  # test_ten_questions.py reads who blocks
@pytest.mark.parametrize("session", at_a_desk([11], [3, 11, 18]))
def test_only_those_who_block_wear_brackets_on_the_map(page: Page, serve: Serve, session: int) -> None:
    opened(page, serve, f"s={session}")
    blocking = sum(unpack(item["k"])[session] > 0 for item in shown("wtpf13")["delegations"])
    assert blocking == {3: 0, 11: 14, 18: 4}[session]
    assert page.locator("svg.map .mark .bracket").count() == 2 * blocking


@pytest.mark.thorough  # a finer point, which CI looks at
def test_sessions_in_which_the_text_changed_are_marked_and_reached_by_keyboard(
    page: Page, serve: Serve
) -> None:
    opened(page, serve, "s=11")
    data = shown("wtpf13")
    marks = page.locator(".marks button.textmark")
    marked = [session for session, one in enumerate(data["marks"]) if one["kinds"]]
    assert [one.get_attribute("data-key") for one in marks.all()] == [f"mark{session}" for session in marked]
    expect(page.locator(".marks [tabindex='0']")).to_have_count(1)
    page.locator(".marks [tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    after = marked[marked.index(11) + 1]
    tip = page.locator(".marks .tip")
    expect(tip).to_be_visible()
    expect(tip).to_have_text(texts_of(data)[data["marks"][after]["text"]])
    expect(page.locator(".marks button:focus")).to_have_attribute(
        "aria-label", re.compile(f"^Session {after}:")
    )
    assert sentence(page).startswith("Session 11:")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.keyboard.press("Enter")
    assert sentence(page).startswith(f"Session {after}:")
    expect(page.locator(".marks button:focus")).to_have_attribute("aria-current", "step")


@pytest.mark.thorough  # how it looks
def test_the_legend_names_what_the_marks_of_the_run_stand_for(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=11")
    kinds = {kind for one in shown("wtpf13")["marks"] for kind in one["kinds"]}
    expect(page.locator(".markslegend .chip")).to_have_count(len(kinds))
    marks = page.locator(".marks button.textmark")
    marks.first.hover()
    expect(page.locator(".marks .tip")).to_be_visible()
    page.mouse.move(2, 2)
    expect(page.locator(".marks .tip")).to_be_hidden()


@pytest.mark.thorough  # a finer point, which CI looks at
def test_a_session_in_which_clauses_close_is_told_before_one_in_which_groups_change(
    page: Page, serve: Serve
) -> None:
    opened(page, serve, "s=0")
    shown_at = page.locator(".events g:not([style*='none'])").all_text_contents()
    data = shown("wtpf13")
    closing = {
        "".join(one["lines"]) for one in data["sentences"] if any("close" in line for line in one["lines"])
    }
    assert closing & set(shown_at) >= {"5 clausesclose", "3 clausesclose", "2 clausesclose"}


def test_why_it_moved_is_one_sentence_the_bars_and_one_quotation(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=11&who=EGY")
    why = page.locator(".why")
    expect(why.locator("h3")).to_have_text(
        "Egypt moved on 2 issues, most of all towards “multi-stakeholder” on Urgency, to meet the text on the table "
        "there: “Support the work towards it, in open consultation”."
    )
    expect(why.locator(".reason")).to_have_count(1)
    expect(why.locator("blockquote")).to_have_count(1)
    expect(why.locator("svg.axis")).to_be_hidden()
    assert not re.search(r"\d[.,]\d|%", why.locator(".whybody").inner_text())
    why.locator("summary").press("Enter")
    expect(why.locator("svg.axis")).to_be_visible()
    expect(why.get_by_text("Refused:")).to_be_visible()
    page.get_by_role("slider", name="Session").fill("12")
    expect(why.locator("svg.axis")).to_be_visible()


@pytest.mark.thorough  # test_ten_questions.py asks why
def test_who_counts_with_others_without_moving_is_told_to_have_held_its_position(
    page: Page, serve: Serve
) -> None:
    opened(page, serve, "case=wtpf13_training&s=8&who=LUM")
    expect(page.locator(".why h3")).to_have_text(
        "Lumera (rising democracy, swing) held its position; others moved, so the line between the groups lies "
        "elsewhere."
    )
    expect(page.locator(".why .reason")).to_have_count(0)
    expect(mark(page, "Lumera")).to_have_attribute("aria-selected", "true")


@pytest.mark.thorough  # test_replay_picture.py looks at a phone
@pytest.mark.parametrize(("case", "language"), at_a_desk([("wtpf13", "fr")], EVERY))
@pytest.mark.parametrize("width", [390])
def test_on_a_phone_no_session_of_a_replay_is_higher_than_it_may_be(
    page: Page, app: Server, case: str, language: str
) -> None:
    page.goto(f"{app.url}/replay?case={case}&lang={language}&session=1")
    page.locator(".replay[data-ready='2']").wait_for()
    settle(page)
    say, last = words_in(language).say, int(page.locator("input.clock").get_attribute("max") or 0)
    titles = [say("replay.ui.log.title", s=session) for session in range(last + 1)]
    high: list[int] = page.locator(".replay").evaluate(HEIGHTS, [titles, PATIENCE])
    assert len(high) == last + 1
    assert max(high) <= HIGHEST, high


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_opened_board_and_an_opened_reason_keep_nobody_out(page: Page, serve: Serve, axe: Axe) -> None:
    opened(page, serve, "s=11&who=IRN")
    page.get_by_role("button", name="Open all").click()
    page.locator(".why summary").click()
    page.locator(".block summary").click()
    page.locator(".marks [tabindex='0']").focus()
    assert axe(page) == []
