"""The tables for a gradebook: a row a person with profile, moves, hints and survey; and a rubric to grade by."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from simulation.classroom.debrief import Attended, Findings, notes_of_person
from simulation.drawing.safe_text import cell, clean
from simulation.training.debrief import Debrief
from simulation.training.notes import SeatNotes
from simulation.training.rounds import MEASURES, measured
from simulation.training.survey import ITEMS, open_question, statement
from simulation.words import apart, decimal, say

__all__ = ["CRITERIA", "LEVELS", "Criterion", "gradebook_csv", "measures_of", "rubric_csv", "suggested"]

LEVELS: Final = (4, 3, 2, 1)
"""Of a rubric, the highest first."""

type Cell = str | int | float
type Level = Callable[[Mapping[str, float]], int]

_AFTER_A_SEMICOLON: Final = re.compile("(; ?)([=+\\-@\uff1d\uff0b\uff0d\uff20])")
_FIRST: Final = ("nickname", "table", "seat", "delegation", "moves", "held", "left")


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is graded, by what is counted; the words of its levels are `classdebrief.rubric.KEY.LEVEL`."""

    key: str
    counted: tuple[str, ...]
    """Names of measures; none: only the teacher can judge it."""
    level: Level | None = None


def _at_least(name: str, *bounds: float) -> Level:
    """Return a level by how many of three falling bounds a measure reaches."""
    return lambda found: 1 + sum(found[name] >= bound for bound in bounds)


def _at_most(name: str, *bounds: float) -> Level:
    """Return a level by within how many of three bounds a measure stays."""
    return lambda found: 1 + sum(found[name] <= bound for bound in bounds)


def _trust(found: Mapping[str, float]) -> int:
    if found["broken"]:
        return 2 if found["broken"] <= 1 else 1
    return 4 if found["kept"] >= _TWO else 3


_TWO: Final = 2
_WORK: Final = ("tabled", "talks", "trades", "coalitions")


def _work(found: Mapping[str, float]) -> int:
    own = sum(found[name] for name in _WORK)
    return 1 + sum(own >= bound for bound in (8, 4, 1))


CRITERIA: Final = (
    Criterion("mandate", ("place",), _at_least("place", 75, 50, 25)),
    Criterion("red", ("crossed",), _at_most("crossed", 0, 1, 2)),
    Criterion("value", ("left",), _at_most("left", 0.5, 5, 15)),
    Criterion("trust", ("kept", "broken"), _trust),
    Criterion("work", _WORK, _work),
    Criterion("foresight", ("predicted",), _at_least("predicted", 75, 50, 25)),
    Criterion("reflects", ()),
)
"""What a teacher can grade, in the order of the rubric."""


def measures_of(told: Debrief) -> dict[str, float]:
    """Return the figures of a profile by name, see `MEASURES`."""
    check = told.prediction
    return measured(told.score, hits=check.hits, predicted=check.predicted)


def suggested(criterion: Criterion, found: Mapping[str, float]) -> int | None:
    """Return the level that what was counted suggests; None: it was not counted, or is for the teacher to judge."""
    if criterion.level is None or any(name not in found for name in criterion.counted):
        return None
    return criterion.level(found)


def gradebook_csv(findings: Findings) -> str:
    """Return a row a person: seat, moves, profile, hints, survey before and after, and the own words.

    No text in it is taken for a formula by a spreadsheet. Figures that are not known are left empty.
    """
    surveys = [(when, item) for when in ("before", "after") for item in ITEMS]
    heads = [
        *(say(f"classdebrief.sheet.{name}") for name in _FIRST),
        *(say(f"rounds.{name}") for name in MEASURES),
        *(say(f"classdebrief.sheet.{when}", statement=statement(item)) for when, item in surveys),
        *(say(f"classdebrief.sheet.{when}", statement=open_question()) for when in ("before", "after")),
        say("classdebrief.sheet.principle"),
    ]
    return _written(heads, (_row(findings, person) for person in findings.gathered.people))


def _row(findings: Findings, person: Attended) -> list[Cell]:
    case = findings.gathered.case
    names = {seat.key: seat.name for seat in case.delegations}
    notes, told = notes_of_person(case, person.notes), findings.of_person(person)
    found = {"hints": float(len(notes.hints))} if person.seat else {}
    if told is not None:
        sat = sum(session not in person.sessions_held for session in told.score.process.sat)
        found |= {**measures_of(told), "sat": float(sat)}
    surveys = (notes.before, notes.after)
    return [
        person.nickname,
        person.table,
        person.seat,
        names.get(person.seat, ""),
        person.moves,
        person.held,
        say(f"classdebrief.sheet.{'yes' if person.is_removed else 'no'}"),
        *(_figure(found.get(name)) for name in MEASURES),
        *(survey.ratings.get(item, "") for survey in surveys for item in ITEMS),
        *(survey.remark for survey in surveys),
        notes.principle,
    ]


def _figure(value: float | None) -> Cell:
    if value is None:
        return ""
    shown = round(value, 2)
    return int(shown) if shown == int(shown) else shown


def rubric_csv(findings: Findings) -> str:
    """Return one row per person and criterion: the count, the level suggested, and room for the teacher's."""
    heads = [
        *(say(f"classdebrief.sheet.{name}") for name in ("nickname", "table", "seat")),
        *(
            say(f"classdebrief.rubric.{name}")
            for name in ("criterion", "evidence", "suggested", "means", "given", "remark")
        ),
    ]
    return _written(heads, _graded(findings))


def _graded(findings: Findings) -> Iterator[list[Cell]]:
    case = findings.gathered.case
    for person in findings.gathered.people:
        if not person.seat:
            continue
        told, notes = findings.of_person(person), notes_of_person(case, person.notes)
        found = {} if told is None else measures_of(told)
        for criterion in CRITERIA:
            level = suggested(criterion, found)
            yield [
                person.nickname,
                person.table,
                person.seat,
                say(f"classdebrief.rubric.{criterion.key}"),
                _evidence(criterion, found, notes),
                "" if level is None else level,
                say(
                    "classdebrief.rubric.judge"
                    if level is None
                    else f"classdebrief.rubric.{criterion.key}.{level}"
                ),
                "",
                "",
            ]


def _evidence(criterion: Criterion, found: Mapping[str, float], notes: SeatNotes) -> str:
    if not criterion.counted:
        return notes.principle
    return apart(
        say("classdebrief.rubric.counted", label=say(f"rounds.{name}"), value=decimal(found[name], ".4g"))
        for name in criterion.counted
        if name in found
    )


def _written(heads: Sequence[str], rows: Iterator[list[Cell]]) -> str:
    text = io.StringIO()
    table = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(heads)
    for row in rows:
        table.writerow([_cell(one) for one in row])
    return text.getvalue()


def _cell(value: Cell) -> Cell:
    """Return a value as it stands in a table: a text on one line, and no formula, even where `;` parts the cells."""
    if not isinstance(value, str):
        return value
    return cell(_AFTER_A_SEMICOLON.sub(r"\1'\2", " ".join(clean(value).split())))
