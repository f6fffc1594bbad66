"""The command class with --export: what a class leaves, in a folder, by the host's key alone."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard.classroom import host_key
from dashboard.command.class_keys import database_in, write_key
from simulation.classroom import ClassService, UnknownClassError
from simulation.classroom.store import shown_database
from simulation.cli.app import app
from tests.class_played import play_out
from tests.classes import meeting

type Invoke = Callable[..., Result]


@pytest.mark.thorough  # tests/classroom_http/test_debrief.py reads the files of a host
def test_a_class_is_written_by_the_key_of_its_host(invoke: Invoke, tmp_path: Path) -> None:
    folder, target = tmp_path / "kept", tmp_path / "made"
    folder.mkdir()
    with meeting(database_in(folder)) as here:
        file = write_key(folder, here.code, here.room, host_key(here.room, here.token))
        still_on = invoke("class", "--export", "made", "--folder", str(folder))
        play_out(here, 1)
    assert still_on.exit_code == 1
    assert "Still on: table 1." in still_on.stderr
    assert not target.exists()
    result = invoke("class", "--export", "made", "--key", str(file), "--folder", str(folder), "--lang", "fr")
    assert result.exit_code == 0, result.stderr
    names = {path.name for path in target.iterdir()}
    assert {
        "events.jsonl",
        "class.html",
        "table-1.html",
        "slides.html",
        "gradebook.csv",
        "rubric.csv",
    } <= names
    assert f"{len(names)} fichiers de la classe dans" in result.stdout
    with (target / "gradebook.csv").open(encoding="utf-8-sig", newline="") as sheet:
        (row,) = csv.DictReader(sheet)
    assert int(row["actions"]) > 0
    assert '<html lang="fr"' in (target / "class.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--key", "x.key"), "add --export FOLDER, or --delete"),
        (("--export", "made", "first_hour"), "leave one of them out"),
        (("--export", "made", "--again"), "leave one of them out"),
        (("--delete", "first_hour"), "leave one of them out"),
        (("--export", "made"), "has no key. Name the file"),
        (("--delete",), "has no key. Name the file"),
    ],
)
def test_what_names_no_class_is_refused(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke("class", "--folder", str(tmp_path / "kept"), *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("\u2502", " ").split())
    assert not (tmp_path / "made").exists()


def test_a_class_is_deleted_for_good_if_its_host_says_so_twice(tmp_path: Path) -> None:
    with meeting(database_in(tmp_path)) as here:
        file = write_key(tmp_path, here.code, here.room, host_key(here.room, here.token))
        here.join("Ana")
    told = CliRunner().invoke(app, ["class", "--delete", "--folder", str(tmp_path)], input="n\n").output
    assert "2 events and" in told
    for typed, code in (("n\n", 1), ("y\n", 0)):
        result = CliRunner().invoke(app, ["class", "--delete", "--folder", str(tmp_path)], input=typed)
        assert result.exit_code == code
        assert file.exists() == bool(code)
    with ClassService(database_in(tmp_path)) as service:
        assert service.listed() == []
        with pytest.raises(UnknownClassError):
            service.events(here.room, here.token)


def test_a_key_that_cannot_be_read_is_told_in_a_sentence(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with meeting(database_in(tmp_path)) as here:
        file = write_key(tmp_path, here.code, here.room, host_key(here.room, here.token))
    file.write_bytes(b"\xff\xfe\x00")
    result = invoke("class", "--folder", str(tmp_path), "--export", "made")
    assert result.exit_code == 1
    assert f"{file} cannot be read: it is no text. Name a key" in " ".join(result.stderr.split())
    missing = invoke("class", "--folder", str(tmp_path), "--export", "made", "--key", "nothing.key")
    assert missing.exit_code == 1
    assert "nothing.key cannot be read: No such file or directory." in " ".join(missing.stderr.split())


def test_keys_of_deleted_classes_go_and_name_no_class(invoke: Invoke, tmp_path: Path) -> None:
    with meeting(database_in(tmp_path)) as here:
        file = write_key(tmp_path, here.code, here.room, host_key(here.room, here.token))
        old = write_key(tmp_path, "AAAAAA", "0" * 16, host_key("0" * 16, here.token))
        other = write_key(tmp_path, "BBBBBB", "1" * 16, host_key("1" * 16, here.token), is_own=False)
        here.join("Ana")
    arguments = ("class", "--folder", str(tmp_path), "--export", str(tmp_path / "made"))
    elsewhere = invoke(*arguments, "--database", database_in(tmp_path))
    assert ("Still on: table 1." in elsewhere.stderr, old.exists()) == (True, True), elsewhere.stderr
    here_only = invoke(*arguments)
    assert "Still on: table 1." in here_only.stderr, here_only.stderr
    assert (file.exists(), old.exists(), other.exists()) == (True, False, True)


def test_a_key_finds_the_classes_beside_it(
    invoke: Invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DELEGATION_SIM_CLASSES", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = tmp_path / "c2"
    folder.mkdir()
    with meeting(database_in(folder)) as here:
        file = write_key(folder, here.code, here.room, host_key(here.room, here.token))
        here.join("Ana")
    found = invoke("class", "--export", "made", "--key", str(file.relative_to(tmp_path)))
    assert "Still on: table 1." in found.stderr
    deleted = CliRunner().invoke(app, ["class", "--delete", "--key", str(file)], input="y\n")
    assert deleted.exit_code == 0, deleted.stderr
    assert not file.exists()


@pytest.mark.parametrize("action", [("--export", "made"), ("--delete",)])
def test_where_a_class_is_not_the_database_that_was_looked_in_is_named(
    invoke: Invoke, tmp_path: Path, action: Sequence[str]
) -> None:
    kept, other = tmp_path / "kept", tmp_path / "other"
    kept.mkdir()
    with meeting(database_in(kept)) as here:
        file = write_key(kept, here.code, here.room, host_key(here.room, here.token))
    result = invoke("class", *action, "--key", str(file), "--folder", str(other))
    said = " ".join(result.stderr.split())
    assert result.exit_code == 1
    assert f"The class of {file.name} is not in {other / 'classes.db'}" in said
    assert "Say where with --folder or --database." in said
    assert file.exists()


def test_the_password_of_a_database_is_not_told() -> None:
    told = shown_database("postgresql+psycopg://ana:secret@db/classes")
    assert told == "postgresql+psycopg://ana:***@db/classes"
