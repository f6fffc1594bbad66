"""Run folders are whole, faithful, reproducible and careful with what they find."""

import dataclasses
import hashlib
import itertools
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from simulation.coalitions import CoalitionHistory
from simulation.engine.batch import negotiate
from simulation.engine.record import Record
from simulation.errors import FolderHeldError, RecordError
from simulation.reasons import Log, build_log, coalitions_of, versions_of
from simulation.report import render_report
from simulation.scenario.load import load_scenario, scenario_hash
from simulation.storage import TABLES, Run, load_run, make_run, save_run, write_run
from simulation.storage.lock import hold
from simulation.storage.run_columns import Column
from simulation.storage.tabulate import documents_of
from tests.told_cases import explained

COMMAND = ["delegation-sim", "run", "wtpf13_training", "--seed", "1"]

Parts = tuple[Record, Log, CoalitionHistory]


def play(case: str, seed: int = 1) -> Parts:
    record = negotiate(load_scenario(case), seed=seed)
    return record, build_log(record), coalitions_of(record)


@pytest.fixture(scope="module")
def parts() -> Parts:
    return play("wtpf13_training")


@pytest.fixture(scope="module")
def run(parts: Parts) -> Run:
    return make_run(*parts, command=COMMAND)


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    return write_run(run, tmp_path / "run")


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def assert_same(left: Column, right: Column) -> None:
    if isinstance(left, np.ndarray):
        np.testing.assert_array_equal(left, right)
    else:
        assert left == list(right)


def test_what_is_saved_is_what_is_loaded(parts: Parts, run: Run, folder: Path) -> None:
    back = load_run(folder)
    assert back.manifest == run.manifest
    for name in TABLES:
        for column in TABLES[name].columns:
            assert_same(back.tables[name][column], run.tables[name][column])
    record, log, history = parts
    assert back.log == log
    assert back.documents == documents_of(record)
    assert back.history.coalitions == history.coalitions
    assert back.history.events == history.events
    np.testing.assert_array_equal(back.history.label, history.label)
    np.testing.assert_array_equal(back.position, record.position)
    np.testing.assert_array_equal(back.opening, record.tableau.ideal[0])


def test_a_loaded_run_explains_as_the_log_does(parts: Parts, folder: Path) -> None:
    _, log, _ = parts
    key = next(iter(log.roster.names))
    assert explained(load_run(folder).log, key) == explained(log, key)


@pytest.mark.parametrize("case", ["worked_package", "unga_cyber"])
def test_a_run_without_coalitions_or_with_observers_comes_back_too(case: str, tmp_path: Path) -> None:
    record, log, history = play(case)
    back = load_run(save_run(record, log, history, tmp_path / "run", command="delegation-sim run"))
    assert back.log == log
    assert back.history.coalitions == history.coalitions


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = save_run(*play("wtpf13_training"), tmp_path / "first", command=COMMAND)
    second = save_run(*play("wtpf13_training"), tmp_path / "second", command=COMMAND)
    assert content(first) == content(second)


def test_another_seed_gives_other_bytes(folder: Path, tmp_path: Path) -> None:
    other = save_run(*play("wtpf13_training", seed=2), tmp_path / "other", command=COMMAND)
    assert content(folder)["positions.parquet"] != content(other)["positions.parquet"]


def test_the_manifest_is_enough_to_repeat_the_run(parts: Parts, folder: Path) -> None:
    manifest = load_run(folder).manifest
    assert manifest.scenario_hash == scenario_hash(load_scenario("wtpf13_training"))
    again = negotiate(manifest.scenario, seed=manifest.seed, replication=manifest.replication)
    np.testing.assert_array_equal(again.position, parts[0].position)
    assert manifest.command_line == "delegation-sim run wtpf13_training --seed 1"


def test_every_table_is_described_and_counted_in_the_manifest(folder: Path) -> None:
    listed = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["tables"]
    assert list(listed) == list(TABLES)
    for name, entry in listed.items():
        table = pq.read_table(folder / entry["file"])
        assert entry["rows"] == table.num_rows
        assert list(entry["columns"]) == table.column_names
        assert entry["sha256"] == hashlib.sha256((folder / entry["file"]).read_bytes()).hexdigest()
        assert all(TABLES[name].columns[column][1] for column in table.column_names)


