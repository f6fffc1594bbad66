"""Reads a table of parameter sets from its folder, and says what is wrong with one."""

import csv
import io
import json
import math
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from simulation.errors import DelegationSimError
from simulation.protocols.parameter_sets.asked_parameters import DRAWN, MEDIAN
from simulation.protocols.parameter_sets.sets import (
    DRAWABLE,
    PROTOCOL,
    SWITCHES,
    ParameterSet,
    ParameterSets,
    by_mechanism,
)
from simulation.protocols.registry import PROTOCOLS
from simulation.scenario.problems import Problem
from simulation.scenario.schema import Scenario
from simulation.scenario.strict_yaml import is_ordinary
from simulation.words import as_given, is_path, listed, meant, reason, say

__all__ = [
    "PROVENANCE",
    "SETS",
    "WEIGHT",
    "ParameterSetsError",
    "Parameters",
    "is_shipped",
    "medians_told",
    "played_with",
    "read_sets",
    "sets_for",
]

SETS: Final = "sets.csv"
PROVENANCE: Final = "provenance.json"
WEIGHT: Final = "weight"
_HOME: Final = Path(__file__).parent
_TOLD: Final = 10
"""Problems that are told one by one."""

type Parameters = str | ParameterSets
"""`median`, `drawn`, a folder with a table of one's own, or a table that is read already."""


class ParameterSetsError(DelegationSimError):
    """There is no table of parameter sets, or it cannot be used; the text lists every problem."""


def sets_for(parameters: Parameters) -> ParameterSets | None:
    """Return the table that replications draw from; None: they draw nothing.

    Raises:
        ParameterSetsError: if there is none, or it cannot be used.
    """
    if isinstance(parameters, ParameterSets):
        return parameters
    if not is_path(parameters):
        raise ParameterSetsError(say("notebook.argument.parameters", given=as_given(parameters)))
    parameters = os.fspath(parameters)
    if parameters == MEDIAN:
        return None
    if parameters != DRAWN:
        return read_sets(Path(parameters), source=parameters)
    if not is_shipped():
        raise ParameterSetsError(say("problem.parameters.none"))
    return _shipped()


def played_with(
    case: Scenario, parameters: Parameters | ParameterSet, seed: int, replication: int
) -> tuple[Scenario, ParameterSet | None]:
    """Return the case that one replication plays, with the drawn values written into it, and those values.

    Args:
        case: The case.
        parameters: See `Parameters`; or a set that was drawn already.
        seed: Of all draws.
        replication: Which of the many negotiations of that seed.

    Raises:
        ParameterSetsError: if there is no such table, or it cannot be used.
    """
    if isinstance(parameters, ParameterSet):
        return parameters.written_into(case), parameters
    sets = sets_for(parameters)
    if sets is None:
        return case, None
    drawn = sets.for_one(case.protocol, seed, replication)
    return (drawn.written_into(case), drawn) if drawn.values else (case, None)


def is_shipped() -> bool:
    """Return whether this version comes with a table."""
    return (_HOME / SETS).is_file()


def medians_told() -> dict[str, Any]:
    """Return of how many sets the parameters of the protocol are the medians; empty: this version has no table."""
    return {"source": MEDIAN, "size": len(_shipped().rows)} if is_shipped() else {}


@lru_cache(maxsize=1)
def _shipped() -> ParameterSets:
    return read_sets(_HOME, source=DRAWN)


def read_sets(folder: Path, *, source: str) -> ParameterSets:
    """Return the table in a folder: `sets.csv`, a column `weight` and one for each parameter, and `provenance.json`.

    Args:
        folder: Where the two files stand.
        source: How the table is asked for.

    Raises:
        ParameterSetsError: if it cannot be used; lists all that is wrong.
    """
    texts, problems = _texts(folder)
    if problems:
        raise ParameterSetsError("\n".join(problems))
    try:
        header, *lines = [*csv.reader(io.StringIO(texts[SETS], newline=""), strict=True)] or [[]]
    except csv.Error as error:
        raise ParameterSetsError(say("problem.parameters.table", file=folder / SETS, why=error)) from error
    names = [name.strip() for name in header]
    problems = _wrong_names(names, folder / SETS)
    rows = [] if problems else _rows(names, lines, folder / SETS, problems)
    provenance = _provenance(texts[PROVENANCE], folder / PROVENANCE, problems)
    if problems:
        more = [say("problem.parameters.more", n=len(problems) - _TOLD)] if len(problems) > _TOLD else []
        raise ParameterSetsError("\n".join([*problems[:_TOLD], *more]))
    return ParameterSets(
        names=tuple(names[1:]),
        rows=tuple(tuple(row[1:]) for row in rows),
        weights=tuple(row[0] for row in rows),
        provenance=provenance,
        source=source,
    )


def _texts(folder: Path) -> tuple[dict[str, str], list[str]]:
    """Return the texts of both files, and what is wrong with those that cannot be read."""
    texts, problems = {}, []
    for name in (SETS, PROVENANCE):
        try:
            if not is_ordinary(folder / name):
                problems.append(
                    str(Problem(str(folder / name), None, None, say("problem.file.not_ordinary")))
                )
                continue
            texts[name] = (folder / name).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(say("problem.parameters.unread", file=folder / name, why=reason(error)))
    return texts, problems


def _at(file: Path, line: int, message: str) -> str:
    return f"{file}:{line}: {message}"


def _wrong_names(names: Sequence[str], file: Path) -> list[str]:
    problems = []
    if names[:1] != [WEIGHT] or len(names) == 1:
        problems.append(_at(file, 1, say("problem.parameters.header", first=names[0] if names else "")))
    for place, name in enumerate(names[1:], start=1):
        if name not in DRAWABLE:
            told = {"name": name, "near": meant(name, DRAWABLE), "valid": listed(DRAWABLE)}
            problems.append(_at(file, 1, say("problem.parameters.name", **told)))
        elif name in names[1:place]:
            problems.append(_at(file, 1, say("problem.parameters.twice", name=name)))
    return problems


def _rows(
    names: Sequence[str], lines: Sequence[Sequence[str]], file: Path, problems: list[str]
) -> list[list[float]]:
    """Return weight and values of each set; adds what is wrong to the problems."""
    rows = []
    for line, cells in enumerate(lines, start=2):
        if not cells:
            continue
        try:
            row = [float(cell) for cell in cells]
        except ValueError:
            row = []
        if len(row) != len(names) or not all(map(math.isfinite, row)) or row[0] < 0:
            problems.append(_at(file, line, say("problem.parameters.row", n=len(names))))
            continue
        told = PROTOCOLS.check(PROTOCOL, by_mechanism(dict(zip(names[1:], row[1:], strict=True))))
        problems += [_at(file, line, f"{'.'.join(one.path)}: {one.message}") for one in told]
        zero = [name for name, value in zip(names, row, strict=True) if name in SWITCHES and value == 0]
        problems += [_at(file, line, say("problem.parameters.switch", name=name)) for name in zero]
        rows.append(row)
    if not problems and not 0.0 < sum(row[0] for row in rows) < math.inf:
        problems.append(_at(file, 1, say("problem.parameters.empty")))
    return rows


def _provenance(text: str, file: Path, problems: list[str]) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        problems.append(say("problem.parameters.unread", file=file, why=error))
        return {}
    if not isinstance(found, dict):
        problems.append(_at(file, 1, say("problem.parameters.provenance")))
        return {}
    return found
