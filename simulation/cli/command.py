"""The command that repeats a run, without where it writes and how much it shows."""

from collections.abc import Mapping, Sequence

__all__ = ["repeating"]


def repeating(case: str, options: Mapping[str, object], overrides: Sequence[str]) -> list[str]:
    """Return the command word by word; options that are None are left out.

    >>> repeating("wtpf13", {"seed": 3, "rule": None}, ["sessions=9"])
    ['delegation-sim', 'run', 'wtpf13', '--seed', '3', '--set', 'sessions=9']
    """
    given = {name: value for name, value in options.items() if value is not None}
    words = [word for name, value in given.items() for word in (f"--{name}", str(value))]
    return ["delegation-sim", "run", case, *words, *(word for item in overrides for word in ("--set", item))]
