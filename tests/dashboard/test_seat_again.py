"""The survey, own words that stay, and a second round without the coach, on the page of a seat."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from dashboard.seat.game import ON_DISK
from dashboard.seat.kept_games import Games, new_id
from simulation.live import LiveNegotiation, SeatMove
from simulation.scenario.load import load_scenario
from simulation.scenario.translations.telling import in_language
from simulation.storage.live_log import load_log, save_log
from simulation.training.notes import SeatNotes, keep_notes, notes_of
from simulation.training.second import offers, remember, round_played
from simulation.training.survey import Survey, statement
from simulation.words import say as told
from simulation.words import told_in
from tests.dashboard.seat_page import buttons_of, game_of, logs_in, press

type Opened = Callable[..., AppTest]

PATIENCE = 90.0
SAY = words_in("en").say
ACTING = "Ask\ufeff\u2028first\x1b[2J<b>![p](x)"
KEPT = "Ask\ufffd\ufffdfirst\ufffd[2J<b>![p](x)"


def over(case: str = "worked_package", seat: str = "OPEN", notes: SeatNotes | None = None) -> LiveNegotiation:
    """Return a game that is over."""
    live = LiveNegotiation(case, seats=(seat,))
    live.play_out()
    keep_notes(live.log, seat, notes or SeatNotes(principle="Ask first."))
    return live


def resumed(opened: Opened, folder: Path, live: LiveNegotiation, **query: str) -> AppTest:
    """Return the page of a game that lies among the runs."""
    save_log(live.log, folder / "kept.live.json")
    return press(opened("seat", query), "seat.resume.open")


def until_found(app: AppTest) -> AppTest:
    """Run the page once the profile is there."""
    errand = game_of(app).ending["errand"]
    late = time.monotonic() + PATIENCE
    while errand.latest is None and time.monotonic() < late:
        time.sleep(0.05)
    return app.run()


def rate(app: AppTest, moment: str, item: str, rating: int) -> None:
    group: Any = next(one for one in buttons_of(app) if one.key == f"seat.survey.{moment}.{item}")
    group.set_value(str(rating))


def markup(app: AppTest) -> str:
    return " ".join(str(part.proto.body) for part in app.get("html"))


def test_what_is_rated_before_the_first_game_is_kept_once_it_begins(opened: Opened, own_runs: Path) -> None:
    app = press(opened("seat"), "seat.take.easy")
    rate(app, "before", "ask", 2)
    app.text_area(key="seat.survey.before.remark").set_value(ACTING)
    press(app, "seat.begin")
    game = game_of(app)
    assert game.notes.before == Survey(ratings={"ask": 2}, remark=KEPT)
    assert notes_of(load_log(logs_in(own_runs)[0]), game.seat).before == game.notes.before


def test_nobody_has_to_answer_and_then_nothing_is_kept(opened: Opened, own_runs: Path) -> None:
    app = press(press(opened("seat"), "seat.take.easy"), "seat.begin")
    assert game_of(app).notes == SeatNotes()
    press(app, "seat.hand_over.now")
    press(app, "seat.debrief.open")
    assert game_of(app).notes == SeatNotes()
    assert told("debrief.page.survey") not in [head.value for head in app.subheader]
    assert notes_of(load_log(logs_in(own_runs)[0]), game_of(app).seat) == SeatNotes()


def test_a_game_can_be_opened_again_whatever_a_person_wrote_at_its_end(
    opened: Opened, own_runs: Path
) -> None:
    app = resumed(opened, own_runs, over(notes=SeatNotes()))
    app.text_area(key="seat.principle").set_value(ACTING)
    app.text_area(key="seat.debrief.ask.0").set_value(ACTING)
    rate(app, "after", "trade", 5)
    app.text_area(key="seat.survey.after.remark").set_value(ACTING)
    press(app, "seat.debrief.open")
    again = game_of(opened("seat", {"game": game_of(app).id}))
    assert again.notes.principle == KEPT
    assert list(again.notes.answers.values()) == [KEPT]
    assert again.notes.after == Survey(ratings={"trade": 5}, remark=KEPT)
    shown = [part.value for part in (*app.markdown, *app.caption)]
    assert not any("![p](x)" in text for text in shown)
    assert "<b>!" not in markup(app)
    assert "&lt;b&gt;!" in markup(app)


@pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=pytest.mark.thorough)])
def test_the_second_round_begins_with_what_was_learned_and_is_written_down_at_once(
    opened: Opened, own_runs: Path, language: str
) -> None:
    answered = SeatNotes(principle=KEPT, after=Survey(ratings={"ask": 4}))
    app = until_found(resumed(opened, own_runs, over(notes=answered), lang=language))
    was = game_of(app)
    found = [one.case for one in offers("worked_package", "OPEN")]
    titles = [in_language(load_scenario(key), language).title for key in found]
    assert app.selectbox(key="seat.second.case").options == titles
    press(app, "seat.second.begin")
    now = game_of(app)
    assert (now.case, now.coach, now.has_begun) == (found[0], "off", False)
    assert app.query_params["game"] == now.id != was.id
    assert "&lt;b&gt;!" in markup(app)
    with told_in(language):
        assert any(told("rounds.principle") in text.value.replace("\\", "") for text in app.markdown)
    assert not [one for one in buttons_of(app) if str(one.key).startswith("seat.survey")]
    other = opened("seat", {"game": now.id})
    first = game_of(other).notes.first
    assert first is not None
    assert (first.principle, first.after, first.case) == (KEPT, Survey(ratings={"ask": 4}), "worked_package")
    press(other, "seat.begin")
    assert "seat.coach.ask" not in [button.key for button in other.button]


def test_the_same_seat_in_another_instance_can_come_second(opened: Opened, own_runs: Path) -> None:
    app = until_found(resumed(opened, own_runs, over("first_hour", "SAB")))
    box = app.selectbox(key="seat.second.case")
    assert box.options[-1] == load_scenario("first_hour", overrides={"instance": 1}).title
    box.select_index(len(box.options) - 1).run()
    press(app, "seat.second.begin")
    now = game_of(app)
    assert (now.live.case.key, now.live.case.instance, now.seat) == ("first_hour", 1, "SAB")
    other = game_of(opened("seat", {"game": now.id}))
    assert other.live.case.instance == 1
    assert other.notes.first == now.notes.first


def second_round(case: str = "worked_package", seat: str = "OPEN") -> LiveNegotiation:
    """Return a second round that is over."""
    live = LiveNegotiation(case, seats=(seat,), seed=2)
    remember(live, seat, replace(round_played(over()), principle=KEPT, before=Survey(ratings={"ask": 1})))
    live.play_out()
    return live


def test_two_profiles_stand_side_by_side_and_no_third_round_is_offered(
    opened: Opened, own_runs: Path
) -> None:
    app = press(resumed(opened, own_runs, second_round()), "seat.debrief.open")
    app = until_found(app)
    app.run()
    assert told("rounds.title") in [head.value for head in app.subheader]
    assert any(told("rounds.chance") in text.value.replace("\\", "") for text in app.markdown)
    assert f'<th scope="row">{told("rounds.hints")}</th><td>0</td><td>0</td><td>0</td>' in markup(app)
    assert f'<th scope="row">{statement("ask")}</th><td>1</td><td>–</td><td>–</td>' in markup(app)
    assert "seat.second.begin" not in [button.key for button in app.button]


def test_playing_a_second_round_on_from_a_session_still_remembers_the_first(
    opened: Opened, own_runs: Path
) -> None:
    app = resumed(opened, own_runs, second_round())
    press(app, "seat.retry")
    first = game_of(app).notes.first
    assert first is not None
    assert first.principle == KEPT


def test_a_file_whose_first_game_is_damaged_is_refused_in_words(opened: Opened, own_runs: Path) -> None:
    live = over()
    live.log.notes["OPEN"]["first"] = {"case": 3}
    app = resumed(opened, own_runs, live)
    assert "seat" not in app.session_state["memory"].pages
    assert len(app.warning) == 1
    assert "OPEN" in app.warning[0].value


@pytest.mark.parametrize("end", ["held", "handed over"])
def test_it_is_offered_at_the_end_of_a_game_that_is_opened_again(
    opened: Opened, own_runs: Path, end: str
) -> None:
    live, is_held = LiveNegotiation("first_hour", seats=("SAB",)), end == "held"
    if is_held:
        while live.phase != "over":
            for _ in live.pending:
                live.submit(SeatMove(seat="SAB", move="done"))
            live.advance()
    else:
        live.play_out()
    keep_notes(live.log, "SAB", SeatNotes(principle="Ask first.", after=Survey(ratings={"ask": 3})))
    key = new_id()
    assert Games(own_runs / ON_DISK).save(key, live.log)
    app = until_found(opened("seat", {"game": key}))
    assert told("debrief.page.survey") in [head.value for head in app.subheader]
    press(app, "seat.second.begin")
    assert game_of(app).notes.first is not None
