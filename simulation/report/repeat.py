"""What stands beside a command that plays something again: whether this version would play the same."""

from simulation.version import version
from simulation.words import say

__all__ = ["other_version"]


def other_version(made: str) -> str:
    """Return that this version may play something else than the one that made it; nothing if it is the same."""
    return "" if made == version() else say("report.repeat.other_version", made=made, ours=version())
