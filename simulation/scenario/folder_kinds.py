"""Knows every kind of folder that the program writes: what one holds, and which command shows it."""

import json
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from simulation.called import COMMAND, as_typed
from simulation.words import say

__all__ = [
    "ASSEMBLY_ENSEMBLE_FORMAT",
    "ASSEMBLY_FORMAT",
    "MANIFEST",
    "RUN_FORMAT",
    "STUDY_FORMAT",
    "TOURNAMENT_FORMAT",
    "FolderKind",
    "folder_is_no_file",
    "kind_of",
    "what_it_holds",
]

type FolderKind = Literal["run", "study", "assembly", "assemblies", "tournament", "pack", "empty"]

MANIFEST: Final = "manifest.json"
RUN_FORMAT: Final = "delegation-sim run"
"""What the manifest of a run of a conference calls itself; the others below are those of other kinds."""
STUDY_FORMAT: Final = "delegation-sim study"
ASSEMBLY_FORMAT: Final = "delegation-sim assembly run"
ASSEMBLY_ENSEMBLE_FORMAT: Final = "delegation-sim assembly ensemble"
TOURNAMENT_FORMAT: Final = "delegation-sim tournament"
_BY_FORMAT: Final[Mapping[object, FolderKind]] = MappingProxyType(
    {
        RUN_FORMAT: "run",
        STUDY_FORMAT: "study",
        ASSEMBLY_FORMAT: "assembly",
        ASSEMBLY_ENSEMBLE_FORMAT: "assemblies",
        TOURNAMENT_FORMAT: "tournament",
    }
)
_OF_A_PACK: Final = ("index.html", "facilitator.html")
"""Papers by which those of a training are known."""


def kind_of(folder: str | PathLike[str]) -> FolderKind | None:
    """Return what a folder holds; None: nothing that the program writes, or it cannot be read."""
    path = Path(folder)
    try:
        names = {item.name for item in path.iterdir()}
        if not names:
            return "empty"
        if MANIFEST not in names:
            return "pack" if names.issuperset(_OF_A_PACK) else None
        data = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    found = data.get("format") if isinstance(data, dict) else None
    return _BY_FORMAT.get(found) if isinstance(found, str) else None


def what_it_holds(folder: str | PathLike[str]) -> str:
    """Return what a folder holds and which command shows it, in words; nothing if that is not known."""
    kind = kind_of(folder)
    if kind is None:
        return ""
    named = str(folder)
    commands = {
        name: as_typed([COMMAND, name, named]) for name in ("report", "explain", "story", "export", "show")
    }
    return say(f"folder.holds.{kind}", **commands)


def folder_is_no_file(folder: str | PathLike[str]) -> str:
    """Return the problem of a folder given for a file, with its contents where they are known."""
    held = what_it_holds(folder)
    return say("problem.file.folder.held", held=held) if held else say("problem.file.folder")
