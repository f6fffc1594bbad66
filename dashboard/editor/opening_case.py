"""Opens a case for editing: a shipped one, or uploaded files; as plain data, its tables merged."""

import copy
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path as FilePath
from typing import Any, Final

from pydantic import ValidationError

from dashboard.frame.language import Words, words_in
from simulation.engine import check_components
from simulation.scenario import (
    CaseFile,
    Path,
    Problem,
    Problems,
    Scenario,
    UnreadableError,
    check_case,
    merge_tables,
    parse_yaml,
    read_text,
)
from simulation.scenario.interchange import TableReading
from simulation.scenario.translations import without_mappings
from simulation.storage import temporary_folder
from simulation.words import ENGLISH

__all__ = [
    "CASE_FILES",
    "TRANSLATIONS",
    "Data",
    "Opened",
    "has_form",
    "open_shipped",
    "open_table",
    "open_upload",
]

type Data = dict[str, Any]
"""A case as plain data: what its YAML holds, tables merged, its texts in the language of its author. Never changed in
place."""

TRANSLATIONS: Final = "translations"
"""What its texts say in other languages stands beside them under this name, by language and text."""

CASE_FILES: Final = (".yaml", ".yml")
_SAFE: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]{0,99}")
_VALUES: Final = frozenset(
    {
        "greater_than_equal",
        "less_than_equal",
        "string_pattern_mismatch",
        "string_too_long",
        "string_too_short",
    }
)
"""What pydantic finds in a field whose form is right."""
_COMMENT: Final = re.compile(r"^\s*#", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What came of opening a case."""

    data: Data | None
    """None if it cannot be edited: it is not a case, or fields or translations of it have the wrong form."""
    problems: tuple[Problem, ...] = ()
    """What keeps the case from being played; in the words and at the places of the command line."""
    has_comments: bool = False
    """Whether the file holds comments, which the editor does not keep."""
    has_tables: bool = False
    """Whether delegations stand in tables, which the editor writes into the one file."""


def open_shipped(name: str) -> Opened:
    """Return a case that came with the library."""
    folder = FilePath(str(files("scenarios")))
    return _open(folder / f"{name}.yaml", words_in(ENGLISH))


def open_upload(uploaded: Mapping[str, bytes], words: Words | None = None) -> Opened:
    """Return the case in uploaded files: one YAML file and the tables that it names, if any.

    Args:
        uploaded: the bytes of each file by its name, which may be anything.
        words: in which to say that these are not the files of a case; English if there are none.
    """
    say = words or words_in(ENGLISH)
    named = {FilePath(name).name: content for name, content in uploaded.items()}
    unsafe = [name for name in named if not _SAFE.fullmatch(name)]
    cases = [name for name in named if name.lower().endswith(CASE_FILES)]
    if unsafe or len(cases) != 1:
        wrong = (
            say.say("editor.start.file.name", name=repr(unsafe[0]))
            if unsafe
            else say.say("editor.start.file.cases", n=len(cases))
        )
        problem = Problem(say.listed(named) or "upload", None, None, wrong)
        return Opened(data=None, problems=(problem,))
    with temporary_folder() as folder:
        for name, content in named.items():
            (folder / name).write_bytes(content)
        return _open(folder / cases[0], say)


def open_table(reading: TableReading) -> Opened:
    """Return the case that a table makes."""
    if reading.case is None:
        return Opened(data=None, problems=tuple(reading.problems))
    return open_upload({"case.yaml": reading.case.text.encode()})


def _open(path: FilePath, words: Words) -> Opened:
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
    misfits = Problems()
    plain, _, translations = without_mappings(merged, source, misfits)
    data = plain | {TRANSLATIONS: translations} if translations else plain
    return Opened(
        data=data if not misfits and _is_formed(plain) else None,
        problems=tuple(problems.sorted()),
        has_comments=_COMMENT.search(text) is not None,
        has_tables="tables" in raw,
    )


def has_form(data: object) -> bool:
    """Return whether anything is a case as `Opened.data` holds it: what a browser hands back may be anything."""
    if not isinstance(data, dict):
        return False
    told = data.get(TRANSLATIONS, {})
    texts = [*told.values()] if isinstance(told, dict) else [None]
    return _is_formed({name: value for name, value in data.items() if name != TRANSLATIONS}) and all(
        isinstance(one, dict) and all(isinstance(text, str) for text in one.values()) for one in texts
    )


def _is_formed(raw: Data) -> bool:
    """Return whether every field has the form that forms and grids expect.

    A number out of its range and a text of the wrong length are no hindrance: they are mended where they are seen.
    """
    try:
        _validate(raw)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        mended = copy.deepcopy(raw)
        for detail in found:
            if detail["type"] in _VALUES:
                _mend(mended, detail["loc"], detail.get("ctx", {}))
        return mended != raw and _is_valid(mended)
    return True


def _validate(raw: Data) -> None:
    Scenario.model_validate_json(json.dumps(raw), strict=True)


def _is_valid(raw: Data) -> bool:
    try:
        _validate(raw)
    except ValidationError:
        return False
    return True


def _mend(raw: Data, place: Path, limits: Mapping[str, Any]) -> None:
    """Put a valid value in place of one that has the right form, so that the rest can be looked at."""
    holder: Any = None
    found: Any = raw
    last: str | int = ""
    for step in place:
        # What is not in the data is the name of one of several forms that a field may have.
        if _holds(found, step):
            holder, last, found = found, step, found[step]
    if isinstance(found, str | int | float):
        holder[last] = "x" if isinstance(found, str) else limits.get("ge", limits.get("le"))


def _holds(holder: object, step: str | int) -> bool:
    if isinstance(holder, list):
        return isinstance(step, int) and step < len(holder)
    return isinstance(holder, dict) and step in holder
