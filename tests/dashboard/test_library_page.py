"""The Library: every case with its ways on, uploads, and what is kept on this machine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.editor.editor_desk import Desk
from dashboard.editor.trial import RUNS
from dashboard.frame.begun_with import Opening, opening, set_opening
from dashboard.frame.language import words_in
from dashboard.library import cases
from simulation.engine.simulate import simulate
from simulation.reasons import build_log, coalitions_of
from simulation.scenario.assembly_case import shipped_assemblies
from simulation.scenario.load import shipped_scenarios
from simulation.storage import save_run
from simulation.words import told_in
from tests.extent import at_a_desk
from tests.small_cases import data, delegation
from tests.spoken_for import BY_LANGUAGE

type Opened = Callable[..., AppTest]

SAMPLE = cases.case_yaml("worked_isolation", {})
NASTY = "![x](https://example.org/x.png) <img src=x onerror=alert(1)> desrever"


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Path]:
    """Return the folder of runs of this server, with one run in it."""
    before = opening()
    set_opening(Opening(runs=tmp_path / "runs"))
    record = simulate("worked_clock", seed=3)
    save_run(record, build_log(record), coalitions_of(record), tmp_path / "runs" / "first", command="x")
    yield tmp_path / "runs"
    set_opening(before)


def shown(app: AppTest) -> str:
    """Return all text on the page."""
    kinds = (
        "title",
        "header",
        "subheader",
        "caption",
        "markdown",
        "error",
        "warning",
        "success",
        "code",
        "info",
    )
    return "\n".join(element.value for kind in kinds for element in getattr(app, kind))


@pytest.fixture
def no_runs(tmp_path: Path) -> Iterator[None]:
    """Let this server look for runs where there are none."""
    before = opening()
    set_opening(Opening(runs=tmp_path / "none"))
    yield
    set_opening(before)


@pytest.mark.usefixtures("no_runs")
@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_shipped_case_is_listed_with_its_nature(opened: Opened, language: str) -> None:
    app = opened("library", {"lang": language})
    words = words_in(language)
    text = shown(app)
    assert len(app.subheader) == len(shipped_scenarios()) + len(shipped_assemblies())
    assert text.count(words.say("library.illustrative.origin")) == sum(
        row.nature == "illustrative" for row in cases.shipped_rows()
    )
    assert "477" in text
    assert words.say("library.kept.none") in text


@pytest.mark.usefixtures("no_runs")
@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_case_says_how_many_wordings_cross_nobodys_red_line(opened: Opened, language: str) -> None:
    app = opened("library", {"lang": language})
    folded = [one for one in app.expander if one.label == words_in(language).say("ground.heading")]
    assert len(folded) == len(shipped_scenarios())
    for row, one in zip(cases.shipped_rows(), folded, strict=True):
        told = cases.ground_of(row.key, {}, language)
        cells = one.table[0].value.astype(str).to_numpy().tolist()
        assert [row[1:] for row in cells] == [list(row[1:-1]) for row in told.rows]
        assert told.rows[0][-1].split("\N{NO-BREAK SPACE}")[0].split(":")[0] in cells[0][0]
        assert told.sentences[0].split(",")[0] in one.markdown[0].value.replace("\\", "")


def test_wordings_that_cross_no_line_are_told_with_the_names_of_the_case_in_its_language() -> None:
    named = {
        language: [row[-1].split(":")[0].strip() for row in cases.ground_of("first_hour", {}, language).rows]
        for language in ("en", "fr")
    }
    assert named == {
        "en": ["Start", "Task", "Who takes part", "Support"],
        "fr": ["Début", "Tâche", "Qui participe", "Appui"],
    }


@pytest.mark.usefixtures("no_runs")
def test_own_cases_come_first_and_no_summary_shows_its_backticks(opened: Opened) -> None:
    app = opened("library")
    say = words_in("en").say
    heads = [header.value for header in app.header]
    pages = ("library.own", "library.shipped", "shell.page.assembly", "library.kept")
    assert heads == [say(part) for part in pages]
    told = [text.value for text in app.markdown]
    assert any("The notes of the case show the sum" in text for text in told)
    assert not any(r"\`" in text for text in told)


@pytest.mark.parametrize("page", ["replay", "lab", "editor"])
@pytest.mark.parametrize("case", at_a_desk(["worked_package"], shipped_scenarios()))
def test_a_case_opens_in_every_page(opened: Opened, page: str, case: str) -> None:
    app = opened("library")
    app.button(key=f"library.{page}.{case}").click().run()
    assert not app.exception, app.exception[0].message
    assert app.session_state["memory"].case == case


def test_a_good_file_is_taken_in_and_chosen(opened: Opened) -> None:
    app = opened("library")
    app.file_uploader(key="library.upload").set_value(
        ("my case.yaml", SAMPLE.encode(), "application/yaml")
    ).run()
    assert not app.exception
    key = cases.key_of(SAMPLE)
    assert app.session_state["memory"].case == key
    assert app.session_state["memory"].uploads == {key: SAMPLE}
    assert [message.value for message in app.success] == [
        words_in("en").say("library.added", name=r"my-case\.yaml")
    ]
    assert len(app.subheader) == len(shipped_scenarios()) + len(shipped_assemblies()) + 1


TOLD = {
    "en": "sessions is 'eight'. Valid: a whole number from 1 to 500. Correct it.",
    "fr": "sessions : on lit 'eight'. Admis : un nombre entier de 1 à 500. Corrigez.",
}


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_a_bad_file_is_told_line_by_line_and_nothing_else_happens(opened: Opened, language: str) -> None:
    app = opened("library", {"lang": language})
    text = SAMPLE.replace("sessions: 8", "sessions: eight")
    app.file_uploader(key="library.upload").set_value(("bad.yaml", text.encode(), "application/yaml")).run()
    assert not app.exception
    with told_in(language):
        (problem,) = cases.problems_of(text, "bad.yaml")
    assert [code.value for code in app.code] == [str(problem)]
    assert TOLD[language] in problem.message.replace("\N{NO-BREAK SPACE}", " ")
    assert problem.line is not None
    assert app.session_state["memory"].uploads == {}
    assert app.session_state["memory"].case == "wtpf13"
    assert app.error[0].value == words_in(language).counted("library.problems", 1, name=r"bad\.yaml")


def test_a_file_full_of_mistakes_shows_the_first_and_counts_the_rest(opened: Opened) -> None:
    text = "schema: 1\n" + "".join(f"strange_{number}: 1\n" for number in range(200))
    app = opened("library")
    app.file_uploader(key="library.upload").set_value(("bad.yaml", text.encode(), "application/yaml")).run()
    problems = cases.problems_of(text, "bad.yaml")
    assert app.code[0].value.count("\n") == 39
    assert words_in("en").say("library.problems.more", n=len(problems) - 40) in shown(app)


@pytest.mark.parametrize(("language", "said"), [("en", "larger than 1 MB"), ("fr", "dépasse 1 Mo")])
def test_a_file_that_is_too_large_is_told_in_the_language_of_the_reader(
    opened: Opened, language: str, said: str
) -> None:
    app = opened("library", {"lang": language})
    large = b"# " + b"x" * cases.MAX_UPLOAD
    app.file_uploader(key="library.upload").set_value(("large.yaml", large, "application/yaml")).run()
    assert said in app.error[0].value
    assert app.session_state["memory"].uploads == {}


def test_hostile_texts_of_a_case_are_shown_as_they_are_written(opened: Opened) -> None:
    lines = SAMPLE.splitlines()
    text = "\n".join(f"title: '{NASTY}'" if line.startswith("title:") else line for line in lines)
    app = opened("library")
    app.file_uploader(key="library.upload").set_value(("x.yaml", text.encode(), "application/yaml")).run()
    assert not app.exception
    told = shown(app)
    # Joiners keep addresses from being links.
    assert r"\!\[x\](https\:\/\/example\.org\/x\.png)" in told.replace("\u2060", "")
    assert "![x]" not in told
    assert "<img" not in told.replace(r"\<", "")


def test_the_sample_opens_in_the_editor(opened: Opened) -> None:
    app = opened("library")
    app.button(key="library.sample.editor").click().run()
    assert not app.exception
    assert app.session_state["memory"].case == "worked_isolation"


def test_a_run_that_is_kept_opens_in_the_replay(opened: Opened, runs: Path) -> None:
    app = opened("library")
    assert runs.name in shown(app)
    app.selectbox(key="library.choose").set_value("first").run()
    app.button(key="library.open").click().run()
    assert not app.exception
    assert app.session_state["memory"].pages["saved_run"] == "first"
    assert (app.session_state["memory"].case, app.session_state["memory"].seed) == ("worked_clock", 3)


def test_a_run_that_is_kept_has_its_report(opened: Opened, runs: Path) -> None:
    app = opened("library")
    app.selectbox(key="library.choose").set_value("first").run()
    app.button(key="library.report.make").click().run()
    assert not app.exception
    assert [item.key for item in app.get("download_button") if getattr(item, "key", "") == "library.report"]
    assert sorted(path.name for path in (runs / "first").glob("*.html")) == []


def test_a_run_that_was_damaged_is_told_without_the_folders_of_the_server(opened: Opened, runs: Path) -> None:
    (runs / "first" / "positions.parquet").write_bytes(b"x")
    app = opened("library")
    app.selectbox(key="library.choose").set_value("first").run()
    app.button(key="library.open").click().run()
    assert not app.exception
    assert str(runs.parent) not in app.error[0].value.replace("\\", "")
    assert "saved_run" not in app.session_state["memory"].pages


def test_a_case_too_large_for_a_page_is_saved_from_the_editor_and_not_used(opened: Opened) -> None:
    app = opened("editor")
    seats = [delegation(f"d{place}", 0.5) for place in range(150)]
    app.session_state["memory"].pages["editor"] = Desk(data=data(seats, sessions=150), step="save")
    app.run()
    assert not app.exception
    assert "delegations 150, issues 1, sessions 150" in shown(app).replace("\\", "")
    say = words_in("en").say
    buttons = {button.label: button.disabled for button in app.button}
    assert buttons[say("editor.save.use")]
    assert buttons[say("editor.trial.do", n=RUNS)]


def test_what_is_wrong_with_a_file_follows_the_language_that_is_chosen(opened: Opened) -> None:
    app = opened("library")
    text = SAMPLE.replace("sessions: 8", "sessions: eight")
    app.file_uploader(key="library.upload").set_value(("bad.yaml", text.encode(), "application/yaml")).run()
    assert "Valid: a whole number" in app.code[0].value
    app.selectbox(key="shell.language").select("fr").run()
    assert "un nombre entier de 1 à 500" in app.code[0].value


TABLE = "actor;issue;position;salience;power\nAlba;term;4;80;12\nBrod;term;10;40;6\n"


def test_a_table_of_another_tool_is_made_a_case_and_chosen(opened: Opened) -> None:
    app = opened("library")
    app.file_uploader(key="library.upload").set_value(("my terms.csv", TABLE.encode(), "text/csv")).run()
    assert not app.exception
    (text,) = app.session_state["memory"].uploads.values()
    assert app.session_state["memory"].case == cases.key_of(text)
    case = cases.scenario_of(cases.key_of(text), {cases.key_of(text): text})
    assert [seat.capability for seat in case.delegations] == [1.0, 0.5]
    assert app.success[0].value == words_in("en").say("library.added.table", name=r"my-terms\.csv")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "my-terms.csv:2:3: position is '4,000', which may mean"),
        ("fr", "position : on lit '4,000', qui peut"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_by_cell(opened: Opened, language: str, said: str) -> None:
    app = opened("library", {"lang": language})
    text = TABLE.replace(";4;", ";4,000;")
    app.file_uploader(key="library.upload").set_value(("my terms.csv", text.encode(), "text/csv")).run()
    assert not app.exception
    assert said in app.code[0].value.replace("\N{NO-BREAK SPACE}", " ")
    assert app.session_state["memory"].uploads == {}
    assert any("delegation-sim import" in caption.value for caption in app.caption)


def test_what_is_guessed_of_a_table_is_asked_and_the_case_made_after_a_yes(opened: Opened) -> None:
    app = opened("library", {"lang": "fr"})
    text = "Pays;Frais;Durée\nAlba;0,2;4\nBrod;0,7;9\n".encode("cp1252")
    app.file_uploader(key="library.upload").set_value(("frais.csv", text, "text/csv")).run()
    assert not app.exception
    assert app.session_state["memory"].uploads == {}
    told = "\n".join(one.value for one in app.markdown).replace("\N{NO-BREAK SPACE}\\", " ")
    assert "Windows-1252, cellules entre points-virgules, décimales après une virgule" in told
    assert "ses nombres comme des positions : Frais et Durée" in told
    roles = [one for one in app.selectbox if str(one.key).startswith("library.table.")]
    assert [one.value for one in roles] == ["actor", "on_issue", "on_issue"]
    roles[2].select("capability").run()
    app.button(key="library.table.yes").click().run()
    (kept,) = app.session_state["memory"].uploads.values()
    case = cases.scenario_of(cases.key_of(kept), {cases.key_of(kept): kept})
    assert [issue.name for issue in case.issues] == ["Frais"]
    assert [seat.capability for seat in case.delegations] == [4 / 9, 1.0]
