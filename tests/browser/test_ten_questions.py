"""Ten questions that any viewer answers from the replay alone, each within two clicks and ten seconds.

What is true is worked out from the record of the run (`run_truths`), not from anything that the page says.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from time import monotonic, thread_time
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.replay.which_run import read_shown
from tests.browser.looking import settle
from tests.browser.run_truths import RunTruths
from tests.browser.serving import Server
from tests.extent import at_a_desk

CASES: Final = ("first_hour", "unga_cyber", "wtpf13")
CLICKS: Final = 2
SECONDS: Final = 10.0
"""Where nobody else needs the machine."""
QUICK: Final = """async () => {
  const named = name => [...document.querySelectorAll('button')].findLast(one => name.test(one.innerText.trim()));
  named(/^At a glance/).click();
  for (;;) {
    const way = named(/^See session \\d+$/);
    if (way) { way.click(); return way.innerText.trim().split(' ').at(-1); }
    await new Promise(requestAnimationFrame);
  }
}"""
"""Follow an answer at a glance as soon as it is there."""
_UNDONE: Final = re.compile("[\u2060\\\\]")


def crowded() -> float:
    """Return how many times as long as alone a piece of work takes here just now, since others are at work too."""
    began, worked = monotonic(), thread_time()
    while thread_time() - worked < 0.1:
        pass
    return max(1.0, (monotonic() - began) / (thread_time() - worked))


@cache
def truths(case: str) -> RunTruths:
    return RunTruths(case)


class Viewer:
    """Somebody before the page of a replay, whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0
        self.replay = page.locator(".replay")

    def click(self, one: Locator) -> None:
        self.clicks += 1
        one.click()

    def choose(self, one: Locator, label: str) -> None:
        self.clicks += 1
        one.select_option(label=label)

    def go(self, session: int) -> None:
        self.clicks += 1
        self.replay.get_by_role("slider", name="Session").fill(str(session))

    def at_a_glance(self) -> str:
        self.click(self.page.get_by_role("button", name="At a glance"))
        answers = self.page.get_by_text(re.compile("^Who moved most")).locator(
            "xpath=ancestor::*[@data-testid][3]"
        )
        answers.wait_for()
        return _UNDONE.sub("", self.page.locator("[data-testid=stPopoverBody]").inner_text())

    @contextmanager
    def asked(self, question: str) -> Iterator[None]:
        """Answer one question, from the page as it is opened."""
        before = crowded()
        began, self.clicks = monotonic(), 0
        yield
        took = monotonic() - began
        assert self.clicks <= CLICKS, question
        assert took <= SECONDS * max(before, crowded()), question
        if self.page.locator("[data-testid=stPopoverBody]").count():
            self.page.get_by_role("button", name="At a glance").click()
        for again in self.replay.get_by_role("button", name="Hide table").all():
            again.click()
        close = self.replay.locator(".why .shut")
        if close.is_visible():
            close.click()


@pytest.fixture
def viewer(page: Page, app: Server, case: str) -> Viewer:
    page.goto(f"{app.url}/replay?case={case}")
    page.locator(".replay[data-ready='2']").wait_for(timeout=90_000)
    settle(page)
    page.get_by_role("button", name="Show the whole run").click()
    return Viewer(page)


def answer(told: str, question: str) -> str:
    """Return what stands after a question at a glance."""
    found = re.search(rf"{re.escape(question)}\s*(.+)", told)
    assert found, told
    return found[1]


def named(some: Locator) -> set[str]:
    return {text.strip().removeprefix("[").strip() for text in some.all_inner_texts()}


@pytest.mark.parametrize("case", at_a_desk(["first_hour"], CASES))
def test_ten_questions_are_answered_by_the_replay_alone(viewer: Viewer, case: str) -> None:
    true = truths(case)
    _who_stands_with_whom(viewer, true)
    _at_a_glance(viewer, true)
    _how_sure(viewer, case)
    _who_blocks(viewer, true)
    _when_it_left(viewer, true)
    _which_wording(viewer, true)


def _who_stands_with_whom(viewer: Viewer, true: RunTruths) -> None:
    session = min(10, true.last)
    with viewer.asked("Who stands with whom in session 10?"):
        viewer.go(session)
        viewer.click(viewer.replay.locator(".mapside .button.table"))
        table = viewer.replay.locator(".mapside table")
        expect(table.locator("caption")).to_have_text(f"Where everyone stands after session {session}")
        rows = table.locator("tbody tr").evaluate_all("rows => rows.map(row => row.cells[2].innerText)")
        keys = true.record.tableau.delegations
        shown = {
            name: frozenset(key for key, one in zip(keys, rows, strict=True) if one == name) for name in rows
        }
        assert {some for name, some in shown.items() if name != "no group"} == true.groups(session)