def test_a_run_is_not_overwritten_unasked(run: Run, folder: Path) -> None:
    before = content(folder)
    with pytest.raises(RecordError, match="holds a run already"):
        write_run(run, folder)
    assert content(folder) == before


def test_a_run_is_replaced_when_asked(run: Run, folder: Path) -> None:
    other = dataclasses.replace(run, manifest=dataclasses.replace(run.manifest, command=("other",)))
    (folder / "report.html").write_text("of the old run", encoding="utf-8")
    write_run(other, folder, overwrite=True)
    assert load_run(folder).manifest.command == ("other",)
    assert [path.name for path in folder.parent.iterdir()] == ["run"]
    assert not (folder / "report.html").exists()


@pytest.mark.parametrize("name", ["notes.txt", "other.parquet"])
def test_a_folder_with_other_files_is_left_alone(run: Run, folder: Path, name: str) -> None:
    (folder / name).write_text("mine", encoding="utf-8")
    before = content(folder)
    with pytest.raises(RecordError, match=f"other files.*{name}"):
        write_run(run, folder, overwrite=True)
    assert content(folder) == before


def test_a_file_is_not_taken_for_a_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "run").write_text("mine", encoding="utf-8")
    with pytest.raises(RecordError, match="is not a folder"):
        write_run(run, tmp_path / "run", overwrite=True)


