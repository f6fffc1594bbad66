"""The door to a class: it says what will be opened and how, and opens it only where nobody else looks on."""

import http.client
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.classroom import class_servers
from dashboard.frame.begun_with import Opening, opening, set_opening
from dashboard.frame.language import words_in
from dashboard.library import cases
from simulation.errors import DelegationSimError
from tests.class_served import Browser
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of classes of a dashboard that this machine alone reaches."""
    before = opening()
    set_opening(Opening(is_alone=True))
    monkeypatch.setenv("DELEGATION_SIM_CLASSES", str(tmp_path))
    monkeypatch.delenv("DELEGATION_SIM_DATABASE", raising=False)
    yield tmp_path
    for one in class_servers.hosted():
        class_servers.end(one)
    set_opening(before)


def command(app: AppTest) -> str:
    code = app.code[-1]
    return code.value[code.value.index(" class ") + 1 :]


def said(app: AppTest) -> str:
    return "\n".join(text.value for text in app.markdown)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_where_others_look_on_it_shows_the_command_and_no_button(opened: Opened, language: str) -> None:
    app, say = opened("host", {"lang": language}), words_in(language).say
    assert app.title[0].value == say("shell.page.host")
    language_of_class = "" if language == "en" else f" --language {language}"
    assert command(app) == f"class first_hour --students 20{language_of_class} --network"
    assert say("host.command.only") in said(app)
    assert say("host.reach.network") in said(app)
    assert [button for button in app.button if button.key == "host.open"] == []


def test_whoever_chooses_a_seat_of_a_training_case_is_told_what_others_can_read(opened: Opened) -> None:
    told = words_in("en").say("seat.choose.open")
    assert told in [caption.value for caption in opened("seat").caption]
    assert told not in [caption.value for caption in opened("seat", {"case": "worked_clock"}).caption]


def test_what_is_chosen_stands_in_the_command(opened: Opened) -> None:
    app = opened("host")
    app.number_input(key="host.students").set_value(40)
    app.number_input(key="host.tables").set_value(4)
    app.number_input(key="host.sessions").set_value(4)
    app.number_input(key="host.minutes").set_value(8)
    app.radio(key="host.skill").set_value("hard")
    app.radio(key="host.dealing").set_value("chosen")
    app.checkbox(key="host.here").check().run()
    assert command(app) == (
        "class first_hour --students 40 --tables 4 --sessions 4 --minutes 8 --skill hard --deal chosen"
    )
    assert (
        "The class opens with 4 tables of 6 seats, up to 2 people a seat. Only this machine will reach it."
        in said(app)
    )
    app.number_input(key="host.students").set_value(200).run()
    assert not app.code
    assert app.warning[0].value.startswith("200 students do not fit")


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_an_instance_that_is_chosen_stands_in_the_command(opened: Opened, language: str) -> None:
    app = opened("host", {"lang": language})
    app.number_input(key="host.instance.first_hour").set_value(3).run()
    language_of_class = "" if language == "en" else f" --language {language}"
    assert command(app) == f"class first_hour --students 20 --instance 3{language_of_class} --network"
    app.selectbox(key="host.case").set_value("wtpf13").run()
    assert "--instance" not in command(app)
    assert not [one for one in app.number_input if str(one.key).startswith("host.instance")]


@pytest.mark.usefixtures("alone")
def test_a_class_is_opened_on_the_instance_that_is_chosen(opened: Opened) -> None:
    app = opened("host")
    app.number_input(key="host.instance.first_hour").set_value(3)
    app.checkbox(key="host.here").check().run()
    app.button(key="host.open").click().run()
    assert not app.exception
    (one,) = class_servers.hosted()
    assert one.title == "A first hour: four clauses, six seats (instance 3)"


@pytest.mark.parametrize(
    ("language", "usual", "shorter"),
    [
        pytest.param(
            "en",
            "6 sessions of 2 phases of 5 minutes: at most 60 minutes,",
            "One session of 2 phases of 8",
            marks=pytest.mark.thorough,
        ),
        ("fr", "6 séances de 2 phases de 5 minutes : 60 minutes au plus,", "Une séance de 2 phases de 8"),
    ],
)
def test_it_says_how_long_the_class_lasts(opened: Opened, language: str, usual: str, shorter: str) -> None:
    app = opened("host", {"lang": language})
    assert usual in said(app).replace("\xa0", " ").replace("\u202f", " ")
    app.number_input(key="host.sessions").set_value(1)
    app.number_input(key="host.minutes").set_value(8).run()
    assert shorter in said(app)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_it_says_in_which_language_the_case_is_where_it_is_not_that_of_the_page(
    opened: Opened, language: str
) -> None:
    app = opened("host", {"lang": language})
    assert not any(
        "Le cas est écrit en anglais" in one.value for one in app.caption
    )  # the first one speaks French too
    app.selectbox(key="host.case").set_value("unga_cyber").run()
    assert any("Le cas est écrit en anglais" in one.value for one in app.caption) == (language == "fr")


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_names_are_chosen_where_delegations_are_real_and_else_it_says_why_not(
    opened: Opened, language: str
) -> None:
    app, say = opened("host", {"lang": language}), words_in(language).say
    told = say("host.names.invented")
    assert told in [caption.value for caption in app.caption]
    assert [radio for radio in app.radio if radio.key == "host.names"] == []
    app.selectbox(key="host.case").set_value("wtpf13").run()
    assert told not in [caption.value for caption in app.caption]
    assert "--names" not in command(app)
    app.radio(key="host.names").set_value("archetypes").run()
    language_of_class = "" if language == "en" else f" --language {language}"
    assert command(app) == f"class wtpf13 --students 20 --names archetypes{language_of_class} --network"
    assert not app.info, "no word stays that is near to a real name"


def test_it_opens_a_class_shows_the_way_to_its_console_and_ends_it(opened: Opened, alone: Path) -> None:
    app = opened("host")
    app.checkbox(key="host.here").check().run()
    app.button(key="host.open").click().run()
    assert not app.exception
    (one,) = class_servers.hosted()
    assert f"Code: **{one.code}**" in said(app)
    link = urlsplit(one.console)
    assert (link.hostname, link.path, one.is_for_network) == ("127.0.0.1", "/class/host", False)
    (file,) = alone.glob("*.key")
    assert link.fragment == file.read_text(encoding="utf-8").strip()
    assert link.port is not None
    host = Browser(link.port)
    assert host.form("/class/host", {"key": link.fragment}).status == 303
    assert host.see("host")["title"] == "A first hour: four clauses, six seats"
    app.button(key=f"host.end.{one.code}").click().run()
    assert class_servers.hosted() == []
    assert f"({one.code}) has ended; the class is kept." in said(app)
    assert "delegation-sim class --again" in [code.value for code in app.code]
    with pytest.raises(ConnectionError):
        http.client.HTTPConnection("127.0.0.1", link.port, timeout=5).request("GET", "/")


def test_what_cannot_be_opened_is_said_as_the_command_says_it(alone: Path) -> None:
    with pytest.raises(DelegationSimError, match=r"^This class is not possible: level"):
        class_servers.start(["first_hour", "--skill", "genius", "--port", "0"])
    assert class_servers.hosted() == []
    assert list(alone.glob("*.key")) == []


def with_an_own_case(opened: Opened) -> tuple[AppTest, str]:
    """Return the door in a visit with a case of its own, which is chosen, and the name of its file."""
    app = opened("host")
    text = cases.case_yaml("first_hour", {}).replace("key: first_hour", "key: our_own", 1)
    key, problems = cases.add_case(text, app.session_state["memory"].uploads)
    assert key is not None, problems
    app.run()
    app.selectbox(key="host.case").set_value(key)
    app.checkbox(key="host.here").check().run()
    assert not app.exception
    return app, cases.file_name(key.removeprefix(cases.UPLOAD))


def test_a_case_of_the_visit_is_offered_with_its_file_where_others_look_on(opened: Opened) -> None:
    app, file = with_an_own_case(opened)
    assert command(app) == f"class {file} --students 20"
    assert f"`{file}`" in said(app)
    assert app.get("download_button")
    assert [button for button in app.button if button.key == "host.open"] == []


@pytest.fixture
def scratch(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in which the pages make their temporary ones."""
    folder = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.usefixtures("alone")
def test_a_class_is_opened_on_a_case_of_the_visit_whose_file_is_gone_then(
    opened: Opened, scratch: Path
) -> None:
    app, _ = with_an_own_case(opened)
    assert list(scratch.iterdir()) == []
    app.button(key="host.open").click().run()
    assert not app.exception
    (one,) = class_servers.hosted()
    link = urlsplit(one.console)
    assert link.port is not None
    host = Browser(link.port)
    assert host.form("/class/host", {"key": link.fragment}).status == 303
    assert host.see("host")["title"] == "A first hour: four clauses, six seats"
    assert list(scratch.iterdir()) == []


def test_the_file_of_a_class_that_cannot_be_opened_is_gone_too(
    opened: Opened, alone: Path, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, _ = with_an_own_case(opened)
    blocked = alone / "blocked"
    blocked.touch()
    monkeypatch.setenv("DELEGATION_SIM_CLASSES", str(blocked))  # no folder can be made there
    app.button(key="host.open").click().run()
    assert app.error[0].value.startswith(words_in("en").say("host.failed"))
    assert class_servers.hosted() == []
    assert list(scratch.iterdir()) == []
