"""The page Replay opens for every case, in both languages, and says what it shows."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from dashboard.frame.begun_with import Opening, opening, set_opening
from dashboard.frame.escaping import escaped
from dashboard.frame.language import words_in
from dashboard.library.cases import add_case, case_yaml, key_of
from simulation.cli.finished import Finished
from simulation.engine.simulate import simulate
from simulation.evidence.validation.validation_told import forecast_line
from simulation.reasons import build_log, coalitions_of
from simulation.scenario.load import load_scenario, shipped_scenarios
from simulation.scenario.translations.telling import in_language
from simulation.storage import save_run
from simulation.storage.manifest import hash_of
from simulation.version import version
from simulation.words import told_in
from tests.extent import at_a_desk
from tests.small_cases import data, delegation
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]


def _told(app: AppTest) -> str:
    return "\n".join(
        [
            *(item.value for item in app.caption),
            *(item.value for item in app.markdown),
            *(item.value for item in app.text),
        ]
    )


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize(
    "case",
    at_a_desk(["worked_package"], [case for case in shipped_scenarios() if case.startswith("worked_")]),
)
def test_a_worked_case_says_what_to_look_for(opened: Opened, case: str, language: str) -> None:
    said = words_in(language).say(f"replay.look.{case}")
    assert said.startswith({"en": "What to look for:", "fr": "À observer"}[language])
    assert escaped(said) in _told(opened("replay", {"case": case, "lang": language}))
    end = simulate(load_scenario(case), seed=1)
    number = re.search(r"(?:session|séance) (\d+)", said)
    assert number is not None
    assert int(number[1]) == end.n_rounds


def test_a_case_of_ones_own_is_told_apart_from_the_shipped_one_of_the_same_title(opened: Opened) -> None:
    app = opened("replay", {"case": "worked_clock"})
    memory, text = app.session_state["memory"], f"{case_yaml('worked_clock', {})}# of our own\n"
    memory.case = key_of(text)
    memory.uploads[memory.case] = text
    app.run()
    assert not app.exception
    title, shown = load_scenario("worked_clock").title, app.selectbox(key="replay.case").options
    assert [name for name in shown if title in name] == [title, f"{title} (2)"]


def test_a_case_that_is_not_worked_says_nothing_to_look_for(opened: Opened) -> None:
    lines = _told(opened("replay", {"case": "first_hour"})).splitlines()
    assert not any("What to look for" in line for line in lines)
    assert "first\\_hour" not in lines
    assert "first_hour" not in lines


@pytest.mark.parametrize("language", BY_LANGUAGE)
@pytest.mark.parametrize("case", at_a_desk(["first_hour"], shipped_scenarios()))
def test_every_case_opens_in_every_language(opened: Opened, case: str, language: str) -> None:
    app = opened("replay", {"case": case, "lang": language})
    told = in_language(load_scenario(case), language)
    assert told.title.split(":")[0] in app.title[0].value.replace("\\", "")
    assert words_in(language).say("replay.limits") in _told(app)
    with told_in(language):
        assert escaped(forecast_line()) in _told(app)
    named = "" if language == "en" else f" --language {language}"
    assert f"delegation-sim run {case} --seed 1 --parameters median{named}" in [
        item.value for item in app.text
    ]
    with told_in(language):
        gist = Finished(record=simulate(told, seed=1)).gist
        assert f"{escaped(str(gist.lead))}" in _told(app)


@pytest.mark.parametrize("table", ["positions", "memberships", "brackets_row", "text", "power", "log"])
def test_every_table_can_be_shown(opened: Opened, table: str) -> None:
    app = opened("replay", {"case": "wtpf13_training", "session": "3"})
    app.segmented_control(key="replay.table").set_value(table).run()
    assert not app.exception
    assert len(app.dataframe) == 1
    assert len(app.dataframe[0].value) > 0


def test_another_seed_is_another_run_and_offers_more_runs(opened: Opened) -> None:
    app = opened("replay", {"case": "wtpf13_training"})
    assert "one run of 400" in _told(app)
    app.number_input(key="replay.seed").set_value(5).run()
    assert not app.exception
    assert "Seed 5, one run." in _told(app)
    assert app.button(key="replay.usual.play").label == "Play 200 runs"
    assert "--seed 5" in _told(app)


def test_other_runs_are_played_for_one_visitor_at_a_time(opened: Opened) -> None:
    first, second = (opened("replay", {"case": "worked_package", "seed": "77"}) for _ in range(2))
    first.button(key="replay.usual.play").click().run()
    assert not first.exception
    second.run()
    assert not second.exception
    assert "replay.usual.cancel" not in {button.key for button in second.button}
    _until_told(second, "one run of 200")
    _until_told(first, "one run of 200")


def _until_told(app: AppTest, told: str) -> None:
    deadline = time.monotonic() + 60
    while told not in _told(app) and time.monotonic() < deadline:
        app.run()
        assert not app.exception
    assert told in _told(app)


def test_another_case_begins_afresh(opened: Opened) -> None:
    app = opened("replay", {"case": "wtpf13", "session": "7", "who": "BRA"})
    app.selectbox(key="replay.case").set_value("worked_clock").run()
    assert not app.exception
    kept = app.session_state["memory"]
    assert (kept.case, kept.selected) == ("worked_clock", None)


def test_a_session_that_a_run_has_not_is_its_last(opened: Opened) -> None:
    app = opened("replay", {"case": "worked_clock", "session": "400"})
    assert not app.exception


def test_two_pinned_sessions_are_compared(opened: Opened) -> None:
    app = opened("replay", {"case": "wtpf13_training"})
    app.session_state["memory"].pages["replay"].wish = (None, None, (1, 6))
    app.run()
    assert not app.exception
    assert any("from session 1 to session 6" in item.value for item in app.subheader)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    before = opening()
    record = simulate("worked_package", seed=4)
    save_run(
        record, build_log(record), coalitions_of(record), tmp_path / "kept", command="delegation-sim run x"
    )
    set_opening(Opening(runs=tmp_path))
    yield tmp_path
    set_opening(before)


def test_a_kept_run_is_shown_with_a_way_back(opened: Opened, folder: Path) -> None:
    assert folder.is_dir()
    app = opened("replay", {"case": "worked_clock", "lang": "fr"})
    app.session_state["memory"].pages["saved_run"] = "kept"
    app.run()
    assert not app.exception
    assert "Graine 4" in _told(app)
    assert "delegation-sim run x" in _told(app)
    app.button(key="replay.saved.back").click().run()
    assert "Graine 1" in _told(app)


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_a_kept_run_of_another_version_has_no_runs_of_this_one_beside_it(
    opened: Opened, folder: Path, language: str
) -> None:
    app = opened("replay", {"case": "worked_clock", "lang": language})
    app.session_state["memory"].pages["saved_run"] = "kept"
    app.run()
    if "replay.usual.play" in {button.key for button in app.button}:  # others may have played them
        app.button(key="replay.usual.play").click().run()
    _until_told(app, words_in(language).say("replay.made", seed=4, n=200))
    manifest = folder / "kept" / "manifest.json"
    written = json.loads(manifest.read_text(encoding="utf-8"))
    written["versions"]["delegation-sim"] = "0.0.1"
    written["sha256"] = hash_of({key: value for key, value in written.items() if key != "sha256"})
    manifest.write_text(json.dumps(written), encoding="utf-8")
    app.run()
    assert not app.exception
    assert "replay.usual.play" not in {button.key for button in app.button}
    told = words_in(language).say("replay.usual.version", made="0.0.1", version=version())
    assert escaped(told) in _told(app)
    alone = words_in(language).say("replay.made.alone", seed=4)
    assert alone in _told(app)


@pytest.mark.parametrize(("language", "told"), [("en", "this one included"), ("fr", "celle-ci comprise")])
def test_the_run_that_is_shown_is_said_to_be_one_of_those_offered(
    opened: Opened, language: str, told: str
) -> None:
    assert told in _told(opened("replay", {"case": "worked_clock", "lang": language}))


def test_a_kept_run_that_is_gone_says_so(opened: Opened, folder: Path) -> None:
    assert folder.is_dir()
    app = opened("replay", {"case": "worked_clock"})
    app.session_state["memory"].pages["saved_run"] = "../elsewhere"
    app.run()
    assert not app.exception
    assert "cannot be shown" in app.warning[0].value


def test_an_upload_that_is_gone_says_so(opened: Opened) -> None:
    app = opened("replay", {"case": "worked_clock"})
    app.session_state["memory"].case = "upload:0123456789abcdef"
    app.run()
    assert not app.exception
    assert "Upload" in app.warning[0].value


def _pictures(app: AppTest) -> set[str]:
    named = (item.proto.id.rpartition("-")[2] for item in app.get("bidi_component"))
    return {name for name in named if name.startswith("replay.picture.")}


def test_two_uploads_under_one_key_are_two_pictures(opened: Opened) -> None:
    app = opened("replay", {"case": "worked_clock"})
    kept, seen = app.session_state["memory"], []
    for red_line in (0.3, 0.4):
        given = data([delegation("a", 0.1, red_line=red_line), delegation("b", 0.9, red_line=0.5)])
        kept.case, problems = add_case(yaml.safe_dump(given), kept.uploads)
        assert problems == []
        app.run()
        assert not app.exception
        seen.append(_pictures(app))
    assert [len(keys) for keys in seen] == [1, 1]
    assert seen[0] != seen[1]


HOSTILE = "<script>alert(1)</script> ![x](https://example.org/p.png) :red[a] **b**"


def test_hostile_names_in_an_upload_are_shown_as_written_and_do_nothing(opened: Opened) -> None:
    given = data([delegation("a", 0.1, red_line=0.3, name=HOSTILE), delegation("b", 0.9, red_line=0.5)])
    given["title"] = HOSTILE
    given["issues"][0]["name"] = HOSTILE
    app = opened("replay", {"case": "worked_clock"})
    kept = app.session_state["memory"]
    key, problems = add_case(yaml.safe_dump(given, allow_unicode=True), kept.uploads)
    assert problems == []
    kept.case = key
    app.run()
    app.segmented_control(key="replay.table").set_value("positions").run()
    kept.pages["replay"].wish = (None, None, (0, 1))
    app.run()
    assert not app.exception
    assert app.title[0].value == escaped(HOSTILE)
    assert HOSTILE in app.dataframe[0].value.to_string()
    shown = [*(item.value for item in app.markdown), *(item.value for item in app.caption)]
    assert not [text for text in shown if re.search(r"(?<!\\)\]\(https|(?<!\\)<script", text)]
