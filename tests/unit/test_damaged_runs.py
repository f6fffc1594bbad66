"""What was damaged or changed in a run folder is noticed and said in a sentence."""

import dataclasses
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulation.engine.batch import negotiate
from simulation.errors import RecordError
from simulation.reasons import build_log, coalitions_of
from simulation.scenario.load import load_scenario
from simulation.storage import Run, load_run, make_run, write_run
from simulation.storage.manifest import Manifest, hash_of


def play(case: str) -> Run:
    record = negotiate(load_scenario(case), seed=1)
    return make_run(record, build_log(record), coalitions_of(record), command="delegation-sim run")


@pytest.fixture(scope="module")
def run() -> Run:
    return play("wtpf13_training")


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    return write_run(run, tmp_path / "run")


def edit_manifest(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a manifest and sign it anew, as somebody would who means it."""
    path = folder / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    del data["sha256"]
    path.write_text(json.dumps({**data, "sha256": hash_of(data)}), encoding="utf-8")


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="There is no run folder"):
        load_run(tmp_path / "nowhere")


def test_a_folder_without_a_manifest_is_reported(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"has no manifest\.json"):
        load_run(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("not json", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ("[]", "does not belong to a run"),
        ('{"format": "something else"}', "does not belong to a run"),
        ('{"format": "delegation-sim run", "format_version": 99}', "version 99 of the format"),
        ('{"format": "delegation-sim run", "format_version": 1}', "damaged"),
    ],
)
def test_a_foreign_manifest_is_reported(folder: Path, text: str, message: str) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=message):
        load_run(folder)


def manifest_keys() -> list[str]:
    fields = [field.name for field in dataclasses.fields(Manifest) if field.name != "drawn"]
    return ["format", "format_version", "key", "title", *fields, "tables", "sha256"]


def test_the_manifest_has_these_keys(folder: Path) -> None:
    assert list(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))) == manifest_keys()


@pytest.mark.parametrize("key", manifest_keys())
def test_a_missing_or_changed_value_in_the_manifest_is_noticed(folder: Path, key: str) -> None:
    path = folder / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    rest = {name: value for name, value in data.items() if name != key}
    values: tuple[object, ...] = (None, 7, "other", [], {})
    for changed in (rest, *({**rest, key: value} for value in values if value != data[key])):
        path.write_text(json.dumps(changed), encoding="utf-8")
        with pytest.raises(RecordError):
            load_run(folder)


def test_a_change_deep_in_the_manifest_is_noticed(folder: Path) -> None:
    path = folder / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["outcome"]["joins"]["joins"] += 1
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(RecordError, match=r"manifest\.json was changed"):
        load_run(folder)


def test_another_order_or_layout_of_the_manifest_is_no_change(run: Run, folder: Path) -> None:
    path = folder / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(dict(reversed(data.items()))), encoding="utf-8")
    assert load_run(folder).manifest == run.manifest


def test_a_missing_table_is_reported(folder: Path) -> None:
    (folder / "moves.parquet").unlink()
    with pytest.raises(RecordError, match=r"moves\.parquet is missing"):
        load_run(folder)


def test_a_table_that_the_manifest_does_not_list_is_reported(folder: Path) -> None:
    edit_manifest(folder, lambda data: data["tables"].pop("moves"))
    with pytest.raises(RecordError, match="does not list the table 'moves'"):
        load_run(folder)


def test_a_changed_byte_in_a_table_is_noticed(folder: Path) -> None:
    path = folder / "positions.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(RecordError, match=r"positions\.parquet was changed"):
        load_run(folder)


@pytest.mark.parametrize(
    ("replacement", "message"),
    [(b"no parquet", "cannot be read"), ("issues.parquet", "does not have the columns")],
)
def test_a_table_of_another_kind_is_noticed_even_if_listed(
    folder: Path, replacement: bytes | str, message: str
) -> None:
    new = replacement if isinstance(replacement, bytes) else (folder / replacement).read_bytes()
    (folder / "moves.parquet").write_bytes(new)
    edit_manifest(folder, lambda data: data["tables"]["moves"].update(sha256=hashlib.sha256(new).hexdigest()))
    with pytest.raises(RecordError, match=message):
        load_run(folder)


def test_tables_of_another_case_are_noticed_even_if_listed(folder: Path, tmp_path: Path) -> None:
    other = write_run(play("worked_package"), tmp_path / "other")
    listed = json.loads((other / "manifest.json").read_text(encoding="utf-8"))["tables"]
    shutil.copy(other / "positions.parquet", folder / "positions.parquet")
    edit_manifest(folder, lambda data: data["tables"].update(positions=listed["positions"]))
    with pytest.raises(RecordError, match="do not fit the case"):
        load_run(folder)


def test_the_folder_of_a_tournament_is_called_that_with_what_shows_it(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"format": "delegation-sim tournament"}', encoding="utf-8")
    with pytest.raises(RecordError, match="It holds a tournament") as caught:
        load_run(tmp_path)
    told = str(caught.value)
    assert "It holds a tournament." in told
    assert f"delegation-sim export {tmp_path} --out FILE.xlsx" in told
