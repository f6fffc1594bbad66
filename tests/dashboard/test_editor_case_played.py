"""A case as the editor makes it, every position with a spread, on every page that takes a case."""

import io
import zipfile
from collections.abc import Callable

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.library import cases
from dashboard.seat.seats_to_choose import suggested
from dashboard.training.training_page import zipped_papers
from simulation.scenario import Scenario
from simulation.scenario.distributions import Normal
from tests.dashboard import seat_page
from tests.dashboard.test_editor import go, press

type Opened = Callable[..., AppTest]

PAGES = ("replay", "lab", "models", "training", "assembly", "host", "library", "method", "start")


def to(app: AppTest, page: str) -> AppTest:
    """Go on to another page of the same visit."""
    app._page_hash = calc_hash(page)  # noqa: SLF001 - Streamlit knows a page by the hash of its address
    app.run()
    assert not app.exception, app.exception[0].message
    return app


def case_of(app: AppTest) -> Scenario:
    kept = app.session_state["memory"]
    return cases.scenario_of(kept.case, kept.uploads)


@pytest.fixture
def used(opened: Opened) -> AppTest:
    """Return the editor after a case was made from no answers at all, and taken into use."""
    return press(go(press(opened("editor"), "Make the case"), "save"), "Use this case")


def test_every_position_of_a_case_that_the_editor_makes_has_a_spread(used: AppTest) -> None:
    found = [own.position for seat in case_of(used).delegations for own in seat.mandate.values()]
    assert len(found) == 15
    assert all(isinstance(place, Normal) for place in found)


def test_seats_of_a_case_that_the_editor_makes_are_suggested_by_the_likeliest_positions(
    used: AppTest,
) -> None:
    found = suggested(used.session_state["memory"].case, case_of(used))
    assert [(one.degree, one.seat) for one in found] == [
        ("easy", "Delegation_C"),
        ("medium", "Delegation_D"),
        ("hard", "Delegation_E"),
    ]
    assert [one.apart for one in found] == pytest.approx([0.26, 0.29, 0.5])


@pytest.mark.thorough  # tests/browser/test_editor.py makes a case and sees it played
def test_a_case_that_the_editor_makes_is_played_from_the_choice_of_a_seat_to_the_debrief(
    used: AppTest,
) -> None:
    app = to(used, "seat")
    seat_page.take_seat(app)
    assert seat_page.game_of(app).live.case.key == "My_case"
    seat_page.play_on(app, np.random.default_rng(7), most=60, actions=1)
    assert seat_page.game_of(app).is_over
    seat_page.press(app, "seat.again")


def test_a_case_that_the_editor_makes_is_taken_by_every_page(used: AppTest) -> None:
    for page in PAGES:
        to(used, page)


def test_the_papers_of_a_case_that_the_editor_makes_are_written(used: AppTest) -> None:
    case = case_of(used)
    papers = zipfile.ZipFile(io.BytesIO(zipped_papers(used.session_state["memory"].case, case, "en")))
    written = "".join(papers.read(name).decode() for name in papers.namelist() if name.endswith(".html"))
    assert all(seat.name in written for seat in case.delegations)


def test_what_was_taken_into_use_is_offered_to_be_played_and_is_what_the_pages_open_at(
    opened: Opened,
) -> None:
    app = to(to(opened("seat"), "training"), "editor")
    press(go(press(app, "Make the case"), "save"), "Use this case")
    assert "Play a seat" in [getattr(one, "label", "") for one in app.get("page_link")]
    at_hand = app.session_state["memory"].case
    (chosen,) = [one for one in to(app, "seat").selectbox if str(one.key).startswith("seat.choose.case")]
    assert chosen.value == at_hand
    assert to(app, "training").selectbox(key="training.case").value == at_hand
    app.selectbox(key="training.case").set_value("first_hour").run()
    assert to(to(app, "seat"), "training").selectbox(key="training.case").value == "first_hour"
