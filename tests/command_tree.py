"""The commands of the command line, with what each of them takes."""

from collections.abc import Iterator
from typing import Any

import typer

from simulation.cli.app import app

__all__ = ["commands", "options"]


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every command with the words that call it."""
    root: Any = typer.main.get_command(app)
    yield (), root
    for name, command in root.commands.items():
        yield (name,), command
        for inner, one in getattr(command, "commands", {}).items():
            yield (name, inner), one


def options() -> Iterator[tuple[str, Any, Any]]:
    """Yield what every command takes and shows: its name, the command and the option or argument."""
    for words, command in commands():
        if words and not hasattr(command, "commands"):
            yield from ((" ".join(words), command, one) for one in command.params if not one.hidden)
