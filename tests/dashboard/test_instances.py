"""Instances in the dashboard: chosen where a seat is taken and where a class is trained, and kept."""

import io
import zipfile
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.library import cases
from dashboard.seat.packs import for_seats
from dashboard.seat.seats_to_choose import suggested
from dashboard.training.training_page import zipped_papers
from simulation import load_scenario
from simulation.scenario.load import scenario_hash
from simulation.storage.live_log import load_log
from tests.dashboard.seat_page import game_of, logs_in, press
from tests.dashboard.test_escaping_pages import on_page
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]

INSTANCE = load_scenario("first_hour", overrides={"instance": 2})


def shown(app: AppTest) -> str:
    return "\n".join(on_page(app)).replace("\\", "")


def test_an_instance_is_found_under_the_key_of_its_case_and_its_number() -> None:
    assert scenario_hash(cases.scenario_of("first_hour~2", {})) == scenario_hash(INSTANCE)
    assert cases.is_here("first_hour~2", {})
    assert for_seats("first_hour~2", "en").history != for_seats("first_hour", "en").history
    assert [one.seat for one in suggested("first_hour~2", INSTANCE)] != [
        one.seat for one in suggested("first_hour", load_scenario("first_hour"))
    ]


@pytest.mark.parametrize(
    "key", ["wtpf13~2", "first_hour~0", "first_hour~-1", "first_hour~x", "../first_hour~1"]
)
def test_what_is_no_instance_is_not_here(key: str) -> None:
    assert not cases.is_here(key, {})


@pytest.mark.usefixtures("own_runs")
@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_a_seat_is_taken_in_an_instance_and_kept_in_it(
    opened: Opened, own_runs: object, language: str
) -> None:
    app = opened("seat", {"case": "first_hour", "lang": language})
    app.number_input(key="seat.instance.first_hour").set_value(2).run()
    assert not app.exception
    assert "instance" in shown(app)
    press(app, "seat.take.easy")
    game = game_of(app)
    assert (game.case, game.live.log.instance) == ("first_hour~2", 2)
    assert scenario_hash(game.live.case) == scenario_hash(INSTANCE)
    press(app, "seat.begin")
    (file,) = logs_in(own_runs)  # type: ignore[arg-type] # a folder
    assert load_log(file).instance == 2


def test_the_papers_of_an_instance_are_of_that_instance(opened: Opened) -> None:
    app = opened("training")
    app.selectbox(key="training.case").set_value("first_hour").run()
    app.number_input(key="training.instance.first_hour").set_value(2).run()
    assert not app.exception
    papers = zipped_papers("first_hour~2", INSTANCE, "en")
    with zipfile.ZipFile(io.BytesIO(papers)) as folder:
        names = folder.namelist()
        guide = folder.read("first_hour-2-pack/facilitator.html").decode()
    assert all(name.startswith("first_hour-2-pack/") for name in names)
    assert "(instance 2)" in guide
    assert "How hard the seats are" in guide


def test_a_case_without_instances_has_no_field(opened: Opened) -> None:
    app = opened("seat", {"case": "worked_package"})
    assert not [one for one in app.number_input if str(one.key).startswith("seat.instance")]


@pytest.mark.usefixtures("own_runs")
@pytest.mark.parametrize("number", [0, 2])
def test_a_french_game_has_nothing_of_the_pack_in_english_in_its_brief(opened: Opened, number: int) -> None:
    app = opened("seat", {"case": "first_hour", "lang": "fr"})
    if number:
        app.number_input(key="seat.instance.first_hour").set_value(number).run()
    press(app, "seat.take.easy")
    key = cases.instance_key("first_hour", number)
    ours, theirs = for_seats(key, "fr"), for_seats(key, "en")
    assert ours.history != theirs.history
    assert ours.coach != theirs.coach
    assert str(ours.history) in shown(app)
    assert str(theirs.history) not in shown(app)


@pytest.mark.usefixtures("own_runs")
@pytest.mark.parametrize(("language", "ends"), [("en", ":"), ("fr", "\N{NO-BREAK SPACE}:")])
def test_a_reason_stands_after_the_name_of_its_clause_as_the_language_writes_it(
    opened: Opened, language: str, ends: str
) -> None:
    app = opened("seat", {"case": "first_hour", "lang": language})
    press(app, "seat.take.easy")
    reasons = game_of(app).view.own.reasons
    written = [text.value.replace("\\", "") for text in app.markdown]
    found = [text for text in written if any(str(one) in text for one in reasons.values())]
    assert len(found) == len(reasons)
    assert all(text.startswith("**") and f"{ends}** " in text for text in found)
