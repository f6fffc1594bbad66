"""Libraries that only some users install: what the analysis of studies needs beyond the rest."""

import importlib
from types import ModuleType

from simulation.errors import StudyError

__all__ = ["needed"]


def needed(module: str, library: str, purpose: str) -> ModuleType:
    """Return a module of an optional library, imported on first use.

    Raises:
        StudyError: if the library is not installed; says how to install it.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise StudyError(
            f"{purpose} needs {library}, which is not installed. "
            'Install it with: pip install "delegation-sim[analysis]"'
        ) from error
