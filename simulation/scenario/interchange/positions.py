"""What every layout of a table comes to: who stands where on what, in the numbers of the table."""

import math
import re
from dataclasses import dataclass, field
from typing import Final, Literal

from simulation.scenario.characters import acting, called, is_blank, look_alikes
from simulation.scenario.check_names import alike
from simulation.scenario.interchange.headings import words_for
from simulation.scenario.interchange.near_names import near_names
from simulation.scenario.interchange.table_rows import Row
from simulation.scenario.problems import Mark, Problems
from simulation.words import Said, said, say

__all__ = [
    "LAYOUTS",
    "MAX_NAME",
    "MAX_POSITIONS",
    "Entry",
    "Layout",
    "Point",
    "Positions",
    "Question",
    "Seat",
]

type Layout = Literal["tidy", "ktab", "decide"]
LAYOUTS: Final[tuple[Layout, ...]] = ("tidy", "ktab", "decide")

MAX_NAME: Final = 160
"""Characters of a name: a label of a case holds 200, and some carry a number too."""
MAX_ABOUT: Final = 1_000
"""Characters of a description."""
MAX_POSITIONS: Final = 25_000
"""A case with more than these is larger than the loader takes a file."""
_MOST: Final = {"delegation": 1_000, "issue": 60}
_LARGEST: Final = 1e12
_SHOWN: Final = 30
"""Characters of a number that is no number which are told."""
_NUMBER: Final = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")
_PER_CENT: Final = re.compile(r"([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)) ?%")
_DECIMAL_COMMA: Final = re.compile(r"([-+]?)([0-9]*),([0-9]+)")
_IN_GROUPS: Final = re.compile(r"([-+]?[0-9]{1,3}(?:([, '\u2019.])[0-9]{3})(?:\2[0-9]{3})*)(?:[.,]([0-9]+))?")
"""A number in groups of three digits, and its decimals behind another sign."""


@dataclass(slots=True)
class Seat:
    """A delegation as the table has it."""

    name: str
    mark: Mark
    about: str = ""
    capability: float | None = None
    capability_mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the scale of an issue that the table gives a meaning."""

    at: float
    meaning: str


@dataclass(slots=True)
class Question:
    """An issue as the table has it."""

    name: str
    mark: Mark
    about: str = ""
    points: list[Point] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a delegation wants on an issue, and how much it cares, in the numbers of the table."""

    position: float
    salience: float
    at: Mark
    """Where the position stands."""
    salience_at: Mark
    reason: str = ""


