"""A study names case, seats and wordings in the language of its reader: on the terminal, in reports, in the lab."""

import re
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from dashboard.frame.language import words_in
from dashboard.lab.case_versions import Inputs, Version
from dashboard.lab.study_asked import ask, base_study
from dashboard.lab.taking_along import csv_of
from dashboard.work.studies import fingerprint
from simulation.cli.app import app
from simulation.engine.simulate import load_scenario
from simulation.scenario.translations.telling import in_language
from simulation.storage.study_folder import StudyFolder
from simulation.study import pull_all
from simulation.study.plain_summary import plain
from simulation.study.study import Change
from simulation.study.study_running import play_study
from simulation.study.summarise import summarise
from simulation.study.told_study import kept_study, told_study
from simulation.words import told_in
from tests.dashboard.conftest import Opened
from tests.dashboard.lab_page import finished, lab_of, texts_of
from tests.extent import at_a_desk
from tests.html_pages import Page as HtmlPage

CASE = "first_hour"
ALONE = ("-n", "10", "--workers", "1", "--out", "study")
KINDS = {
    "ensemble": ("ensemble", CASE, *ALONE),
    "compare": ("compare", CASE, "--lever", "obstructor=SAB", "--outcome", "option.*", *ALONE),
}


def run(*words: str) -> str:
    done = CliRunner(env={"COLUMNS": "200"}).invoke(app, words)
    assert done.exit_code == 0, done.output
    return flat(done.stdout)


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def names(language: str) -> set[str]:
    """Return what a case is called in a language, and all its wordings that are called otherwise in the other."""
    case = load_scenario(CASE)
    told = in_language(case, "fr")
    pairs = [(case.title, told.title)]
    for mine, theirs in zip(case.issues, told.issues, strict=True):
        pairs += [
            (o.label, t.label) for o, t in zip(mine.options, theirs.options, strict=True) if not o.drafted
        ]
    return {flat(pair[language == "fr"]) for pair in pairs if pair[0] != pair[1]}


@pytest.mark.parametrize("kind", at_a_desk(["compare"], KINDS))
def test_a_study_made_in_english_is_read_in_french(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    english = run(*KINDS[kind])
    french = run(*KINDS[kind], "--resume", "--language", "fr")
    pages = {}
    for code in ("en", "fr"):
        run("report", "study", "--language", code, "--out", f"{code}.html")
        pages[code] = flat(HtmlPage(Path(f"{code}.html").read_text(encoding="utf-8")).text)
    for text, code, other in (
        (english, "en", "fr"),
        (french, "fr", "en"),
        (pages["en"], "en", "fr"),
        (pages["fr"], "fr", "en"),
    ):
        assert flat(in_language(load_scenario(CASE), code).title) in text
        assert len({name for name in names(code) if name in text}) > 2
        assert {name for name in names(other) if name in text} == set()


@pytest.mark.thorough  # tests/unit/test_told_in_either_language.py; read in French above
def test_what_is_kept_of_a_study_is_the_same_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = {}
    for code in ("en", "fr"):
        run(
            "compare",
            "wtpf13",
            "--lever",
            "obstructor=USA",
            "-n",
            "2",
            "--workers",
            "1",
            "--out",
            "study",
            "--overwrite",
            "--language",
            code,
        )
        folder = StudyFolder.open("study")
        kept[code] = [
            file.read_bytes() for file in sorted((tmp_path / "study").rglob("*part*")) if file.is_file()
        ]
        assert kept[code]
        manifest = {name: value for name, value in folder.manifest.items() if name != "command"}
        assert manifest["title"] == load_scenario("wtpf13").title
        kept[code].append(
            repr([manifest[name] for name in ("title", "variants", "issues", "delegations")]).encode()
        )
        with told_in("fr"):
            assert str(kept_study(folder).words[1]).startswith("États-Unis")
        with told_in("en"):
            assert plain(kept_study(folder)) == plain(summarise(folder))
    assert kept["en"] == kept["fr"]


def test_a_kept_study_of_ones_own_case_is_told_in_each_language_of_that_case(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = load_scenario("worked_clock")
    own = shipped.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    brief = "Only the seat may read this"
    own |= {"schema": 1, "key": "own", "title": {"en": "My clock", "fr": "Mon horloge"}}
    own["delegations"][0]["name"] = {"en": "Northland", "fr": "Pays du Nord"}
    own["delegations"][0].pop("short", None)
    own["delegations"][0]["brief"] = {"confidential": {"en": brief, "fr": "Pour ce seul siège"}}
    Path("own.yaml").write_text(yaml.safe_dump(own, allow_unicode=True, sort_keys=False), encoding="utf-8")
    line = ("compare", "own.yaml", "--lever", f"obstructor={shipped.delegations[0].key}", "-n", "2")
    run(*line, "--workers", "1", "--out", "study")
    Path("own.yaml").unlink()
    told = {"en": "Northland", "fr": "Pays du Nord"}
    for code, other in (("en", "fr"), ("fr", "en")):
        page = f"{code}.html"
        run("report", "study", "--language", code, "--out", page)
        text = flat(HtmlPage(Path(page).read_text(encoding="utf-8")).text)
        assert told[code] in text
        assert told[other] not in text
    kept = Path("study/manifest.json").read_text(encoding="utf-8")
    assert "Mon horloge" in kept
    assert brief not in kept
    assert "Pour ce seul siège" not in kept


def test_a_study_whose_translations_were_mended_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = load_scenario("worked_clock").model_dump(mode="json", by_alias=True, exclude_defaults=True)
    own |= {"schema": 1, "key": "own"}
    line = ("ensemble", "own.yaml", "--workers", "1", "--out", "study", "-n")
    for french, more in (("Horloge", ("2",)), ("Mon horloge", ("2", "--resume"))):
        own["title"] = {"en": "My clock", "fr": french}
        Path("own.yaml").write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")
        run(*line, *more)


def test_the_lab_tells_a_study_in_the_language_of_the_visitor_and_all_share_its_figures() -> None:
    case = load_scenario("wtpf13")
    told = in_language(case, "fr")
    change = Change(lever="obstructor", value="USA")
    (words,) = pull_all(told, [change]).words
    assert "États-Unis" in str(words)
    assert "United States" in str(words.to_plain())
    assert fingerprint(base_study("wtpf13", told, replications=2, seed=1).study) == fingerprint(
        base_study("wtpf13", case, replications=2, seed=1).study
    )
    inputs = Inputs(case="wtpf13", versions=(Version(letter="A", changes=(change,)),))
    summary = play_study(ask(inputs, told, replications=2).study)
    with told_in("fr"):
        found = told_study(summary, told)
    table = csv_of(words_in("fr"), found)
    assert found.title == told.title
    assert "États-Unis" in table
    assert "United States" not in table
    assert "United States" in csv_of(words_in("en"), summary)


def test_the_page_of_the_lab_names_case_and_wordings_in_french(opened: Opened) -> None:
    query = {"case": CASE, "change": "sessions=3", "view": "A-options"}
    assert load_scenario(CASE).title in texts_of(finished(opened("lab", query=query)))
    at = opened("lab", query=query | {"lang": "fr"})  # its figures are those of the visitor before
    assert lab_of(at).job is None
    assert in_language(load_scenario(CASE), "fr").title in texts_of(at)
    assert not {name for name in names("en") if name in texts_of(at)}
