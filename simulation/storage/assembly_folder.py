"""Folders of runs of assemblies: one replication, whole and verifiable."""

import json
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulation.engine.assembly import AssemblyRecord, prepare_assembly
from simulation.errors import RecordError
from simulation.reasons.assembly_told import headline
from simulation.scenario.assembly_schema import Assembly
from simulation.scenario.folder_kinds import ASSEMBLY_FORMAT
from simulation.storage.assembly_parts import AssemblyFolder, about_case
from simulation.storage.assembly_tables import ASSEMBLY_TABLES, assembly_table
from simulation.storage.run_columns import Table
from simulation.words import say

__all__ = ["AssemblyRun", "is_assembly_run", "load_assembly_run", "save_assembly"]

_FOLDER: Final = AssemblyFolder(format=ASSEMBLY_FORMAT, version=1, tables=ASSEMBLY_TABLES)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssemblyRun:
    """A run of an assembly that was kept."""

    record: AssemblyRecord
    """What happened; its version is the one that made it."""
    command: tuple[str, ...]
    """What made it, word by word."""

    @property
    def command_line(self) -> str:
        """The command as a line for a shell."""
        return shlex.join(self.command)


def save_assembly(
    record: AssemblyRecord,
    folder: str | PathLike[str],
    *,
    command: Sequence[str],
    overwrite: bool = False,
) -> Path:
    """Write a replication of an assembly as a folder and return its path.

    Args:
        record: What happened.
        folder: Where to; it must not exist, or be empty, or be a run of an assembly to overwrite.
        command: What made it, word by word.
        overwrite: Replace a run that is there.

    Raises:
        RecordError: if something else is there, or it cannot be written. Nothing is changed then.
    """
    tables = {name: assembly_table(name, record) for name in ASSEMBLY_TABLES}
    manifest = {
        **about_case(record.house.case, record.version),
        "seed": record.seed,
        "replication": record.replication,
        "outcome": _outcome(record),
    }
    return _FOLDER.write(
        Path(folder), manifest, tables, record.house.case, command=command, overwrite=overwrite
    )


def is_assembly_run(folder: str | PathLike[str]) -> bool:
    """Return whether a folder holds a run of an assembly."""
    return _FOLDER.is_one(Path(folder))


def load_assembly_run(folder: str | PathLike[str]) -> AssemblyRun:
    """Return the run of an assembly in a folder, after checking that it is complete and unchanged.

    Raises:
        RecordError: if there is none, or something in it is missing, damaged or of another version of the format.
    """
    source = Path(folder)
    if not is_assembly_run(source):
        raise RecordError(say("folder.assembly.none", folder=source))
    return _FOLDER.load(
        source,
        lambda data, tables: AssemblyRun(record=_record(data, tables), command=tuple(data["command"])),
    )


def _outcome(record: AssemblyRecord) -> dict[str, Any]:
    stages = record.house.case.stages
    passed = zip(record.house.texts, record.passed.tolist(), strict=True)
    return {
        "sentence": headline(record).to_plain(),
        "survived": [text for text, number in passed if number == len(stages)],
        "fell": {stage.key: int((record.passed == place).sum()) for place, stage in enumerate(stages)},
    }


def _record(data: Mapping[str, Any], tables: Mapping[str, Table]) -> AssemblyRecord:
    """Return the record that the tables hold, bit for bit."""
    house = prepare_assembly(Assembly.model_validate_json(json.dumps(data["case"])))
    members = {member.key: row for row, member in enumerate(house.case.members)}
    rows = {text: row for row, text in enumerate(house.texts)}
    n, a = len(rows), len(members)
    given = tables["signatures"]
    text = [rows[key] for key in given["text"]]
    member = [members[key] for key in given["member"]]
    place = np.asarray(given["place"], dtype=np.int64)
    signed = np.zeros((n, a), dtype=bool)
    signed[text, member] = True
    order = np.full((n, max(1, int(place.max(initial=1)))), -1, dtype=np.int64)
    drawn = place > 0
    order[np.array(text, dtype=np.int64)[drawn], place[drawn] - 1] = np.array(member, dtype=np.int64)[drawn]
    texts = tables["texts"]
    second = [texts["place_2"]] if len(house.case.axes) > 1 else []
    return AssemblyRecord(
        house=house,
        seed=data["seed"],
        replication=data["replication"],
        version=data["versions"]["delegation-sim"],
        signed=signed,
        first=order[:, 0].copy(),
        order=order,
        place=np.stack([texts["place"], *second], axis=1),
        reach=np.asarray(texts["spread"]),
        score=np.asarray(tables["votes"]["score"]).reshape(n, len(house.case.stages)),
        luck=np.asarray(texts["luck"]),
        passed=np.asarray(texts["passed"], dtype=np.int64),
    )
