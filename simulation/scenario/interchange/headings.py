"""Finds out what the columns of a table are: by their headings, in every language, and by what stands in them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from typing import Final, Literal

from simulation.scenario.interchange.decimals import is_number
from simulation.scenario.interchange.table_rows import Sheet, Stacked
from simulation.scenario.problems import Mark, Problems
from simulation.words import LANGUAGES, catalogue, say

__all__ = [
    "COLUMNS",
    "ROLES",
    "Column",
    "Role",
    "columns_of",
    "heading_row",
    "plain_heading",
    "said_by",
    "words_for",
]

type Role = Literal[
    "actor",
    "issue",
    "position",
    "salience",
    "capability",
    "on_issue",
    "salience_on",
    "of_actor",
    "salience_of",
    "aside",
]
"""What a column is.

The last five: the positions, or the saliences, of all on the issue that it names; the positions, or the saliences, of
the delegation that it names on all issues; nothing that is used.
"""

COLUMNS: Final[tuple[Role, ...]] = ("actor", "issue", "position", "salience", "capability")
"""The columns of a tidy table in the order in which it is written; in any order when it is read."""
ROLES: Final[tuple[Role, ...]] = (*COLUMNS, "on_issue", "salience_on", "of_actor", "salience_of", "aside")
_EXACT: Final[Mapping[str, Role]] = {
    "actor": "actor",
    "delegation": "actor",
    "issue": "issue",
    "position": "position",
    "salience": "salience",
    "capability": "capability",
    "power": "capability",
}
_MANY: Final[frozenset[Role]] = frozenset({"on_issue", "salience_on", "of_actor", "salience_of", "aside"})
"""What several columns may be."""
_PAIRS: Final[tuple[tuple[Role, Role], ...]] = (("position", "on_issue"), ("salience", "salience_on"))
_BY_ISSUE: Final[Mapping[Role, Role]] = {"on_issue": "of_actor", "salience_on": "salience_of"}
"""What columns are instead where a row is an issue."""
_STACKED: Final[Mapping[str, Role]] = {"position": "on_issue", "salience": "salience_on", "aside": "aside"}
"""What columns are that two rows of headings name, by what they hold."""
_LOOKED_AT: Final = 12
"""Rows among which the headings are looked for: titles and remarks may stand above them."""
_SAMPLE: Final = 3
_LONGEST: Final = 60
"""Characters of a heading that may have been meant as another."""
_NEAR: Final = 0.8
_LEAST: Final = 4
"""Letters of a word that may have been meant as another."""
_OFF: Final = 2
"""Letters that a word meant as another may have more or less."""
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_END: Final = r"(-?[0-9]+(?:\.[0-9]+)?)"
_SCALE: Final = re.compile(rf"[(\[][^)\]]*?{_END} ?(?:-|\u2013|\.\.|to|\u00e0) ?{_END}[^)\]]*[)\]]\s*")
"""A scale in brackets behind a heading."""
_LETTER: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table, and its guessed role."""

    place: int
    """Counted from 0."""
    heading: str
    """As it stands in the table."""
    mark: Mark
    role: Role
    is_exact: bool
    """Whether it is so by its name or because somebody said so; else it is a guess."""
    about: str = ""
    """The issue or the delegation that it names."""
    scale: tuple[float, float] | None = None
    """Where its numbers begin and end, if the heading says so: `Fee (1-5)`."""
    sample: tuple[str, ...] = ()
    """The first things that stand in it."""


def heading_row(sheet: Sheet) -> int:
    """Return the place of the row of headings: the first that says two things we know, else one, else any two."""
    rows = sheet.rows[:_LOOKED_AT]
    known = [sum(said_by(cell) is not None for cell in row.cells) for row in rows]
    filled = [sum(map(bool, row.cells)) for row in rows]
    for least in (2, 1, 0):
        for place, n in enumerate(known):
            if n >= least and filled[place] > 1:
                return place
    return 0


