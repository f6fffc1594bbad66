"""The harness sees what it is there to see: each of its checks fails on a page made for it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import HEIGHT, Axe, Serve, Shoot
from tests.browser.looking import Heard, listening, overflow, settle

PAGES = """
import streamlit as st
st.title("A page for the harness")
match st.query_params.get("show"):
    case "outside":
        st.markdown("![picture](https://outside.invalid/picture.png)")
    case "broken":
        raise ValueError("on purpose")
    case "barred":
        wide = '<div style="width: 2000px; height: 1px">.</div>'
        st.html('<p style="color: #ddd; background: #fff">faint</p>' + wide)
"""


KEPT = """() => [localStorage.getItem('mine'), sessionStorage.getItem('mine'), document.cookie.includes('mine'),
  innerWidth]"""
KEEP = """time => {
  localStorage.setItem('mine', time);
  sessionStorage.setItem('mine', time);
  document.cookie = `mine=${time}`;
}"""


@pytest.mark.thorough  # of the harness alone
def test_a_plain_page_has_no_barrier_and_asks_for_nothing(page: Page, serve: Serve, axe: Axe) -> None:
    page.goto(serve(PAGES).url)
    settle(page)
    expect(page.get_by_role("heading", name="A page for the harness")).to_be_visible()
    assert axe(page) == []
    assert overflow(page) == []


@pytest.mark.thorough  # of the harness alone
def test_a_request_to_the_outside_is_heard(page: Page, serve: Serve, heard: Heard) -> None:
    with page.expect_event("requestfailed"):
        page.goto(f"{serve(PAGES).url}?show=outside")
    settle(page)
    assert heard.outside == ["https://outside.invalid/picture.png"]
    assert len(heard.errors) == 1
    heard.outside.clear()
    heard.errors.clear()


@pytest.mark.thorough  # of the harness alone
def test_an_error_in_the_browser_is_heard(page: Page, serve: Serve, heard: Heard) -> None:
    page.goto(serve(PAGES).url)
    settle(page)
    with page.expect_event("pageerror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('on purpose'); }, 0); }")
    assert heard.errors == ["on purpose"]
    heard.errors.clear()


@pytest.mark.thorough  # errors are heard above
def test_a_script_that_breaks_leaves_its_trace(page: Page, serve: Serve) -> None:
    server = serve(PAGES)
    page.goto(f"{server.url}?show=broken")
    settle(page)
    assert "ValueError: on purpose" in server.tracebacks()
    server.log.write_text("", encoding="utf-8")


@pytest.mark.thorough  # of the harness alone
def test_faint_words_and_wide_parts_are_found(page: Page, serve: Serve, axe: Axe) -> None:
    page.goto(f"{serve(PAGES).url}?show=barred")
    settle(page)
    expect(page.get_by_text("faint", exact=True)).to_be_visible()
    assert any(finding.startswith("color-contrast (serious)") for finding in axe(page))
    assert overflow(page) != []


@pytest.mark.thorough  # of the harness alone
@pytest.mark.parametrize("time", ["before", "after"])
def test_what_a_page_keeps_in_the_browser_is_gone_for_the_next(page: Page, serve: Serve, time: str) -> None:
    page.goto(serve(PAGES).url)
    settle(page)
    assert page.evaluate(KEPT) == [None, None, False, 1440]
    page.evaluate(KEEP, time)
    page.set_viewport_size({"width": 390, "height": HEIGHT[390]})
    assert page.evaluate(KEPT) == [time, time, True, 390]


@pytest.mark.thorough  # of the harness alone
def test_what_a_page_says_to_one_test_the_next_does_not_hear(page: Page, serve: Serve, heard: Heard) -> None:
    earlier = Heard()
    with listening(page, earlier):
        page.goto(serve(PAGES).url)
    page.evaluate("() => console.error('on purpose')")
    assert (earlier.errors, heard.errors) == ([], ["on purpose"])
    heard.errors.clear()


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the folder in which pictures are asked for."""
    monkeypatch.setenv("SCREENSHOTS", str(tmp_path))
    return tmp_path


@pytest.mark.thorough  # of the harness alone
@pytest.mark.usefixtures("pictures")
def test_a_picture_is_kept_under_its_name(page: Page, serve: Serve, shoot: Shoot, tmp_path: Path) -> None:
    page.goto(serve(PAGES).url)
    settle(page)
    kept = shoot(page, "plain")
    assert kept == tmp_path / "plain-1440-light.png"
    assert kept.read_bytes()[:4] == b"\x89PNG"


@pytest.mark.thorough  # of the harness alone
def test_where_nobody_asked_for_pictures_none_is_taken(
    page: Page, serve: Serve, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.delenv("SCREENSHOTS", raising=False)
    shoot: Shoot = request.getfixturevalue("shoot")
    page.goto(serve(PAGES).url)
    assert not shoot(page, "plain").exists()
