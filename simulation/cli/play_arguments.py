"""What somebody who takes a seat says on the command line: the options of the command play."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.cli.usage import fits

__all__ = [
    "After",
    "Coach",
    "Debrief",
    "Moves",
    "Out",
    "Profile",
    "Resume",
    "Save",
    "Seat",
    "Seed",
    "Survey",
]

Seat = Annotated[str | None, typer.Option(metavar="KEY")]
Seed = Annotated[int, typer.Option(metavar="N", min=0, callback=fits)]
Coach = Annotated[str | None, typer.Option(metavar="DEPTH")]
After = Annotated[Path | None, typer.Option(metavar="FILE")]
Survey = Annotated[bool | None, typer.Option("--survey/--no-survey", show_default=False)]
Resume = Annotated[Path | None, typer.Option(metavar="FILE")]
Save = Annotated[Path | None, typer.Option(metavar="FILE")]
Moves = Annotated[Path | None, typer.Option(metavar="FILE")]
Out = Annotated[Path | None, typer.Option(metavar="FOLDER")]
Debrief = Annotated[Path | None, typer.Option(metavar="FILE")]
Profile = Annotated[Path | None, typer.Option(metavar="FILE")]