def columns_of(sheet: Sheet, wanted: Mapping[str, Role], problems: Problems) -> list[Column]:
    """Return what the columns of a sheet are taken for, without those that are blank.

    Args:
        sheet: whose first row holds the headings.
        wanted: what columns are, by their headings, if whoever reads it says so.
        problems: collects columns that stand there twice.
    """
    heading, rows = sheet.rows[0], sheet.rows[1:]
    wanted = {plain_heading(name): role for name, role in wanted.items()}
    width = max(len(row.cells) for row in sheet.rows)
    found: list[Column] = []
    numeric: dict[int, bool] = {}
    for place in range(width):
        cells = [row.cell(place) for row in rows if row.cell(place)]
        if not cells and not heading.cell(place):
            continue
        numeric[place] = sum(map(is_number, cells)) * 2 > len(cells)
        name = heading.cell(place)
        role = wanted.get(plain_heading(name)) or _EXACT.get(name.casefold())
        column = Column(
            place=place,
            heading=name,
            mark=heading.at(place) if place < len(heading.cells) else heading.mark,
            role=role or "aside",
            is_exact=role is not None,
            about=_about(name, "position" if role != "salience_on" else "salience") or _bare(name),
            scale=_scale(name),
            sample=tuple(cells[:_SAMPLE]),
        )
        stacked = sheet.stacked.get(place)
        found.append(_as_stacked(column, stacked) if stacked else column)
    _check_twice(found, problems)
    for guess in (_by_word, _by_part, _by_pair, _by_likeness, _by_place, _by_numbers, _by_row):
        found = guess(found, numeric)
    return found


def _as_stacked(column: Column, stacked: Stacked) -> Column:
    """Return a column as two rows of headings say what it is."""
    scale = _scale(stacked.holds) or (_scale(stacked.name) if stacked.role == "position" else None)
    column = replace(column, about=_bare(stacked.name), scale=scale)
    if column.is_exact:
        return column
    return replace(column, role=_STACKED[stacked.role], is_exact=stacked.role == "aside")


def _check_twice(columns: Sequence[Column], problems: Problems) -> None:
    seen: Counter[Role] = Counter()
    for column in columns:
        seen[column.role] += column.role not in _MANY
        if seen[column.role] > 1:
            text = say("problem.table.column_twice", column=repr(column.heading))
            problems.add(column.mark, text)


type _Numeric = Mapping[int, bool]


def _taken(columns: Sequence[Column]) -> set[Role]:
    return {column.role for column in columns}


def _closed(columns: Sequence[Column]) -> set[Role]:
    """Return what no further column is: where columns are issues, none holds positions on all of them."""
    taken = _taken(columns)
    return taken | {"position"} if "on_issue" in taken else taken


def _guessed(columns: list[Column], place: int, role: Role, about: str = "") -> None:
    columns[place] = replace(columns[place], role=role, about=about or columns[place].about)


def _open(columns: Sequence[Column]) -> list[int]:
    """Return the columns of which nothing is known yet."""
    return [place for place, column in enumerate(columns) if not column.is_exact and column.role == "aside"]


def _by_word(columns: list[Column], numeric: _Numeric) -> list[Column]:  # noqa: ARG001 - guesses share one signature
    for place in _open(columns):
        role = said_by(columns[place].heading)
        if role is not None and role not in _closed(columns):
            _guessed(columns, place, role)
    return columns


def _by_pair(columns: list[Column], numeric: _Numeric) -> list[Column]:
    """Take `Term position` and `Term salience` for what they say of the issue called Term."""
    for place in _open(columns) if "issue" not in _taken(columns) else ():
        for word, role in _PAIRS:
            about = _about(columns[place].heading, word)
            if about and numeric[columns[place].place] and "position" not in _taken(columns):
                _guessed(columns, place, role, about)
    return columns


def _by_likeness(columns: list[Column], numeric: _Numeric) -> list[Column]:  # noqa: ARG001 - as above
    for place in _open(columns):
        name = plain_heading(columns[place].heading)
        words = {word: role for role in COLUMNS for word in _words(role) if role not in _closed(columns)}
        usual = [
            word
            for word in words
            if len(word) >= _LEAST
            and word.count(" ") == name.count(" ")
            and abs(len(word) - len(name)) <= _OFF
        ]
        near = get_close_matches(name, usual, n=1, cutoff=_NEAR)
        if near and len(name) <= _LONGEST:
            _guessed(columns, place, words[near[0]])
    return columns


def _by_part(columns: list[Column], numeric: _Numeric) -> list[Column]:  # noqa: ARG001 - as above
    """Take `Issue number` for the issue if nothing else begins so, then `Position of the actor` for the position."""
    for role in ("issue", "actor", "position", "salience", "capability"):
        named = [
            place
            for place in _open(columns)
            if plain_heading(columns[place].heading).partition(" ")[0] in _words(role)
            and not any(map(str.isdigit, _IN_BRACKETS.sub("", columns[place].heading)))
        ]
        closed = _closed(columns)
        if len(named) == 1 and role not in closed and (role == "issue" or "issue" in closed):
            _guessed(columns, named[0], role)
    return columns


