"""Folders of runs of assemblies are whole, faithful, reproducible and careful with what they find."""

import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from simulation.engine.assembly import AssemblyRecord, play_assembly
from simulation.errors import RecordError
from simulation.scenario.assembly_case import assembly_hash, load_assembly
from simulation.storage import load_run
from simulation.storage.assembly_folder import is_assembly_run, load_assembly_run, save_assembly
from simulation.storage.assembly_tables import ASSEMBLY_TABLES
from tests.small_assemblies import made

COMMAND = ["delegation-sim", "run", "worked_assembly", "--seed", "2"]


@pytest.fixture(scope="module")
def record() -> AssemblyRecord:
    return play_assembly(load_assembly("worked_assembly"), seed=2, replication=1)


@pytest.fixture
def folder(record: AssemblyRecord, tmp_path: Path) -> Path:
    return save_assembly(record, tmp_path / "run", command=COMMAND)


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_what_is_read_back_is_what_was_written_bit_for_bit(record: AssemblyRecord, folder: Path) -> None:
    run = load_assembly_run(folder)
    assert run.record == record
    assert run.command == tuple(COMMAND)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"texts": []},
        {"texts": [{"key": "T", "committee": "A", "place": {"x": 0.2}}]},
        {"committees": [{"key": "A", "name": "First", "tabled": 3}, {"key": "B", "name": "Second"}]},
    ],
)
def test_a_room_with_one_axis_or_without_texts_is_read_back_too(
    changes: dict[str, object], tmp_path: Path
) -> None:
    played = play_assembly(made(**changes), seed=5)
    folder = save_assembly(played, tmp_path / "run", command=COMMAND)
    assert load_assembly_run(folder).record == played


def test_the_same_record_gives_the_same_bytes(record: AssemblyRecord, folder: Path, tmp_path: Path) -> None:
    again = save_assembly(record, tmp_path / "again", command=COMMAND)
    assert content(again) == content(folder)


def test_the_case_in_the_folder_plays_the_same(record: AssemblyRecord, folder: Path) -> None:
    case = load_assembly(folder / "case.yaml")
    assert assembly_hash(case) == assembly_hash(record.house.case)
    again = play_assembly(case, seed=2, replication=1)
    np.testing.assert_array_equal(again.signed, record.signed)


def test_every_table_has_the_columns_that_it_says_and_is_listed_with_them(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for name, spec in ASSEMBLY_TABLES.items():
        assert pq.read_schema(folder / f"{name}.parquet").names == list(spec.columns)
        assert list(manifest["tables"][name]["columns"]) == list(spec.columns)
    assert manifest["outcome"]["survived"] == [
        row["text"] for row in pq.read_table(folder / "texts.parquet").to_pylist() if row["survived"]
    ]


@pytest.mark.parametrize("name", [*(f"{table}.parquet" for table in ASSEMBLY_TABLES), "manifest.json"])
def test_a_file_that_was_changed_or_is_gone_is_refused(name: str, folder: Path) -> None:
    file = folder / name
    file.write_bytes(file.read_bytes().replace(b"1", b"2", 1) + b"\n")
    with pytest.raises(RecordError, match=r"was changed|has version"):
        load_assembly_run(folder)
    file.unlink()
    with pytest.raises(RecordError):
        load_assembly_run(folder)


def test_nothing_of_somebody_else_is_touched(record: AssemblyRecord, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RecordError, match=r"holds other files \(mine.txt\)"):
        save_assembly(record, tmp_path, command=COMMAND, overwrite=True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_run_is_replaced_only_where_that_is_asked_for(record: AssemblyRecord, folder: Path) -> None:
    with pytest.raises(RecordError, match="holds a run already"):
        save_assembly(record, folder, command=COMMAND)
    save_assembly(record, folder, command=["other"], overwrite=True)
    assert load_assembly_run(folder).command == ("other",)


def test_what_reads_runs_of_conferences_says_that_this_is_an_assembly(folder: Path) -> None:
    assert is_assembly_run(folder)
    with pytest.raises(RecordError, match=r"It holds a run of an assembly\. .* delegation-sim report"):
        load_run(folder)
    with pytest.raises(RecordError, match="holds no run of an assembly"):
        load_assembly_run(folder.parent)
