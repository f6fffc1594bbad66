"""The installed command as a process: pipes, control codes, interruption, what it loads."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.threads import BLAS_THREADS

type Start = Callable[..., subprocess.CompletedProcess[bytes]]

COMMAND = Path(sys.executable).parent / "delegation-sim"


def test_a_pipe_gets_text_without_control_codes_and_spaces_at_line_ends(start: Start) -> None:
    done = start("run", "wtpf13_training")
    assert done.returncode == 0
    assert done.stderr == b""
    text = done.stdout.decode()
    assert [char for char in text if ord(char) < 32 and char != "\n"] == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []


def test_a_terminal_that_knows_no_umlauts_gets_the_rest(start: Start) -> None:
    done = start("run", "worked_package", "--full", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"Outcome\n" in done.stdout


def test_json_is_plain_ascii_and_alone(start: Start) -> None:
    done = start("run", "worked_package", "--json")
    assert done.stderr == b""
    assert done.stdout.isascii()
    assert done.stdout.startswith(b"{\n")
    assert done.stdout.endswith(b"}\n")


@pytest.mark.parametrize("arguments", [("show", "wtpf13"), ("run", "worked_package", "--json"), ("schema",)])
def test_a_reader_that_leaves_early_hears_no_complaint(arguments: tuple[str, ...]) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run([COMMAND, *arguments], stdout=closed, stderr=subprocess.PIPE, check=False)
    assert done.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_an_interruption_ends_it_quietly_with_130() -> None:
    command: list[str | Path] = [
        COMMAND,
        "run",
        "wtpf13",
        "--json",
    ]  # more than a pipe holds, so that it waits for its reader
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.read(1) == b"{"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert (process.returncode, errors) == (128 + signal.SIGINT, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_tests_that_run_in_the_background_can_interrupt_what_they_start() -> None:
    heard = "signal.getsignal(signal.SIGINT) is signal.default_int_handler"
    asked = (
        f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); import tests.conftest; print({heard})"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=Path(__file__).parents[2], capture_output=True, check=True
    )
    assert done.stdout == b"True\n"


@pytest.mark.parametrize(
    ("arguments", "left_out"),
    [
        (["--help"], {"mesa", "networkx", "numpy", "pandas", "pyarrow", "pydantic", "rich"}),
        (["run", "worked_package"], {"mesa", "pandas", "pyarrow", "streamlit"}),
        (["run", "worked_package", "--out", "one"], {"mesa", "pandas", "streamlit"}),
    ],
)
def test_a_command_loads_nothing_that_it_does_not_need(
    tmp_path: Path, arguments: list[str], left_out: set[str]
) -> None:
    code = (
        "import sys; from simulation.cli.app import app\n"
        f"try: app({arguments!r})\n"
        "except SystemExit: print(*sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert "simulation" in loaded
    assert left_out & loaded == set()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts threads by /proc")
def test_a_command_does_its_work_in_one_thread() -> None:
    code = (
        "import os, sys; from simulation.__main__ import main\n"
        "sys.argv = ['delegation-sim', 'run', 'worked_package', '--json']\n"
        "try: main()\n"
        "except SystemExit:\n"
        "    import pyarrow\n"
        "    print(len(os.listdir('/proc/self/task')), file=sys.stderr)\n"
    )
    mine = (*BLAS_THREADS, "JE_ARROW_MALLOC_CONF")
    plain = {name: value for name, value in os.environ.items() if name not in mine}
    done = subprocess.run([sys.executable, "-c", code], env=plain, capture_output=True, text=True, check=True)
    assert done.stderr == "1\n"


def test_the_package_is_the_command(start: Start) -> None:
    done = subprocess.run([sys.executable, "-m", "simulation", "--help"], capture_output=True, check=True)
    assert done.stdout == start("--help").stdout


_ADVICE = r"^ *((?:\S*/)?delegation-sim (?:run|report|explain|show|play|ensemble|pack) .+)$"
BARE = {"PATH": "/usr/bin:/bin", "COLUMNS": "60"}


@pytest.mark.skipif(sys.platform == "win32", reason="the shell is another one")
@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        pytest.param(("run", "first_hour", "--out", "a run"), 3, marks=pytest.mark.thorough),
        pytest.param(("run", "first_hour", "--full", "--out", "another run"), 3, marks=pytest.mark.thorough),
        pytest.param(
            ("ensemble", "worked_package", "-n", "2", "--out", "a study"), 3, marks=pytest.mark.thorough
        ),
        pytest.param(("show", "first_hour"), 4, marks=pytest.mark.thorough),
        (("play", "first_hour", "--seat", "TAM", "--moves", "moves.txt"), 1),
    ],
)
def test_commands_that_are_printed_work_where_the_shell_finds_none(
    tmp_path: Path, arguments: tuple[str, ...], lines: int
) -> None:
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "moves.txt").write_text("me\n", encoding="utf-8")
    done = subprocess.run(
        [".venv/bin/delegation-sim", *arguments],
        cwd=tmp_path,
        env=BARE,
        capture_output=True,
        text=True,
        check=True,
    )
    advised = re.findall(_ADVICE, done.stdout, re.MULTILINE)
    assert len(advised) == lines, done.stdout
    for line in advised:
        again = subprocess.run(  # noqa: S602 - a line for a shell is tried in one
            line,
            shell=True,
            cwd=tmp_path,
            env=BARE,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        assert again.returncode == 0, f"{line}\n{again.stderr.decode()}"


def test_a_mistake_in_a_command_advises_one_that_is_found(tmp_path: Path) -> None:
    done = subprocess.run(
        [COMMAND, "run", "--nonsense"], cwd=tmp_path, env=BARE, capture_output=True, text=True, check=False
    )
    assert f"Try '{COMMAND} run" in done.stderr


def test_a_shell_completes_the_command_by_its_name_wherever_it_lies(tmp_path: Path) -> None:
    asked = {"_DELEGATION_SIM_COMPLETE": "complete_bash", "COMP_WORDS": f"{COMMAND} ru", "COMP_CWORD": "1"}
    done = subprocess.run(
        [COMMAND], cwd=tmp_path, env=BARE | asked, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["run"]
