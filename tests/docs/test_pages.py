"""Runs what the pages show: every `delegation-sim` command and every Python block, and compares the output.

The blocks of a page share an empty folder and one set of variables, in order. A `console` block may hold
other commands (`make`, `uv`): those are not run. Output shown below a command has to match, `...` stands for
anything; a command without output shown has to succeed. In a block after `<!-- fails -->` commands exit with 1, and
what they say on the error stream is compared. `<!-- typed ... -->` before a block holds what a person types, line by
line, into its commands. A block after
`<!-- file NAME -->` is the content of that file. `<!-- not run: why -->` keeps a block out. Commands of the README, and
those that need a shell, run as processes of their own; at a desk only the first block of the README does. The shell of
the README knows only the commands of the system, until the README tells it where to find ours.
"""

import doctest
import multiprocessing
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulation.cli.app import app
from tests.extent import WHOLE

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(
    r"(?P<skip><!-- not run: .+? -->\s*)?(?P<fails><!-- fails -->\s*)?"
    r"(?:<!-- file (?P<file>\S+) -->\s*)?"
    r"(?:<!-- typed\n(?P<typed>(?:(?!-->).)*)-->\s*)?"
    r"^```(?P<language>console|python|text)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
COLUMNS = "110"
BARE = "/usr/bin:/bin"
"""Where the shell of a reader of the README finds commands."""
SHELL = frozenset("|<>&;*?$`\\")
"""Characters that a shell does not hand on as they are."""
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


def run_as_process(command: str, folder: Path, typed: str, path: str) -> Done:
    """Run the installed command in a shell, as a reader does."""
    environment = os.environ | {"PATH": path, "COLUMNS": COLUMNS}
    done = subprocess.run(  # noqa: S602 - the page shows a shell, with its pipes and redirections
        command,
        shell=True,
        cwd=folder,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def run_here(command: str, typed: str) -> Done:
    """Run a command in this process and folder: its start takes longer than most of what the pages do."""
    words = shlex.split(command, comments=True)[1:]
    result = CliRunner(env={"COLUMNS": COLUMNS}).invoke(app, words, input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr)


def run_console(body: str, folder: Path, typed: str, *, prelude: list[str] | None, fails: bool) -> None:
    """Run our commands in a console block and compare their output with the lines below them.

    `prelude` collects what a page tells the shell first, for that page and the blocks that follow; None: the shell
    finds our command as it is.
    """
    for step in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, expected = step.partition("\n")
        if prelude is not None and command.startswith(". "):
            prelude.append(command)
        if not command.startswith("delegation-sim"):
            continue
        if prelude is not None:
            done = run_as_process("\n".join([*prelude, command]), folder, typed, BARE)
        elif not SHELL.isdisjoint(command):
            done = run_as_process(command, folder, typed, os.environ["PATH"])
        else:
            done = run_here(command, typed)
        assert done.code == (1 if fails else 0), f"$ {command}\n{done.out}{done.err}"
        if expected.strip():
            printed = done.err if fails else done.out
            matches = doctest.OutputChecker().check_output(expected, printed, FLAGS)
            assert matches, f"$ {command}\nshown:\n{expected}\nprinted:\n{printed}"


def run_python(body: str, page: Path, variables: dict[str, object]) -> None:
    """Run a Python block: as a doctest if it shows prompts, else as plain code."""
    if ">>>" not in body:
        exec(compile(body, page, "exec"), variables)  # noqa: S102 - the pages are ours
        return
    test = doctest.DocTestParser().get_doctest(body, variables, page.name, str(page), 0)
    doctest.DebugRunner(optionflags=FLAGS).run(test, clear_globs=False)
    variables |= test.globs


SAID = ("first-negotiation", "write-a-delegate")
"""Pages whose commands README.md, tests/cli/ and tests/unit/test_delegates.py run too."""


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            page,
            id=str(page.relative_to(ROOT)),
            marks=[pytest.mark.thorough] if "how-to" in page.parts or page.stem in SAID else [],
        )
        for page in PAGES
    ],
)
def test_what_a_page_shows_is_what_happens(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    # Mesa would set for the whole process how others start.
    monkeypatch.setattr(multiprocessing, "set_start_method", lambda *_, **__: None)
    (tmp_path / ".venv").symlink_to(sys.prefix)  # what `make` leaves in the folder of the project
    prelude: list[str] | None = [] if page == PAGES[0] else None
    variables: dict[str, object] = {"__name__": "__page__"}
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if block["file"]:
            (tmp_path / block["file"]).write_text(block["body"], encoding="utf-8")
        if block["skip"] or block["file"] or block["language"] == "text":
            continue
        if block["language"] == "console":
            fails = bool(block["fails"])
            typed = block["typed"] or ""
            run_console(block["body"], tmp_path, typed, prelude=prelude, fails=fails)
            if not WHOLE and "$ delegation-sim" in block["body"]:
                prelude = None
        else:
            run_python(block["body"], page, variables)
