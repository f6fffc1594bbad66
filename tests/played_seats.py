"""A seat that is played in tests: at a table in this process, and a first session to type."""

from pathlib import Path

from simulation.cli.seat.notebook import Notebook
from simulation.cli.seat.table import SeatAtTable
from simulation.cli.terminal import Page
from simulation.live import LiveNegotiation
from simulation.scenario.schema import Scenario

__all__ = ["OPENING", "SAVED", "at_table", "flat"]

SAVED = "runs/wtpf13_training-LUM-1.live.json"
"""Where a play of LUM is kept by itself."""
OPENING = "talk tam\nsay We came to listen.\npropose roles each_in\ndone\n5\n\nhint\ndone\n"
"""A first session with a talk, a wording, a signal and a hint."""


def at_table(case: Scenario | str, seat: str, file: Path | None = None) -> SeatAtTable:
    """Return a person at the table."""
    live = LiveNegotiation(case, seats=(seat,))
    return SeatAtTable(live, seat, Page(), Notebook(file, "case", seat))


def flat(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())