def _at_a_glance(viewer: Viewer, true: RunTruths) -> None:
    """Who moved most and why, what was closest to failing, what was traded, who is pivotal, what the chair did."""
    with viewer.asked("Five questions"):
        told = viewer.at_a_glance()
        moved = answer(told, "Who moved most, and why?")
        who, issue = next((who, issue) for who, issue in true.moved_most() if f"{who} on {issue}:" in moved)
        assert any(why and why in moved for why in true.why_moved(who, issue))
        closest = answer(told, "Which clause was closest to failing?")
        assert any(f"{issue} (" in closest or f"{issue}: " in closest for issue in true.closest())
        traded, deals = answer(told, "What was traded?"), true.deals()
        assert f"{deals.total()} deals were struck" in traded
        assert f"{max(deals.values())} times" in traded
        most = [pair for pair, n in deals.items() if n == max(deals.values())]
        assert any(all(f"to move on {issue}" in traded for issue in pair) for pair in most)
        pivotal, needed = answer(told, "Who could stop the text?"), true.needed()
        assert ("can stop the text alone" in pivotal) == (needed == 1)
        assert needed == 1 or f"It takes {needed} of the" in pivotal
        way = true.in_the_way()
        assert any(f"{name} " in pivotal for name in way) if way else "nobody blocked a clause" in pivotal
        assert f"called {true.called()} issues for decision" in answer(told, "What did the Chair do?")


def _how_sure(viewer: Viewer, case: str) -> None:
    shown = read_shown(case, "en")
    with viewer.asked("How sure is this?"):
        sure = answer(viewer.at_a_glance(), "How sure is this?")
        if shown is None:
            assert sure.startswith("This is one run")
            expect(viewer.page.get_by_role("button", name=re.compile(r"^Play \d+ runs$"))).to_be_attached()
        else:
            found = re.search(r"(\d+)% of (\d+) runs \(", sure)
            assert found
            hits = round(int(found[1]) * shown["n_runs"] / 100)
            assert int(found[2]) == shown["n_runs"]
            assert shown["interval"] is not None
            assert f"({shown['interval']['low'][hits]}"[:3] in sure


def _who_blocks(viewer: Viewer, true: RunTruths) -> None:
    """Who blocks the clause that most block, in the session in which they do; or that nobody does."""
    every = [(len(one.blocks), session, one) for session, all_ in enumerate(true.standing) for one in all_]
    _, session, one = max(every, key=lambda found: found[0])
    with viewer.asked("Who blocks it?"):
        viewer.go(session)
        row = viewer.replay.locator(f".clause[data-clause='{one.clause}']")
        viewer.click(row.locator(".turn"))
        expect(row.locator(".wordings")).to_be_visible()
        blocking = row.locator(".holder[aria-label$='blocks this clause']")
        assert named(blocking) == {true.names[key] for key in one.blocks}
        if not one.blocks:
            expect(row.locator(".tally")).to_contain_text(f"{len(one.waits)} wait for its call")


def _when_it_left(viewer: Viewer, true: RunTruths) -> None:
    """When the delegation that changed groups most often did so."""
    key = max(true.record.tableau.delegations, key=lambda key: len(true.spells(key)))
    name = next(item.name for item in true.record.scenario.delegations if item.key == key)
    with viewer.asked("When did it leave?"):
        viewer.choose(viewer.replay.get_by_label("Find a delegation"), name)
        spells = viewer.replay.locator(".why .spell")
        expect(spells.first).to_be_visible()
        shown = [re.findall(r"\d+", text.rpartition("\n")[2]) for text in spells.all_inner_texts()]
        assert [(int(one[0]), int(one[-1])) for one in shown] == true.spells(key)


def _which_wording(viewer: Viewer, true: RunTruths) -> None:
    """Which wording of the clause that was settled last is in the text, and who wanted another."""
    clause = true.final()
    text, others = true.wanted_others(clause)
    viewer.go(true.last)
    with viewer.asked("Which wording is in the text, and who wanted another?"):
        viewer.click(viewer.replay.get_by_role("button", name="Whole text"))
        row = viewer.replay.locator(f".clause[data-clause='{clause.key}']")
        if row.locator(".turn").get_attribute("aria-expanded") == "false":
            viewer.click(row.locator(".turn"))
        expect(row.locator(".wordings .wording").first).to_contain_text(text)
        apart = row.locator(".wordings .loosely, .wordings .alternative").filter(has_not_text=text)
        chips = apart.filter(has_not_text="Stand for none").filter(has_not_text="Stands for none")
        shown = named(chips.locator(".holder:not(.more)"))
        hidden = [int(more.removeprefix("+")) for more in chips.locator(".holder.more").all_inner_texts()]
        assert shown <= others
        assert len(shown) + sum(hidden) == len(others)


@pytest.mark.thorough  # each answer is followed above
@pytest.mark.parametrize("case", ["first_hour"])
def test_an_answer_leads_to_its_session_and_leads_there_again(viewer: Viewer) -> None:
    slider = viewer.replay.get_by_role("slider", name="Session")
    for elsewhere in ("1", "2"):
        viewer.go(int(elsewhere))
        settle(viewer.page)
        viewer.page.get_by_role("button", name="At a glance").click()
        way = viewer.page.get_by_role("button", name=re.compile(r"^See session \d+$")).last
        session = way.inner_text().split()[-1]
        assert session != elsewhere
        way.click()
        expect(viewer.page.locator("[data-testid=stPopoverBody]")).to_have_count(0)
        expect(slider).to_have_value(session)


@pytest.mark.thorough  # each answer is followed above
@pytest.mark.parametrize("case", ["first_hour"])
def test_an_answer_that_is_followed_before_the_server_knows_it_is_shown_makes_room(viewer: Viewer) -> None:
    settle(viewer.page)
    session = viewer.page.evaluate(QUICK)
    expect(viewer.replay.get_by_role("slider", name="Session")).to_have_value(session)
    settle(viewer.page)
    expect(viewer.page.locator("[data-testid=stPopoverBody]")).to_have_count(0)
