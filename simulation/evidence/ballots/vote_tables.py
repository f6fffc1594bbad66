"""Reads recorded votes, signatures, positions and groups of states: one row a state, by its three letters."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.evidence.backtest.foreign_sheet import (
    Sheet,
    SheetRow,
    is_day,
    number,
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RollCalls:
    """Recorded votes, in the order of their dates."""

    members: tuple[str, ...]
    key: tuple[str, ...]
    date: tuple[str, ...]
    title: tuple[str, ...]
    vote: IntArray
    """Places in `CAST`, `[K, M]`; -1: did not vote."""
    sponsor: tuple[tuple[str, ...], ...]
    """Who tabled it; nobody where it is not known."""


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

    def of(self, column: str, members: Sequence[str]) -> FloatArray:
        """Return the numbers in a column, `[M]`; NaN where there is none."""
        known = self.figures.get(column, {})
        return np.array([known.get(member, np.nan) for member in members])

    def belongs(self, column: str, members: Sequence[str]) -> BoolArray:
        """Return who belongs to a group, `[M]`."""
        belongs: BoolArray = self.of(column, members) == 1
        return belongs


def digest(path: Path) -> str:
    """Return the hash of a file that goes into documents."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def read_roll_calls(path: Path, sponsors: Path | None = None, *, fewest: int = 2) -> RollCalls:
    """Return recorded votes, with sponsors where a table names them.

    Args:
        path: The votes.
        sponsors: Who tabled what.
        fewest: How many roll calls are needed: of two, one can be left out and one learned from.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        StudyError: if it is no such table; its text lists every problem with line and number of the cell.
    """
    problems = Problems()
    sheet = _sheet(path, _VOTES, problems)
    about: dict[str, tuple[str, str, int]] = {}
    cast: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        _read_vote(row, about, cast, problems)
    tabled = _sponsors(sponsors, problems)
    stop_at(problems)
    keys = sorted(about, key=lambda key: about[key][0])  # of one day in the order of the table
    if len(keys) < fewest:
        raise refused(path, say("ballots.problem.few"))
    members = tuple(sorted({member for _, member in cast}))
    if len(keys) > _MOST_CALLS or len(members) > _MOST_MEMBERS:
        told = {"calls": whole(len(keys)), "members": whole(len(members))}
        most = {"most": whole(_MOST_CALLS), "most_members": whole(_MOST_MEMBERS)}
        raise refused(path, say("ballots.problem.large", **told, **most))
    return RollCalls(
        members=members,
        key=tuple(keys),
        date=tuple(about[key][0] for key in keys),
        title=tuple(about[key][1] for key in keys),
        vote=np.array([[cast.get((key, one), -1) for one in members] for key in keys], dtype=np.int64),
        sponsor=tuple(tabled.get(key, ()) for key in keys),
    )


def _read_vote(
    row: SheetRow,
    about: dict[str, tuple[str, str, int]],
    cast: dict[tuple[str, str], int],
    problems: Problems,
) -> None:
    key, member, vote = row.text("resolution"), row.text("iso3"), row.text("vote").upper()
    date = _day(row, "date", problems)
    for column, text in (("resolution", key), ("iso3", member)):
        if not text:
            problems.add(row.mark(column), say("problem.table.empty", column=column))
    if vote not in (*CAST, ABSENT):
        given = repr(row.cell("vote"))
        problems.add(
            row.mark("vote"), say("ballots.problem.vote", value=given, valid=listed((*CAST, ABSENT)))
        )
        return
    first = about.setdefault(key, (date, row.text("title"), row.line))
    if (date, row.text("title")) != first[:2]:
        problems.add(row.mark("resolution"), say("ballots.problem.disagrees", key=key, line=first[2]))
    if (key, member) in cast:
        problems.add(row.mark("iso3"), say("ballots.problem.voted_twice", member=member, key=key))
    cast[key, member] = CAST.index(vote) if vote in CAST else -1


