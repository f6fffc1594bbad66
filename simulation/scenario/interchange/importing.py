"""Makes a case of the table of another tool, or of one as people have it: whole or not at all."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from simulation.errors import ScenarioError
from simulation.scenario.interchange.case_of_positions import case_of
from simulation.scenario.interchange.decide_format import read_decide
from simulation.scenario.interchange.decimals import with_points
from simulation.scenario.interchange.headings import Column, Role, columns_of
from simulation.scenario.interchange.ktab import is_ktab, read_ktab
from simulation.scenario.interchange.positions import MAX_POSITIONS, Layout, Positions
from simulation.scenario.interchange.reading_guesses import guesses_of, left_aside, seen_in
from simulation.scenario.interchange.scaling import SALIENCES, Saliences, Scaling, Wanted, find_scales
from simulation.scenario.interchange.table_rows import Sheet, read_rows
from simulation.scenario.interchange.text_of_bytes import PLAIN, text_of
from simulation.scenario.interchange.tidy import read_tidy
from simulation.scenario.interchange.tidying import tidied
from simulation.scenario.interchange.wishes import NO_ROLES, NO_SCALES, Wish
from simulation.scenario.interchange.workbook import is_packed, read_workbook
from simulation.scenario.keys import fresh_key
from simulation.scenario.load import Check, check_case
from simulation.scenario.problems import Mark, Problem, Problems, as_text
from simulation.scenario.schema import Scenario
from simulation.scenario.strict_yaml import UnreadableError, parse_yaml, read_bytes
from simulation.scenario.writing import case_text
from simulation.words import Said, as_given, is_path, names_joined, said, say

__all__ = ["Imported", "TableReading", "import_table", "import_text", "read_table"]

_STRANGE: Final = re.compile(r"[^\w .()+-]+")
_NAMED: Final = 5
_LONGEST: Final = 120
"""Characters of the name of a file that a case names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A case made of a table."""

    scenario: Scenario
    text: str
    """The case as YAML, which the loader reads as `scenario`."""
    layout: Layout
    notes: tuple[str, ...]
    """What was chosen and what was left aside, each in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableReading:
    """The reading of a table: the case that follows if every guess is right, or why there is none."""

    case: Imported | None = None
    problems: tuple[Problem, ...] = ()
    """Everything that keeps the table from being used; there is a case if there is nothing."""
    seen: tuple[Said, ...] = ()
    """How the file was read, where that needs a word: its encoding, separators, decimals, sheets."""
    guesses: tuple[Said, ...] = ()
    """What only somebody who knows the table can say is right. Show it, and use the case once that is agreed."""
    warnings: tuple[Said, ...] = ()
    """What may be a mistake and is not changed, such as names that are almost one."""
    columns: tuple[Column, ...] = ()
    """What each column was taken for; another reading follows from `columns=` of `read_table`."""

    def required(self) -> Imported:
        """Return the case.

        Raises:
            ScenarioError: if there is none; its text lists all problems.
        """
        if self.case is None:
            raise ScenarioError(as_text(self.problems))
        return self.case

    @property
    def is_sure(self) -> bool:
        """Whether there is a case and nobody has to agree to anything."""
        return self.case is not None and not self.guesses


def read_table(
    data: bytes,
    name: str,
    *,
    layout: Layout | None = None,
    key: str | None = None,
    title: str | None = None,
    scales: Wanted = NO_SCALES,
    saliences: Saliences | None = None,
    columns: Mapping[str, Role] = NO_ROLES,
    checks: Sequence[Check] = (),
) -> TableReading:
    r"""Read a table and return its case: a workbook (.xlsx), CSV of a spreadsheet, CSV of KTAB, text of Decide.

    Its counterpart is `simulation.state.case_workbook`. Somebody who uploads a table sees `seen`, `warnings` and
    `guesses`; with a yes the text of `case` is the case, with another choice of columns the table is read again:

    >>> reading = read_table(b"Country;Pos;Sal\nAlba;0,2;1\nBrod;0,7;0,5\n", "fee.csv")
    >>> reading.is_sure, str(reading.seen[0])
    (False, 'Read as UTF-8, cells between semicolons, decimals behind a comma.')
    >>> [column.role for column in reading.columns]
    ['actor', 'position', 'salience']
    >>> reading.case.scenario.delegations[1].mandate["fee"].position
    0.7

    Args:
        data: what the file holds.
        name: what the file is called, for messages and for what has no other name.
        layout: in which layout it is; None: that is seen from what it holds.
        key: the key of the case; None: made from the name of the file.
        title: the title of the case; None: that of the table, else the name of the file.
        scales: from where to where the positions of an issue (None: of all others) go.
        saliences: what saliences are; None: that is seen from what they are.
        columns: what columns are, by their headings; the others are guessed.
        checks: further checks, see `simulation.scenario.load.Check`.

    Raises:
        ScenarioError: if an argument is of the wrong kind; what is wrong with the table stands in what is returned.
    """
    problems = Problems()
    if not isinstance(data, bytes):
        raise ScenarioError(say("notebook.argument.data", given=as_given(data)))
    _check_file(name)
    wish = Wish(
        layout=layout,
        key=key,
        title=title,
        scales=scales,
        saliences=saliences,
        columns=columns,
        checks=checks,
    )
    try:
        if is_packed(data):
            sheets, seen = _of_workbook(data, name, problems)
        else:
            text, encoding = text_of(data, name, problems)
            sheets, seen = _of_text(text, encoding, name, problems)
    except UnreadableError:
        return TableReading(problems=tuple(problems.sorted()))
    broken = problems.sorted()
    return _once(_read(sheets, seen, name, problems, wish), broken)


