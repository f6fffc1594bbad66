"""The command that repeats a run or a forecast, without where it writes and how much it shows."""

import shlex
from collections.abc import Mapping, Sequence

__all__ = ["forecasting", "repeating"]


def repeating(case: str, options: Mapping[str, object], overrides: Sequence[str]) -> list[str]:
    """Return the command word by word; options that are None are left out.

    >>> repeating("wtpf13", {"seed": 3, "rule": None}, ["sessions=9"])
    ['delegation-sim', 'run', 'wtpf13', '--seed', '3', '--set', 'sessions=9']
    """
    given = {name: value for name, value in options.items() if value is not None}
    words = [word for name, value in given.items() for word in (f"--{name}", str(value))]
    return ["delegation-sim", "run", case, *words, *(word for item in overrides for word in ("--set", item))]


def forecasting(
    case: str,
    *,
    seed: int,
    replications: int,
    models: Sequence[str] = (),
    overrides: Sequence[str] = (),
) -> str:
    """Return the command that makes a forecast again, as a line for a shell.

    >>> forecasting("wtpf13", seed=1, replications=40, overrides=["sessions=9"])
    'delegation-sim forecast wtpf13 --replications 40 --seed 1 --set sessions=9'
    """
    words = ["delegation-sim", "forecast", case]
    words += [word for model in models for word in ("--model", model)]
    words += ["--replications", str(replications), "--seed", str(seed)]
    return shlex.join([*words, *(word for item in overrides for word in ("--set", item))])