def _sponsors(path: Path | None, problems: Problems) -> dict[str, tuple[str, ...]]:
    if path is None:
        return {}
    sheet = _sheet(path, _SPONSORS, problems)
    return {
        row.text("resolution"): tuple(re.split(r"[;,\s]+", row.text("lead_sponsor")))
        for row in sheet.rows
        if row.text("lead_sponsor")
    }


def read_signatures(path: Path) -> Signatures:
    """Return who signed, of those who were there; the others are left out.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        StudyError: if it is no such table; its text lists every problem.
    """
    problems = Problems()
    sheet = _sheet(path, _SIGNED, problems)
    found: dict[str, int] = {}
    for row in sheet.rows:
        if row.text("attended") not in ("", "0", "1"):
            problems.add(row.mark("attended"), say("ballots.problem.flag", value=repr(row.cell("attended"))))
        if row.text("attended") != "1":
            continue
        if row.text("signed") not in ("0", "1"):
            problems.add(row.mark("signed"), say("ballots.problem.flag", value=repr(row.cell("signed"))))
            continue
        if row.text("iso3") in found:
            problems.add(row.mark("iso3"), say("ballots.problem.state_twice", member=row.text("iso3")))
        found[row.text("iso3")] = int(row.text("signed"))
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
    sheet = _sheet(path, _POSITIONS, problems)
    windows: dict[str, dict[tuple[str, str], dict[str, float]]] = {method: {} for method in methods}
    for row in sheet.rows:
        if row.text("method") not in windows:
            continue
        window = (_day(row, "date_from", problems), _day(row, "date_to", problems))
        value = number(row, "estimate", problems)
        if value is not None:
            windows[row.text("method")].setdefault(window, {})[row.text("iso3")] = value
    lacking = [method for method, found in windows.items() if not found]
    if lacking and sheet.header:
        text = numbered(
            "ballots.problem.methods", len(lacking), names=listed(lacking), valid=listed(list(windows))
        )
        problems.add(Mark(sheet.file, 1, 1), text)
    stop_at(problems)
    return Positions(windows=windows)


def read_groups(path: Path, columns: Iterable[str], more: Iterable[str] = ()) -> Groups:
    """Return columns of a table of countries, and those of `more` that the table has.

    Raises:
        OSError: if there is no such file, or it cannot be opened.
        StudyError: if it is no such table; its text lists every problem.
    """
    problems = Problems()
    needed, wanted = tuple(columns), tuple(more)
    sheet = _sheet(path, ("iso3", *needed), problems)
    figures: dict[str, dict[str, float]] = {}
    for column in (one for one in dict.fromkeys((*needed, *wanted)) if one in sheet.header):
        for row in sheet.rows:
            value = number(row, column, problems)
            if value is None:
                continue
            if column in needed and value not in (0, 1):
                problems.add(row.mark(column), say("ballots.problem.flag", value=repr(row.cell(column))))
            figures.setdefault(column, {})[row.text("iso3")] = value
    stop_at(problems)
    return Groups(figures=figures)


def _sheet(path: Path, needed: Sequence[str], problems: Problems) -> Sheet:
    """Return a table that has the columns it needs; else one without rows, and the problem is said."""
    sheet = read_sheet(path, problems)
    missing = [column for column in needed if column not in sheet.header]
    if not missing and sheet.rows:
        return sheet
    top, valid = Mark(sheet.file, 1, 1), listed(needed)
    if missing:
        text = numbered("backtest.problem.columns", len(missing), names=listed(missing), valid=valid)
        problems.add(top, text)
    else:
        problems.add(top, say("backtest.problem.nothing", valid=valid))
    return Sheet(file=sheet.file, header=sheet.header, rows=())


def _day(row: SheetRow, column: str, problems: Problems) -> str:
    text = row.text(column)
    if not is_day(f"{text}-01" if len(text) == _MONTH else text):
        problems.add(
            row.mark(column), say("ballots.problem.date", column=column, value=repr(row.cell(column)))
        )
    return text
