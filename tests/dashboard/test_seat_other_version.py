"""A game that another version played: shown at its address, from its file and from the shelf, and not played on."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.frame.escaping import escaped
from dashboard.frame.language import words_in
from dashboard.seat.game import ON_DISK
from dashboard.seat.kept_games import new_id
from simulation import load_scenario
from simulation.live import LiveNegotiation, SeatMove
from simulation.storage.live_log import save_log
from simulation.training.log_told import tell_log
from simulation.version import version
from simulation.words import say, told_in
from tests.dashboard.seat_page import game_of, logs_in, press
from tests.other_version import OTHER, play_of_another
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]

SAY = words_in("en").say
pytestmark = pytest.mark.usefixtures("own_runs")


def left_by_another(file: Path) -> Path:
    """Keep a game that is over and that another version played, with words in it."""
    live = LiveNegotiation("worked_package", seats=("STATE",))
    live.submit(SeatMove(seat="STATE", move="speak", text="Good *morning*."))
    live.play_out()
    return play_of_another(save_log(live.log, file))


def refusal(language: str = "en") -> str:
    with told_in(language):
        return escaped(say("live.log.other_version", made=OTHER, ours=version()))


def warnings(app: AppTest) -> list[str]:
    return [warning.value for warning in app.warning]


def told(app: AppTest) -> str:
    return "\n".join(part.value for part in app.markdown)


def is_read(app: AppTest) -> bool:
    return "seat.read.close" in {button.key for button in app.button}


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_at_its_address_it_is_shown_and_why_it_is_not_played_on(
    opened: Opened, own_runs: Path, language: str
) -> None:
    key = new_id()
    file = left_by_another(own_runs / ON_DISK / f"{key}.json")
    before = file.read_bytes()
    app = opened("seat", {"game": key, "lang": language})
    assert warnings(app) == [refusal(language)]
    assert "seat" not in app.session_state["memory"].pages
    with told_in(language):
        reading = tell_log(app.session_state["memory"].pages["seat.read"], load_scenario("worked_package"))
        lines = (*reading.about, *reading.result, *(line for _, moves in reading.sessions for line in moves))
        assert reading.result
        for line in lines:
            assert escaped(line) in told(app)
    assert file.read_bytes() == before


def test_it_stays_until_it_is_put_away(opened: Opened, own_runs: Path) -> None:
    key = new_id()
    left_by_another(own_runs / ON_DISK / f"{key}.json")
    app = opened("seat", {"game": key})
    app.run()
    assert is_read(app)
    press(app, "seat.read.close")
    assert not is_read(app)
    assert warnings(app) == []


def test_a_seat_that_is_taken_puts_it_away(opened: Opened, own_runs: Path) -> None:
    key = new_id()
    left_by_another(own_runs / ON_DISK / f"{key}.json")
    app = opened("seat", {"game": key})
    press(app, "seat.take.easy")
    assert game_of(app).live.log.version == version()
    press(app, "seat.begin")
    assert "seat.read" not in app.session_state["memory"].pages
    assert app.query_params["game"] == game_of(app).id != key


def test_from_the_shelf_it_is_shown(opened: Opened, own_runs: Path) -> None:
    left_by_another(own_runs / "given.live.json")
    app = opened("seat")
    press(app, "seat.resume.open")
    assert warnings(app) == [refusal()]
    assert is_read(app)


def test_a_file_that_is_given_is_shown_and_begins_no_game(
    opened: Opened, own_runs: Path, tmp_path: Path
) -> None:
    file = left_by_another(tmp_path / "mine.json")
    app = opened("seat")
    app.file_uploader(key="seat.resume.file").set_value(
        ("mine.json", file.read_bytes(), "application/json")
    ).run()
    assert not app.exception
    assert warnings(app) == [refusal()]
    assert is_read(app)
    assert logs_in(own_runs) == []


@pytest.mark.parametrize(
    ("changed", "key"),
    [({"title": "Own"}, "reading.renamed"), ({"key": "own"}, "reading.keys")],
    ids=["changed", "gone"],
)
def test_a_game_on_a_case_that_is_not_here_as_it_was_is_shown(
    opened: Opened, own_runs: Path, changed: dict[str, str], key: str
) -> None:
    case = load_scenario("worked_package").model_copy(update=changed)
    live = LiveNegotiation(case, seats=("STATE",))
    live.play_out()
    play_of_another(save_log(live.log, own_runs / "given.live.json"))
    app = opened("seat")
    press(app, "seat.resume.open")
    assert warnings(app) == [refusal()]
    assert escaped(say(key, case=case.key)) in told(app)
