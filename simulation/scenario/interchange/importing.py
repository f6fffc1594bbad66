"""Makes a case of the table of another tool, whole or not at all."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from simulation.scenario.interchange.case import case_of
from simulation.scenario.interchange.decide import read_decide
from simulation.scenario.interchange.ktab import is_ktab, read_ktab
from simulation.scenario.interchange.positions import MAX_POSITIONS, Layout, Positions
from simulation.scenario.interchange.rows import Row, is_marked, read_rows
from simulation.scenario.interchange.scaling import Saliences, Wanted, find_scales
from simulation.scenario.interchange.tidy import is_tidy, read_tidy
from simulation.scenario.keys import fresh_key
from simulation.scenario.load import Check, check_case
from simulation.scenario.problems import Mark, Problems
from simulation.scenario.schema import Scenario
from simulation.scenario.strict_yaml import UnreadableError, parse_yaml, read_text
from simulation.scenario.writing import case_text
from simulation.words import names_joined, say

__all__ = ["Imported", "import_table", "import_text"]

_READERS: Final = MappingProxyType({"tidy": read_tidy, "ktab": read_ktab, "decide": read_decide})
_NO_SCALES: Final[Wanted] = MappingProxyType({})
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


def import_table(
    path: str | os.PathLike[str],
    *,
    layout: Layout | None = None,
    key: str | None = None,
    title: str | None = None,
    scales: Wanted = _NO_SCALES,
    saliences: Saliences | None = None,
    checks: Sequence[Check] = (),
) -> Imported:
    """Return the case that follows from a table in a file, see `import_text`.

    Raises:
        ScenarioError: if there is a problem; its text lists all of them.
    """
    problems = Problems()
    found = None
    try:
        text = read_text(Path(path), problems, name=os.fspath(path))
    except UnreadableError:
        pass
    else:
        found = import_text(
            text,
            os.fspath(path),
            problems,
            layout=layout,
            key=key,
            title=title,
            scales=scales,
            saliences=saliences,
            checks=checks,
        )
    problems.raise_if_any()
    assert found is not None  # noqa: S101 - without a problem there is a case
    return found


def import_text(
    text: str,
    file: str,
    problems: Problems,
    *,
    layout: Layout | None = None,
    key: str | None = None,
    title: str | None = None,
    scales: Wanted = _NO_SCALES,
    saliences: Saliences | None = None,
    checks: Sequence[Check] = (),
) -> Imported | None:
    """Return the case that follows from a table; None if it cannot be used, which `problems` explain.

    Args:
        text: the table: tidy, of KTAB, or the marked text of Decide.
        file: what its file is called.
        problems: collects everything that keeps the table from being used.
        layout: in which layout it is; None: that is seen from what it holds.
        key: the key of the case; None: made from the name of the file.
        title: the title of the case; None: that of the table, else the name of the file.
        scales: of a tidy table: from where to where the positions of an issue (None: of all others) go.
        saliences: of a tidy table: what they are; None: that is seen from what it holds.
        checks: further checks, see `simulation.scenario.load.Check`.
    """
    rows = read_rows(text, file, problems)
    layout = layout or _layout_of(rows, text)
    if layout is None or not rows:
        if not problems:
            problems.add(rows[0].mark if rows else Mark(file), say("problem.import.layout"))
        return None
    positions = Positions(problems)
    _READERS[layout](rows, positions)
    positions.check_names()
    _check_complete(positions, rows[0].mark)
    scaling = find_scales(positions, layout, scales, saliences)
    if problems:
        return None
    name = _STRANGE.sub("_", Path(file).name)[:_LONGEST]
    stem = Path(name).stem
    source = say("import.source", file=name, layout=say(f"import.layout.{layout}"))
    data = case_of(
        positions,
        scaling,
        key=key or fresh_key(stem, (), "table"),
        title=title or positions.title or stem,
        source=source,
    )
    text = case_text(data, f"# {source}\n")
    scenario = _read_back(text, f"{data['key']}.yaml", problems, checks)
    if scenario is None:
        return None
    notes = (*positions.notes, *scaling.notes)
    return Imported(scenario=scenario, text=text, layout=layout, notes=notes)


def _layout_of(rows: Sequence[Row], text: str) -> Layout | None:
    if is_marked(text):
        return "decide"
    if not rows:
        return None
    if is_tidy(rows):
        return "tidy"
    return "ktab" if is_ktab(rows) else None


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
