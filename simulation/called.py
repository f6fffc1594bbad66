"""How the command is called from where the user stands, so that a line that is printed can be typed as it is."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

__all__ = ["COMMAND", "as_typed", "called", "from_here", "interpreter", "joined"]

COMMAND: Final = "delegation-sim"
"""The command in what is kept: the same bytes on every machine."""
_IN_UV_RUN: Final = "UV_RUN_RECURSION_DEPTH"
"""What `uv run` tells its children: it put the command on their PATH, not on that of the user's shell."""


def called() -> list[str]:
    """Return the words that call this installation: its name if the shell finds it under that, else its path.

    The path is relative where it lies below the working directory. Where the command was not installed, this
    interpreter runs the package.
    """
    script = _script()
    if script is None:
        return [*interpreter(), "-m", "simulation"]
    found = _found(COMMAND)
    return [COMMAND if found is not None and found.samefile(script) else from_here(script)]


def interpreter() -> list[str]:
    """Return the words that call the interpreter of this installation."""
    own = Path(sys.executable)
    # Not by what the link leads to: an environment's interpreter is a link to that of the system.
    return ["python" if _found("python") == own else from_here(own)]


def as_typed(command: str | Sequence[str]) -> str:
    """Return a command as a line for the shell of the user, with `delegation-sim` called as it is called here.

    Args:
        command: Its words, or a line that a POSIX shell would take; the first word is the command. An empty one stays
            empty.
    """
    words = shlex.split(command) if isinstance(command, str) else list(command)
    return joined([*called(), *words[1:]]) if words else ""


def joined(words: Sequence[str]) -> str:
    """Return words as a line for the shell of this system."""
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def from_here(path: Path) -> str:
    """Return a path from the working directory if it lies below that, else the whole path."""
    whole = Path(os.path.abspath(path))  # noqa: PTH100 - links stay as the user knows them
    try:
        short = str(whole.relative_to(Path.cwd()))
    except (ValueError, OSError):  # elsewhere; or the working directory is gone
        return str(whole)
    return short if os.sep in short else f".{os.sep}{short}"


def _script() -> Path | None:
    """Return the file of the command: the one that was started, else the one beside the interpreter."""
    started = Path(sys.argv[0])
    candidates = [started] if started.stem == COMMAND else []
    candidates.append(Path(sys.executable).parent / COMMAND)
    ends = (".exe", "") if os.name == "nt" else ("",)
    named = (one.with_suffix(end) if end else one for one in candidates for end in ends)
    return next((one for one in named if one.is_file()), None)


def _found(name: str) -> Path | None:
    """Return the file that the shell of the user finds under a name."""
    found = None if _IN_UV_RUN in os.environ else shutil.which(name)
    return None if found is None else Path(found)