def test_an_empty_folder_may_be_filled(run: Run, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    assert load_run(write_run(run, tmp_path / "run")).manifest == run.manifest


def unfit(run: Run) -> Run:
    """Return a run whose last table no column can hold."""
    last = list(TABLES)[-1]
    table = {column: [object()] for column in run.tables[last]}
    return Run(manifest=run.manifest, tables={**run.tables, last: table})


@pytest.mark.parametrize("there_before", [False, True])
def test_a_failure_while_saving_leaves_everything_as_it_was(
    run: Run, tmp_path: Path, *, there_before: bool
) -> None:
    target = tmp_path / "run"
    if there_before:
        write_run(run, target)
    before = content(target) if there_before else None
    with pytest.raises(TypeError):
        write_run(unfit(run), target, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == (["run"] if there_before else [])
    assert not there_before or content(target) == before


def fail_at_move(monkeypatch: pytest.MonkeyPatch, failures: dict[int, BaseException]) -> None:
    """Make the moves of files and folders with these numbers, counted from 1, fail."""
    move, count = Path.rename, itertools.count(1)

    def rename(self: Path, target: Path) -> Path:
        failure = failures.get(next(count))
        if failure is not None:
            raise failure
        return move(self, target)

    monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.parametrize("at", [1, 2], ids=["old out", "new in"])
@pytest.mark.parametrize(
    ("failure", "told"),
    [(OSError("disk"), RecordError), (KeyboardInterrupt(), KeyboardInterrupt)],
    ids=["failure", "interruption"],
)
def test_whatever_stops_the_swap_the_old_run_is_there_again(
    run: Run,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    at: int,
    failure: BaseException,
    told: type[BaseException],
) -> None:
    before = content(folder)
    fail_at_move(monkeypatch, {at: failure})
    other = dataclasses.replace(run, manifest=dataclasses.replace(run.manifest, command=("other",)))
    with pytest.raises(told):
        write_run(other, folder, overwrite=True)
    assert content(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_an_old_run_that_cannot_be_put_back_is_kept_and_named(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(folder)
    fail_at_move(monkeypatch, {2: KeyboardInterrupt(), 3: OSError("disk")})
    with pytest.raises(RecordError, match="The run that was there is now in ") as told:
        write_run(run, folder, overwrite=True)
    kept = Path(str(told.value).rpartition(" ")[2].removesuffix("."))
    assert content(kept) == before


def test_the_folder_one_stands_in_is_filled_if_empty_and_not_replaced(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_run(write_run(run, ".")).manifest == run.manifest
    before = content(tmp_path)
    with pytest.raises(RecordError, match="the folder that you are in"):
        write_run(run, tmp_path, overwrite=True)
    assert content(tmp_path) == before


def test_an_empty_folder_is_empty_again_if_it_could_not_be_filled(run: Run, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    with pytest.raises(TypeError):
        write_run(unfit(run), tmp_path / "run")
    assert list((tmp_path / "run").iterdir()) == []


def test_an_empty_folder_that_somebody_fills_is_refused_to_others(run: Run, tmp_path: Path) -> None:
    with hold(tmp_path), pytest.raises(FolderHeldError, match="is in use"):
        write_run(run, tmp_path)
    assert list(tmp_path.iterdir()) == []


def adopted_in_part() -> Run:
    """Return the first run of the first hour from whose text clauses were dropped, and not all of them."""
    for seed in range(1, 60):
        found = make_run(*play("first_hour", seed), command=COMMAND)
        status = [clause.status for clause in found.documents[-1].clauses]
        if 0 < status.count("dropped") < len(status):
            return found
    raise AssertionError


def test_the_text_can_be_read_in_the_folder(tmp_path: Path) -> None:
    run = adopted_in_part()
    text = (write_run(run, tmp_path / "part") / "text.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {run.documents[-1].title}\n\n*As adopted")
    final, _, changes = text.partition("\n## Against the first draft\n")
    clauses = run.documents[-1].clauses
    dropped = [clause for clause in clauses if clause.status == "dropped"]
    assert 0 < len(dropped) < len(clauses)
    letters, kept = list[str](), Counter[str]()
    for clause in clauses:
        is_dropped = clause in dropped
        if not is_dropped:  # what is left is lettered anew under each heading
            heading = clause.reference.removesuffix(clause.label)
            letters.append("abcd"[kept[heading]])
            kept[heading] += 1
        assert bool(
            re.search(rf"- {re.escape(f'{clause.reference} {clause.title}')}: (dropped|falls with)", final)
        ) is (is_dropped)
        assert f"**{clause.reference}** (" in changes
    assert re.findall(r"\*\*([a-z])\)\*\* ", final) == letters


def test_the_text_of_a_mean_says_that_nobody_was_asked(tmp_path: Path) -> None:
    scenario = load_scenario("wtpf13_training", overrides={"protocol": "{key: compromise}"})
    record = negotiate(scenario, seed=1)
    folder = save_run(record, build_log(record), coalitions_of(record), tmp_path / "run", command=COMMAND)
    assert not load_run(folder).manifest.asked
    text = (folder / "text.md").read_text(encoding="utf-8")
    assert (
        "*The method (weighted mean) asks no delegation: it says where the opinion would land, not who agrees to it.*"
        in text
    )
    assert "As adopted" not in text


@pytest.mark.parametrize("case", ["wtpf13", "wtpf13_training", "worked_package"])
def test_the_versions_in_the_table_are_those_of_the_text(case: str) -> None:
    record, log, history = play(case)
    table = make_run(record, log, history, command=COMMAND).tables["text"]
    numbers = dict.fromkeys(np.asarray(table["version"]).tolist())
    assert list(numbers) == [version.number for version in versions_of(record)]


def test_a_place_that_cannot_be_written_to_is_reported(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(RecordError, match="cannot be written"):
        write_run(run, tmp_path / "file" / "run")


def test_numbers_words_and_flags_are_read_as_such(folder: Path) -> None:
    table = pq.read_table(folder / "positions.parquet")
    types = {
        name: str(table.schema.field(name).type) for name in ("session", "delegation", "position", "objects")
    }
    assert types == {"session": "int64", "delegation": "string", "position": "double", "objects": "bool"}


def test_no_confidential_sentence_leaves_the_case(tmp_path: Path) -> None:
    case = load_scenario("wtpf13_training").model_copy(
        update={"trainer_notes": "What only the trainer may know."}
    )
    record = negotiate(case, seed=1)
    log, history = build_log(record), coalitions_of(record)
    secrets = [item.brief.confidential for item in case.delegations] + [case.trainer_notes]
    sentences = [
        part.strip() for text in secrets for part in re.split(r"[.\n]", text) if len(part.strip()) > 20
    ]
    folder = save_run(record, log, history, tmp_path / "run", command=COMMAND)
    (folder / "report.html").write_text(render_report(load_run(folder)), encoding="utf-8")
    assert len(sentences) > 20
    for path in folder.iterdir():
        written = " ".join(path.read_bytes().decode("utf-8", "ignore").split())
        assert not [sentence for sentence in sentences if " ".join(sentence.split()) in written], path.name
    words = (folder / "manifest.json").read_text(encoding="utf-8")
    assert scenario_hash(case) in words
