"""A game that stands in several windows, and one whose case, language or seat is not as it was."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.language import words_in
from dashboard.library import cases
from dashboard.seat import seats_to_choose
from dashboard.seat.game import Game, games
from dashboard.seat.kept_games import new_id
from simulation.live import LiveNegotiation, SeatMove
from simulation.storage.live_log import save_log
from simulation.words import say, told_in
from tests.dashboard.seat_page import buttons_of, game_of, logs_in, press, take_seat
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]

SAY = words_in("en").say
pytestmark = pytest.mark.usefixtures("own_runs")


def at_table(opened: Opened, case: str = "worked_package") -> AppTest:
    app = opened("seat")
    box = next(box for box in app.selectbox if box.key and box.key.startswith("seat.choose.case."))
    if box.value != case:
        box.set_value(case).run()
    return take_seat(app)


def infos(app: AppTest) -> list[str]:
    return [info.value for info in app.info]


def two_windows(opened: Opened, case: str = "worked_package") -> tuple[AppTest, AppTest]:
    first = at_table(opened, case)
    return first, opened("seat", {"game": game_of(first).id})


def test_a_signal_in_a_window_left_behind_does_nothing(opened: Opened, own_runs: Path) -> None:
    first, second = two_windows(opened)
    press(second, "seat.done")
    stands = logs_in(own_runs)[0].read_text(encoding="utf-8")
    group = next(group for group in buttons_of(first) if group.key and group.key.startswith("seat.signal."))
    group.set_value("support").run()
    assert not first.exception
    assert SAY("seat.changed") in infos(first)
    assert logs_in(own_runs)[0].read_text(encoding="utf-8") == stands
    assert game_of(first).live.log.to_text() == stands


@pytest.mark.parametrize("key", ["seat.done", "seat.undo", "seat.hand_over.now"])
def test_a_button_in_a_window_left_behind_does_nothing(opened: Opened, own_runs: Path, key: str) -> None:
    first, second = two_windows(opened)
    for app in (first, second):
        press(app, "seat.done") if app is first else app.run()
    press(second, "seat.done")
    stands = logs_in(own_runs)[0].read_text(encoding="utf-8")
    press(first, key)
    assert SAY("seat.changed") in infos(first)
    assert logs_in(own_runs)[0].read_text(encoding="utf-8") == stands
    before = len(game_of(first).live.log.entries)
    press(first, "seat.done")
    assert len(game_of(first).live.log.entries) > before


def test_a_signal_after_the_notice_counts(opened: Opened) -> None:
    first, second = two_windows(opened)
    press(second, "seat.coach.ask")
    first.run()
    assert SAY("seat.changed") in infos(first)
    group = next(group for group in buttons_of(first) if group.key and group.key.startswith("seat.signal."))
    group.set_value("support").run()
    assert [entry.move for entry in game_of(first).live.log.entries if isinstance(entry, SeatMove)] == [
        "support"
    ]


def test_another_language_in_a_window_left_behind_shows_how_it_stands_now(opened: Opened) -> None:
    first, second = two_windows(opened)
    press(second, "seat.done")
    first.sidebar.selectbox(key="shell.language").set_value("fr").run()
    assert not first.exception
    assert game_of(first).live.log.entries == game_of(second).live.log.entries
    assert game_of(first).language == "fr"
    assert infos(first) == [words_in("fr").say("seat.changed")]


def test_the_answers_to_an_offer_are_called_by_the_offer(opened: Opened) -> None:
    app = at_table(opened, "ai_oversight")
    for _ in range(12):
        if game_of(app).live.phase == "talks" and game_of(app).view.offers:
            break
        press(app, "seat.done")
    offers = game_of(app).view.offers
    keys = {button.key for button in app.button}
    assert offers
    assert {f"seat.decline.{offer.id}" for offer in offers} <= keys
    press(app, f"seat.decline.{offers[0].id}")
    assert f"seat.decline.{offers[0].id}" not in {button.key for button in app.button}


def test_an_offer_accepted_in_a_window_left_behind_is_not_accepted(opened: Opened) -> None:
    first, second = two_windows(opened, "ai_oversight")
    while not game_of(first).view.offers or game_of(first).live.phase != "talks":
        press(first, "seat.done")
    second.run()
    one, *rest = game_of(second).view.offers
    press(second, f"seat.decline.{one.id}")
    press(first, f"seat.accept.{one.id}")
    assert SAY("seat.changed") in infos(first)
    assert game_of(first).view.ledger == ()
    assert game_of(first).view.offers == tuple(rest)


@pytest.fixture
def own_case(opened: Opened) -> AppTest:
    """Return a game at the table on a case that was uploaded."""
    text = (
        Path("scenarios/first_hour.yaml").read_text(encoding="utf-8").replace("sessions: ", "sessions: 1", 1)
    )
    app = opened("seat")
    key, problems = cases.add_case(text, app.session_state["memory"].uploads)
    assert problems == []
    app.run()
    box = next(box for box in app.selectbox if box.key and box.key.startswith("seat.choose.case."))
    box.set_value(key).run()
    return take_seat(app)


def test_the_language_can_change_when_the_case_is_gone(own_case: AppTest) -> None:
    own_case.session_state["memory"].uploads.clear()
    own_case.sidebar.selectbox(key="shell.language").set_value("fr").run()
    assert not own_case.exception
    assert game_of(own_case).language == "fr"


def test_the_case_that_is_played_stays_among_the_uploads(own_case: AppTest) -> None:
    memory = own_case.session_state["memory"]
    text = Path("scenarios/first_hour.yaml").read_text(encoding="utf-8")
    for number in range(cases.MAX_UPLOADS + 1):
        cases.add_case(f"{text}# {number}\n", memory.uploads, in_use=memory.in_use)
    assert game_of(own_case).case in memory.uploads
    press(own_case, "seat.keep.leave")
    assert memory.in_use == (memory.case,)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_an_address_of_no_game_is_answered_in_words_without_a_path(opened: Opened, language: str) -> None:
    app = opened("seat", {"game": new_id(), "lang": language})
    told = app.warning[0].value.replace("\\", "")
    say = words_in(language).say
    assert told.split() == say("seat.lost", problem=say("seat.lost.gone", days=30)).split()


def test_a_seat_that_was_only_looked_at_leaves_no_file(opened: Opened, own_runs: Path) -> None:
    app = opened("seat")
    press(app, "seat.take.easy")
    assert logs_in(own_runs) == []
    press(app, "seat.begin")
    assert len(logs_in(own_runs)) == 1
    assert app.query_params["game"] == game_of(app).id


def handed_over(own_runs: Path, *, then: int) -> LiveNegotiation:
    """Keep a game whose seat was handed over, and advanced then."""
    case = cases.scenario_of("worked_clock", {})
    seat = seats_to_choose.suggested("worked_clock", case)[0].seat
    live = LiveNegotiation("worked_clock", seats=(seat,))
    live.submit(SeatMove(seat=seat, move="hand_over"))
    for _ in range(then):
        live.advance()
    save_log(live.log, own_runs / "given.live.json")
    return live


def test_a_seat_that_was_handed_over_can_be_taken_again(opened: Opened, own_runs: Path) -> None:
    handed_over(own_runs, then=0)
    app = opened("seat")
    press(app, "seat.resume.open")
    assert SAY("seat.agent.now") in infos(app)
    session = game_of(app).live.session
    press(app, "seat.done")
    assert (game_of(app).live.session, game_of(app).live.phase) == (session + 1, "talks")
    press(app, "seat.do.take_over")
    assert game_of(app).is_held
    assert SAY("seat.agent.now") not in infos(app)


def test_a_game_of_before_there_were_seals_is_opened_and_told_once(opened: Opened, own_runs: Path) -> None:
    handed_over(own_runs, then=0)
    file = own_runs / "given.live.json"
    data = json.loads(file.read_text("utf-8"))
    del data["seal"]
    file.write_text(json.dumps(data), encoding="utf-8")
    app = opened("seat")
    press(app, "seat.resume.open")
    assert SAY("seat.resume.unsealed") in infos(app)
    press(app, "seat.done")
    assert SAY("seat.resume.unsealed") not in infos(app)


def test_an_answer_that_is_not_possible_ends_nothing_and_says_why(opened: Opened) -> None:
    app = at_table(opened)
    game = game_of(app)
    game.answer("sign")
    assert game.problem
    assert (game.live.phase, game.live.log.entries) == ("talks", [])


def test_to_oppose_is_not_to_accept(opened: Opened) -> None:
    app = at_table(opened, "wtpf13_training")
    for group in list(buttons_of(app)):
        if group.key and group.key.startswith("seat.signal.talks."):
            same = next(one for one in buttons_of(app) if one.key == group.key)
            same.set_value("formal_object").run()
    markup = "".join(str(part.proto.body) for part in app.get("html"))
    later = SAY("seat.warn.reach", reach=say("reach.later"))
    assert later in markup or SAY("seat.end.over_red") in markup
    assert SAY("seat.warn.beyond.said") not in markup
    assert SAY("seat.warn.red.said") not in markup


def test_a_hint_and_a_forecast_belong_to_the_moves_at_which_they_were_asked_for(opened: Opened) -> None:
    app = at_table(opened)
    press(app, "seat.coach.ask")
    hint = game_of(app).notes.hints[0].text
    group = next(group for group in buttons_of(app) if group.key and group.key.startswith("seat.signal."))
    group.set_value("support").run()
    press(app, "seat.forecast.ask")
    asked_at = game_of(app).digest
    press(app, "seat.undo")
    same = next(one for one in buttons_of(app) if one.key == group.key)
    same.set_value("formal_object").run()
    shown = game_of(app).shown
    found = shown.get("forecast") or shown["forecast.found"]  # a worker may have been quick
    assert found[0] == asked_at != game_of(app).digest
    assert not any(str(hint) in info.replace("\\", "") for info in infos(app))


def test_a_hint_is_told_in_the_language_that_was_chosen_since(opened: Opened) -> None:
    app = at_table(opened)
    press(app, "seat.coach.ask")
    (asked,) = game_of(app).notes.hints
    app.sidebar.selectbox(key="shell.language").set_value("fr").run()
    with told_in("fr"):
        told = str(asked.text)
    assert told != str(asked.text)
    assert any(told in info.replace("\\", "") for info in infos(app))
    assert game_of(app).notes.hints == (asked,)


@pytest.mark.parametrize("way", ["another clause", "the next session"])
def test_a_forecast_goes_with_its_clause_and_its_session(opened: Opened, way: str) -> None:
    app = at_table(opened, "wtpf13_training")
    press(app, "seat.forecast.ask")
    assert {"forecast", "forecast.found"} & set(game_of(app).shown)
    if way == "another clause":
        choice = app.selectbox(key="seat.clause")
        choice.set_value("hall_a").run()
    else:
        press(app, "seat.done")
        press(app, "seat.done")
    assert not {"forecast", "forecast.found"} & set(game_of(app).shown)


def own_words(app: AppTest, field: str) -> Any:  # noqa: ANN401 - a field of the page
    (found,) = [area for area in app.text_area if str(area.key).startswith(field)]
    return found


@pytest.mark.parametrize("field", ["seat.propose.own.", "seat.speak.text."])
def test_own_words_stay_when_another_window_moved_first(opened: Opened, field: str) -> None:
    first, second = two_windows(opened)
    sends = "seat.propose.table"
    if field.startswith("seat.speak"):
        sends = next(str(button.key) for button in first.button if "seat.speak.form" in str(button.key))
    own_words(first, field).set_value("that it shall begin soon;")
    press(second, "seat.done")
    press(first, sends)
    assert SAY("seat.changed") in infos(first)
    assert [entry for entry in game_of(first).live.log.entries if not isinstance(entry, str)] == [
        SeatMove(seat=game_of(first).seat, move="done")
    ]
    press(first, "seat.undo")
    assert own_words(first, field).value == "that it shall begin soon;"
    press(first, sends)
    assert own_words(first, field).value == ""
    made = game_of(first).live.log.entries[-1]
    assert isinstance(made, SeatMove)
    assert made.text == "that it shall begin soon;"


def test_a_hint_in_a_window_left_behind_is_neither_counted_nor_shown(opened: Opened) -> None:
    first, second = two_windows(opened)
    press(second, "seat.coach.ask")
    press(first, "seat.coach.ask")
    assert [hint.level for hint in game_of(first).notes.hints] == ["question"]
    assert infos(first) == [SAY("seat.changed")]
    first.run()
    press(first, "seat.coach.ask")
    assert len(game_of(first).notes.hints) == 2


def test_leaving_a_game_calls_its_work_off(opened: Opened) -> None:
    app = at_table(opened, "wtpf13_training")
    press(app, "seat.forecast.ask")
    errand = game_of(app).shown["forecast"][1]
    press(app, "seat.keep.leave")
    assert errand.is_called_off


def twins() -> list[Game]:
    """Return one game as several windows have it."""
    key, log = new_id(), LiveNegotiation("worked_package", seats=("STATE",)).log
    games().save(key, log)
    return [
        Game(
            id=key,
            live=LiveNegotiation.from_log(log, cases.scenario_of("worked_package", {})),
            seat="STATE",
            case="worked_package",
            language="en",
            stamp=games().stamp(key),
        )
        for _ in range(4)
    ]


def test_of_windows_that_move_at_once_one_counts() -> None:
    found = twins()
    with ThreadPoolExecutor(len(found)) as pool:
        list(pool.map(lambda one: one.end_turn(), found))
    assert sorted(one.was_changed for one in found) == [False, True, True, True]
    (first,) = (one for one in found if not one.was_changed)
    assert games().load(first.id).entries == first.live.log.entries != []


def test_a_note_in_a_window_left_behind_overwrites_no_move() -> None:
    first, second, *_ = twins()
    second.end_turn()
    first.note(principle="Listen.")
    assert first.notes.principle == ""
    assert games().load(second.id).entries == second.live.log.entries
