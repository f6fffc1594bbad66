"""Start: the film of a run, and doors to pages that exist."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from simulation.engine.simulate import load_scenario
from simulation.scenario.translations.telling import in_language
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_it_says_how_many_delegations_there_are_and_where_positions_come_from(
    opened: Opened, language: str
) -> None:
    app = opened("start", {"lang": language})
    words = words_in(language)
    case = load_scenario("wtpf13")
    # 53 delegations have a seat, of which 7 may neither speak nor object: what 46 do is drawn.
    assert len(case.delegations) == 53
    assert app.title[0].value == words.say("start.title", n=46)
    lead = f"{words.say('start.lead')} {words.say('start.watching.other', n=7)}"
    assert lead in [text.value for text in app.markdown]
    made = words.say("start.made", positions=477, documented=43, inferred=339, judgement=95, seed=1)
    assert made in [caption.value for caption in app.caption]


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_film_of_the_run_is_there_without_a_click_and_told_in_words(
    opened: Opened, language: str
) -> None:
    app = opened("start", {"lang": language})
    assert len(app.main.get("bidi_component")) > 1, "the film, beside what sets the language"
    told = {
        "en": "1. Session 1: the room falls into 3 groups",
        "fr": "1. Séance 1\N{NO-BREAK SPACE}: la salle se partage en 3 groupes",
    }
    assert any(text.value.replace("\\", "").startswith(told[language]) for text in app.markdown)


@pytest.mark.parametrize("page", ["replay", "lab", "library", "papers"])
def test_every_door_leads_to_its_page(opened: Opened, page: str) -> None:
    app = opened("start")
    heading = app.title[0].value
    app.button(key=f"start.{page}").click().run()
    assert not app.exception, app.exception[0].message
    assert [title.value for title in app.title] != [heading]


def test_the_limits_are_one_click_away(opened: Opened) -> None:
    app = opened("start")
    app.button(key="start.limits").click().run()
    assert app.title[0].value == words_in("en").say("method.title")


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_subject_is_told_in_three_screens_each_with_its_sources(opened: Opened, language: str) -> None:
    app = opened("start", {"lang": language})
    words, case = words_in(language), in_language(load_scenario("wtpf13"), language)
    app.button(key="start.screens").click().run()
    seen = []
    for step in range(3):
        assert not app.exception
        captions = [caption.value.replace("\\", "") for caption in app.caption]
        assert words.say("start.screens.at", at=step + 1, n=3) in captions
        assert any(source in caption for caption in captions for source in case.sources.values())
        seen.append(words.say(f"start.screens.{step + 1}.title"))
        assert seen[-1] in [header.value for header in app.header]
        if step < 2:
            app.button(key="start.screens.next").click().run()
    app.button(key="start.screens.back").click().run()
    assert seen[1] in [header.value for header in app.header]


def test_the_last_screen_leads_to_the_replay(opened: Opened) -> None:
    app = opened("start")
    app.button(key="start.screens").click().run()
    app.button(key="start.screens.next").click().run()
    app.button(key="start.screens.next").click().run()
    app.button(key="start.screens.watch").click().run()
    assert not app.exception
    assert app.session_state["memory"].case == "wtpf13"
