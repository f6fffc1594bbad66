"""Runs the command line, in this process or in one of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from typer import testing
from typer.main import get_command
from typer.testing import CliRunner, Result

from simulation.cli.app import app

type Invoke = Callable[..., Result]
type Start = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session", autouse=True)
def _built_once() -> Iterator[None]:
    """Build the command with all its options once, as a process does: the runner would build it for every call."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(testing, "_get_command", cache(get_command))
        yield


@pytest.fixture
def invoke(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Invoke:
    """Return a function that runs a command in an empty folder; whatever it did not mean to raise, it raises."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, columns: int = 100) -> Result:
        result = CliRunner(env={"COLUMNS": str(columns)}).invoke(app, arguments)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Invoke:
    """Return a function that plays with what a person types."""
    monkeypatch.chdir(tmp_path)

    def run(typed: str, *arguments: str) -> Result:
        result = CliRunner(env={"COLUMNS": "100"}).invoke(app, ["play", *arguments], input=typed)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Return a function that runs the installed command as a process with pipes."""
    command = Path(sys.executable).parent / "delegation-sim"
    environment = {key: value for key, value in os.environ.items() if key not in {"COLUMNS", "NO_COLOR"}}

    def run(*arguments: str, **changed: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [command, *arguments], cwd=tmp_path, env=environment | changed, capture_output=True, check=False
        )

    return run


SMALL_CASE = """\
schema: 1
key: small
title: A small case
summary: One issue, three delegations.
nature: illustrative
forum: {preset: itu_wtpf, decision: {rule: consensus}}
sessions: 5
issues:
  - key: Q1
    name: Roles
    dimension: authority
    status_quo: b
    draft: a
    options:
      - {key: a, label: Governments first, position: 1.0}
      - {key: b, label: Each in its role, position: 0.4}
document:
  title: A draft
  instrument: opinion
  sections:
    - kind: recognizing
      heading: recognizing
      force: preambular
      clauses:
        - {key: rec_a, label: a), title: Roles, issue: Q1, wordings: {a: governments lead, b: each in its role}}
delegations:
  - {key: AAA, name: First, kind: government, mandate: {Q1: {position: 0.3}}}
  - {key: BBB, name: Second, kind: government, mandate: {Q1: {position: 0.8}}}
  - {key: CCC, name: Third, kind: government, strategy: {key: hold}, mandate: {Q1: {position: 0.5}}}
"""


@pytest.fixture
def small_case() -> str:
    """Return the text of a case without a mistake."""
    return SMALL_CASE


@pytest.fixture
def small_case_file(small_case: str, tmp_path: Path) -> Path:
    """Return the file of a case without a mistake."""
    path = tmp_path / "small.yaml"
    path.write_text(small_case, encoding="utf-8")
    return path
