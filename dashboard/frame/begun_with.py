"""What this server was started with: the case at hand, and the folder of runs."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dashboard.library.cases import DEFAULT_CASE
from simulation.scenario import Assembly

__all__ = ["RUNS", "Opening", "opening", "set_opening"]

RUNS: Final = "runs"
"""The folder in which runs and studies are looked for, under the one where the server was started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What every session starts from."""

    case: str = DEFAULT_CASE
    """Key of a case."""
    text: str | None = None
    """Its text, if it does not ship."""
    runs: Path = Path(RUNS)
    language: str = ""
    """In which pages are told whose address says none; empty: in that of each browser."""
    page: str = ""
    """The page to begin with, if the case does not say it."""
    assembly: Assembly | None = None
    """An assembly to begin with, if it does not ship."""
    is_alone: bool = False
    """Nobody but whoever sits at this machine reaches the server: it may start servers of classes."""


_openings: Final = [Opening()]


def opening() -> Opening:
    """Return what this server was started with."""
    return _openings[-1]


def set_opening(given: Opening) -> None:
    """Say what this server is started with, before it is."""
    _openings[:] = [given]
