"""The seats that are suggested to begin with are such as a person can do something in."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from dashboard.library import cases
from dashboard.seat.public_sheet import sheet_of
from dashboard.seat.seats_to_choose import playable, suggested
from simulation.live import LiveNegotiation, view_of
from simulation.training import published, seats_apart
from simulation.words import own_text
from tests.dashboard.seat_page import game_of, press
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]


def test_seats_that_are_suggested_can_talk_where_any_seat_can() -> None:
    for key in playable():
        scenario = cases.scenario_of(key, {})
        found = suggested(key, scenario)
        live = LiveNegotiation(scenario, seats=[one.seat for one in found])
        talks = [view_of(live, one.seat).own.talks for one in found]
        assert all(talks) or not live.live.room.setting.talks.any(), key
    assert [one.degree for one in suggested("wtpf13_training", cases.scenario_of("wtpf13_training", {}))] == [
        "easy",
        "medium",
        "hard",
    ]


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_chooser_says_which_seat_is_clearly_harder_and_of_any_seat_how_hard_it_is(
    opened: Opened, language: str
) -> None:
    app, words = opened("seat", {"lang": language, "case": "first_hour"}), words_in(language)
    case = cases.scenario_of("first_hour", {}, language)
    measured = published(case)
    assert measured is not None
    (harder,) = (words.told(one) for one in seats_apart(case))
    assert "Lumera" in harder
    assert harder in [one.value.replace("\\", "") for one in app.markdown]
    captions = [one.value.replace("\\", "") for one in app.caption]
    levels = [words.say(f"papers.guide.level.{degree}") for degree in ("easy", "medium", "hard")]
    assert [
        one for one in captions if one in levels
    ] == levels  # what a seat asks, in no word of what was measured
    assert words.say("seat.choose.judged") in captions
    app.selectbox(key="seat.choose.seat.first_hour").set_value("LUM").run()
    share = measured.share("LUM")
    figures = {
        "share": round(100 * share.value),
        "low": round(100 * share.low),
        "high": round(100 * share.high),
    }
    assert words.say("difficulty.seat", **figures) in [one.value for one in app.caption]


def test_where_no_pack_says_more_the_chooser_tells_how_far_a_seat_opens_from_the_others(
    opened: Opened,
) -> None:
    captions = [one.value for one in opened("seat", {"case": "wtpf13"}).caption]
    told = ["Opens nearest to the others", "Opens in between", "Opens farthest from the others"]
    assert [one for one in captions if one.startswith("Opens ")] == told
    assert not any("the judgement of whoever prepared the case" in one for one in captions)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_the_chooser_says_in_which_language_a_case_is_written(opened: Opened, language: str) -> None:
    captions = [one.value for one in opened("seat", {"lang": language, "case": "worked_package"}).caption]
    said = words_in("fr").say("seat.choose.language", language="anglais")
    assert (said in captions) is (language == "fr")


def test_a_case_in_french_is_chosen_and_begun_in_french(opened: Opened) -> None:
    app = opened("seat", {"lang": "fr"})
    said = words_in("fr").say("seat.choose.language", language="anglais")
    assert said not in [one.value for one in app.caption]
    press(app, "seat.take.easy")
    case = game_of(app).live.case
    assert case.told_language == "fr"
    assert game_of(app).view.title == case.title != own_text(case.title)


def test_the_brief_shows_the_wording_of_the_first_draft_and_how_long_it_takes_to_read(opened: Opened) -> None:
    app = press(opened("seat"), "seat.take.easy")
    view, sheet = game_of(app).view, sheet_of(game_of(app).live.case)
    shown = " ".join(one.value for one in app.markdown).replace("\\", "")
    for clause in sheet.clauses:
        issue = next(issue for issue in view.issues if issue.key == clause.issue)
        text = clause.texts.get(next(o.key for o in issue.options if o.on_table), "")
        assert text.replace("\\", "") in shown
    at_least = len(view.own.confidential_brief.split()) // 200
    minutes = [
        int(found[0]) for one in app.caption if (found := re.findall(r"About (\d+) minutes", one.value))
    ]
    assert len(minutes) == 1
    assert minutes[0] > at_least
