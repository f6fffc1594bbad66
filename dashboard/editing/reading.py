"""Opens a case for editing: a shipped one, or uploaded files; as plain data, its tables merged."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from pydantic import ValidationError

from dashboard.words import ENGLISH, Words, words_in
from simulation.engine.check import check_components
from simulation.scenario.load import check_case
from simulation.scenario.problems import Problem, Problems
from simulation.scenario.schema import Scenario
from simulation.scenario.strict_yaml import UnreadableError, parse_yaml, read_text
from simulation.scenario.tables import CaseFile, merge_tables

__all__ = ["CASE_FILES", "Data", "Opened", "open_shipped", "open_upload"]

type Data = dict[str, Any]
"""A case as plain data: what its YAML holds, tables merged. Never changed in place."""

CASE_FILES: Final = (".yaml", ".yml")
_SAFE: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]{0,99}")
_COMMENT: Final = re.compile(r"^\s*#", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What came of opening a case."""

    data: Data | None
    """None if it cannot be edited: it is not a case, or fields of it have the wrong form."""
    problems: tuple[Problem, ...] = ()
    """What keeps the case from being played; in the words and at the places of the command line."""
    has_comments: bool = False
    """Whether the file holds comments, which the editor does not keep."""
    has_tables: bool = False
    """Whether delegations stand in tables, which the editor writes into the one file."""


def open_shipped(name: str) -> Opened:
    """Return a case that came with the library."""
    folder = Path(str(files("scenarios")))
    return _open(folder / f"{name}.yaml", words_in(ENGLISH))


def open_upload(uploaded: Mapping[str, bytes], words: Words | None = None) -> Opened:
    """Return the case in uploaded files: one YAML file and the tables that it names, if any.

    Args:
        uploaded: the bytes of each file by its name, which may be anything.
        words: in which to say that these are not the files of a case; English if there are none.
    """
    say = words or words_in(ENGLISH)
    named = {Path(name).name: content for name, content in uploaded.items()}
    unsafe = [name for name in named if not _SAFE.fullmatch(name)]
    cases = [name for name in named if name.lower().endswith(CASE_FILES)]
    if unsafe or len(cases) != 1:
        wrong = (
            say.say("editor.start.file.name", name=repr(unsafe[0]))
            if unsafe
            else say.say("editor.start.file.cases", n=len(cases))
        )
        problem = Problem(", ".join(named) or "upload", None, None, wrong)
        return Opened(data=None, problems=(problem,))
    with TemporaryDirectory() as folder:
        for name, content in named.items():
            (Path(folder) / name).write_bytes(content)
        return _open(Path(folder) / cases[0], say)


def _open(path: Path, words: Words) -> Opened:
    problems = Problems()
    try:
        text = read_text(path, problems, name=path.name)
        raw, source = parse_yaml(text, path.name, problems)
    except UnreadableError:
        return Opened(data=None, problems=tuple(problems.sorted()))
    if not isinstance(raw, dict):
        wrong = words.say("editor.start.file.mapping")
        return Opened(data=None, problems=(Problem(path.name, 1, 1, wrong),))
    merged, source = merge_tables(raw, source, CaseFile(path, path.name), problems)
    check_case(merged, source, problems, checks=(check_components,))
    return Opened(
        data=merged if _has_form(merged) else None,
        problems=tuple(problems.sorted()),
        has_comments=_COMMENT.search(text) is not None,
        has_tables="tables" in raw,
    )


def _has_form(raw: Data) -> bool:
    """Return whether every field has the form that forms and grids expect."""
    try:
        Scenario.model_validate(raw)
    except ValidationError:
        return False
    return True
