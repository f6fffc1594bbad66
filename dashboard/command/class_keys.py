"""Where classes of this machine are kept, and the files with the keys of their hosts."""

import os
from collections.abc import Collection
from pathlib import Path
from typing import Final

import typer

from simulation.called import COMMAND
from simulation.errors import DelegationSimError
from simulation.words import reason, say

__all__ = [
    "database_in",
    "folder_of_classes",
    "is_kept_in",
    "key_of",
    "keys_in",
    "keys_kept",
    "try_key",
    "write_key",
]

_END: Final = ".key"
_DATABASE: Final = "classes.db"
_ELSEWHERE: Final = "-elsewhere-"
"""In names of keys of classes in another database than that of their folder."""


def folder_of_classes(given: Path | None) -> Path:
    """Return the folder, made if there is none: that of the user unless another one is given."""
    folder = Path(typer.get_app_dir(COMMAND)) / "classes" if given is None else given
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder.absolute()


def database_in(folder: Path) -> str:
    """Return the address of the database of a folder."""
    return f"sqlite:///{(folder / _DATABASE).as_posix()}"


def is_kept_in(folder: Path) -> bool:
    """Return whether a folder has a database of classes."""
    return (folder / _DATABASE).is_file()


def write_key(folder: Path, code: str, room: str, key: str, *, is_own: bool = True) -> Path:
    """Write the key of a host to a file that its owner alone may read.

    Args:
        folder: Of keys.
        code: With which students join the class.
        room: Id of the class.
        key: Of its host.
        is_own: Whether the class is in the database of the folder.
    """
    file = folder / f"{code}{'-' if is_own else _ELSEWHERE}{room}{_END}"
    place = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(place, "w", encoding="utf-8") as out:
        out.write(f"{key}\n")
    return file


def keys_in(folder: Path) -> dict[str, Path]:
    """Return the files of keys by class."""
    return {file.stem.rpartition("-")[2]: file for file in sorted(folder.glob(f"*{_END}"))}


def key_of(file: Path) -> str:
    """Return the key in a file.

    Raises:
        DelegationSimError: if it cannot be read.
    """
    key, why = try_key(file)
    if why:
        raise DelegationSimError(say("classes.key.unread", file=file, why=why))
    return key


def try_key(file: Path) -> tuple[str, str]:
    """Return the key in a file, else why it cannot be read."""
    try:
        return file.read_text(encoding="utf-8").strip(), ""
    except OSError as error:
        return "", reason(error)
    except UnicodeDecodeError:
        return "", say("classes.key.no_text")


def keys_kept(folder: Path, rooms: Collection[str], *, is_own: bool) -> dict[str, Path]:
    """Return the files of keys by class, of those classes alone that are kept.

    Args:
        folder: Of the keys.
        rooms: Ids of the classes that a database keeps.
        is_own: Whether it is the database of the folder: then the keys of its deleted classes are deleted.
    """
    files = keys_in(folder)
    for room, file in files.items():
        if is_own and room not in rooms and _ELSEWHERE not in file.stem:
            file.unlink(missing_ok=True)
    return {room: file for room, file in files.items() if room in rooms}
