"""Says how a table was read: what is seen in the file, and what is only guessed, which somebody has to agree to."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulation.scenario.interchange.headings import COLUMNS, Column, said_by
from simulation.scenario.interchange.scaling import shown
from simulation.scenario.interchange.table_rows import ROWS_READ
from simulation.scenario.interchange.text_of_bytes import PLAIN
from simulation.scenario.interchange.tidying import Part, Tidied
from simulation.words import NOTHING, Said, said

__all__ = ["guesses_of", "left_aside", "role_told", "seen_in"]

_NAMED: Final = 8
_ENCODINGS: Final = {PLAIN: "UTF-8", "utf16": "UTF-16", "windows": "Windows-1252"}
_SEPARATORS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def role_told(role: str) -> Said:
    """Return the guessed role of a column in words."""
    return said(f"import.role.{role}")


def seen_in(encoding: str, separator: str, *, has_commas: bool) -> Said:
    """Return how a text was read; nothing if it is as it should be."""
    if (encoding, separator, has_commas) == (PLAIN, ",", False):
        return NOTHING
    return said(
        "import.seen.text",
        encoding=_ENCODINGS[encoding],
        cells=said(f"import.separator.{_SEPARATORS[separator]}"),
        decimals=said("import.decimals.comma" if has_commas else "import.decimals.point"),
    )


def guesses_of(table: Tidied, *, is_broken: bool = False) -> tuple[Said, ...]:
    """Return what somebody has to agree to before a table is used; nothing if it says all by itself.

    What a broken table lacks is not told: what it lacks may be what is wrong in it.
    """
    return tuple(
        filter(
            None,
            (
                *_stacked(table.parts),
                *_columns(table.parts),
                *_issues(table.parts),
                *_scales(table),
                *(() if is_broken else _lacks(table)),
                *_merged(table.parts),
            ),
        )
    )


def left_aside(table: Tidied) -> Iterator[Said]:
    """Yield what was not used."""
    columns = [
        column for part in table.parts for column in part.columns if column.role == "aside" and column.heading
    ]
    if columns:
        yield said("import.unused", columns=Said.names([column.heading for column in columns], 20))
    if table.left:
        yield said("import.sheets_aside", sheets=Said.names(table.left, _NAMED))
    for part in table.parts:
        if part.above:
            yield said("import.above", n=part.above)
        yield from _unseen(part)


def _unseen(part: Part) -> Iterator[Said]:
    """Yield what is hidden and used all the same, and what stands too far below."""
    looks = part.sheet.looks
    if n := sum(row.mark.line in looks.hidden_rows for row in part.sheet.rows):
        yield said("import.hidden_rows", n=n)
    spans = looks.hidden_columns
    hidden = [
        column for column in part.columns if any(low <= column.place + 1 <= high for low, high in spans)
    ]
    if hidden:
        yield said("import.hidden_columns", columns=Said.names(list(map(_heading, hidden)), _NAMED))
    if looks.last > ROWS_READ:
        yield said("import.below", most=ROWS_READ)


def _merged(parts: Sequence[Part]) -> Iterator[Said]:
    if n := sum(part.sheet.looks.merged for part in parts):
        yield said("import.guess.merged", n=n)


def _stacked(parts: Sequence[Part]) -> Iterator[Said]:
    for part in parts:
        if part.sheet.stacked_in is not None:
            first, second = part.sheet.stacked_in
            stacked = part.sheet.stacked.values()
            heading = part.sheet.rows[0].cell(min(part.sheet.stacked))
            yield said("import.guess.stacked", first=first, second=second, heading=heading)
            weights = [
                one.holds for one in stacked if one.role == "salience" and said_by(one.holds) == "capability"
            ]
            if weights:
                yield said("import.guess.weights", heading=weights[0])
        if part.sheet.units_in is not None:
            yield said("import.guess.units", line=part.sheet.units_in)


def _columns(parts: Sequence[Part]) -> Iterator[Said]:
    guessed = [column for part in parts for column in part.columns if not column.is_exact]
    singles = [column for column in guessed if column.role in COLUMNS]
    if singles:
        told = [said("import.guess.as", heading=_heading(one), role=role_told(one.role)) for one in singles]
        yield said("import.guess.columns", columns=Said.listed(dict.fromkeys(told)))
    for role in ("on_issue", "salience_on", "of_actor", "salience_of"):
        names = [column.about for column in guessed if column.role == role]
        if names:
            yield said(f"import.guess.{role}", names=Said.names(tuple(dict.fromkeys(names)), _NAMED))


def _scales(table: Tidied) -> Iterator[Said]:
    told = [
        said(
            "import.range",
            issue=role_told("position") if issue is None else issue,
            low=shown(low),
            high=shown(high),
        )
        for issue, (low, high) in table.scales.items()
    ]
    has_one = len(set(table.saliences.values())) == 1
    for issue, (low, high) in list(table.saliences.items())[: 1 if has_one else None]:
        whose = said("import.guess.cares", issue=issue) if issue and not has_one else role_told("salience")
        told.append(said("import.range", issue=whose, low=shown(low), high=shown(high)))
    if told:
        yield said("import.guess.scales", scales=Said.names(told, _NAMED))


def _heading(column: Column) -> Said:
    if column.heading:
        return said("list.quoted", text=column.heading)
    return said("import.guess.place", n=column.place + 1)


def _issues(parts: Sequence[Part]) -> Iterator[Said]:
    nameless = [part for part in parts if part.has("position") and not part.names_issues]
    if len(nameless) > 1:
        yield said("import.guess.sheets", names=Said.names([part.issue for part in nameless], _NAMED))
    elif nameless:
        yield said("import.guess.one_issue", name=nameless[0].issue)
    for part in parts:
        if part.is_of_saliences:
            yield said("import.guess.saliences", sheet=part.sheet.title)


def _lacks(table: Tidied) -> Iterator[Said]:
    has_some = any(
        part.has("salience", "salience_on", "salience_of") or part.is_of_saliences for part in table.parts
    )
    if table.uncared and has_some:
        yield said("import.guess.uncared", names=Said.names(table.uncared, _NAMED))
    elif table.uncared:
        yield said("import.guess.no_salience")
    if not table.has_capabilities:
        yield said("import.guess.no_capability")
