"""What processes that tests start have in common."""

import os
import sys
from pathlib import Path

__all__ = ["environment", "keep_compiled_modules"]

_KEPT = Path(__file__).parents[1] / ".pytest_cache" / "compiled"


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