def import_table(
    path: str | os.PathLike[str],
    *,
    layout: Layout | None = None,
    key: str | None = None,
    title: str | None = None,
    scales: Wanted = NO_SCALES,
    saliences: Saliences | None = None,
    columns: Mapping[str, Role] = NO_ROLES,
    agreed: bool = False,
    checks: Sequence[Check] = (),
) -> Imported:
    """Return the case that follows from a table in a file, see `read_table`.

    Args:
        path: the file.
        layout: see there, as for the others.
        key: of the case.
        title: of the case.
        scales: of positions.
        saliences: what they are.
        columns: what they are.
        agreed: whether everything that is guessed is right; else a table that needs a guess is a problem.
        checks: further ones.

    Raises:
        ScenarioError: if there is a problem; its text lists all of them.
    """
    _check_file(path)
    problems, name = Problems(), os.fspath(path)
    try:
        data = read_bytes(Path(path), problems, name=name)
    except UnreadableError:
        raise ScenarioError(as_text(problems.sorted())) from None
    reading = read_table(
        data,
        name,
        layout=layout,
        key=key,
        title=title,
        scales=scales,
        saliences=saliences,
        columns=columns,
        checks=checks,
    )
    case = reading.required()
    if reading.guesses and not agreed:
        raise ScenarioError(str(Problem(name, None, None, _unsure(reading))))
    return case


def _check_file(given: object) -> None:
    if not is_path(given):
        raise ScenarioError(say("notebook.argument.file", given=as_given(given)))


def import_text(
    text: str,
    file: str,
    problems: Problems,
    *,
    layout: Layout | None = None,
    scales: Wanted = NO_SCALES,
    saliences: Saliences | None = None,
    checks: Sequence[Check] = (),
) -> Imported | None:
    """Return the case that follows from the text of a table that leaves nothing to guess, see `read_table`.

    None if it cannot be used, which `problems` explain.
    """
    wish = Wish(layout=layout, scales=scales, saliences=saliences, checks=checks)
    sheets, seen = _of_text(text, PLAIN, file, problems)
    reading = _read(sheets, seen, file, problems, wish)
    if reading.guesses and not problems:
        problems.add(Mark(file), _unsure(reading))
    return None if problems else reading.case


def _once(reading: TableReading, broken: Sequence[Problem]) -> TableReading:
    """Return a reading that says of a cell which could not be read only that."""
    places = {(problem.sheet, problem.line, problem.column) for problem in broken}
    told = [
        one for one in reading.problems if one in broken or (one.sheet, one.line, one.column) not in places
    ]
    return replace(reading, problems=tuple(told))


def _unsure(reading: TableReading) -> str:
    return say("problem.import.unsure", guesses=" ".join(map(str, reading.guesses)))


def _of_workbook(data: bytes, file: str, problems: Problems) -> tuple[list[Sheet], list[Said]]:
    sheets = read_workbook(data, file, problems)
    pointed = [with_points(sheet, mixes=True) for sheet in sheets]
    told = [sheet.title for sheet, has_commas in pointed if has_commas]
    return [sheet for sheet, _ in pointed], [
        said("import.seen.sheet", sheet=Said.names(told, _NAMED)) for _ in told[:1]
    ]