class Positions:
    """Gathers what a table says; what cannot be used is added to the problems."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.title = ""
        self.about = ""
        self.seats: dict[str, Seat] = {}
        """By what the table calls them."""
        self.questions: dict[str, Question] = {}
        """By what the table calls them."""
        self.entries: dict[tuple[str, str], Entry] = {}
        """By delegation and issue; the others have no mandate there."""
        self.notes: list[str] = []
        """What was left aside."""
        self._spelt: dict[str, dict[bool, Mark]] = {}
        """Where each name stands first, with spaces that do not count and without."""
        self._rows: dict[tuple[str, str], int | None] = {}
        self._too_many: set[str] = set()

    def text(self, row: Row, place: int, most: int = MAX_ABOUT) -> str:
        """Return a text that may be empty; an unusable one is said and empty."""
        found = row.cell(place)
        if len(found) > most:
            self.problems.add(row.at(place), say("problem.import.long", n=len(found), most=most))
            return ""
        if character := acting(found):
            self.problems.add(row.at(place), say("problem.control", character=called(character)))
            return ""
        return found

    def name(self, row: Row, place: int, column: str) -> str:
        """Return a name; where there is none that can be used, that is said, and the name is empty."""
        if not row.cell(place):
            self.problems.add(row.at(place), say("problem.import.empty", column=column))
        found = self.text(row, place, MAX_NAME)
        if found and is_blank(found):
            self.problems.add(row.at(place), say("problem.blank", name=ascii(found)))
            return ""
        self._spelt.setdefault(found, {}).setdefault(place in row.spaced, row.at(place))
        return found

    def warnings(self) -> tuple[Said, ...]:
        """Return what may be wrong with names: spaces that did not count, and names that are almost one."""
        told = [
            said("import.spaced", name=name, line=marks[True].line or 0)
            for name, marks in self._spelt.items()
            if name and len(marks) > 1
        ]
        named = {seat.name: seat.mark for seat in self.seats.values()}
        asked = {question.name: question.mark for question in self.questions.values()}
        sums = [
            said(f"import.sum.{what}", name=name, line=mark.line or 0)
            for what, marks in (("delegation", named), ("issue", asked))
            for name, mark in marks.items()
            if name.casefold() in words_for("sum")
        ]
        return (*told, *sums, *near_names(named), *near_names(asked))

    def number(self, row: Row, place: int, column: str) -> float:
        """Return a number; NaN where there is none that can be used, which is said."""
        text = row.cell(place).replace("\u2212", "-")  # a true minus, as we and word processors write it
        if share := _PER_CENT.fullmatch(text):
            text = f"{share[1]}e-2"
        value = float(text) if _NUMBER.fullmatch(text) else math.nan
        if abs(value) <= _LARGEST:
            return value
        if not text:
            message = say("problem.import.empty", column=column)
        elif readings := _readings(text[:_SHOWN]):
            kind = "problem.import.comma" if len(readings) == 1 else "problem.import.two_readings"
            told = {"point": readings[0], "other": readings[-1]}
            message = say(kind, column=column, value=repr(text[:_SHOWN]), **told)
        else:
            message = say("problem.import.number", column=column, value=repr(text[:_SHOWN]))
        self.problems.add(row.at(place), message)
        return math.nan

    def seat(self, name: str, mark: Mark) -> Seat | None:
        """Return the delegation of this name, a new one if there is none; None if there are too many."""
        if name not in self.seats:
            if not self._has_room("delegation", len(self.seats), mark):
                return None
            self.seats[name] = Seat(name, mark)
        return self.seats[name]

    def question(self, name: str, mark: Mark) -> Question | None:
        """Return the issue of this name, a new one if there is none; None if there are too many."""
        if name not in self.questions:
            if not self._has_room("issue", len(self.questions), mark):
                return None
            self.questions[name] = Question(name, mark)
        return self.questions[name]

    def _has_room(self, what: str, n: int, mark: Mark) -> bool:
        if n < _MOST[what]:
            return True
        if what not in self._too_many:
            self._too_many.add(what)
            self.problems.add(mark, say(f"problem.import.many.{what}", most=_MOST[what]))
        return False

    def check_names(self) -> None:
        """Say which delegations, and which issues, a reader cannot tell apart by what the table calls them."""
        for known in (self.seats, self.questions):
            called_so = [
                ((key, one.mark), name) for key, one in known.items() for name in {key: 0, one.name: 0}
            ]
            for (key, mark), name, (other_key, earlier), other in look_alikes(called_so):
                if key != other_key:
                    self.problems.add(mark, alike(name, other, mark, earlier))

    def take_capability(self, seat: Seat, row: Row, place: int, column: str) -> None:
        """Take the capability of a delegation, which is one number wherever it stands; an empty cell says nothing."""
        if not row.cell(place):
            return
        value, mark = self.number(row, place, column), row.at(place)
        if value < 0:
            self.problems.add(mark, say("problem.import.negative", column=column, value=f"{value:g}"))
        elif seat.capability is None or math.isnan(seat.capability):
            seat.capability, seat.capability_mark = value, mark
        elif not math.isnan(value) and value != seat.capability:
            line = seat.capability_mark.line if seat.capability_mark else None
            told = {"name": repr(seat.name), "value": f"{value:g}", "other": f"{seat.capability:g}"}
            self.problems.add(mark, say("problem.import.two_capabilities", line=line, **told))

    def take_entry(self, row: Row, who: str, issue: str, *, cells: tuple[int, int], reason: str = "") -> None:
        """Take position and salience from two cells of a row; both empty: no mandate. There is one row on an issue."""
        position, salience = cells
        if (who, issue) in self._rows:
            pair = say("problem.table.on").join((who, issue))
            line = self._rows[who, issue]
            self.problems.add(row.mark, say("problem.table.row_twice", row=pair, line=line))
            return
        self._rows[who, issue] = row.mark.line
        filled = [bool(row.cell(place)) for place in cells]
        if not any(filled):
            return
        if not all(filled):
            place, missing = (salience, "salience") if filled[0] else (position, "position")
            self.problems.add(row.at(place), say("problem.import.half", column=missing))
            return
        values = self.number(row, position, "position"), self.number(row, salience, "salience")
        if not any(map(math.isnan, values)):
            self.entries[who, issue] = Entry(*values, row.at(position), row.at(salience), reason)


def _readings(text: str) -> list[str]:
    """Return the numbers that a number with commas, or with its digits in groups, may be meant to be.

    >>> _readings("0,5"), _readings("1,000"), _readings("1,000.5"), _readings("1.000.000"), _readings("x")
    (['0.5'], ['1000', '1.000'], ['1000.5'], ['1000000'], [])
    """
    found = []
    if grouped := _IN_GROUPS.fullmatch(text):
        whole = "".join(sign for sign in grouped[1] if sign not in ", '\u2019.")
        found.append(f"{whole}.{grouped[3]}" if grouped[3] else whole)
    if decimal := _DECIMAL_COMMA.fullmatch(text):
        found.append(f"{decimal[1]}{decimal[2] or 0}.{decimal[3]}")
    return found
