"""What somebody who takes a seat says on the command line: the options of the command play."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.cli.run import fits

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

Seat = Annotated[
    str | None, typer.Option(metavar="KEY", help="Whose seat you take, by key or name (see show CASE).")
]
Seed = Annotated[
    int, typer.Option(metavar="N", min=0, callback=fits, help="Fixes all that is left to chance.")
]
Coach = Annotated[
    str | None,
    typer.Option(
        metavar="DEPTH",
        help="How far a hint goes: off, question, concept or move; move if left out, off in a second round.",
    ),
]
After = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="A second round, after the play in this file: at the end the two stand side by side. Without CASE and "
        "--seat, in the case next in difficulty.",
    ),
]
Survey = Annotated[
    bool | None,
    typer.Option(
        "--survey/--no-survey",
        help="Ask for a short survey before and after, and for your own words; if left out, where you type at a "
        "terminal.",
        show_default=False,
    ),
]
Resume = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Go on with the play that was saved in this file.")
]
Save = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="File to save in after every move; a new one in the folder runs if left out.",
    ),
]
Moves = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Play these lines instead of asking: what you would type, # for notes."
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Folder to keep the run in at the end, to report and to explain."),
]
Debrief = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="HTML page to write at the end: the debriefing, with what else could have been.",
    ),
]
Profile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Table (.csv) or data (.json) to write at the end: your profile, survey and own words.",
    ),
]
