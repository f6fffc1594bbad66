"""Writes a folder or a file whole or not at all: beside its place first, then swapped in."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from simulation.errors import RecordError
from simulation.words import say

__all__ = ["write_file", "write_whole"]


def write_whole(target: Path, fill: Callable[[Path], None], *, what: str) -> None:
    """Fill a folder beside the target and swap; whatever interrupts it, what was there is there again.

    Args:
        target: the folder; what stands there is replaced.
        fill: writes what belongs into the empty folder that it is given.
        what: what the folder holds (`run`, `pack`), for the message if not even the old one can be put back.

    Raises:
        OSError: if it cannot be written.
        RecordError: if what was there could not be put back.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.{os.getpid()}-"))
    new, old = scratch / "new", scratch / "old"
    try:
        new.mkdir()
        fill(new)
        if target.exists():
            target.rename(old)
        new.rename(target)
    finally:
        if old.exists() and not target.exists():
            _put_back(old, target, what)
        shutil.rmtree(scratch, ignore_errors=True)


def write_file(target: Path, text: str) -> None:
    """Write a text beside the target and put it in its place; whatever interrupts it, what was there is there still.

    Raises:
        OSError: if it cannot be written.
    """
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name[:40]}.") as scratch:
        new = Path(scratch, "new")
        new.write_text(text, encoding="utf-8")
        new.replace(target)


def _put_back(old: Path, target: Path, what: str) -> None:
    try:
        old.rename(target)
    except OSError as error:
        raise RecordError(say(f"folder.{what}.moved", folder=target, why=error, old=old)) from error
