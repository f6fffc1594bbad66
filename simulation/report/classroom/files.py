"""The files of a class: their names, which are safe wherever they land, and how each is made."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Any, Final

from simulation.classroom.debrief import Attended, Findings
from simulation.classroom.events import as_json
from simulation.errors import RecordError
from simulation.report.classroom.class_pages import (
    class_page,
    notes_page,
    rubric_page,
    slides_page,
    student_page,
    table_page,
)
from simulation.report.classroom.sheets import gradebook_csv, rubric_csv
from simulation.report.html import write_page
from simulation.words import reason, say

__all__ = ["CSV", "HTML", "JSON_LINES", "FileMade", "class_files", "lines_of", "write_class"]

HTML: Final = "text/html; charset=utf-8"
CSV: Final = "text/csv; charset=utf-8"
JSON_LINES: Final = "application/x-ndjson; charset=utf-8"
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9]+")
_MARK: Final = "\ufeff"
"""At the head of a CSV, by which spreadsheets see that it is UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMade:
    """One file of a class."""

    name: str
    """ASCII letters, digits, `-` and `.`: nothing in it that people typed."""
    media: str
    make: Callable[[], str | None]
    """None: what it holds is not worked out yet, or cannot be."""


def class_files(findings: Findings) -> dict[str, FileMade]:
    """Return the files of a class by name; a person's is named by number, for a nickname may be anything."""
    found = list(_files(findings))
    return {one.name: one for one in found}


def _files(findings: Findings) -> Iterator[FileMade]:
    pages: Mapping[str, Callable[[Findings], str]] = {
        "class": class_page,
        "slides": slides_page,
        "notes": notes_page,
        "rubric": rubric_page,
    }
    for name, page in pages.items():
        yield FileMade(name=f"{name}.html", media=HTML, make=partial(page, findings))
    for name, sheet in (("gradebook", gradebook_csv), ("rubric", rubric_csv)):
        yield FileMade(name=f"{name}.csv", media=CSV, make=partial(_marked, sheet, findings))
    for ended in findings.ended:
        name = f"table-{_safe(ended.table)}.html"
        yield FileMade(name=name, media=HTML, make=partial(table_page, findings, ended.table))
    for person in findings.gathered.people:
        if person.seat:
            yield of_person(findings, person)


def of_person(findings: Findings, person: Attended) -> FileMade:
    """Return the file of somebody's own page, with as much of the nickname as a name of a file can have everywhere."""
    plain = unicodedata.normalize("NFKD", person.nickname).encode("ascii", "ignore").decode().lower()
    called = _UNSAFE.sub("-", plain).strip("-")
    name = f"person-{'-'.join(part for part in (_safe(person.id), called) if part)}.html"
    return FileMade(name=name, media=HTML, make=partial(student_page, findings, person))


def lines_of(events: list[dict[str, Any]]) -> str:
    """Return the log of a class as lines of JSON."""
    return "".join(f"{as_json(event)}\n" for event in events)


def write_class(findings: Findings, events: list[dict[str, Any]], folder: str | PathLike[str]) -> list[Path]:
    """Write everything that a class leaves into a folder, and return the files in the order in which they were written.

    Args:
        findings: Of the class, worked out.
        events: Its log.
        folder: Made if it is not there; files of the same names in it are written over.

    Raises:
        RecordError: if it cannot be written.
    """
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordError(say("folder.report.unwritten", file=place, why=reason(error))) from error
    written = [write_page(lines_of(events), place / "events.jsonl")]
    for name, one in class_files(findings).items():
        text = one.make()
        if text is not None:
            written.append(write_page(text, place / name))
    return written


def _marked(sheet: Callable[[Findings], str], findings: Findings) -> str:
    return f"{_MARK}{sheet(findings)}"


def _safe(key: str) -> str:
    return _UNSAFE.sub("-", key).strip("-") or "x"
