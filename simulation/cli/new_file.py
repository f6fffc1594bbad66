"""Writes a file that a command was asked for, whole or not at all; replaces one only if that is wanted."""

from pathlib import Path

from simulation.words import reason, say

__all__ = ["write_new"]


def write_new(target: Path, content: str | bytes, *, overwrite: bool) -> None:
    """Write a file.

    Raises:
        RecordError: if it cannot be written, or stands there and is not to be replaced.
    """
    from simulation.errors import RecordError
    from simulation.storage import write_file

    if target.is_dir() or (target.exists() and not target.is_file()):
        raise RecordError(say("tables.file.unfit", file=target))
    if target.exists() and not overwrite:
        raise RecordError(say("tables.file.there", file=target))
    try:
        write_file(target, content)
    except OSError as error:
        raise RecordError(say("tables.file.unwritten", file=target, why=reason(error))) from error
