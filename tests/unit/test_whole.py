"""Files and folders are written whole or not at all; what a killed process left goes, what a live one writes stays."""

import errno
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from simulation.errors import FolderHeldError, RecordError
from simulation.storage.lock import LOCK, hold, refuse_held
from simulation.storage.written_whole import scratch_folder, sweep, temporary_folder, write_file, write_whole
from tests.processes import environment

type Start = Callable[[str], "subprocess.Popen[str]"]

WRITES_A_FOLDER = """
from simulation.storage.written_whole import write_whole
def fill(new):
    (new / "half").write_text("half")
    print("ready", flush=True)
    input()
write_whole(Path("target"), fill, what="run")
"""
MOVES_A_FOLDER_AWAY = """
from simulation.storage import written_whole as whole
def swap(new, target):
    print("ready", flush=True)
    input()
whole._swap_in = swap
whole.write_whole(Path("target"), lambda new: None, what="run")
"""
WRITES_A_FILE = """
from simulation.storage.written_whole import put_file
def write(new):
    new.write_text("half")
    print("ready", flush=True)
    input()
put_file(Path("target"), write)
"""
WORKS_IN_A_TEMPORARY_FOLDER = """
from simulation.storage.written_whole import temporary_folder
with temporary_folder() as place:
    (place / "study").mkdir()
    print("ready", flush=True)
    input()
"""
HOLDS = """
from simulation.storage.lock import hold
with hold(Path("."), "delegation-sim ensemble"):
    print("ready", flush=True)
    input()
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return a function that starts a process in an empty folder and waits until it is in the midst of its work."""
    started: list[subprocess.Popen[str]] = []

    def run(program: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(  # noqa: S603 - this very Python, and a program that stands above
            [sys.executable, "-c", f"from pathlib import Path\n{program}"],
            cwd=tmp_path,
            env=environment() | {"TMPDIR": str(tmp_path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield run
    for process in started:
        killed(process)


def killed(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("program", [WRITES_A_FOLDER, WRITES_A_FILE])
def test_what_a_live_process_writes_stays_and_what_a_killed_one_left_goes(
    program: str, start: Start, tmp_path: Path
) -> None:
    process = start(program)
    write_file(tmp_path / "other", "1")
    assert len(names(tmp_path)) == 2
    killed(process)
    assert len(names(tmp_path)) == 2
    write_file(tmp_path / "other", "2")
    assert names(tmp_path) == ["other"]


def test_a_folder_moved_away_by_a_process_that_was_killed_is_put_back(start: Start, tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "old").write_text("mine", encoding="utf-8")
    process = start(MOVES_A_FOLDER_AWAY)
    assert not (tmp_path / "target").exists()
    killed(process)
    write_file(tmp_path / "other", "1")
    assert (tmp_path / "target" / "old").read_text("utf-8") == "mine"
    assert names(tmp_path) == ["other", "target"]


def test_a_temporary_folder_of_a_killed_process_goes_when_the_next_is_made(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    process = start(WORKS_IN_A_TEMPORARY_FOLDER)
    with temporary_folder():
        assert len(names(tmp_path)) == 2
    killed(process)
    with temporary_folder() as place:
        assert names(tmp_path) == [place.parent.name]
    assert names(tmp_path) == []


def test_a_temporary_folder_that_somebody_cleared_away_ends_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with temporary_folder() as place:
        shutil.rmtree(place.parent)
    assert names(tmp_path) == []


def test_the_hold_of_a_killed_process_ends_with_it(start: Start, tmp_path: Path) -> None:
    process = start(HOLDS)
    told = rf"process {process.pid} \(delegation-sim ensemble\) writes to it\. Wait until"
    with pytest.raises(FolderHeldError, match=told), hold(tmp_path):
        pass
    with pytest.raises(FolderHeldError, match=told):
        refuse_held(tmp_path)
    killed(process)
    assert names(tmp_path) == [LOCK]
    refuse_held(tmp_path)
    assert names(tmp_path) == []
    with hold(tmp_path):
        assert names(tmp_path) == [LOCK]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": "x"}', '{"pid": 1}', "\x1b[31m"])
def test_a_lock_that_says_nothing_of_its_holder_is_told_too(text: str, tmp_path: Path) -> None:
    with hold(tmp_path):
        (tmp_path / LOCK).write_text(text, encoding="utf-8")
        with pytest.raises(FolderHeldError, match="another process writes to it"):
            refuse_held(tmp_path)


def test_a_holder_on_another_machine_is_told_with_it_and_no_command_that_acts(tmp_path: Path) -> None:
    with hold(tmp_path):
        about = '{"pid": 7, "host": "elsewhere", "command": "\\u001b[31m"}'
        (tmp_path / LOCK).write_text(about, encoding="utf-8")
        with pytest.raises(FolderHeldError, match=r"in use: process 7 on elsewhere writes to it\."):
            refuse_held(tmp_path)


def test_folders_that_only_look_like_leftovers_stay(tmp_path: Path) -> None:
    for name in (".download.part", ".x.abcd1234.part", "delegation-sim-abcd1234.part", ".x.abcd1234.part.d"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine").touch()
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / "elsewhere" / LOCK).parent.mkdir()
    (tmp_path / "elsewhere" / LOCK).touch()
    (tmp_path / ".linked.abcd1234.part").symlink_to(tmp_path / "elsewhere")
    before = names(tmp_path)
    sweep(tmp_path)
    assert names(tmp_path) == before
    assert names(tmp_path / "elsewhere") == [LOCK]


def test_a_scratch_folder_that_is_just_being_made_stays_for_a_minute(tmp_path: Path) -> None:
    place = tmp_path / ".x.abcd1234.part"
    place.mkdir()
    sweep(tmp_path)
    assert place.exists()
    os.utime(place, (time.time() - 61,) * 2)
    sweep(tmp_path)
    assert not place.exists()


def test_a_folder_that_another_process_made_meanwhile_stays_and_is_told(tmp_path: Path) -> None:
    target = tmp_path / "target"

    def fill(new: Path) -> None:
        (new / "mine").touch()
        target.mkdir()
        (target / "theirs").touch()

    with pytest.raises(RecordError, match=r"Another process wrote to .*target meanwhile"):
        write_whole(target, fill, what="run", overwrite=False)
    assert names(target) == ["theirs"]
    assert names(tmp_path) == ["target"]


def test_a_private_file_is_nobody_elses_to_read(tmp_path: Path) -> None:
    write_file(tmp_path / "seat", "mine", is_private=True)
    with scratch_folder(tmp_path, "x"):
        pass
    assert (tmp_path / "seat").stat().st_mode & 0o077 == 0 or sys.platform == "win32"
    assert names(tmp_path) == ["seat"]


def test_many_who_write_beside_each_other_do_not_take_each_other_for_leftovers(tmp_path: Path) -> None:
    def write(name: int) -> None:
        for turn in range(12):
            write_file(tmp_path / f"{name}.json", f"{turn}")

    with ThreadPoolExecutor(8) as writers:
        list(writers.map(write, range(8)))
    assert sorted(file.name for file in tmp_path.iterdir()) == [f"{name}.json" for name in range(8)]


def test_a_scratch_folder_whose_lock_is_not_signed_yet_is_left_alone_for_a_while(tmp_path: Path) -> None:
    made = tmp_path / ".a.json.abcd1234.part"
    made.mkdir()
    (made / LOCK).touch()
    sweep(tmp_path)
    assert made.is_dir()
    os.utime(made, (1.0, 1.0))
    sweep(tmp_path)
    assert not made.exists()


def test_what_is_written_counts_also_where_no_folder_can_be_settled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle = os.fsync

    def as_on_a_share(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        settle(handle)

    monkeypatch.setattr(os, "fsync", as_on_a_share)
    write_file(tmp_path / "file", "1")
    write_whole(tmp_path / "folder", lambda new: (new / "file").touch(), what="run")
    assert names(tmp_path) == ["file", "folder"]


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system answer as it does on file systems that know no locks."""
    fcntl = pytest.importorskip("fcntl")

    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refused)


@pytest.mark.usefixtures("without_locks")
def test_where_a_file_system_knows_no_locks_files_and_folders_are_written_all_the_same(
    tmp_path: Path,
) -> None:
    write_file(tmp_path / "file", "1")
    write_whole(tmp_path / "folder", lambda new: (new / "a").touch(), what="run")
    with hold(tmp_path, or_nobody=True):
        refuse_held(tmp_path)
    assert names(tmp_path) == ["file", "folder"]


@pytest.mark.usefixtures("without_locks")
def test_where_it_cannot_be_seen_who_lives_nothing_is_swept(tmp_path: Path) -> None:
    with scratch_folder(tmp_path, "mine") as place:
        (place / "half").write_text("1", encoding="utf-8")
        write_file(tmp_path / "other", "1")
        assert (place / "half").is_file()
    assert names(tmp_path) == ["other"]
