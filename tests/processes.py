"""What processes that tests start have in common."""

import os
from pathlib import Path


def environment(place: Path) -> dict[str, str]:
    """Return variables under which a process starts fast; `place` keeps compiled modules if nothing else does."""
    kept = dict(os.environ)
    if kept.pop("PYTHONDONTWRITEBYTECODE", ""):
        kept["PYTHONPYCACHEPREFIX"] = str(place)
    return kept
