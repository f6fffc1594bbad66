"""A server that was started with a case shows it to whoever comes."""

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.begun_with import Opening, opening, set_opening
from dashboard.frame.launch import asked_language
from dashboard.library import cases
from simulation.words import told_in

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


@pytest.fixture
def started_in_french() -> None:
    """Start the server in French; it is ended as the one with a file is."""
    set_opening(Opening(language="fr"))


@pytest.mark.usefixtures("started_in_french")
def test_an_address_without_a_language_is_told_in_that_of_the_server(opened: Opened) -> None:
    app = opened("library")
    assert app.session_state["memory"].language == "fr"
    assert opened("library", {"lang": "en"}).session_state["memory"].language == "en"
    app.sidebar.selectbox(key="shell.language").set_value("en").run()
    assert app.query_params["lang"] == "en"


@pytest.mark.usefixtures("started_in_french")
def test_another_language_than_that_of_the_server_stays_in_the_address(opened: Opened) -> None:
    app = opened("library", {"lang": "en"})
    app.query_params.clear()  # as a step to another page does
    app.run()
    assert app.query_params["lang"] == "en"


def test_a_server_begins_in_the_language_that_was_asked_for_and_english_is_what_nobody_asked_for() -> None:
    assert not asked_language()
    with told_in("fr"):
        assert asked_language() == "fr"
