"""The assemblies there are, and what happens in one replication of each: those that ship, and the one opened here."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from dashboard.frame.begun_with import opening
from simulation.engine import AssemblyRecord, play_assembly
from simulation.repeating import repeating
from simulation.scenario import Assembly, case_text, load_assembly, shipped_assemblies
from simulation.storage import AssemblyRun

__all__ = [
    "OPENED",
    "REPLICATIONS",
    "assembly_keys",
    "assembly_of",
    "assembly_yaml",
    "played_assembly",
    "run_of",
]

OPENED: Final = "opened"
"""Key of the assembly that this server was started with, if it does not ship."""
REPLICATIONS: Final = 20
"""Replications of a seed that a page lets one look at, one by one."""


def assembly_keys() -> Sequence[str]:
    """Return the keys of the assemblies, the one that was opened first."""
    return (*((OPENED,) if opening().assembly is not None else ()), *shipped_assemblies())


def assembly_of(key: str) -> Assembly:
    """Return an assembly by its key.

    Raises:
        KeyError: if there is none.
    """
    opened = opening().assembly
    if key == OPENED and opened is not None:
        return opened
    if key not in shipped_assemblies():
        raise KeyError(key)
    return _shipped(key)


def assembly_yaml(key: str) -> str:
    """Return an assembly as the text of one file, its tables included."""
    return case_text(assembly_of(key).model_dump(mode="json", exclude_none=True), "")


def played_assembly(key: str, seed: int, replication: int) -> AssemblyRecord:
    """Return a replication of an assembly."""
    return play_assembly(assembly_of(key), seed=seed, replication=replication)


def run_of(record: AssemblyRecord, key: str) -> AssemblyRun:
    """Return a replication with the command that repeats it, as a report wants it."""
    name = f"{record.house.case.key}.yaml" if key == OPENED else key
    options = {"seed": record.seed, "replication": record.replication or None}
    return AssemblyRun(record=record, command=tuple(repeating(name, options, ())))


@lru_cache(maxsize=8)
def _shipped(key: str) -> Assembly:
    return load_assembly(key)
