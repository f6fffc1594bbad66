"""A server that was started with a case shows it to whoever comes."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.begun_with import Opening, opening, set_opening
from dashboard.library import cases

type Opened = Callable[..., AppTest]

TEXT = cases.case_yaml("worked_isolation", {}) + "\n# mine\n"
KEY = cases.key_of(TEXT)


@pytest.fixture(autouse=True)
def started_with_a_file() -> Iterator[None]:
    """Start the server with a case of one's own."""
    before = opening()
    set_opening(Opening(case=KEY, text=TEXT))
    yield
    set_opening(before)


def test_every_session_begins_with_it(opened: Opened) -> None:
    app = opened("library")
    assert app.session_state["memory"].case == KEY
    assert app.session_state["memory"].uploads == {KEY: TEXT}


def test_a_link_to_another_case_goes_before_it(opened: Opened) -> None:
    assert opened("library", {"case": "worked_clock"}).session_state["memory"].case == "worked_clock"


def test_a_link_to_it_finds_it(opened: Opened) -> None:
    app = opened("library", {"case": KEY})
    assert app.session_state["memory"].case == KEY
    assert [info.value for info in app.info] == []


def test_a_link_that_cannot_be_leaves_it_at_hand(opened: Opened) -> None:
    assert opened("library", {"case": "nonsense!"}).session_state["memory"].case == KEY


@pytest.mark.parametrize("page", ["start", "replay", "lab", "editor", "library", "method"])
def test_every_page_shows_it(opened: Opened, page: str) -> None:
    assert opened(page).title
