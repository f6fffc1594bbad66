"""The replay's question about a clause that is not in the text: which are asked about, and what comes of it."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from dashboard.replay.replay_why_not import left_out
from dashboard.replay.which_run import read_shown
from simulation.engine.simulate import load_scenario
from simulation.study.why_not.smallest_change import smallest_change
from simulation.study.why_not.why_not_told import why_not_told
from simulation.words import told_in
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]


def test_just_the_clauses_that_are_not_in_the_text_are_asked_about() -> None:
    found = {}
    for case in ("first_hour", "wtpf13", "wtpf13_training"):
        data = read_shown(case, "en")
        assert data is not None
        found[case] = left_out(data)
    assert found == {
        "first_hour": ["pace", "mechanism", "participation", "support"],
        "wtpf13": ["Q8"],
        "wtpf13_training": [],
    }


@pytest.mark.thorough
@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_answer_is_the_one_of_the_command_and_leads_to_the_lab(opened: Opened, language: str) -> None:
    app = opened("replay", {"case": "first_hour", "lang": language})
    app.selectbox(key="replay.why_not.which.first_hour.1").select("support").run()
    app.button(key="replay.why_not.ask").click().run()
    assert not app.exception
    until = time.monotonic() + 240
    while any(one.key == "replay.why_not.cancel" for one in app.button) and time.monotonic() < until:
        time.sleep(1)
        app.run()
    *_, found = smallest_change(load_scenario("first_hour"), "support", seed=1)
    with told_in(language):
        told = str(why_not_told(found))
    assert any(
        told.replace(" ", "") in text.value.replace("\\", "").replace(" ", "") for text in app.markdown
    )
    links: list[Any] = list(app.get("link_button"))
    (link,) = links
    assert link.label == words_in(language).say("replay.why_not.lab")
    assert "change=sessions%3D7" in link.url


def test_a_search_can_be_called_off(opened: Opened) -> None:
    app = opened("replay", {"case": "first_hour"})
    app.button(key="replay.why_not.ask").click().run()
    app.button(key="replay.why_not.cancel").click().run()
    assert not app.exception
    until = time.monotonic() + 60
    while any(one.key == "replay.why_not.cancel" for one in app.button) and time.monotonic() < until:
        time.sleep(0.5)
        app.run()
    assert not list(app.warning)
    assert not app.button(key="replay.why_not.ask").disabled
