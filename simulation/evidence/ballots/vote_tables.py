"""Reads recorded votes, signatures, positions and groups of states: one row a state, by its three letters."""

import hashlib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.evidence.backtest.foreign_sheet import (
    SheetRow,
    by_name,
    is_day,
    is_filled,
    lacks,
    note_once,
    number,
    parsed,
    read_sheet,
    refused,
    stop_at,
)
from simulation.scenario.problems import Mark, Problems
from simulation.words import listed, numbered, say, whole

__all__ = [
    "ABSENT",
    "CAST",
    "Groups",
    "Positions",
    "RollCalls",
    "Signatures",
    "digest",
    "read_groups",
    "read_positions",
    "read_roll_calls",
    "read_signatures",
]

CAST: Final = ("Y", "A", "N")
"""Yes, abstention and no, in the order of their codes."""
ABSENT: Final = "X"
_VOTES: Final = ("resolution", "date", "title", "iso3", "vote")
_SPONSORS: Final = ("resolution", "lead_sponsor")
_POSITIONS: Final = ("iso3", "date_from", "date_to", "method", "estimate")
_SIGNED: Final = ("iso3", "signed", "attended")
_MOST_CALLS: Final = 2_000
_MOST_MEMBERS: Final = 1_000
"""Everything is compared with everything: more would not fit."""
_MONTH: Final = len("2018-12")
_ISO3: Final = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RollCalls:
    """Recorded votes, in the order of their dates, those of one day in the order of their names.

    Somebody voted on each of them.
    """

    members: tuple[str, ...]
    key: tuple[str, ...]
    date: tuple[str, ...]
    title: tuple[str, ...]
    vote: IntArray
    """Places in `CAST`, `[K, M]`; -1: did not vote."""
    sponsor: tuple[tuple[str, ...], ...]
    """Who tabled it; nobody where it is not known."""
    unvoted: tuple[str, ...] = ()
    """Roll calls of the table on which nobody voted: they are left out."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Signatures:
    """Who signed, of those who could, and when that was."""

    members: tuple[str, ...]
    signed: IntArray
    """1 or 0, `[M]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    """Estimates of where states stand, by method and time."""

    windows: Mapping[str, Mapping[tuple[str, str], Mapping[str, float]]]
    """By method, then by first and last day, then by state."""

    def at(self, method: str, date: str, members: Sequence[str]) -> FloatArray:
        """Return the latest estimates that were there before a day, `[M]`; NaN for a state without one.

        Of windows that end alike the longer; where none had ended, the first.
        """
        windows = self.windows[method]
        over = [window for window in windows if window[1] < date[: len(window[1])]]
        latest = max((end for _, end in over), default=None)
        window = min(window for window in (over or windows) if latest is None or window[1] == latest)
        return np.array([windows[window].get(member, np.nan) for member in members])


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """What is known of states from a table of countries."""

    figures: Mapping[str, Mapping[str, float]]
    """By column, then by state: groups as 1 and 0, and other numbers."""
    states: frozenset[str]
    """Who has a row."""

    def of(self, column: str, members: Sequence[str]) -> FloatArray:
        """Return the numbers in a column, `[M]`; NaN where there is none."""
        known = self.figures.get(column, {})
        return np.array([known.get(member, np.nan) for member in members])

    def belongs(self, column: str, members: Sequence[str]) -> BoolArray:
        """Return who belongs to a group, `[M]`."""
        belongs: BoolArray = self.of(column, members) == 1
        return belongs

    def without_row(self, members: Sequence[str]) -> tuple[str, ...]:
        """Return the members that are not in the table."""
        return tuple(member for member in members if member not in self.states)


def digest(path: Path) -> str:
    """Return the hash of a file that goes into documents."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def read_roll_calls(
    path: Path, sponsors: Path | None = None, *, fewest: int = 2, by_key: bool = False
) -> RollCalls:
    """Return recorded votes, with sponsors where a table names them.

    Args:
        path: The votes.
        sponsors: Who tabled what.
        fewest: How many roll calls are needed on which somebody voted: of two, one can be left out and one learned
            from.
        by_key: Whether any key names a member, as with delegations of a case; else the three letters of a state do.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        StudyError: if it is no such table; its text lists every problem with line and number of the cell.
    """
    problems = Problems()
    about: dict[str, _Call] = {}
    cast: dict[tuple[str, str], int] = {}
    for row in _rows(path, _VOTES, problems):
        if not by_key:
            _check_state(row, problems)
        _read_vote(row, about, cast, problems)
    tabled = _sponsors(sponsors, problems)
    stop_at(problems)
    ordered = sorted(about, key=lambda key: (about[key].date, by_name(key)))
    voted_on = {key for (key, _), vote in cast.items() if vote >= 0}
    keys = [key for key in ordered if key in voted_on]
    if len(keys) < fewest:
        raise refused(path, say(f"ballots.problem.{'few' if keys else 'nobody'}"))
    members = tuple(sorted({member for _, member in cast}))
    if len(keys) > _MOST_CALLS or len(members) > _MOST_MEMBERS:
        told = {"calls": whole(len(keys)), "members": whole(len(members))}
        most = {"most": whole(_MOST_CALLS), "most_members": whole(_MOST_MEMBERS)}
        raise refused(path, say("ballots.problem.large", **told, **most))
    return RollCalls(
        members=members,
        key=tuple(keys),
        date=tuple(about[key].date for key in keys),
        title=tuple(about[key].title for key in keys),
        vote=np.array([[cast.get((key, one), -1) for one in members] for key in keys], dtype=np.int64),
        sponsor=tuple(tabled.get(key, ()) for key in keys),
        unvoted=tuple(key for key in ordered if key not in voted_on),
    )


@dataclass(slots=True)
class _Call:
    """What the first row of a roll call says of it."""

    title: str
    line: int
    date: str = ""
    """Empty as long as no row has one that can be read."""
    dated: int = 0
    """The line of the row that has it."""
    voted: dict[object, int] = field(default_factory=dict)
    """Line by member."""


def _read_vote(
    row: SheetRow, about: dict[str, _Call], cast: dict[tuple[str, str], int], problems: Problems
) -> None:
    key, member, vote = row.text("resolution"), row.text("iso3"), row.text("vote").upper()
    date = _day(row, "date", problems)
    if vote not in (*CAST, ABSENT):
        given = repr(row.cell("vote"))
        problems.add(
            row.mark("vote"), say("ballots.problem.vote", value=given, valid=listed((*CAST, ABSENT)))
        )
    if not is_filled(row, ("resolution", "iso3"), problems):
        return
    call = about.setdefault(key, _Call(title=row.text("title"), line=row.line))
    if not call.date:
        call.date, call.dated = date, row.line
    is_titled = row.text("title") == call.title
    if not is_titled or (date and date != call.date):
        line = call.dated if is_titled else call.line
        problems.add(row.mark("resolution"), say("ballots.problem.disagrees", key=key, line=line))
    if call.voted.setdefault(member, row.line) != row.line:
        problems.add(row.mark("iso3"), say("ballots.problem.voted_twice", member=member, key=key))
    cast[key, member] = CAST.index(vote) if vote in CAST else -1


def _sponsors(path: Path | None, problems: Problems) -> dict[str, tuple[str, ...]]:
    if path is None:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    lines: dict[object, int] = {}
    for row in _rows(path, _SPONSORS, problems):
        if is_filled(row, ("resolution",), problems):
            note_once(row, "resolution", row.text("resolution"), lines, problems)
            names = set(re.split(r"[;,\s]+", row.text("lead_sponsor"))) - {""}
            found[row.text("resolution")] = tuple(sorted(names))
    return found


def read_signatures(path: Path) -> Signatures:
    """Return who signed, of those who were there; the others are left out.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        StudyError: if it is no such table; its text lists every problem.
    """
    problems = Problems()
    found: dict[str, int] = {}
    lines: dict[object, int] = {}
    for row in _rows(path, _SIGNED, problems):
        attended, signed = (_flag(row, column, problems) for column in ("attended", "signed"))
        if not is_filled(row, ("iso3",), problems):
            continue
        _check_state(row, problems)
        note_once(row, "iso3", row.text("iso3"), lines, problems)
        if attended and signed is None and row.is_empty("signed"):
            problems.add(row.mark("signed"), say("ballots.problem.unsigned"))
        if attended and signed is not None:
            found[row.text("iso3")] = int(signed)
    stop_at(problems)
    if len(set(found.values())) < 2:  # noqa: PLR2004 - some signed and some did not
        raise refused(path, say("ballots.problem.alike"))
    members = tuple(sorted(found))
    return Signatures(members=members, signed=np.array([found[one] for one in members], dtype=np.int64))


def read_positions(path: Path, methods: Iterable[str]) -> Positions:
    """Return estimates by some methods; those by others are not read.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        StudyError: if it is no such table or lacks a method; its text lists every problem.
    """
    problems = Problems()
    windows: dict[str, dict[tuple[str, str], dict[str, float]]] = {method: {} for method in methods}
    seen: set[str] = set()
    lines: dict[object, int] = {}
    rows = _rows(path, _POSITIONS, problems)
    for row in (one for one in rows if one.text("method") in windows):
        method, state = row.text("method"), row.text("iso3")
        seen.add(method)
        window = _window(row, problems)
        value = number(row, "estimate", problems)
        if not is_filled(row, ("iso3",), problems) or window is None:
            continue
        note_once(row, "iso3", (method, window, state), lines, problems)
        if value is not None:
            windows[method].setdefault(window, {})[state] = value
    lacking = [method for method, found in windows.items() if not (found or (problems and method in seen))]
    if lacking and rows:
        text = numbered(
            "ballots.problem.methods", len(lacking), names=listed(lacking), valid=listed(list(windows))
        )
        problems.add(Mark(str(path), 1, 1), text)
    stop_at(problems)
    return Positions(windows=windows)


def read_groups(
    path: Path, columns: Iterable[str], more: Mapping[str, tuple[float, float] | None] | None = None
) -> Groups:
    """Return columns of a table of countries.

    Args:
        path: The table.
        columns: Groups that it needs: 1 for who belongs to one, 0 for who does not.
        more: Columns that it may have, with the least and the most that a number can be; None: 1 or 0.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        StudyError: if it is no such table; its text lists every problem.
    """
    problems = Problems()
    wanted = dict.fromkeys(columns) | dict(more or {})
    needed = [column for column in wanted if column not in (more or {})]
    rows = _rows(path, ("iso3", *needed), problems, also=tuple(wanted))
    figures: dict[str, dict[str, float]] = {}
    lines: dict[object, int] = {}
    for row in rows:
        if is_filled(row, ("iso3",), problems):
            note_once(row, "iso3", row.text("iso3"), lines, problems)
        for column, ends in wanted.items():
            value = _flag(row, column, problems) if ends is None else _between(row, column, ends, problems)
            if value is not None:
                figures.setdefault(column, {})[row.text("iso3")] = value
    stop_at(problems)
    return Groups(figures=figures, states=frozenset(row.text("iso3") for row in rows))


def _rows(
    path: Path, needed: Sequence[str], problems: Problems, *, also: Sequence[str] = ()
) -> Sequence[SheetRow]:
    """Return the rows of a table that has the columns it needs; else none, and the problem is said."""
    sheet = read_sheet(path)
    return () if lacks(sheet, needed, problems, also=also, valid=listed(needed)) else sheet.rows


def _check_state(row: SheetRow, problems: Problems) -> None:
    """Say of a state that is named by anything else than three capital letters that it is."""
    name = row.text("iso3")
    if name and not _ISO3.fullmatch(name):
        problems.add(row.mark("iso3"), say("ballots.problem.iso3", value=repr(row.cell("iso3"))))


def _flag(row: SheetRow, column: str, problems: Problems) -> float | None:
    """Return 1 or 0; None if there is nothing, or something else, which is said."""
    value = parsed(row, column)
    if value is None or value in (0, 1):
        return value
    told = {"column": column, "value": repr(row.cell(column))}
    problems.add(row.mark(column), say("ballots.problem.flag", **told))
    return None


def _between(row: SheetRow, column: str, ends: tuple[float, float], problems: Problems) -> float | None:
    """Return a number that can be; None if there is nothing, or something else, which is said."""
    value = number(row, column, problems)
    if value is None or ends[0] <= value <= ends[1]:
        return value
    key = "range" if math.isfinite(ends[1]) else "least"
    told = {
        "column": column,
        "value": repr(row.cell(column)),
        "least": f"{ends[0]:g}",
        "most": f"{ends[1]:g}",
    }
    problems.add(row.mark(column), say(f"ballots.problem.{key}", **told))
    return None


def _window(row: SheetRow, problems: Problems) -> tuple[str, str] | None:
    """Return the first and the last day of an estimate; None if they are none, which is said."""
    first, last = (_day(row, column, problems) for column in ("date_from", "date_to"))
    if not first or not last:
        return None
    size = min(len(first), len(last))
    if first[:size] > last[:size]:
        problems.add(row.mark("date_to"), say("ballots.problem.window", first=first, last=last))
        return None
    return first, last


def _day(row: SheetRow, column: str, problems: Problems) -> str:
    """Return a day or a month; nothing if it is none, which is said."""
    text = row.text(column)
    if is_day(f"{text}-01" if len(text) == _MONTH else text):
        return text
    problems.add(row.mark(column), say("ballots.problem.date", column=column, value=repr(row.cell(column))))
    return ""
