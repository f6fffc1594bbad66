"""Playing a seat on the page: from the choice to the result, in every case that can be played."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame import links
from dashboard.frame.escaping import escaped
from dashboard.frame.language import words_in
from dashboard.seat.kept_games import new_id
from dashboard.seat.seats_to_choose import playable
from simulation.live import LiveNegotiation
from simulation.reasons import build_log, explain
from simulation.words import LANGUAGES
from tests.dashboard.seat_page import buttons_of, game_of, logs_in, play_on, press, take_seat
from tests.extent import at_a_desk

type Opened = Callable[..., AppTest]

HOSTILE = "<img src=x onerror='window.broken=1'>![p](https://outside.invalid/p.png) $x$ :red[a]"
FEW = ("first_hour",)
"""Played at a desk; on the terminal the other case of real delegations is."""
pytestmark = pytest.mark.usefixtures("own_runs")


def moves_of(app: AppTest) -> list[str]:
    return [entry.move for entry in game_of(app).live.log.entries if not isinstance(entry, str)]


def markup_of(app: AppTest) -> list[str]:
    parts: list[Any] = list(app.get("html"))
    return [str(part.proto.body) for part in parts]


def texts(elements: Iterable[Any]) -> list[str]:
    return [element.value for element in elements]


def opened_on(opened: Opened, case: str, language: str = "en") -> AppTest:
    app = opened("seat", {"lang": language})
    box = next(box for box in app.selectbox if box.key and box.key.startswith("seat.choose.case."))
    if box.value != case:
        box.set_value(case).run()
    assert not app.exception, app.exception[0].message
    return app


def at_table(opened: Opened, case: str = "worked_package") -> AppTest:
    return take_seat(opened_on(opened, case))


@pytest.mark.parametrize(
    ("query", "case"),
    [
        ({}, "first_hour"),
        ({"case": "wtpf13"}, "wtpf13"),
        *(
            pytest.param({"case": key}, key, marks=pytest.mark.thorough)
            for key in playable()
            if key != "wtpf13"
        ),
    ],
)
def test_a_link_to_a_case_offers_the_seats_of_that_case(
    opened: Opened, query: dict[str, str], case: str
) -> None:
    app = opened("seat", query)
    assert next(box for box in app.selectbox if (box.key or "").startswith("seat.choose.case.")).value == case


def test_four_clicks_lead_from_start_to_the_first_move_of_ones_own(opened: Opened) -> None:
    app = opened("start")
    press(app, "start.seat")
    press(app, "seat.take.easy")
    press(app, "seat.begin")
    group = next(g for g in buttons_of(app) if g.key and g.key.startswith("seat.signal."))
    group.set_value("support").run()
    assert not app.exception
    assert moves_of(app) == ["support"]


@pytest.mark.parametrize("language", at_a_desk(["en"], LANGUAGES))
@pytest.mark.parametrize("case", at_a_desk(FEW, playable()))
def test_a_seat_is_played_to_its_result_in_every_case(opened: Opened, case: str, language: str) -> None:
    app = take_seat(opened_on(opened, case, language))
    titles = play_on(app, np.random.default_rng(1), most=120, actions=0)
    words = words_in(language)
    assert game_of(app).is_over
    assert len(set(titles)) > 1
    ending = words.say(f"class.{game_of(app).live.record.outcome.outcome_class}.event")
    assert escaped(ending) in app.title[0].value
    assert words.say("term.debriefing") in [header.value for header in app.header]


@pytest.mark.parametrize(
    "case", at_a_desk(["worked_package"], ["worked_package", "worked_clock", "wtpf13_training"])
)
def test_whatever_a_bot_presses_the_page_goes_on(opened: Opened, case: str, own_runs: Path) -> None:
    app = take_seat(opened_on(opened, case), "medium")
    play_on(app, np.random.default_rng(7), most=14)
    game = game_of(app)
    kept = {
        file.stem: file.read_text(encoding="utf-8") for file in logs_in(own_runs)
    }  # it may have tried again
    assert kept[game.id] == game.live.log.to_text()
    twin = LiveNegotiation.from_log(game.live.log, game.live.case)
    assert (twin.phase, twin.session) == (game.live.phase, game.live.session)


def test_the_game_stands_on_disk_after_every_move(opened: Opened, own_runs: Path) -> None:
    app = at_table(opened)
    for _ in range(3):
        press(app, "seat.done")
        kept = json.loads(logs_in(own_runs)[0].read_text(encoding="utf-8"))
        assert len(kept["entries"]) == len(game_of(app).live.log.entries)


def test_its_address_picks_a_game_up_in_a_new_window(opened: Opened) -> None:
    app = at_table(opened)
    press(app, "seat.done")
    other = opened("seat", {"game": game_of(app).id})
    assert other.title[0].value == app.title[0].value
    assert game_of(other).live.log.entries == game_of(app).live.log.entries


def test_a_window_that_was_left_behind_shows_how_it_stands_now(opened: Opened) -> None:
    app = at_table(opened)
    other = opened("seat", {"game": game_of(app).id})
    press(other, "seat.done")
    app.run()
    assert [info.value for info in app.info] == [words_in("en").say("seat.changed")]
    assert game_of(app).live.log.entries == game_of(other).live.log.entries


@pytest.mark.parametrize("key", ["../../etc/passwd", "short", "x" * 22])
def test_an_address_of_no_game_opens_the_choice(opened: Opened, key: str) -> None:
    app = opened("seat", {"game": key})
    assert app.title[0].value == words_in("en").say("seat.choose.title")
    assert "seat" not in app.session_state["memory"].pages


def test_a_game_that_is_not_there_says_so(opened: Opened) -> None:
    app = opened("seat", {"game": new_id()})
    assert len(app.warning) == 1


def test_no_link_holds_the_game(opened: Opened) -> None:
    app = at_table(opened)
    key = game_of(app).id
    assert key not in links.address(f"http://127.0.0.1:1/seat?game={key}", links.Link(page="replay"))
    assert "game" not in links.encode(links.Link(page="seat"))


def test_taking_back_returns_to_before_the_move(opened: Opened) -> None:
    app = at_table(opened)
    before = app.title[0].value
    press(app, "seat.done")
    assert app.title[0].value != before
    press(app, "seat.undo")
    assert app.title[0].value == before
    assert game_of(app).live.log.entries == []


def test_the_prediction_stands_beside_what_came(opened: Opened) -> None:
    app = opened_on(opened, "worked_package")
    press(app, "seat.take.easy")
    app.selectbox(key="seat.predict.class").set_value("no_outcome")
    press(app, "seat.begin")
    assert game_of(app).notes.prediction is not None
    press(app, "seat.hand_over.now")
    words = words_in("en")
    (table,) = [part for part in markup_of(app) if "<table" in part]
    assert words.ending("no_outcome") in table
    assert f">{words.say('seat.result.said')}</th>" in table


def test_questions_come_before_the_reasons_of_others(opened: Opened) -> None:
    app = at_table(opened)
    press(app, "seat.hand_over.now")
    assert "seat.debrief.who" not in [box.key for box in app.selectbox]
    assert len(app.text_area) == 4
    app.text_area(key="seat.debrief.ask.0").set_value("They met halfway.")
    app.text_area(key="seat.principle").set_value("Ask first.")
    press(app, "seat.debrief.open")
    assert list(game_of(app).notes.answers.values()) == ["They met halfway."]
    assert game_of(app).notes.principle == "Ask first."
    assert "seat.debrief.who" in [box.key for box in app.selectbox]
    assert app.text_area(key="seat.principle").value == "Ask first."


def test_what_moved_another_is_set_in_below_each_session(opened: Opened) -> None:
    app = at_table(opened)
    press(app, "seat.hand_over.now")
    press(app, "seat.debrief.open")
    who = str(app.selectbox(key="seat.debrief.who").value)
    account = explain(build_log(game_of(app).live.record), who)
    depths = [line.depth for line in account]
    assert max(depths) > min(depths) == 0
    (shown,) = [text for text in texts(app.markdown) if text.startswith("- ") and "\n  - " in text]
    assert [(len(line) - len(line.lstrip())) // 2 for line in shown.splitlines()] == depths


def test_another_ending_is_debriefed_anew(opened: Opened) -> None:
    app = at_table(opened)
    press(app, "seat.hand_over.now")
    press(app, "seat.debrief.open")
    was = game_of(app).ending["errand"]
    press(app, "seat.undo")
    press(app, "seat.done")
    assert "errand" not in game_of(app).ending
    assert was.is_called_off


def test_what_a_person_writes_is_kept_shown_and_does_nothing(opened: Opened) -> None:
    app = at_table(opened)
    app.text_area(key="seat.speak.text.0").set_value(HOSTILE)
    form = next(button.key for button in app.button if button.key and "seat.speak.form" in button.key)
    press(app, form)
    assert [said.text for said in game_of(app).view.statements] == [HOSTILE]
    assert app.text_area(key="seat.speak.text.1").value == ""
    shown = [*texts(app.markdown), *texts(app.info), *texts(app.caption)]
    assert not any("![p](https" in text for text in shown)


def test_the_coach_is_counted_and_can_be_silent(opened: Opened) -> None:
    app = at_table(opened)
    press(app, "seat.coach.ask")
    assert [asked.level for asked in game_of(app).notes.hints] == ["question"]
    assert str(game_of(app).notes.hints[0].text) in app.info[0].value.replace("\\", "")
    for _ in range(3):
        press(app, "seat.coach.ask")
    levels = [asked.level for asked in game_of(app).notes.hints]
    assert levels == ["question", "concept", "move", "question"]
    assert len({asked.text for asked in game_of(app).notes.hints}) == 4
    app = opened_on(opened, "worked_package")
    app.radio(key="seat.coach").set_value("off")
    take_seat(app)
    assert "seat.coach.ask" not in [button.key for button in app.button]


def test_another_language_tells_the_same_game(opened: Opened) -> None:
    app = at_table(opened)
    press(app, "seat.done")
    entries = list(game_of(app).live.log.entries)
    app.sidebar.selectbox(key="shell.language").set_value("fr").run()
    assert not app.exception
    assert game_of(app).language == "fr"
    assert game_of(app).live.log.entries == entries
    assert words_in("fr").say("term.red_lines") in "".join(markup_of(app))


def test_leaving_a_game_leads_to_the_choice_and_keeps_it(opened: Opened, own_runs: Path) -> None:
    app = at_table(opened)
    press(app, "seat.keep.leave")
    assert app.title[0].value == words_in("en").say("seat.choose.title")
    assert len(logs_in(own_runs)) == 1


def test_a_server_that_cannot_write_says_so_and_goes_on(opened: Opened, own_runs: Path) -> None:
    own_runs.write_text("a file where the folder should be", encoding="utf-8")
    app = at_table(opened)
    press(app, "seat.done")
    assert words_in("en").say("seat.unkept") in [warning.value for warning in app.warning]
    assert game_of(app).live.phase == "floor"
