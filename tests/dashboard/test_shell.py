"""Every page stands in the same frame, and the server is set up in one place."""

import gc
import subprocess
import sys
import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit import config
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.frame import settings, shell
from dashboard.frame.escaping import escaped
from dashboard.frame.language import words_in
from dashboard.frame.settings import ADDRESS, as_toml, options
from dashboard.frame.shell import PAGES, apologise, prepare, settle
from dashboard.library import cases
from dashboard.seat.seats_to_choose import playable
from simulation.drawing.theme import DARK, LIGHT
from simulation.words import LANGUAGES, catalogue
from tests.extent import at_a_desk

type Opened = Callable[..., AppTest]

ROOT = Path(__file__).parents[2]


def flat(data: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return the options of a TOML file by their dotted names."""
    found: dict[str, Any] = {}
    for name, value in data.items():
        if isinstance(value, dict):
            found |= flat(value, f"{prefix}{name}.")
        else:
            found[f"{prefix}{name}"] = value
    return found


@pytest.mark.parametrize("key", [page.key for page in PAGES])
@pytest.mark.parametrize("language", at_a_desk(["fr"], LANGUAGES))
def test_every_page_opens_in_every_language(opened: Opened, key: str, language: str) -> None:
    app = opened(key, {"lang": language})
    assert app.sidebar.selectbox(key="shell.language").value == language
    links: list[Any] = list(app.sidebar.get("page_link"))
    assert [link.label for link in links] == [
        words_in(language).say(f"shell.page.{page.key}") for page in PAGES
    ]


def test_a_page_changes_its_language_at_once_and_stays_where_it_is(opened: Opened) -> None:
    app = opened("method")
    english = app.title[0].value
    app.sidebar.selectbox(key="shell.language").set_value("fr").run()
    assert not app.exception
    assert app.title[0].value == words_in("fr").say("method.title") != english
    assert app.query_params["lang"] == "fr"


def test_a_chosen_language_stays_in_the_address_on_every_page(opened: Opened) -> None:
    app = opened("start", {"lang": "fr"})
    app.button(key="start.limits").click().run()
    assert app.title[0].value == words_in("fr").say("method.title")
    assert app.query_params["lang"] == "fr"


def test_a_link_with_a_value_that_cannot_be_says_so_until_its_page_is_left(opened: Opened) -> None:
    app = opened("library", {"seed": "many", "case": "worked_clock"})
    told = words_in("en").say("links.ignored", names="seed")
    assert [info.value for info in app.info] == [told]
    assert app.session_state["memory"].case == "worked_clock"
    assert [info.value for info in app.run().info] == [told]
    for page in ("method", "library"):
        app._page_hash = calc_hash(page)  # noqa: SLF001 - as `opened` does
        assert [info.value for info in app.run().info] == []


def test_a_link_to_a_case_that_there_is_not_says_that_another_one_is_shown(opened: Opened) -> None:
    app = opened("library", {"case": "nonsense"})
    (told,) = [info.value for info in app.info]
    assert "as the sender saw it" not in told
    assert told.endswith("So this is not the case that the sender saw.")


def test_a_link_to_an_upload_that_is_not_here_asks_for_the_file(opened: Opened) -> None:
    app = opened("library", {"case": "upload:0123456789abcdef"})
    assert "0123456789ab" in app.info[0].value
    assert app.session_state["memory"].case == "wtpf13"


def test_the_file_for_streamlit_says_what_the_settings_say() -> None:
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert text == as_toml()
    assert flat(tomllib.loads(text)) == options()


def test_streamlit_knows_every_option_that_is_set() -> None:
    known = config.get_config_options(force_reparse=True)
    assert sorted(options().keys() - known.keys()) == []


def test_it_serves_this_machine_tells_nobody_and_hides_its_errors() -> None:
    found = options()
    assert found["server.address"] == ADDRESS == "127.0.0.1"
    assert found["browser.gatherUsageStats"] is False
    assert found["client.showErrorDetails"] == "none"
    assert found["client.toolbarMode"] == "minimal"
    assert found["server.maxUploadSize"] == 1
    assert found["server.fileWatcherType"] == "none"
    assert found["server.enableAgentApi"] is False


def test_every_colour_of_the_settings_is_a_token_of_the_theme() -> None:
    for name, tokens in (("light", LIGHT), ("dark", DARK)):
        for option, value in options().items():
            if option.startswith(f"theme.{name}."):
                assert set(value if isinstance(value, list) else [value]) <= set(tokens.values())


def test_nothing_is_shown_in_red_or_green() -> None:
    tokens = settings.options()
    for name, theme in (("light", LIGHT), ("dark", DARK)):
        assert tokens[f"theme.{name}.redBackgroundColor"] == theme["note"]
        assert tokens[f"theme.{name}.greenBackgroundColor"] == theme["soft"]


def test_what_is_imported_is_out_of_the_sight_of_the_collector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "_settled", [])
    gc.unfreeze()
    settle()
    frozen = gc.get_freeze_count()
    assert frozen > 100_000
    settle()
    assert gc.get_freeze_count() <= frozen


def test_a_server_has_read_what_the_first_page_needs_before_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for kept in (words_in, catalogue, playable):
        kept.cache_clear()
    prepare()

    def load(*_: object) -> None:
        raise AssertionError("a file is read")

    monkeypatch.setattr(yaml, "load", load)
    assert all(words_in(language).language == language for language in LANGUAGES)
    assert playable()


def test_a_fresh_server_holds_no_library_that_no_page_uses() -> None:
    asked = "import sys; from dashboard.frame.shell import settle; settle(); print(*sys.modules)"
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    found = set(done.stdout.split())
    assert found >= {"pandas", "pyarrow.parquet"}
    assert found & {"altair", "matplotlib", "networkx", "scipy.optimize", "scipy.stats", "sklearn"} == set()


def test_an_error_is_told_without_what_it_was() -> None:
    def script() -> None:
        from dashboard.frame.shell import apologise as say_sorry

        say_sorry(RuntimeError("the name of a file"))

    app = AppTest.from_function(script, default_timeout=180).run()
    assert [error.value for error in app.error] == [
        f"**{words_in('en').say('shell.failed')}** {words_in('en').say('shell.failed.do')}"
    ]
    assert apologise.__doc__


def test_an_error_in_a_part_of_a_page_is_told_once() -> None:
    def script() -> None:
        import streamlit as st
        from streamlit.runtime.scriptrunner import get_script_run_ctx

        from dashboard.frame.shell import apologise as say_sorry

        def fail() -> None:
            raise RuntimeError("the name of a file")

        ctx = get_script_run_ctx()
        assert ctx is not None
        ctx.on_script_error = say_sorry
        st.fragment(st.fragment(fail))()

    app = AppTest.from_function(script, default_timeout=180).run()
    assert len(app.error) == 1


def test_no_module_here_is_named_like_one_that_others_import() -> None:
    names = {path.stem for path in Path(str(files("dashboard"))).iterdir() if path.suffix in {".py", ""}}
    assert names & sys.stdlib_module_names == set()


@pytest.mark.parametrize("language", at_a_desk(["en"], LANGUAGES))
@pytest.mark.parametrize("page", [page.key for page in PAGES])
def test_a_case_at_hand_that_is_gone_is_told_and_another_takes_its_place(
    opened: Opened, page: str, language: str
) -> None:
    app = opened(page, {"case": "worked_clock", "lang": language})
    kept = app.session_state["memory"]
    kept.case = "upload:0123456789abcdef"
    for _ in range(2):  # it is told until the visitor goes on
        app.run()
        assert not app.exception
        title = escaped(cases.scenario_of("wtpf13", {}, language).title)
        told = words_in(language).say("shell.case.lost", title=title)
        assert [message.value for message in app.warning] == [told]
        assert kept.case == "wtpf13"
    app.button(key="shell.case.lost").click().run()
    assert not app.exception
    assert list(app.warning) == []


def test_who_chooses_another_case_hears_no_more_of_one_that_is_gone(opened: Opened) -> None:
    app = opened("replay", {"case": "worked_clock"})
    app.session_state["memory"].case = "upload:0123456789abcdef"
    app.run()
    app.selectbox(key="replay.case").set_value("worked_package").run()
    assert not app.exception
    assert list(app.warning) == []


def test_the_editor_says_that_a_case_it_was_asked_for_is_gone(opened: Opened) -> None:
    app = opened("editor")
    app.session_state["memory"].pages["editor.asked"] = "upload:0123456789abcdef"
    app.run()
    assert not app.exception
    assert [message.value for message in app.warning] == [words_in("en").say("editor.asked.lost")]
    assert "editor.asked" not in app.session_state["memory"].pages
