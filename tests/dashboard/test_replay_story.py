"""The story below a replay: folded and made only when it is asked for, in the reader's language, with its files."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from dashboard.replay.played_runs import play_run
from dashboard.replay.story_files import story_file, story_of
from simulation.engine.simulate import load_scenario
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_story_is_made_when_it_is_asked_for(opened: Opened, language: str) -> None:
    app = opened("replay", {"case": "first_hour", "lang": language})
    say = words_in(language).say
    fold = next(one for one in app.expander if one.label == say("replay.story"))
    assert not fold.proto.expanded
    assert [button.label for button in fold.button] == [say("replay.story.make")]
    app.button(key="replay.story.make").click().run()
    assert not app.exception
    fold = next(one for one in app.expander if one.label == say("replay.story"))
    assert fold.proto.expanded
    files: list[Any] = list(fold.get("download_button"))
    assert [one.label for one in files] == [say(f"replay.story.{kind}") for kind in ("loop", "handout")]
    story = story_of(play_run(load_scenario("first_hour"), seed=1, language=language), language)
    told = next(text.value.replace("\\", "") for text in fold.markdown)
    assert told == "\n".join(f"{at}. {scene}" for at, scene in enumerate(story.scenes, start=1))


def test_the_files_of_a_story_say_which_run_they_are_of() -> None:
    run = play_run(load_scenario("worked_clock"), seed=4, language="en", command=("delegation-sim", "run"))
    story = story_of(run, "en")
    loop, handout = story_file(run, "en", "loop"), story_file(run, "en", "handout")
    for file in (loop, handout):
        assert "worked_clock, seed 4, delegation-sim " in file
    assert "xmlns" in loop
    assert "xmlns" not in story.wide + story.narrow


def test_an_answer_at_a_glance_leads_to_its_session(opened: Opened) -> None:
    say = words_in("en").say
    app = opened("replay", {"case": "first_hour"})
    ways = [button for button in app.button if str(button.key).startswith("replay.glance.")]
    assert ways
    for button in ways:
        session = int(button.label.removeprefix(say("replay.glance.see", s="")))
        app.button(key=str(button.key)).click().run()
        assert not app.exception
        assert app.session_state["memory"].session == session
