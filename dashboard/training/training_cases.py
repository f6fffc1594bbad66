"""Which cases are for training: those that ship with a trainer's pack, and the one that a server began with."""

from functools import cache

from dashboard.frame.begun_with import opening
from dashboard.library import cases
from simulation.scenario import pack_file, shipped_scenarios

__all__ = ["has_pack"]


def has_pack(key: str) -> bool:
    """Return whether a case is for training: it ships with a trainer's pack, or the server began with its file."""
    given = opening()
    return cases.parted(key)[0] in _with_packs() or (given.text is not None and key == given.case)


@cache
def _with_packs() -> frozenset[str]:
    return frozenset(key for key in shipped_scenarios() if pack_file(key) is not None)