def _of_text(text: str, encoding: str, file: str, problems: Problems) -> tuple[list[Sheet], list[Said]]:
    sheet, has_commas = with_points(read_rows(text, file, problems))
    seen = seen_in(encoding, sheet.separator, has_commas=has_commas)
    return [sheet], [seen] if seen and not sheet.is_marked else []


def _read(
    sheets: Sequence[Sheet], seen: Sequence[Said], file: str, problems: Problems, wish: Wish
) -> TableReading:
    """Return what the rows of a table say."""
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        if not problems:
            problems.add(Mark(file), say("problem.import.layout"))
        return TableReading(problems=tuple(problems.sorted()), seen=tuple(seen))
    first = sheets[0]
    layout = wish.layout or ("decide" if first.is_marked else "ktab" if is_ktab(first.rows) else "tidy")
    positions = Positions(problems)
    aside: tuple[Said, ...] = ()
    guesses: tuple[Said, ...] = ()
    columns: tuple[Column, ...] = ()
    scales, saliences = NO_SCALES, NO_SCALES
    case = None
    if layout == "tidy":
        table = tidied(sheets, wish.columns, file, problems)
        if table is None:
            columns = tuple(columns_of(first, wish.columns, Problems()))
            return TableReading(problems=tuple(problems.sorted()), seen=tuple(seen), columns=columns)
        read_tidy(table.rows, positions)
        scales, saliences = {**scales, **table.scales}, table.saliences
        guesses, aside = guesses_of(table, is_broken=bool(problems)), tuple(left_aside(table))
        columns = tuple(column for part in table.parts for column in part.columns)
    else:
        (read_decide if layout == "decide" else read_ktab)(first.rows, positions)
    positions.notes += map(str, aside)
    positions.check_names()
    _check_complete(positions, first.rows[0].mark)
    saliences = {None: SALIENCES[wish.saliences]} if wish.saliences else saliences
    scaling = find_scales(positions, layout, {**scales, **wish.scales}, saliences)
    guesses += scaling.guesses
    if not problems:
        case = _case(positions, scaling, layout, guesses=guesses, file=file, wish=wish)
    return TableReading(
        case=case,
        problems=tuple(problems.sorted()),
        seen=tuple(seen),
        guesses=guesses,
        warnings=(*positions.warnings(), *scaling.warnings),
        columns=columns,
    )


def _case(
    positions: Positions, scaling: Scaling, layout: Layout, *, guesses: Sequence[Said], file: str, wish: Wish
) -> Imported | None:
    name = _STRANGE.sub("_", Path(file).name)[:_LONGEST]
    stem = Path(name).stem
    source = say("import.source", file=name, layout=say(f"import.layout.{layout}"))
    data = case_of(
        positions,
        replace(scaling, notes=(*map(str, guesses), *scaling.notes)),
        key=wish.key or fresh_key(stem, (), "table"),
        title=wish.title or positions.title or stem,
        source=source,
    )
    text = case_text(data, f"# {source}\n")
    scenario = _read_back(text, f"{data['key']}.yaml", positions.problems, wish.checks)
    if scenario is None:
        return None
    notes = (*positions.notes, *scaling.notes)
    return Imported(scenario=scenario, text=text, layout=layout, notes=notes)


def _check_complete(positions: Positions, first: Mark) -> None:
    """Say what is missing from the table as a whole; leave out delegations of which it says nothing."""
    if positions.problems:
        return
    if not positions.entries:
        positions.problems.add(first, say("problem.import.no_position"))
    if (n := len(positions.entries)) > MAX_POSITIONS:
        positions.problems.add(first, say("problem.import.many.position", n=n, most=MAX_POSITIONS))
    speaking = {who for who, _ in positions.entries}
    silent = [who for who, seat in positions.seats.items() if seat.capability is None and who not in speaking]
    if silent:
        names = [positions.seats.pop(who).name for who in silent]
        positions.notes.append(say("import.silent", names=names_joined(names, _NAMED)))
    for seat in positions.seats.values():
        if seat.capability is None:
            text = say("problem.import.no_capability", delegation=repr(seat.name))
            positions.problems.add(seat.mark, text)


def _read_back(text: str, file: str, problems: Problems, checks: Sequence[Check]) -> Scenario | None:
    """Return the case as the loader reads what is written; None if it does not take it."""
    try:
        raw, source = parse_yaml(text, file, problems)
    except UnreadableError:
        return None
    scenario = check_case(raw, source, problems, checks=checks)
    return None if problems else scenario
