"""Whether Python finds the packages of this distribution where they were installed, and not others of their names."""

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from simulation.errors import DelegationSimError
from simulation.words import say

__all__ = ["check_neighbours"]

_NAMES: Final = ("scenarios", "dashboard")
_HOME: Final = Path(__file__).parents[1]


def check_neighbours() -> None:
    """Refuse to begin where `scenarios` or `dashboard` would come from somebody else's folder.

    The three names lie at the top of the environment, where a folder of one's own or another distribution can shadow
    them. Nothing is imported.

    Raises:
        DelegationSimError: if one is found elsewhere or not at all; says where.
    """
    for name in _NAMES:
        spec = find_spec(name)
        found = list(spec.submodule_search_locations or ()) if spec is not None else []
        if spec is None:
            raise DelegationSimError(say("neighbours.missing", name=name, home=str(_HOME)))
        if (_HOME / name).resolve() not in {Path(one).resolve() for one in found}:
            where = found[0] if found else str(spec.origin)
            raise DelegationSimError(say("neighbours.other", name=name, where=where, home=str(_HOME)))
