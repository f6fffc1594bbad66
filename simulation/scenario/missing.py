"""Says what was looked for where a file is missing: in which folder, and what is there instead."""

import os
from itertools import islice
from pathlib import Path
from typing import Final

from simulation.words import listed, meant, say

__all__ = ["no_such_file"]

_LOOKED_AT: Final = 1_000
"""Names in a folder that are looked at."""
_NAMED: Final = 5


def no_such_file(path: Path, shown: str) -> str:
    """Return a sentence on a file that is missing: the folder it was looked for in, and the nearest name there.

    Args:
        path: that was looked for.
        shown: the same as its author wrote it.
    """
    written = Path(shown).parent
    folder = (
        say("problem.file.here") if written == Path() else say("problem.file.folder_named", name=str(written))
    )
    try:
        with os.scandir(path.parent) as found:
            names = [entry.name for entry in islice(found, _LOOKED_AT) if entry.is_file()]
    except OSError:
        return say("problem.file.no_folder", name=str(written))
    near = meant(path.name, names)
    alike = sorted(name for name in names if Path(name).suffix == path.suffix and not name.startswith("."))
    if not near and alike:
        near = say("problem.file.there", names=listed(alike[:_NAMED]))
    return say("problem.file.missing", folder=folder, near=near)
