"""A workbook in the Library: what is guessed of it is shown, corrected and agreed to; the case can be had as one."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Axe
from tests.browser.looking import overflow, settle
from tests.browser.serving import Server
from tests.browser.test_training import choose

ROWS = (
    ("Country", "Fee (1-5)", "Term", "Seats"),
    ("United Kingdom", 1, 0.2, 3),
    ("<b>Brod</b>", 4, 0.7, 1),
    ("Untied Kingdom", 5, 0.9, 2),
)


def workbook() -> bytes:
    book = Workbook()
    sheet = book["Sheet"]
    for row in ROWS:
        sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")], indirect=True)
def test_a_workbook_is_shown_as_it_is_read_corrected_and_used_after_a_yes(
    page: Page, app: Server, axe: Axe
) -> None:
    page.goto(f"{app.url}/library")
    settle(page)
    file = {"name": "My terms.xlsx", "mimeType": "application/octet-stream", "buffer": workbook()}
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type] # a payload
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("its numbers for positions: Fee, Term and Seats.")
    expect(main).to_contain_text("“Untied Kingdom” (line 4) is almost “United Kingdom” (line 2).")
    expect(main).to_contain_text("A case of 3 delegations and 3 issues comes out.")
    expect(main).not_to_contain_text("the case at hand")
    settle(page)
    page.get_by_text("What each column is").click()
    settle(page)
    choose(page, "Column Seats", "capability")
    expect(main).to_contain_text("A case of 3 delegations and 2 issues comes out.")
    settle(page)
    assert axe(page) == []
    assert overflow(page) == []
    page.get_by_role("button", name="Yes, read it so").click()
    expect(main).to_contain_text("is now a case that can be negotiated")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Positions as a table").first.click()
    assert download.value.suggested_filename == "My_terms.xlsx"
    rows = [
        row[:3]
        for row in load_workbook(BytesIO(download.value.path().read_bytes()))["Positions"].iter_rows(
            values_only=True
        )
    ]
    assert rows[1:3] == [("United Kingdom", "Fee", 1), ("United Kingdom", "Term", 0.2)]