def _by_place(columns: list[Column], numeric: _Numeric) -> list[Column]:
    """Take the first column of words for the delegations, if no column is called so."""
    taken = _taken(columns)
    if "actor" in taken or ("issue" in taken and "position" not in taken) or "of_actor" in taken:
        return columns
    for place in _open(columns):
        if not numeric[columns[place].place] and columns[place].sample:
            _guessed(columns, place, "actor")
            break
    return columns


def _by_numbers(columns: list[Column], numeric: _Numeric) -> list[Column]:
    """Take columns of numbers for issues, or for delegations where rows are issues, if none holds positions."""
    taken = _taken(columns)
    is_told = any(column.role == "on_issue" and column.about != column.heading for column in columns)
    if "position" not in taken and not is_told and taken & {"actor", "issue"}:
        role: Role = "on_issue" if "actor" in taken else "of_actor"
        for place in _open(columns):
            name = plain_heading(columns[place].heading)
            if numeric[columns[place].place] and name and name not in words_for("aside"):
                _guessed(columns, place, role)
    _pair_off(columns)
    return columns


def _by_row(columns: list[Column], numeric: _Numeric) -> list[Column]:  # noqa: ARG001 - as above
    """Take what two rows of headings name for delegations where a column holds the issues."""
    taken = _taken(columns)
    if "issue" in taken and "actor" not in taken:
        for place, column in enumerate(columns):
            if not column.is_exact and column.role in _BY_ISSUE:
                _guessed(columns, place, _BY_ISSUE[column.role])
    return columns


def _pair_off(columns: list[Column]) -> None:
    """Leave columns of saliences aside whose issue has no column of positions."""
    on = {column.about.casefold() for column in columns if column.role == "on_issue"}
    for place, column in enumerate(columns):
        if column.role == "salience_on" and not column.is_exact and column.about.casefold() not in on:
            _guessed(columns, place, "aside")


def said_by(heading: str) -> Role | None:
    """Return what a heading says by one of the words that people use."""
    name = plain_heading(heading)
    return next((role for role in COLUMNS if name and name in _words(role)), None)


@cache
def words_for(what: str) -> frozenset[str]:
    """Return the words by which people call something in a table, in every language."""
    return frozenset(
        plain_heading(word)
        for code in LANGUAGES
        for word in catalogue(code)[f"import.known.{what}"].split(",")
    )


def _words(role: Role) -> frozenset[str]:
    return words_for(role) | {word for word, exact in _EXACT.items() if exact == role}


def _scale(heading: str) -> tuple[float, float] | None:
    """Return the scale that a heading says.

    >>> _scale("Fee (1-5)"), _scale("Position [0..100]"), _scale("Fee (2013)"), _scale("Pos (scale 0 to 10)")
    ((1.0, 5.0), (0.0, 100.0), None, (0.0, 10.0))
    """
    found = _SCALE.search(heading[:200])
    ends = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return ends if ends[0] < ends[1] else None


def _bare(heading: str) -> str:
    """Return a heading without the scale that it says."""
    return _SCALE.sub("", heading).strip() or heading if _scale(heading) else heading


def plain_heading(heading: str) -> str:
    """Return a heading without case, accents, brackets and signs.

    >>> plain_heading("Pos. (0-100)"), plain_heading("Délégation"), plain_heading("member_state")
    ('pos', 'delegation', 'member state')
    """
    bare = _IN_BRACKETS.sub(" ", heading[:_LONGEST]) if _IN_BRACKETS.sub("", heading).strip() else heading
    letters = unicodedata.normalize("NFKD", bare).casefold()
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", letters).split())


def _about(heading: str, role: Role) -> str:
    """Return the issue that a heading names beside a word for positions or for saliences; none: nothing.

    >>> _about("Term salience", "salience"), _about("Position on fees", "position"), _about("Position 2", "position")
    ('Term', 'fees', '')
    """
    parts = re.split(r"[\s_:\-\u2013(),./]+", _bare(heading)[:200])
    words = [part for part in parts if part]
    for rest, word in ((words[:-1], words[-1:]), (words[1:], words[:1])):
        if word and plain_heading(word[0]) in _words(role) and any(map(_LETTER.search, rest)):
            return " ".join(rest[1:] if len(rest) > 1 and plain_heading(rest[0]) in words_for("on") else rest)
    return ""
