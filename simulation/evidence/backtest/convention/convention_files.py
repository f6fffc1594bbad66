"""Reads the folder of the Convention: `delegates.csv`, `initiatives.csv` and `texts.csv`, columns by name."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray
from simulation.evidence.backtest.foreign_sheet import (
    Sheet,
    SheetRow,
    by_name,
    is_day,
    is_filled,
    lacks,
    note_once,
    parsed,
    read_sheet,
    stop_at,
)
from simulation.scenario.missing import no_such_file
from simulation.scenario.problems import Mark, Problems
from simulation.words import Said, listed, meant, say

__all__ = [
    "COLUMNS",
    "FEWEST",
    "HISTORY_ENDS",
    "KNOWN_FROM",
    "MOST",
    "Convention",
    "Initiative",
    "read_convention",
]

COLUMNS: Final = {
    "delegates.csv": ("delegate", "list", "commission", "theta1", "theta2"),
    "initiatives.csv": ("initiative", "commission", "date", "signers"),
    "texts.csv": ("text", "commission", "origin", "sponsors", "analysed", "outcome"),
}
"""What each table needs; other columns, such as amendments and later lengths, are results and are not read."""
HISTORY_ENDS: Final = "2022-01-15"
"""What was signed before this day is known, what was signed from it on is asked."""
KNOWN_FROM: Final = "2022-01-01"
"""Weights with history are fitted to what was signed from this day on, when there was a history to speak of."""
FEWEST, MOST = 2, 16
"""Signers of an initiative that counts."""
_SIZES: Final = ((3, 1000), (1, 60), (0, 1000), (0, 5000))
"""How many members, committees, new texts and texts of the table the case of an assembly can hold."""
_SURVIVED: Final = frozenset({"identical", "similar"})
_FELL: Final = frozenset({"eliminated", "failed"})


@dataclass(frozen=True, slots=True)
class Initiative:
    """Something that members signed together: which commission it went to, when, and rows of who signed."""

    commission: str
    date: str
    signers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Convention:
    """What happened, as far as it is used."""

    members: tuple[str, ...]
    bloc: tuple[str, ...]
    commission: tuple[str, ...]
    """Of each member, like `bloc`; empty: none."""
    place: FloatArray
    """Ideal points, `[A, 2]`."""
    initiatives: tuple[Initiative, ...]
    """In the order of their days, those of one day in the order of their names."""
    text_commission: tuple[str, ...]
    sponsors: tuple[tuple[int, ...], ...]
    """Rows of the sponsors of each text."""
    survived: BoolArray
    """`[N]`"""
    left_out: dict[str, int]
    digest: str
    """SHA-256 of the three tables."""

    @property
    def early(self) -> tuple[Initiative, ...]:
        """What was signed while history lasted."""
        return tuple(one for one in self.initiatives if one.date < HISTORY_ENDS)

    @property
    def late(self) -> tuple[Initiative, ...]:
        """What was signed afterwards."""
        return tuple(one for one in self.initiatives if one.date >= HISTORY_ENDS)

    def counts(self, initiatives: Iterable[Initiative]) -> FloatArray:
        """Return how many of these two members signed together, `[A, A]`."""
        found = np.zeros((len(self.members), len(self.members)))
        for one in initiatives:
            rows = list(one.signers)
            found[np.ix_(rows, rows)] += 1.0
        np.fill_diagonal(found, 0.0)
        return found


def read_convention(folder: Path) -> Convention:
    """Return the data in the tables of a folder, without texts whose outcome is missing.

    Raises:
        OSError: if a table cannot be opened.
        StudyError: if something in them cannot be used; its text lists every problem with line and number of the cell.
    """
    problems = Problems()
    sheets: dict[str, Sheet] = {}
    for name, needed in COLUMNS.items():
        try:
            sheets[name] = read_sheet(folder / name)
        except (FileNotFoundError, NotADirectoryError):
            path = folder / name
            no_table = say("convention.problem.no_table", folder=folder, tables=listed(COLUMNS))
            problems.add(Mark(str(path)), no_table if folder.is_dir() else no_such_file(path, str(path)))
        else:
            lacks(sheets[name], needed, problems, valid=listed(needed))
    stop_at(problems)
    delegates = _in_order(sheets["delegates.csv"], "delegate")
    members = _members(delegates, problems)
    place = np.array([[_place(row, name, problems) for name in ("theta1", "theta2")] for row in delegates])
    seated = {row.text("commission") for row in delegates} - {""}
    signed, tabled = (
        _in_order(sheets["initiatives.csv"], "initiative"),
        _in_order(sheets["texts.csv"], "text"),
    )
    initiatives, odd = _initiatives(signed, members, seated, problems)
    texts, left_out = _texts(tabled, members, seated, problems)
    found = Convention(
        members=tuple(members),
        bloc=tuple(row.text("list") for row in delegates),
        commission=tuple(row.text("commission") for row in delegates),
        place=place.reshape(-1, 2),
        initiatives=tuple(sorted(initiatives, key=lambda one: one.date)),
        text_commission=tuple(commission for commission, _, _ in texts),
        sponsors=tuple(sponsors for _, sponsors, _ in texts),
        survived=np.array([survived for _, _, survived in texts], dtype=bool),
        left_out={"initiatives": odd, **left_out},
        digest=hashlib.sha256(b"".join((folder / name).read_bytes() for name in COLUMNS)).hexdigest(),
    )
    stop_at(problems)
    _check_enough(found, str(folder), problems)
    stop_at(problems)
    return found


def _in_order(sheet: Sheet, column: str) -> list[SheetRow]:
    """Return the rows in the order of the names in a column."""
    return sorted(sheet.rows, key=lambda row: by_name(row.cell(column)))


def _members(rows: Sequence[SheetRow], problems: Problems) -> dict[str, int]:
    """Return the row of each delegate by key."""
    found: dict[str, int] = {}
    lines: dict[object, int] = {}
    for place, row in enumerate(rows):
        _check_key(row, "delegate", lines, problems)
        found.setdefault(row.text("delegate"), place)
    return found


def _check_key(row: SheetRow, column: str, lines: dict[object, int], problems: Problems) -> None:
    if is_filled(row, (column,), problems):
        note_once(row, column, row.text(column), lines, problems)


def _check_seat(row: SheetRow, seated: Collection[str], problems: Problems) -> None:
    commission = row.text("commission")
    if commission not in seated:
        told = {"commission": repr(row.cell("commission")), "valid": listed(sorted(seated))}
        problems.add(row.mark("commission"), say("convention.problem.no_seat", **told))


def _place(row: SheetRow, column: str, problems: Problems) -> float:
    value = parsed(row, column)
    if value is None or not -1 <= value <= 1:
        text = say("convention.problem.place", column=column, value=repr(row.cell(column)))
        problems.add(row.mark(column), text)
        return 0.0
    return value


def _people(row: SheetRow, column: str, members: dict[str, int], problems: Problems) -> tuple[int, ...]:
    keys = row.text(column).split()
    for key in dict.fromkeys(keys):
        if key not in members:
            near = "" if problems.is_full else meant(key, list(members))  # nobody reads what is only counted
            problems.add(row.mark(column), say("convention.problem.nobody", key=key, near=near))
    return tuple(sorted({members[key] for key in keys if key in members}))


def _initiatives(
    rows: Sequence[SheetRow], members: dict[str, int], seated: Collection[str], problems: Problems
) -> tuple[list[Initiative], int]:
    """Return what counts, and how many do not for their number of signers."""
    found, odd = [], 0
    lines: dict[object, int] = {}
    for row in rows:
        _check_key(row, "initiative", lines, problems)
        if row.text("commission"):  # to none, too, goes an initiative
            _check_seat(row, seated, problems)
        date = row.text("date")
        if not is_day(date):
            problems.add(row.mark("date"), say("convention.problem.day", value=repr(row.cell("date"))))
        signers = _people(row, "signers", members, problems)
        if FEWEST <= len(signers) <= MOST:
            found.append(Initiative(row.text("commission"), date, signers))
        else:
            odd += 1
    return found, odd


def _texts(
    rows: Sequence[SheetRow], members: dict[str, int], seated: Collection[str], problems: Problems
) -> tuple[list[tuple[str, tuple[int, ...], bool]], dict[str, int]]:
    """Return commission, sponsors and fate of each text that is analysed and has a fate, and how many have not."""
    found = []
    left_out = {"not_analysed": 0, "kept_back": 0}
    lines: dict[object, int] = {}
    for row in rows:
        _check_key(row, "text", lines, problems)
        outcome, analysed = row.text("outcome"), row.text("analysed")
        if analysed not in {"y", "n", ""}:
            problems.add(row.mark("analysed"), say("convention.problem.analysed", value=repr(analysed)))
        elif analysed != "y":
            left_out["not_analysed"] += 1
        elif not outcome:
            left_out["kept_back"] += 1
        elif outcome not in _SURVIVED | _FELL:
            valid = listed(sorted(_SURVIVED | _FELL))
            text = say("convention.problem.outcome", value=repr(outcome), valid=valid)
            problems.add(row.mark("outcome"), text)
        else:
            _check_seat(row, seated, problems)
            sponsors = _people(row, "sponsors", members, problems)
            if not row.text("sponsors"):
                problems.add(row.mark("sponsors"), say("convention.problem.empty", column="sponsors"))
            found.append((row.text("commission"), sponsors, outcome in _SURVIVED))
    return found, left_out


def _check_enough(found: Convention, file: str, problems: Problems) -> None:
    """Say what is missing to learn from, and to be scored on."""
    seated = {one for one in found.commission if one}
    both = {one for one, survived in zip(found.text_commission, found.survived, strict=True) if survived}
    both &= {one for one, survived in zip(found.text_commission, found.survived, strict=True) if not survived}
    if min(len(found.early), len(found.late)) < MOST:
        told = {"day": Said.day(HISTORY_ENDS), "most": MOST}
        problems.add(Mark(file), say("convention.problem.few", **told))
    if not any(one.date >= KNOWN_FROM for one in found.early):
        problems.add(
            Mark(file),
            say("convention.problem.none_known", since=Said.day(KNOWN_FROM), day=Said.day(HISTORY_ENDS)),
        )
    sizes = {
        "delegates.csv": len(found.members),
        "delegates.csv, commission": len(seated),
        f"initiatives.csv, < {HISTORY_ENDS}": len(found.early),
        "texts.csv": len(found.survived),
    }
    for (what, n), (least, most) in zip(sizes.items(), _SIZES, strict=True):
        if not least <= n <= most:
            problems.add(Mark(file), say("convention.problem.size", what=what, n=n, least=least, most=most))
    if len(both) < FEWEST:
        problems.add(Mark(file), say("convention.problem.one_commission"))
