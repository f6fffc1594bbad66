"""Writes a folder or a file whole or not at all: in a scratch folder beside its place first, then swapped in.

A scratch folder is held (see `lock`) as long as its process lives. One that a killed process left is known by that, and
goes when something is written beside it again.
"""

import os
import re
import shutil
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from itertools import islice
from pathlib import Path
from typing import Final

from simulation.errors import FolderHeldError, RecordError
from simulation.storage.lock import LOCK, hold
from simulation.words import say

__all__ = [
    "SCRATCH",
    "clear_held",
    "put_file",
    "put_held",
    "scratch_folder",
    "settle",
    "sweep",
    "temporary_folder",
    "write_file",
    "write_whole",
]

SCRATCH: Final = ".part"
"""What the name of a scratch folder ends with."""
_OURS: Final = re.compile(r"(?:\..+\.|delegation-sim-)[a-z0-9_]{8}\.part")
_TEMPORARY: Final = "delegation-sim-"
_NEW: Final = "new"
_OLD: Final = "old"
_NAME: Final = 40
"""Characters of the name of what is written that stand in the name of its scratch folder."""
_MOST: Final = 200
"""Leftovers that are looked at in one place."""
_YOUNG: Final = 60.0
"""Seconds for which a scratch folder without a signed lock may be one that is being made."""


def write_whole(target: Path, fill: Callable[[Path], None], *, what: str, overwrite: bool = True) -> None:
    """Fill a folder beside the target and swap; whatever interrupts it, what was there is there again.

    Args:
        target: the folder.
        fill: writes what belongs into the empty folder that it is given.
        what: what the folder holds (`run`, `pack`), for messages.
        overwrite: replace what stands there.

    Raises:
        OSError: if it cannot be written.
        RecordError: if another process wrote it meanwhile, or what was there could not be put back.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with scratch_folder(target.parent, target.name) as scratch:
        new, old = scratch / _NEW, scratch / _OLD / target.name
        old.parent.mkdir()
        new.mkdir()
        fill(new)
        settle(new)
        try:
            if target.exists() and (overwrite or not any(target.iterdir())):
                target.rename(old)
            _swap_in(new, target)
        finally:
            if old.exists() and not target.exists():
                _put_back(old, target, what)
            shutil.rmtree(old.parent, ignore_errors=True)
        _settle(target.parent)


def write_file(target: Path, content: str | bytes, *, is_private: bool = False) -> None:
    """Write a file beside the target, then replace the target; an interruption keeps the former file.

    Args:
        target: the file.
        content: what it holds; text is written in UTF-8.
        is_private: only the user who writes it may read it.

    Raises:
        OSError: if it cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    put_file(target, lambda new: new.write_bytes(data), is_private=is_private)


def put_file(target: Path, write: Callable[[Path], object], *, is_private: bool = False) -> None:
    """Put a file that is written by a function in the place of the target; see `write_file`."""
    with scratch_folder(target.parent, target.name) as scratch:
        new = scratch / _NEW
        write(new)
        if is_private:
            new.chmod(stat.S_IRUSR | stat.S_IWUSR)
        _settle(new)
        new.replace(target)
        _settle(target.parent)


def put_held(target: Path, write: Callable[[Path], object]) -> None:
    """Put one of many files in its place in a folder that is held: quicker, for nobody has to be told who writes it.

    What a kill leaves of it is for the next who holds the folder to `clear_held`.
    """
    new = target.with_name(f".{target.name}{SCRATCH}")
    write(new)
    _settle(new)
    new.replace(target)


def clear_held(folder: Path) -> None:
    """Remove from a folder that is held what killed processes left half written in it, however lately."""
    sweep(folder, young=0.0)
    for file in folder.glob(f".*{SCRATCH}"):
        if file.is_file():
            file.unlink(missing_ok=True)


@contextmanager
def scratch_folder(parent: Path, name: str) -> Iterator[Path]:
    """Give a folder for what becomes `name` in `parent`: it is gone in the end, and soon even after a kill."""
    sweep(parent)
    with _made(parent, f".{name[:_NAME]}.") as place:
        yield place


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a folder that is gone in the end, and soon even after a kill, where temporary files belong."""
    parent = Path(tempfile.gettempdir())
    sweep(parent)
    with _made(parent, _TEMPORARY) as place:
        (place / _NEW).mkdir()
        yield place / _NEW  # whoever works there need not know of the lock


@contextmanager
def _made(parent: Path, prefix: str) -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(dir=parent, prefix=prefix, suffix=SCRATCH))
    try:
        with hold(place, or_nobody=True):
            try:
                yield place
            finally:
                _clear(place)
    finally:
        with suppress(OSError):
            place.rmdir()


def sweep(parent: Path, *, young: float = _YOUNG) -> None:
    """Remove the scratch folders in a folder whose processes ended without it; put back what they moved away.

    Args:
        parent: the folder.
        young: seconds for which one without a signed lock is left alone, as it may be one that is being made.
    """
    try:
        with os.scandir(parent) as entries:
            found = (entry for entry in entries if _OURS.fullmatch(entry.name))
            places = [
                Path(entry.path) for entry in islice(found, _MOST) if entry.is_dir(follow_symlinks=False)
            ]
    except OSError:
        return  # whoever writes there is told
    for place in places:
        with suppress(OSError, FolderHeldError):
            _sweep_one(place, young)


def _sweep_one(place: Path, young: float) -> None:
    status = place.lstat()
    if hasattr(os, "getuid") and status.st_uid != os.getuid():
        return
    lock = place / LOCK
    is_locked = lock.exists()
    # One that is being made has a lock that nobody holds or signed yet, for a moment.
    if not (is_locked and lock.stat().st_size) and time.time() - status.st_mtime <= young:
        return
    if not is_locked:
        place.rmdir()  # and nothing that holds anything
        return
    with hold(place):
        for old in (place / _OLD).glob("*"):
            if not (place.parent / old.name).exists():
                old.rename(place.parent / old.name)
        shutil.rmtree(place / _OLD, ignore_errors=True)
        _clear(place)
    place.rmdir()


def _clear(place: Path) -> None:
    """Remove what is in a scratch folder but for its lock, which goes last, and what was moved away and is not back."""
    # It may be gone: whoever tidies up may have taken it for left over.
    for item in place.iterdir() if place.exists() else ():
        if item.name == _OLD:
            with suppress(OSError):
                item.rmdir()
        elif item.is_dir() and not item.is_symlink():
            shutil.rmtree(item, ignore_errors=True)
        elif item.name != LOCK:
            item.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Have the disk take a folder with all that is in it."""
    for place in (*folder.rglob("*"), folder):
        _settle(place)


def _settle(place: Path) -> None:
    """Have the disk take what was written: else a power cut may leave a name without its content.

    Windows opens no folder, some file systems of networks settle none, and one may be closed to whoever reads: what is
    in it is written all the same.
    """
    is_folder = place.is_dir()
    with suppress(OSError) if is_folder else nullcontext():
        handle = os.open(place, os.O_RDONLY if is_folder else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _swap_in(new: Path, target: Path) -> None:
    try:
        new.rename(target)
    except OSError as error:
        if target.is_dir():  # it was not there a moment ago
            raise RecordError(say("folder.meanwhile", folder=target)) from error
        raise


def _put_back(old: Path, target: Path, what: str) -> None:
    try:
        old.rename(target)
    except OSError as error:
        raise RecordError(say(f"folder.{what}.moved", folder=target, why=error, old=old)) from error
