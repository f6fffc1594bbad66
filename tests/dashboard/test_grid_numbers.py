"""How grids write numbers: as the page does where Streamlit can, else as the browser does, and it is said."""

import pytest

from dashboard.frame.language import words_in
from tests.dashboard.conftest import Opened


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_grid_says_beside_it_that_its_numbers_follow_the_browser_where_they_do(
    opened: Opened, language: str
) -> None:
    app = opened("lab", {"case": "first_hour", "lang": language})
    app.segmented_control(key="lab.how").set_value("grid").run()
    told = words_in(language).say("shell.grid.numbers")
    shown = [caption.value for caption in app.caption]
    assert shown.count(told) == (language == "fr")
