"""The command that repeats a run, a study or a forecast, without what changes nothing in what is found."""

import shlex
from collections.abc import Mapping, Sequence
from typing import Final

from simulation.called import COMMAND

__all__ = ["for_reader", "forecasting", "repeating", "setting", "studying"]

_OF_PLACE: Final = {
    **dict.fromkeys(("--out", "--keep", "--workers", "--language", "--lang"), 1),
    **dict.fromkeys(("--resume", "--overwrite", "--json"), 0),
}
"""Options that say where a study is written, how it is shown and who works on it, and how many words each takes."""
_USUAL: Final = "en"
"""The language of a command that names none."""


def setting(overrides: Sequence[str]) -> list[str]:
    """Return the words of a command that change a case, from what is changed as written.

    >>> setting(["instance=2", "sessions=9"])
    ['--instance', '2', '--set', 'sessions=9']
    """
    pairs = (item.partition("=") for item in overrides)
    return [
        word
        for (path, _, value), item in zip(pairs, overrides, strict=True)
        for word in (("--instance", value.strip()) if path.strip() == "instance" else ("--set", item))
    ]


def repeating(
    case: str, options: Mapping[str, object], overrides: Sequence[str], holders: Sequence[str] = ()
) -> list[str]:
    """Return the command word by word; options that are None are left out, and True is written by its name alone.

    >>> repeating("wtpf13", {"seed": 3, "rule": None}, ["sessions=9"])
    ['delegation-sim', 'run', 'wtpf13', '--seed', '3', '--set', 'sessions=9']
    """
    given = {name: value for name, value in options.items() if value is not None}
    words = [
        word
        for name, value in given.items()
        for word in ((f"--{name}",) if value is True else (f"--{name}", str(value)))
    ]
    words += setting(overrides)
    return [COMMAND, "run", case, *words, *(word for item in holders for word in ("--holder", item))]


def studying(given: Sequence[str], *, seed: int | None = None, parameters: str | None = None) -> list[str]:
    """Return the command that repeats a study, from the words that it was started with.

    It names the seed, and of which parameters a study draws, if it does, also where nobody named them.

    >>> studying(["ensemble", "wtpf13", "--out", "X", "--overwrite", "-n", "20", "--workers", "2"], seed=1)
    ['delegation-sim', 'ensemble', 'wtpf13', '-n', '20', '--seed', '1']
    """
    words, left_out = [COMMAND], 0
    for word in given:
        name, has_value, _ = word.partition("=")
        if left_out:
            left_out -= 1
        elif name in _OF_PLACE:
            left_out = 0 if has_value else _OF_PLACE[name]
        else:
            words.append(word)
    if words[1:2] == ["study"]:  # all of it stands in its file
        return words
    named = {word.partition("=")[0] for word in words}
    fixed = {"--seed": seed, "--parameters": parameters}
    return words + [
        word
        for name, value in fixed.items()
        if value is not None and name not in named
        for word in (name, str(value))
    ]


def for_reader(line: str | Sequence[str], language: str) -> str:
    """Return a command as a page prints it, so that whoever types it reads on in the language of that page.

    What is kept never names a language, and nobody knows the environment of whoever reads a page.

    >>> for_reader("delegation-sim run wtpf13", "fr")
    'delegation-sim run wtpf13 --language fr'
    >>> for_reader(["delegation-sim", "run", "wtpf13"], "en")
    'delegation-sim run wtpf13'
    """
    told = line if isinstance(line, str) else shlex.join(line)
    return told if not told or language == _USUAL else f"{told} --language {language}"


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
    words = [COMMAND, "forecast", case]
    words += [word for model in models for word in ("--model", model)]
    words += ["--replications", str(replications), "--seed", str(seed)]
    return shlex.join([*words, *setting(overrides)])
