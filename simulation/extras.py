"""Libraries that only some users install, by the extra that brings them: pages, studies, a cluster, a server, Excel."""

import importlib
import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Final

from simulation.called import from_here, interpreter, joined
from simulation.errors import StudyError
from simulation.words import say

__all__ = ["EXTRAS", "adding", "check", "is_there", "missing", "needed"]

EXTRAS: Final[Mapping[str, str]] = {
    "SALib": "analysis",
    "distributed": "cluster",
    "h11": "dashboard",
    "ipywidgets": "notebook",
    "openpyxl": "excel",
    "pandas": "notebook",
    "polars": "notebook",
    "psycopg": "hosted",
    "segno": "dashboard",
    "sklearn": "analysis",
    "sqlalchemy": "dashboard",
    "starlette": "dashboard",
    "streamlit": "dashboard",
    "uvicorn": "dashboard",
    "websockets": "dashboard",
}
"""The package that is imported, and the extra of `delegation-sim` that brings it."""


def is_there(package: str) -> bool:
    """Return whether a package of an extra is installed; nothing of it is imported."""
    try:
        return importlib.util.find_spec(package) is not None
    except ValueError:  # what was imported in its place says that there is none
        return False


def check(package: str, purpose: str) -> None:
    """Refuse what cannot be done without a package of an extra, before anything is played.

    Raises:
        StudyError: if the package is not installed; says how to add it.
    """
    if not is_there(package):
        raise StudyError(missing(package, purpose))


def needed(module: str, package: str, purpose: str) -> ModuleType:
    """Return a module of a package of an extra, imported on first use.

    Raises:
        StudyError: if the package is not installed; says how to add it.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise StudyError(missing(package, purpose)) from error


def adding(package: str) -> str:
    """Return the command that adds the extra of a package to this installation, as a line for a shell."""
    wanted = f"delegation-sim[{EXTRAS[package]}]"
    if importlib.util.find_spec("pip") is not None:
        return joined([*interpreter(), "-m", "pip", "install", wanted])
    # An environment without pip was made by uv.
    return joined(["uv", "pip", "install", "--python", from_here(Path(sys.executable)), wanted])


def missing(package: str, purpose: str = "") -> str:
    """Return the message that a package is not installed, with the command that adds it.

    Args:
        package: One of `EXTRAS`.
        purpose: What needs it; if left out, what was asked for.
    """
    purpose = purpose or say("extras.this")
    return say("extras.missing", purpose=purpose, library=package, command=adding(package))
