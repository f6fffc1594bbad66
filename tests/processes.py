"""What processes that tests start have in common."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

__all__ = ["environment", "keep_compiled_modules", "keep_files_in_memory"]

_KEPT = Path(__file__).parents[1] / ".pytest_cache" / "compiled"
_MEMORY = Path("/dev/shm")  # noqa: S108 - each gets a folder of its own there, as in /tmp
_ROOM = 2**30
"""Bytes that are free where files are kept in memory; a container often has less."""


def environment() -> dict[str, str]:
    """Return variables under which processes start fast: compiled modules are kept, here if nowhere else."""
    kept = dict(os.environ)
    if kept.pop("PYTHONDONTWRITEBYTECODE", ""):
        kept["PYTHONPYCACHEPREFIX"] = str(_KEPT)
    return kept


def keep_compiled_modules() -> None:
    """Let this process and those that it starts keep compiled modules: many start, and would compile all anew."""
    found = environment()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.update(found)
    sys.dont_write_bytecode = False
    sys.pycache_prefix = found.get("PYTHONPYCACHEPREFIX")


def keep_files_in_memory() -> None:
    """Let this process and those that it starts keep temporary files in memory, if there is room (Linux).

    A class and a study wait for the disk after every step, some milliseconds each time.
    """
    is_free = "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK | os.X_OK)
    if is_free and not _forbids_programs(_MEMORY) and shutil.disk_usage(_MEMORY).free >= _ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


def _forbids_programs(folder: Path) -> bool:
    return bool(os.statvfs(folder).f_flag & os.ST_NOEXEC)
