"""What is kept on this machine is opened by its name, and nothing else is."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.frame.language import words_in
from dashboard.library import kept_shelf
from simulation.engine.simulate import load_scenario, simulate
from simulation.errors import RecordError
from simulation.reasons import build_log, coalitions_of
from simulation.storage import save_run
from simulation.study.study import Change
from simulation.study.variants import base_of, variant_of
from tests.other_version import OTHER, study_of_another
from tests.small_studies import conducted, study
from tests.spoken_for import BY_LANGUAGE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one run, and beside it a run that nobody may open."""
    place = tmp_path_factory.mktemp("server")
    for name in ("runs/first", "elsewhere/secret"):
        record = simulate("worked_clock", seed=3)
        save_run(record, build_log(record), coalitions_of(record), place / name, command="delegation-sim run")
    return place / "runs"


def test_a_run_is_listed_with_what_it_says_of_itself(folder: Path) -> None:
    (row,) = kept_shelf.kept(folder)
    assert (row.name, row.kind, row.case, row.seed) == ("first", "run", "worked_clock", 3)
    assert str(row.told) == "The decision is adopted by consensus."
    assert kept_shelf.run_named(folder, "first", "en").manifest.seed == 3
    assert kept_shelf.report_of(folder, "first", words_in("en")).startswith("<!doctype html>")


@pytest.mark.parametrize(
    "name", ["../elsewhere/secret", "/etc", "", ".", "..", "first/../first", "first/", "FIRST\x00", "second"]
)
def test_a_name_that_is_not_listed_opens_nothing(folder: Path, name: str) -> None:
    with pytest.raises(RecordError, match="No run here is called"):
        kept_shelf.run_named(folder, name, "en")
    with pytest.raises(RecordError, match="No run here is called"):
        kept_shelf.report_of(folder, name, words_in("en"))


@given(name=st.text(max_size=60).filter(lambda name: name != "first"))
def test_no_other_name_opens_anything(folder: Path, name: str) -> None:
    with pytest.raises(RecordError):
        kept_shelf.run_named(folder, name, "en")


def test_links_to_elsewhere_and_hidden_folders_are_not_listed(folder: Path, tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    runs.mkdir()
    (runs / "link").symlink_to(folder / "first", target_is_directory=True)
    hidden = runs / ".hidden"
    hidden.mkdir()
    (hidden / "manifest.json").write_bytes((folder / "first" / "manifest.json").read_bytes())
    half = runs / "half"
    half.mkdir()
    (half / "manifest.json").symlink_to(folder / "first" / "manifest.json")
    assert kept_shelf.kept(runs) == ()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "42", '{"format": "delegation-sim run"}', "[" * 100_000, "\x00"]
)
def test_what_is_no_manifest_is_left_out(tmp_path: Path, text: str) -> None:
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "manifest.json").write_text(text, encoding="utf-8")
    assert kept_shelf.kept(tmp_path) == ()


def test_a_run_that_was_changed_is_listed_and_does_not_open(folder: Path, tmp_path: Path) -> None:
    manifest = json.loads((folder / "first" / "manifest.json").read_text(encoding="utf-8"))
    manifest["seed"] = 4
    changed = tmp_path / "changed"
    changed.mkdir()
    for file in (folder / "first").iterdir():
        (changed / file.name).write_bytes(file.read_bytes())
    (changed / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert [row.name for row in kept_shelf.kept(tmp_path)] == ["changed"]
    with pytest.raises(RecordError):
        kept_shelf.run_named(tmp_path, "changed", "en")


def test_the_newest_comes_first_and_a_folder_that_is_not_there_is_empty(folder: Path, tmp_path: Path) -> None:
    for age, name in enumerate(("newest", "older", "oldest")):
        place = tmp_path / name
        place.mkdir()
        (place / "manifest.json").write_bytes((folder / "first" / "manifest.json").read_bytes())
        os.utime(place / "manifest.json", (1_000_000 - age, 1_000_000 - age))
    assert [row.name for row in kept_shelf.kept(tmp_path)] == ["newest", "older", "oldest"]
    assert kept_shelf.kept(tmp_path / "nowhere") == ()


def test_a_run_is_loaded_once_until_it_is_written_anew(tmp_path: Path) -> None:
    def write(seed: int) -> None:
        record = simulate("worked_clock", seed=seed)
        log, coalitions = build_log(record), coalitions_of(record)
        save_run(record, log, coalitions, tmp_path / "kept", command="x", overwrite=True)

    write(3)
    first = kept_shelf.run_named(tmp_path, "kept", "en")
    assert kept_shelf.run_named(tmp_path, "kept", "en") is first
    write(4)
    assert kept_shelf.run_named(tmp_path, "kept", "en").manifest.seed == 4


def test_a_run_that_is_damaged_after_it_was_loaded_is_not_shown_any_more(tmp_path: Path) -> None:
    record = simulate("worked_clock", seed=3)
    save_run(record, build_log(record), coalitions_of(record), tmp_path / "kept", command="x")
    assert kept_shelf.run_named(tmp_path, "kept", "en").manifest.seed == 3
    table = next((tmp_path / "kept").glob("*.parquet"))
    table.write_bytes(table.read_bytes() + b"x")
    with pytest.raises(RecordError):
        kept_shelf.run_named(tmp_path, "kept", "en")


def test_only_a_few_runs_stay_loaded(tmp_path: Path) -> None:
    record = simulate("worked_clock", seed=3)
    log, coalitions = build_log(record), coalitions_of(record)
    for number in range(6):
        save_run(record, log, coalitions, tmp_path / f"k{number}", command="x")
    first = kept_shelf.run_named(tmp_path, "k0", "en")
    for number in range(1, 6):
        kept_shelf.run_named(tmp_path, f"k{number}", "en")
    again = kept_shelf.run_named(tmp_path, "k0", "en")
    assert again is not first


def test_the_report_of_a_kept_study_is_in_the_language_asked_for(tmp_path: Path) -> None:
    case = load_scenario("worked_clock")
    shorter = variant_of(case, [Change(lever="sessions", value="5")], key="shorter")
    asked = replace(study(case, case, replications=60), variants=(base_of(case), shorter))
    conducted(asked, tmp_path / "study")
    french = kept_shelf.report_of(tmp_path, "study", words_in("fr"))
    assert '<html lang="fr">' in french
    assert "Modifié\N{NO-BREAK SPACE}: Séances\N{NO-BREAK SPACE}: 5 (avant\N{NO-BREAK SPACE}: 10)" in french
    assert "Sessions: 5 (was 10)" in kept_shelf.report_of(tmp_path, "study", words_in("en"))


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_a_study_of_another_version_is_listed_and_told_with_its_version(
    tmp_path: Path, language: str
) -> None:
    study_of_another(study(load_scenario("worked_clock"), replications=4), tmp_path / "theirs")
    (row,) = kept_shelf.kept(tmp_path)
    assert (row.kind, row.version, row.is_complete) == ("study", OTHER, True)
    assert OTHER in kept_shelf.report_of(tmp_path, "theirs", words_in(language))
