"""Libraries that only some users install: what studies, a cluster and classes on a server need beyond the rest."""

import importlib
import importlib.util
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Final

from simulation.called import from_here, interpreter, joined
from simulation.errors import StudyError
from simulation.words import say

__all__ = ["LIBRARIES", "adding", "check", "is_there", "missing", "needed"]

LIBRARIES: Final[Mapping[str, str]] = {
    "SALib": "SALib",
    "distributed": "distributed",
    "psycopg[binary]": "psycopg",
    "scikit-learn": "sklearn",
}
"""What they are installed as, and the package that is imported."""
_ROOT: Final = Path(__file__).parents[2]
"""Of the sources; after `make` with its Makefile and the environment that this made."""


def is_there(library: str) -> bool:
    """Return whether an optional library is installed; nothing of it is imported."""
    try:
        return importlib.util.find_spec(LIBRARIES[library]) is not None
    except ValueError:  # what was imported in its place says that there is none
        return False


def check(library: str, purpose: str) -> None:
    """Refuse what cannot be done without an optional library, before anything is played.

    Raises:
        StudyError: if the library is not installed; says how to add it.
    """
    if not is_there(library):
        raise StudyError(missing(library, purpose))


def needed(module: str, library: str, purpose: str) -> ModuleType:
    """Return a module of an optional library, imported on first use.

    Raises:
        StudyError: if the library is not installed; says how to add it.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise StudyError(missing(library, purpose)) from error


def adding(library: str) -> str:
    """Return the command that adds an optional library to this installation, as a line for a shell."""
    if (_ROOT / "Makefile").is_file() and Path(sys.prefix) == _ROOT / ".venv" and shutil.which("make"):
        place = [] if Path.cwd() == _ROOT else ["-C", from_here(_ROOT)]
        return joined(["make", *place, "extras"])
    if importlib.util.find_spec("pip") is not None:
        return joined([*interpreter(), "-m", "pip", "install", library])
    # An environment without pip was made by uv.
    return joined(["uv", "pip", "install", "--python", from_here(Path(sys.executable)), library])


def missing(library: str, purpose: str) -> str:
    """Return the message that a library is not installed, with the command that adds it."""
    return say("extras.missing", purpose=purpose, library=library, command=adding(library))
