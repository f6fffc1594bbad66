"""Who meets a limit of the server is told in words, on the page."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dashboard.guard.uploads import FILES
from tests.browser.looking import Heard, settle
from tests.browser.serving import Server


@pytest.mark.thorough  # tests/dashboard/test_library_page.py tells it in both languages
def test_a_file_that_the_server_does_not_take_is_told_in_words(
    page: Page, app: Server, heard: Heard, tmp_path: Path
) -> None:
    files = [tmp_path / f"{n}.yaml" for n in range(FILES + 1)]
    for file in files:
        file.write_text("schema: 1\n", encoding="utf-8")
    page.goto(f"{app.url}/editor")
    settle(page)
    page.locator("input[type=file]").set_input_files([str(file) for file in files])
    expect(page.get_by_text("The server did not take that file")).to_be_visible()
    assert all("413" in error for error in heard.errors)
    heard.errors.clear()
