"""Stacks on the coalition map: they open by click and by Enter, list their members, and give the focus back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Axe, Serve, Shoot
from tests.browser.looking import overflow
from tests.browser.replay_scene import opened


def largest(page: Page) -> tuple[Locator, int]:
    """Return the stack with most members, and how many they are."""
    stacks = page.locator("svg.map .stack")
    sizes = [int(text) for text in stacks.locator(".many").all_text_contents()]
    most = max(sizes)
    return stacks.nth(sizes.index(most)), most


@pytest.mark.thorough  # test_map_truth.py: none is hidden
@pytest.mark.parametrize("width", [1440, 390])
def test_every_delegation_is_a_mark_or_in_a_stack_in_every_session(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=0")
    for session in range(20):
        page.get_by_role("slider", name="Session").fill(str(session))
        alone = page.locator("svg.map .mark:visible").count()
        stacked = page.locator("svg.map .stack .many").all_text_contents()
        assert alone + sum(map(int, stacked)) == 46, session


@pytest.mark.thorough  # tests/browser/test_replay_text.py holds how high such a page may be
@pytest.mark.parametrize("width", [390])
def test_a_map_of_few_is_tall_enough_on_a_phone_to_tell_most_apart(page: Page, serve: Serve) -> None:
    opened(page, serve, "case=wtpf13_training&s=0")
    together = list[int]()
    for session in range(11):
        page.get_by_role("slider", name="Session").fill(str(session))
        together += map(int, page.locator("svg.map .stack .many").all_text_contents())
    assert sum(together) / 11 < 4.8  # of 11; 5.2 where the map is as tall as that of many


@pytest.mark.thorough  # by keyboard it opens too
@pytest.mark.parametrize("width", [1440, 390])
def test_a_click_lists_who_is_in_a_stack_and_each_can_be_selected(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=18")
    stack, members = largest(page)
    stack.click()
    listed = page.get_by_role("group", name=f"{members} delegations close together")
    expect(listed.get_by_role("listitem")).to_have_count(members)
    assert overflow(page) == []
    one = next(
        name for name in ("Germany", "France") if listed.get_by_role("button", name=f"{name},").count()
    )
    listed.get_by_role("button", name=f"{one},").click()
    expect(listed).to_have_count(0)
    expect(page.locator(".why h3")).to_contain_text(one)
    expect(page.locator("svg.map .stack[aria-selected='true'] .many")).to_have_text(str(members))
    expect(page.locator("svg.map .name.bold").first).to_have_text(f"{one} +{members - 1}")


def test_a_stack_is_reached_opened_and_left_by_keyboard(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=18")
    stack, members = largest(page)
    page.get_by_role("listbox", name="Delegations on the map").locator("[tabindex='0']").focus()
    for key in ("ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft") * 3:
        if stack.evaluate("node => node.matches(':focus')"):
            break
        page.keyboard.press(key)
    expect(stack).to_be_focused()
    page.keyboard.press("Enter")
    listed = page.get_by_role("group", name=f"{members} delegations close together")
    expect(listed.get_by_role("listitem").first.get_by_role("button")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(listed.get_by_role("listitem").nth(1).get_by_role("button")).to_be_focused()
    page.keyboard.press("Escape")
    expect(listed).to_have_count(0)
    expect(stack).to_be_focused()


@pytest.mark.thorough  # by keyboard it closes too
def test_the_list_of_a_stack_closes_when_the_clock_moves_on(page: Page, serve: Serve) -> None:
    opened(page, serve, "s=18")
    largest(page)[0].click()
    expect(page.locator(".stacklist")).to_have_count(1)
    page.get_by_role("button", name="One session back").click()
    expect(page.locator(".stacklist")).to_have_count(0)


@pytest.mark.thorough  # a finer point, which CI looks at
def test_groups_whose_hulls_would_cover_each_other_have_a_bracket_with_their_name(
    page: Page, serve: Serve
) -> None:
    opened(page, serve, "s=18")
    expect(page.locator("svg.map .hull")).to_have_count(0)
    expect(page.locator("svg.map .span")).to_have_count(2)
    first, second = sorted(page.locator("svg.map .spanname").all_text_contents())
    assert first.startswith("A United States–")
    assert second == "B China–Russia"
    page.get_by_role("slider", name="Session").fill("19")
    expect(page.locator("svg.map .hull")).to_have_count(1)
    old = page.locator("svg.map .span.old").count()
    assert old > 0
    expect(page.locator("svg.map .spanname")).to_have_count(old)
    assert all(name.startswith("was ") for name in page.locator("svg.map .spanname").all_text_contents())


@pytest.mark.thorough  # open reasons are looked at in test_replay_stage.py
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_an_open_stack_keeps_nobody_out(page: Page, serve: Serve, axe: Axe, shoot: Shoot) -> None:
    opened(page, serve, "s=18")
    largest(page)[0].click()
    expect(page.locator(".stacklist")).to_be_visible()
    assert axe(page) == []
    shoot(page, "map-stack")
