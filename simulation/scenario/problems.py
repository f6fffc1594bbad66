"""What is wrong with a case, said where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulation.errors import ScenarioError
from simulation.words import numbered

__all__ = ["MAX_PROBLEMS", "Mark", "Path", "Problem", "Problems", "Source", "as_text"]

type Path = tuple[str | int, ...]
"""Where something stands in a case: keys of mappings and places (from 0) in lists."""

MAX_PROBLEMS = 1000
"""More than this is not read by anybody; the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file, lines and columns counted from 1.

    In a CSV table the column is the number of the cell in its row. Something that comes from the command
    line has no line: its `file` is what was typed.
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str = ""
    """Of a workbook; a text has none."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that keeps a case from being used, as `file:line:column: message`, in a workbook `file:sheet!C7: ...`.

    The message says what is wrong, what is valid, and what to do.

    >>> print(Problem("terms.xlsx", 7, 28, "It is empty.", "Positions"))
    terms.xlsx:Positions!AB7: It is empty.
    """

    file: str
    line: int | None
    column: int | None
    message: str
    sheet: str = ""

    def __str__(self) -> str:
        numbers = [str(number) for number in (self.line, self.column) if number is not None]
        if self.sheet:
            cell = f"{_letters(self.column or 1)}{self.line}" if self.line else ""
            numbers = [f"{self.sheet}!{cell}" if cell else self.sheet]
        places = [self.file, *numbers]
        return f"{':'.join(places)}: {self.message}"


def _letters(column: int) -> str:
    """Return what a spreadsheet calls a column: 1 is A, 28 is AB."""
    rest, last = divmod(column - 1, 26)
    return (_letters(rest) if rest else "") + chr(ord("A") + last)


@dataclass(slots=True)
class Source:
    """Line and column of a value and of its key, and the same for everything inside it."""

    mark: Mark
    key: Mark | None = None
    inside: "dict[str | int, Source]" = field(default_factory=dict)

    def nearest(self, path: Path) -> "Source":
        """Return the source of `path`, or of the last part of it that was written down."""
        found = self
        for step in path:
            if step not in found.inside:
                break
            found = found.inside[step]
        return found

    def mark_of(self, path: Path) -> Mark:
        """Return line and column of the value at `path`; those of its key if the value holds others."""
        found = self.nearest(path)
        return found.key or found.mark if found.inside else found.mark

    def key_mark_of(self, path: Path) -> Mark:
        """Return line and column of the key at `path`."""
        found = self.nearest(path)
        return found.key or found.mark


class Problems:
    """Collects problems; reports them all at once, in the order of the files."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}
        self._left_out = 0

    def __bool__(self) -> bool:
        return bool(self._found)

    @property
    def is_full(self) -> bool:
        """Whether further problems are only counted."""
        return len(self._found) >= MAX_PROBLEMS

    @property
    def are_left_out(self) -> bool:
        """Whether some problems are counted and not listed."""
        return self._left_out > 0

    def add(self, mark: Mark, message: str) -> None:
        """Note that `message` holds at `mark`."""
        if self.is_full:
            self._left_out += 1
        else:
            self._found[Problem(mark.file, mark.line, mark.column, message, mark.sheet)] = None

    def leave_out(self, number: int) -> None:
        """Count problems that are not put into words."""
        self._left_out += number

    def sorted(self) -> list[Problem]:
        """Return the problems in the order of file, line and column."""
        found = sorted(self._found, key=_place_of)
        if self._left_out:
            text = numbered("problem.left_out", self._left_out)
            found.append(Problem(found[-1].file, None, None, text))
        return found

    def raise_if_any(self) -> None:
        """Raise a `ScenarioError` that lists every problem, if there is one."""
        if self:
            raise ScenarioError(as_text(self.sorted()))


def _place_of(problem: Problem) -> tuple[str, str, int, int, str]:
    return problem.file, problem.sheet, problem.line or 0, problem.column or 0, problem.message


def as_text(problems: Iterable[Problem]) -> str:
    """Return one problem a line."""
    return "\n".join(map(str, problems))
