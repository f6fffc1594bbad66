"""What the dashboard says of directions goes by the poles of the issue, in both languages."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from dashboard.frame.language import words_in
from dashboard.lab.changing import change_told
from dashboard.replay.played_runs import play_run
from dashboard.replay.replay_data import make_replay
from dashboard.seat.seat_room import public_room
from simulation.live import LiveNegotiation, view_of
from simulation.study import pull_all
from simulation.study.change_phrase import phrase_of
from simulation.study.study import Change
from simulation.words import catalogue, pole, told_in
from tests.poles import as_scenario, usual_poles_in
from tests.spoken_for import BY_LANGUAGE


def but_kinds(data: Mapping[str, Any]) -> str:
    """Return data for a component as text, without what kinds of delegations are called: one is intergovernmental."""
    words = {key: text for key, text in data["words"].items() if not key.startswith("kind.")}
    return json.dumps({**data, "words": words}, ensure_ascii=False)


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_no_replay_names_the_usual_poles_in_a_case_that_has_others(language: str, apart: bool) -> None:  # noqa: FBT001 - a parameter
    replay = make_replay(play_run(as_scenario(apart=apart), seed=1, language=language), words_in(language))
    assert usual_poles_in(but_kinds(replay)) == []
    main = replay["axes"]["x"]
    assert main["mixed"]
    assert (main["low"] == "deep cut") is not apart
    assert [(axis["low"], axis["high"]) for axis in replay["axes"]["y"]][2] == ("now", "never")


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_an_axis_whose_issues_agree_on_their_poles_is_called_by_them(language: str) -> None:
    scenario = as_scenario()
    alike = [issue.model_copy(update={"low": "deep cut", "high": "no cut"}) for issue in scenario.issues]
    scenario = scenario.model_copy(update={"issues": tuple(alike)})
    main = make_replay(play_run(scenario, seed=1, language=language), words_in(language))["axes"]["x"]
    assert (main["low"], main["high"], main["mixed"]) == ("deep cut", "no cut", False)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_no_picture_of_a_seat_and_no_change_in_the_lab_names_the_usual_poles(language: str) -> None:
    words, scenario = words_in(language), as_scenario()
    live = LiveNegotiation(scenario, seats=("AA",))
    room = public_room(view_of(live, "AA"), scenario, words, issue="q0")
    assert usual_poles_in(but_kinds(room)) == []
    for value in ("lowest", "0.4"):
        change = Change(lever="draft", value=value)
        (made,) = pull_all(scenario, [change]).words
        told = change_told(words, scenario, change, made)
        with told_in(language):
            phrase = str(phrase_of(change.lever, made))
        assert phrase
        assert usual_poles_in(f"{told.title} {told.was} {phrase}") == []
    fixed = [text for key, text in catalogue(language).items() if key.startswith(("lab.grid.", "lab.help."))]
    assert usual_poles_in(" ".join(fixed)) == []


def test_the_usual_poles_are_told_in_the_language_of_the_reader() -> None:
    with told_in("fr"):
        assert (pole("intergovernmental"), pole("no cut")) == ("intergouvernemental", "no cut")
