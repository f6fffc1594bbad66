"""What many replications of an assembly tell: estimates with intervals, and where they are kept."""

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulation.arrays import FloatArray
from simulation.engine.assembly import House, prepare_assembly
from simulation.scenario.assembly_schema import Assembly
from simulation.scenario.folder_kinds import ASSEMBLY_ENSEMBLE_FORMAT
from simulation.stats import interval
from simulation.stats.interval import Estimate
from simulation.storage.assembly_parts import AssemblyFolder, about_case
from simulation.storage.run_columns import Table, TableSpec
from simulation.study.assembly.counts import Counts, groups_of
from simulation.version import version

__all__ = [
    "ENSEMBLE_FORMAT",
    "ENSEMBLE_TABLES",
    "FOLDER",
    "AssemblyEnsemble",
    "Pair",
    "ensemble_tables",
    "is_assembly_ensemble",
    "load_assembly_ensemble",
    "save_assembly_ensemble",
    "summarise_assembly",
]

_ENDS: Final[Mapping[str, tuple[Any, str]]] = {
    "value": ("number", "estimate"),
    "low": ("number", "lower end of its interval"),
    "high": ("number", "upper end of its interval"),
}
ENSEMBLE_TABLES: Final[Mapping[str, TableSpec]] = {
    "survival": TableSpec(
        "One row for each text of the table and stage: in which share of the replications it passed that stage and all "
        "before.",
        {"text": ("word", "key of the text"), "stage": ("word", "key of the stage"), **_ENDS},
    ),
    "new_texts": TableSpec(
        "One row for each committee: how many of the texts that find their sponsors pass every stage, on average.",
        {
            "committee": ("word", "key of the committee"),
            "tabled": ("integer", "how many there are in each replication"),
            **_ENDS,
        },
    ),
    "lists": TableSpec(
        "One row for each two lists: texts that a pair of their members signs together in a replication, on average.",
        {"first": ("word", "list; empty: in none"), "second": ("word", "the other, or the same"), **_ENDS},
    ),
    "pairs": TableSpec(
        "One row for each two members: texts that they are expected to sign together in a replication, beside those of "
        "the table.",
        {"first": ("word", "key of a member"), "second": ("word", "key of the other"), **_ENDS},
    ),
}
ENSEMBLE_FORMAT: Final = ASSEMBLY_ENSEMBLE_FORMAT
FOLDER: Final = AssemblyFolder(format=ENSEMBLE_FORMAT, version=1, tables=ENSEMBLE_TABLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two members, by row, and what they are expected to sign together."""

    first: int
    second: int
    together: Estimate


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AssemblyEnsemble:
    """What was found."""

    house: House
    seed: int
    replications: int
    level: float
    version: str
    command: tuple[str, ...]
    survival: tuple[tuple[Estimate, ...], ...]
    """Of each text of the table and stage: the share of replications in which it passed that and all before."""
    new_texts: tuple[Estimate, ...]
    """Of each committee: how many of the texts that find their sponsors pass every stage."""
    lists: tuple[str, ...]
    """Names, an empty one for those in none."""
    between: tuple[tuple[Estimate | None, ...], ...]
    """Of each two lists: what a pair of their members signs together; None where there is no such pair."""
    pairs: tuple[Pair, ...]
    """Every two members, in the order of the case."""

    @property
    def together(self) -> FloatArray:
        """What two members are expected to sign together, `[A, A]`."""
        found = np.zeros_like(self.house.pull)
        for pair in self.pairs:
            found[pair.first, pair.second] = found[pair.second, pair.first] = pair.together.value
        return found

    @property
    def strongest(self) -> tuple[Pair, ...]:
        """All pairs that sign anything together, those that do so most first."""
        order = sorted(self.pairs, key=lambda pair: -pair.together.value)
        return tuple(pair for pair in order if pair.together.value > 0)

    @property
    def command_line(self) -> str:
        """The command as a line for a shell."""
        return shlex.join(self.command)


def summarise_assembly(
    case: Assembly, counts: Counts, *, seed: int, level: float, command: Sequence[str]
) -> AssemblyEnsemble:
    """Return the counts as estimates with intervals."""
    house, n = prepare_assembly(case), counts.replications
    names, belongs = groups_of(house)
    size = belongs.sum(axis=0)
    pairs_of = np.outer(size, size) - np.diag(size)
    lists_half = _half(counts.lists, counts.lists_squared, n, level)
    through_half = _half(counts.through, counts.through_squared, n, level)

    return AssemblyEnsemble(
        house=house,
        seed=seed,
        replications=n,
        level=level,
        version=version(),
        command=tuple(command),
        survival=tuple(
            tuple(interval.share(hits, n, level=level) for hits in row) for row in counts.passed.tolist()
        ),
        new_texts=tuple(
            _estimate(total / n, width, n, level)
            for total, width in zip(counts.through.tolist(), through_half.tolist(), strict=True)
        ),
        lists=tuple(names),
        between=tuple(
            tuple(
                _estimate(float(counts.lists[at] / n), float(lists_half[at]), n, level)
                if pairs_of[at]
                else None
                for column in range(len(names))
                for at in ((min(row, column), max(row, column)),)
            )
            for row in range(len(names))
        ),
        pairs=_pairs(counts, level),
    )


def _pairs(counts: Counts, level: float) -> tuple[Pair, ...]:
    """Return every two members with what they are expected to sign together."""
    n = counts.replications
    one, other = np.triu_indices(len(counts.together), 1)
    mean = (counts.together / n)[one, other].tolist()
    half = _half(counts.together, counts.together_squared, n, level)[one, other].tolist()
    return tuple(
        Pair(first=a, second=b, together=_estimate(value, width, n, level))
        for a, b, value, width in zip(one.tolist(), other.tolist(), mean, half, strict=True)
    )


def _estimate(value: float, half: float, n: int, level: float) -> Estimate:
    """Return a mean of what is never below 0, from half the width of its interval."""
    return Estimate(value=value, low=max(0.0, value - half), high=value + half, n=n, level=level)


def save_assembly_ensemble(
    found: AssemblyEnsemble, folder: str | PathLike[str], *, overwrite: bool = False
) -> Path:
    """Write an ensemble of an assembly as a folder and return its path.

    Raises:
        RecordError: if something else is there, or it cannot be written. Nothing is changed then.
    """
    case = found.house.case
    manifest = {
        **about_case(case, found.version),
        "seed": found.seed,
        "replications": found.replications,
        "level": found.level,
    }
    return FOLDER.write(
        Path(folder), manifest, ensemble_tables(found), case, command=found.command, overwrite=overwrite
    )


def is_assembly_ensemble(folder: str | PathLike[str]) -> bool:
    """Return whether a folder holds an ensemble of an assembly."""
    return FOLDER.is_one(Path(folder))


def load_assembly_ensemble(folder: str | PathLike[str]) -> AssemblyEnsemble:
    """Return the ensemble in a folder, after checking that it is complete and unchanged.

    Raises:
        RecordError: if something in it is missing, damaged or of another version of the format.
    """
    return FOLDER.load(Path(folder), _found_in)


def _half(total: FloatArray, squared: FloatArray, n: int, level: float) -> FloatArray:
    """Return half the width of Student's intervals of means, from sums and sums of squares; infinite of one value."""
    if n == 1:
        return np.full_like(total, np.inf)
    spread = np.maximum(0.0, squared - total**2 / n) / (n - 1)
    found: FloatArray = interval.student(n - 1, level) * np.sqrt(spread / n)
    return found


def _columns(estimates: Sequence[Estimate]) -> dict[str, list[float]]:
    return {end: [getattr(one, end) for one in estimates] for end in _ENDS}


def ensemble_tables(found: AssemblyEnsemble) -> dict[str, Table]:
    """Return the tables of an ensemble by name, columns as in `ENSEMBLE_TABLES`."""
    case = found.house.case
    keys = [member.key for member in case.members]
    rows = [
        (text.key, stage.key, found.survival[row][column])
        for row, text in enumerate(case.texts)
        for column, stage in enumerate(case.stages)
    ]
    lists = [
        (first, second, estimate)
        for row, first in enumerate(found.lists)
        for column, second in enumerate(found.lists)
        if column >= row and (estimate := found.between[row][column]) is not None
    ]
    return {
        "survival": {
            "text": [text for text, _, _ in rows],
            "stage": [stage for _, stage, _ in rows],
            **_columns([estimate for _, _, estimate in rows]),
        },
        "new_texts": {
            "committee": [committee.key for committee in case.committees],
            "tabled": [committee.tabled for committee in case.committees],
            **_columns(found.new_texts),
        },
        "lists": {
            "first": [first for first, _, _ in lists],
            "second": [second for _, second, _ in lists],
            **_columns([estimate for _, _, estimate in lists]),
        },
        "pairs": {
            "first": [keys[pair.first] for pair in found.pairs],
            "second": [keys[pair.second] for pair in found.pairs],
            **_columns([pair.together for pair in found.pairs]),
        },
    }


def _found_in(data: Mapping[str, Any], tables: Mapping[str, Table]) -> AssemblyEnsemble:
    case = Assembly.model_validate_json(json.dumps(data["case"]))
    house = prepare_assembly(case)
    n, level = data["replications"], data["level"]

    def estimates(name: str) -> list[Estimate]:
        table = tables[name]
        return [
            Estimate(value=float(value), low=float(low), high=float(high), n=n, level=level)
            for value, low, high in zip(table["value"], table["low"], table["high"], strict=True)
        ]

    survival, stages = estimates("survival"), len(case.stages)
    names, _ = groups_of(house)
    lists = tables["lists"]
    between = dict(zip(zip(lists["first"], lists["second"], strict=True), estimates("lists"), strict=True))
    members = {member.key: row for row, member in enumerate(case.members)}
    pairs = tables["pairs"]
    return AssemblyEnsemble(
        house=house,
        seed=data["seed"],
        replications=n,
        level=level,
        version=data["versions"]["delegation-sim"],
        command=tuple(data["command"]),
        survival=tuple(tuple(survival[row * stages : (row + 1) * stages]) for row in range(len(case.texts))),
        new_texts=tuple(estimates("new_texts")),
        lists=tuple(names),
        between=tuple(tuple(between.get((a, b)) or between.get((b, a)) for b in names) for a in names),
        pairs=tuple(
            Pair(first=members[a], second=members[b], together=estimate)
            for a, b, estimate in zip(pairs["first"], pairs["second"], estimates("pairs"), strict=True)
        ),
    )
