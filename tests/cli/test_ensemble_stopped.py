"""The command ensemble, killed, interrupted and robbed of a worker: it goes on from anything to the same bytes."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from simulation.study.interruption import InHaste, interruption_held
from tests.extent import WHOLE, at_a_desk
from tests.small_studies import contents

type Invoke = Callable[..., Result]

COMMAND = Path(sys.executable).parent / "delegation-sim"
SHORT, LONG = "384" if WHOLE else "192", "2048"
"""Replications: six parts (three at a desk) that are there in no time, and thirty-two that take a while."""

MOMENTS = (
    *((0, 5), (0, 100), (0, 200), (0, 300), (1, 0), (1, 1), (1, 4), (2, 0), (3, 1), (4, 2)),
    *((6, 0), (7, 3), (8, 1), (10, 0), (12, 1), (13, 2), (14, 0), (15, 0), (15, 3), (16, 0)),
)
"""When it is killed: how many files there are, and how many thousandths of a second later."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")


@pytest.fixture
def run(tmp_path: Path) -> "Run":
    """Return a function that starts the command in an empty folder."""
    return lambda *words: Running(tmp_path, *words)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, bytes]]:
    """Return a function that gives what the folder holds if nothing happens, by replications."""
    there: dict[str, dict[str, bytes]] = {}

    def folder_of(replications: str) -> dict[str, bytes]:
        if replications not in there:
            place = tmp_path_factory.mktemp("undisturbed")
            command = [str(COMMAND), *arguments(replications), "--workers", "1"]
            subprocess.run(command, cwd=place, check=True, capture_output=True)
            there[replications] = contents(place / "study")
        return there[replications]

    return folder_of


def arguments(replications: str, *more: str) -> list[str]:
    return ["ensemble", "worked_clock", "-n", replications, "--out", "study", "--keep", "1", "--yes", *more]


type Run = Callable[..., Running]


