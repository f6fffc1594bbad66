"""The profile of a seat as a table and as data: measures, survey, answers, own words, of both games."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final

from simulation.drawing.safe_text import cell, clean
from simulation.errors import RecordError
from simulation.report.html import write_page
from simulation.training.debrief import Debrief
from simulation.training.rounds import Round
from simulation.training.second import beside_first, round_of
from simulation.training.survey import Survey, open_question, statement
from simulation.words import say

__all__ = ["FORMAT", "SUFFIXES", "check_sheet", "profile_csv", "profile_json", "write_sheet"]

FORMAT: Final = "delegation-sim profile"
SUFFIXES: Final = (".csv", ".json")
_VERSION: Final = 1
_HEADS: Final = ("round", "case", "instance", "seat", "part", "item", "label", "value")

type _Row = tuple[int | float | str, ...]


def profile_csv(debrief: Debrief) -> str:
    """Return the profile as a table, a line for each thing that was measured or answered; texts stand on one line.

    No text in it is taken for a formula by a spreadsheet.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    table.writerow(_HEADS)
    for number, game in enumerate(_rounds(debrief), start=1):
        about = (number, game.case, game.instance, game.seat)
        for row in _rows(game):
            table.writerow([_cell(one) for one in (*about, *row)])
    for row in _answers(debrief):
        about = (len(_rounds(debrief)), debrief.case, debrief.instance, debrief.seat)
        table.writerow([_cell(one) for one in (*about, *row)])
    return text.getvalue()


def profile_json(debrief: Debrief) -> str:
    """Return the profile as data, as text in JSON."""
    found: dict[str, Any] = {
        "format": FORMAT,
        "format_version": _VERSION,
        "version": debrief.version,
        "seed": debrief.seed,
        "level": debrief.level,
        "rounds": [game.plain() for game in _rounds(debrief)],
        "answers": {one.key: {"question": str(one.text), "answer": one.answer} for one in debrief.questions},
    }
    beside = beside_first(debrief)
    if beside is not None:
        found["beside"] = [
            {"measure": row.key, "went": row.went, "change": str(row.change)} for row in beside.rows
        ]
        found["told"] = list(map(str, beside.sentences))
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def check_sheet(path: str | PathLike[str]) -> None:
    """Refuse a name by which it is not known what to write.

    Raises:
        RecordError: if it ends neither in `.csv` nor in `.json`.
    """
    if Path(path).suffix.lower() not in SUFFIXES:
        raise RecordError(say("folder.sheet.suffix", file=path))


def write_sheet(debrief: Debrief, path: str | PathLike[str]) -> Path:
    """Write the profile as a table or as data, by how the name of the file ends, and return its path.

    Raises:
        RecordError: if it ends neither in `.csv` nor in `.json`, or cannot be written.
    """
    check_sheet(path)
    written: Mapping[str, Any] = {".csv": profile_csv, ".json": profile_json}
    return write_page(written[Path(path).suffix.lower()](debrief), path)


def _rounds(debrief: Debrief) -> tuple[Round, ...]:
    beside = beside_first(debrief)
    return (round_of(debrief, debrief.notes),) if beside is None else (beside.first, beside.second)


def _rows(game: Round) -> Iterator[_Row]:
    yield from (("profile", name, say(f"rounds.{name}"), value) for name, value in game.measures.items())
    for moment, survey in (("before", game.before), ("after", game.after)):
        yield from _surveyed(moment, survey)
    if game.principle:
        yield "own words", "principle", say("debrief.page.principle"), game.principle


def _surveyed(moment: str, survey: Survey) -> Iterator[_Row]:
    for item, rating in survey.ratings.items():
        yield f"survey {moment}", item, str(statement(item)), rating
    if survey.remark:
        yield f"survey {moment}", "remark", str(open_question()), survey.remark


def _answers(debrief: Debrief) -> Iterator[_Row]:
    yield from (("answer", one.key, str(one.text), one.answer) for one in debrief.questions if one.answer)


def _cell(value: float | str) -> float | str:
    """Return a value as it stands in a table: a text on one line, and no formula."""
    return cell(" ".join(clean(value).split())) if isinstance(value, str) else value
