"""On a server for a class no page, link or file shows what a training case keeps from other seats."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import library, shelf
from dashboard.closed import has_pack, is_closed
from dashboard.opening import Opening, opening, set_opening
from dashboard.words import words_in
from simulation import simulate
from simulation.errors import RecordError
from simulation.live import LiveNegotiation
from simulation.reasons import build_log, coalitions_of
from simulation.scenario.load import shipped_scenarios
from simulation.scenario.pack import load_pack
from simulation.scenario.schema import Scenario
from simulation.storage import save_run
from simulation.storage.live_log import SUFFIX, save_log
from simulation.training.debrief import debriefing
from simulation.words import told_in
from tests.dashboard.seat_page import game_of, press, take_seat

type Opened = Callable[..., AppTest]

CASE = "first_hour"
PAGES = ("start", "seat", "replay", "lab", "editor", "library", "method")


def started(tmp_path: Path, **given: object) -> Iterator[Path]:
    before = opening()
    set_opening(Opening(runs=tmp_path, **given))  # type: ignore[arg-type] # by name
    try:
        yield tmp_path
    finally:
        set_opening(before)


@pytest.fixture
def classroom(tmp_path: Path) -> Iterator[Path]:
    yield from started(tmp_path, is_class=True)


@pytest.fixture
def own_machine(tmp_path: Path) -> Iterator[Path]:
    yield from started(tmp_path)


def secrets_of(key: str, scenario: Scenario) -> list[str]:
    """Return sentences that only one seat, or a trainer, may read."""
    pack = load_pack(key)
    assert pack is not None
    texts = [seat.brief.confidential for seat in scenario.delegations]
    texts += [mandate.reason for seat in scenario.delegations for mandate in seat.mandate.values()]
    texts += [scenario.trainer_notes, pack.realism, *pack.objectives]
    return [part.strip() for text in texts for part in text.split(". ") if len(part) > 25]


def letters(text: str) -> str:
    """Return a text without what marks it up, or is escaped on one page and not on another."""
    return re.sub(r"[^a-z]+", "", text.casefold())


def leaks(app: AppTest, key: str = CASE) -> list[str]:
    """Return the secrets in what a page sends to the browser, in the words of its elements or in their data."""
    told = sent(app)
    ascii_only = {text: letters(text) for text in secrets_of(key, library.scenario_of(key, {}))}
    return [text for text, found in ascii_only.items() if found in told]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("classroom")
def test_no_page_shows_a_secret_of_a_training_case(opened: Opened, page: str) -> None:
    app = opened(page, {"case": CASE})
    assert leaks(app) == []
    assert not [button.key for button in app.button if button.key and button.key.endswith(f".{CASE}")]


@pytest.mark.parametrize("page", ["replay", "lab", "models"])
@pytest.mark.usefixtures("classroom")
def test_a_link_to_a_training_case_says_where_it_is_played(opened: Opened, page: str) -> None:
    app = opened(page, {"case": "wtpf13_training"})
    assert app.title[0].value == words_in("en").say("shell.closed.title")


@pytest.mark.usefixtures("classroom")
def test_a_training_case_is_not_among_those_whose_models_can_be_compared(opened: Opened) -> None:
    titles = opened("models").selectbox(key="models.case").options
    assert library.scenario_of("wtpf13", {}).title in titles
    assert library.scenario_of(CASE, {}).title not in titles


@pytest.mark.usefixtures("classroom")
def test_the_library_lists_a_training_case_without_a_way_into_it(opened: Opened) -> None:
    app = opened("library")
    keys = {button.key for button in app.button} | {item.proto.id for item in app.get("download_button")}
    assert f"library.editor.{CASE}" not in keys
    assert "library.editor.wtpf13" in keys
    assert not [key for key in keys if key and f"library.download.{CASE}" in key]
    assert words_in("en").say("library.closed") in [caption.value for caption in app.caption]
    told = [one.label for one in app.expander].count(words_in("en").say("library.ground"))
    assert told == sum(not has_pack(key) for key in shipped_scenarios())


@pytest.mark.usefixtures("classroom")
def test_the_editor_opens_no_training_case_whatever_asks_for_it(opened: Opened) -> None:
    app = opened("editor")
    titles = app.selectbox(key="editor.there").options
    assert library.scenario_of(CASE, {}).title not in titles
    assert library.scenario_of("wtpf13", {}).title in titles
    app.session_state["memory"].pages["editor.asked"] = CASE
    app.run()
    assert not app.exception
    assert leaks(app) == []


def test_runs_and_studies_of_a_training_case_are_not_listed(classroom: Path) -> None:
    for key in (CASE, "worked_clock"):
        record = simulate(library.scenario_of(key, {}), seed=1)
        save_run(record, build_log(record), coalitions_of(record), classroom / key, command=())
    assert [row.name for row in shelf.kept(classroom)] == ["worked_clock"]
    with pytest.raises(RecordError, match="first_hour"):
        shelf.run_named(classroom, CASE)


def test_the_case_that_a_class_was_started_with_is_closed_too(tmp_path: Path, opened: Opened) -> None:
    text = library.case_yaml("worked_isolation", {}) + "\n# of a class\n"
    key = library.key_of(text)
    for _ in started(tmp_path, case=key, text=text, is_class=True):
        assert is_closed(key)
        assert opened("replay").title[0].value == words_in("en").say("shell.closed.title")


@pytest.mark.parametrize(
    ("key", "shows"), [("seat.choose.open", "own_machine"), ("seat.choose.closed", "classroom")]
)
def test_whoever_chooses_a_seat_is_told_what_others_can_read(
    opened: Opened, request: pytest.FixtureRequest, key: str, shows: str
) -> None:
    request.getfixturevalue(shows)
    assert words_in("en").say(key) in [caption.value for caption in opened("seat").caption]


@pytest.mark.usefixtures("classroom")
def test_whoever_takes_a_seat_reads_its_own_brief_and_no_other(opened: Opened) -> None:
    app = press(opened("seat"), "seat.take.easy")
    case = library.scenario_of(CASE, {})
    own = next(seat for seat in case.delegations if seat.key == game_of(app).seat)
    read = leaks(app)
    assert read
    kept = " ".join([own.brief.confidential, *(mandate.reason for mandate in own.mandate.values())])
    assert [text for text in read if text not in kept] == []


@pytest.mark.parametrize(("server", "tells"), [("classroom", False), ("own_machine", True)])
def test_the_debriefing_of_a_class_tells_no_brief_of_another_seat(
    opened: Opened, request: pytest.FixtureRequest, server: str, *, tells: bool
) -> None:
    request.getfixturevalue(server)
    app = take_seat(opened("seat"))
    game_of(app).play_out()
    press(app.run(), "seat.debrief.open")
    case = library.scenario_of(CASE, {})
    others = [seat.brief.confidential for seat in case.delegations if seat.key != game_of(app).seat]
    assert any(text in " ".join(others) for text in leaks(app)) is tells
    closed = words_in("en").say("seat.debrief.given_up") in [text.value for text in app.markdown]
    assert closed is not tells


@pytest.mark.parametrize(("server", "is_listed"), [("classroom", False), ("own_machine", True)])
def test_games_in_the_folder_of_runs_are_not_listed_for_a_class(
    opened: Opened, request: pytest.FixtureRequest, server: str, *, is_listed: bool
) -> None:
    folder: Path = request.getfixturevalue(server)
    live = LiveNegotiation(CASE, seats=(library.scenario_of(CASE, {}).delegations[0].key,))
    save_log(live.log, folder / f"mine{SUFFIX}")
    keys = {button.key for button in opened("seat").button}
    assert ("seat.resume.open" in keys) is is_listed
    app = opened("seat", {"game": f"mine{SUFFIX}"})
    assert "seat" not in app.session_state["memory"].pages


@pytest.mark.usefixtures("classroom")
def test_a_game_of_a_class_goes_on_at_its_own_address(opened: Opened) -> None:
    app = take_seat(opened("seat"))
    press(app, "seat.do.consult_capital")
    at_hand = game_of(app)
    assert game_of(opened("seat", {"game": at_hand.id})).digest == at_hand.digest


def said(live: LiveNegotiation, seat: str) -> list[str]:
    """Return the sentences of a debriefing that follow from the true values of others, in letters only."""
    score = next(iter(debriefing(live, seat))).score
    found = [*score.mandate.sentences[1:], *score.efficiency.sentences, score.distribution.sentence]
    found += [trade.sentence for trade in score.efficiency.trades]
    found.append(score.relationship.sentences[0])
    return [letters(sentence) for sentence in found]


def sent(app: AppTest) -> str:
    """Return the letters of all that a page sends to the browser."""
    told = " ".join(str(element.proto) for block in (app.main, app.sidebar) for element in block)
    return letters(re.sub(r"\\+(\d{3}|n)", " ", told))


def until_found(app: AppTest) -> AppTest:
    """Run the page until the first part of the debriefing is there, where one is worked out."""
    for _ in range(100):
        if not game_of(app).ending.get("errand") or game_of(app).ending.get("found"):
            break
        time.sleep(0.1)
        app.run()
    return app


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.usefixtures("classroom")
def test_whoever_hands_over_at_once_learns_nothing_that_others_keep(opened: Opened, language: str) -> None:
    app = take_seat(opened("seat", {"lang": language}))
    press(app, "seat.hand_over.now")
    app = until_found(press(app, "seat.debrief.open"))
    game = game_of(app)
    with told_in(language):
        secret = said(game.live, game.seat)
    assert len(secret) > 4
    told = sent(app)
    assert [sentence for sentence in secret if sentence in told] == []
    assert "errand" not in game.ending
    assert "seat.debrief.page" not in {item.proto.id for item in app.get("download_button")}
    say = words_in(language).say
    assert say("seat.debrief.own") in [head.value for head in app.subheader]
    assert say("seat.result.clauses") in [head.value for head in app.header]


@pytest.mark.usefixtures("classroom")
def test_whoever_holds_the_seat_to_the_end_is_told_what_was_found(opened: Opened) -> None:
    app = take_seat(opened("seat"))
    game = game_of(app)
    while not game.is_over:
        game.end_turn()
    secret = said(game.live, game.seat)
    game.ending.update(
        errand=None, found=next(iter(debriefing(game.live, game.seat)))
    )  # as a worker finds it
    app = press(app.run(), "seat.debrief.open")
    told = sent(app)
    assert [sentence for sentence in secret if sentence not in told] == []
    texts = [text.value for text in app.markdown]
    assert words_in("en").say("seat.debrief.closed") in texts
    assert words_in("en").say("seat.debrief.given_up") not in texts
    assert "seat.debrief.who" not in [box.key for box in app.selectbox]


@pytest.mark.usefixtures("own_machine")
def test_on_ones_own_machine_everything_is_open(opened: Opened) -> None:
    assert has_pack(CASE)
    assert not is_closed(CASE)
    app = opened("editor")
    app.session_state["memory"].pages["editor.asked"] = CASE
    app.run()
    app.session_state["memory"].pages["editor"].step = "seats"
    app.run()
    assert not app.exception
    assert leaks(app)
