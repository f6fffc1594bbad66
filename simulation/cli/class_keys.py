"""Where classes of this machine are kept, and the files with the keys of their hosts."""

import os
from pathlib import Path
from typing import Final

import typer

from simulation.called import COMMAND

__all__ = ["database_in", "folder_of_classes", "key_of", "keys_in", "write_key"]

_END: Final = ".key"


def folder_of_classes(given: Path | None) -> Path:
    """Return the folder, made if there is none: that of the user unless another one is given."""
    folder = Path(typer.get_app_dir(COMMAND)) / "classes" if given is None else given
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder.absolute()


def database_in(folder: Path) -> str:
    """Return the address of the database of a folder."""
    return f"sqlite:///{(folder / 'classes.db').as_posix()}"


def write_key(folder: Path, code: str, room: str, key: str) -> Path:
    """Write the key of a host to a file that its owner alone may read."""
    file = folder / f"{code}-{room}{_END}"
    place = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(place, "w", encoding="utf-8") as out:
        out.write(f"{key}\n")
    return file


def keys_in(folder: Path) -> dict[str, Path]:
    """Return the files of keys by class."""
    return {file.stem.rpartition("-")[2]: file for file in sorted(folder.glob(f"*{_END}"))}


def key_of(file: Path) -> str:
    """Return the key in a file."""
    return file.read_text(encoding="utf-8").strip()