class Running:
    """The command in a group of processes of its own."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.folder = folder / "study"
        self.process = subprocess.Popen(
            [COMMAND, *words],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def watch_until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so, or the command has ended."""
        while not is_so() and self.process.poll() is None:
            self.watch_for(0.001)

    def watch_for(self, seconds: float) -> None:
        """Wait that long, or until the command has ended."""
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return

    def files(self) -> int:
        """Return how many files there are by now."""
        return sum(len(files) for _, _, files in os.walk(self.folder))

    def signal_all(self, number: signal.Signals) -> None:
        """Send a signal to the command and its workers, as a terminal does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)

    def children(self) -> list[int]:
        """Return its workers (Linux)."""
        try:
            text = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("ascii")
        except OSError:
            return []
        return [int(word) for word in text.split()]


def without_guess(errors: str) -> str:
    """Return what was said without how long it will take, which only a busy machine makes worth saying."""
    return re.sub(r"\AAbout \d+ s\.\n", "", errors)


def assert_goes_on(invoke: Invoke, folder: Path, replications: str, whole: dict[str, bytes]) -> None:
    done = invoke(*arguments(replications, "--workers", "1", "--resume"))
    assert done.exit_code == 0, done.stderr
    assert contents(folder / "study") == whole


@pytest.mark.parametrize(
    "moment", MOMENTS if WHOLE else MOMENTS[8:9], ids=lambda moment: f"{moment[0]} files, {moment[1]} ms"
)
def test_killed_at_any_moment_it_goes_on_to_the_same_bytes(
    moment: tuple[int, int],
    run: Run,
    invoke: Invoke,
    tmp_path: Path,
    undisturbed: Callable[[str], dict[str, bytes]],
) -> None:
    files, later = moment
    whole = undisturbed(SHORT)
    running = run(*arguments(SHORT, "--workers", str(1 + later % 2)))
    running.watch_until(lambda: running.files() >= files)
    running.watch_for(later / 1000)
    running.signal_all(signal.SIGKILL)
    running.process.communicate()
    assert_goes_on(invoke, tmp_path, SHORT, whole)


@pytest.mark.thorough  # tests/unit/test_study_folder_held.py holds one
def test_a_folder_that_is_being_written_to_is_refused_to_others_and_the_first_ends_undisturbed(
    run: Run, invoke: Invoke, tmp_path: Path, undisturbed: Callable[[str], dict[str, bytes]]
) -> None:
    whole = undisturbed(LONG)
    running = run(*arguments(LONG, "--workers", "1"))
    running.watch_until(lambda: running.files() >= 4)
    others = (
        arguments(SHORT, "--seed", "2", "--overwrite"),
        arguments(LONG, "--resume"),
        ["compare", "worked_clock", "--lever", "sessions=6", "--out", "study", "--overwrite"],
        ["report", "study"],
    )
    for other in others:
        refused = invoke(*other)
        assert refused.exit_code == 1
        assert refused.stderr.startswith(
            f"study is in use: process {running.process.pid} (delegation-sim ensemble"
        )
        assert refused.stderr.endswith("Wait until that has ended, or end it, or name another folder.\n")
    shown, _ = running.process.communicate()
    assert running.process.returncode == 0
    assert "only these count" not in shown
    assert contents(tmp_path / "study") == whole


@pytest.mark.thorough  # killed it goes on too; test_assembly_command.py interrupts
@pytest.mark.parametrize("workers", at_a_desk(["2"], ["1", "2"]))
def test_an_interruption_keeps_what_is_done_shows_it_and_says_how_to_go_on(
    workers: str, run: Run, invoke: Invoke, tmp_path: Path, undisturbed: Callable[[str], dict[str, bytes]]
) -> None:
    whole = undisturbed(LONG)
    running = run(*arguments(LONG, "--workers", workers))
    running.watch_until(lambda: running.files() >= 6)
    running.signal_all(signal.SIGINT)
    shown, errors = running.process.communicate()
    assert running.process.returncode == 130
    assert " of the 2,048 runs were finished; only these count." in shown
    assert "How it ends" in shown
    assert without_guess(errors).startswith("Interrupted. ")
    assert "replications are kept in study; the same command with --resume goes on." in errors
    assert_goes_on(invoke, tmp_path, LONG, whole)


@pytest.mark.thorough  # one interruption is heard, and haste has a test below
def test_a_second_interruption_is_heard_too_and_what_is_kept_goes_on(
    run: Run, invoke: Invoke, tmp_path: Path, undisturbed: Callable[[str], dict[str, bytes]]
) -> None:
    running = run(*arguments(LONG, "--workers", "2"))
    running.watch_until(lambda: running.files() >= 6)
    running.signal_all(signal.SIGINT)
    running.watch_for(0.1)
    running.signal_all(signal.SIGINT)
    _, errors = running.process.communicate()
    assert running.process.returncode == 130
    assert "Traceback" not in errors
    assert "kept in study; the same command with --resume goes on." in errors
    assert_goes_on(invoke, tmp_path, LONG, undisturbed(LONG))


def test_whoever_interrupts_twice_is_in_haste() -> None:
    with interruption_held() as is_interrupted:
        signal.raise_signal(signal.SIGINT)
        assert is_interrupted()
        with pytest.raises(InHaste):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.thorough  # tests/dashboard/test_jobs.py loses one
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds workers by /proc")
def test_a_worker_that_is_killed_ends_it_in_words_and_the_rest_is_kept(
    run: Run, invoke: Invoke, tmp_path: Path, undisturbed: Callable[[str], dict[str, bytes]]
) -> None:
    whole = undisturbed(LONG)
    running = run(*arguments(LONG, "--workers", "2"))
    running.watch_until(lambda: running.files() >= 6)
    os.kill(running.children()[0], signal.SIGKILL)
    _, errors = running.process.communicate()
    assert running.process.returncode == 1
    assert without_guess(errors) == (
        "A worker ended by itself, perhaps for want of memory. What was finished is kept if the study has a folder "
        "(--out): the same command with --resume goes on. Ask for fewer workers (--workers).\n"
    )
    assert len(list((tmp_path / "study/replications").iterdir())) >= 2
    assert_goes_on(invoke, tmp_path, LONG, whole)


@pytest.mark.thorough  # tests/dashboard/test_jobs.py has workers whose server is killed
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds workers by /proc")
def test_workers_end_with_the_process_that_started_them(run: Run) -> None:
    running = run(*arguments(LONG, "--workers", "2"))
    running.watch_until(lambda: running.files() >= 4)
    workers = running.children()
    assert len(workers) == 2
    running.process.kill()
    running.process.communicate(timeout=60)  # returns once the last of them has closed its end of the pipes
