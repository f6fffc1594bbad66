"""Options that every command about many replications takes."""

from pathlib import Path
from typing import Annotated, Final

import typer

from simulation.protocols.parameter_sets.asked_parameters import OF_STUDIES

__all__ = [
    "BUDGET",
    "PARAMETERS",
    "AsJson",
    "Budget",
    "Cluster",
    "Codings",
    "Keep",
    "KeepIfAny",
    "Level",
    "Out",
    "Outcomes",
    "Overwrite",
    "Parameters",
    "Replications",
    "Resume",
    "Seed",
    "Skill",
    "Workers",
    "Yes",
]

MAX_SEED: Final = 2**63 - 1
BUDGET: Final = 120.0
"""Seconds that a study may take without being asked about."""

PARAMETERS: Final = OF_STUDIES


def _fits(value: int) -> int:
    if value > MAX_SEED:
        raise typer.BadParameter(f"{value} is too large. Valid: at most {MAX_SEED}.")
    return value


Seed = Annotated[
    int, typer.Option(metavar="N", min=0, callback=_fits, help="Fixes all that is left to chance.")
]
Replications = Annotated[
    int,
    typer.Option(
        "--replications",
        "-n",
        metavar="N",
        min=2,
        max=10_000_000,
        help="Negotiations of each variant or point.",
    ),
]
Outcomes = Annotated[
    list[str] | None,
    typer.Option(
        "--outcome",
        metavar="KEY",
        help="Show this outcome instead of the usual ones; may be repeated; gain.* shows all that begin so.",
    ),
]
Codings = Annotated[
    bool,
    typer.Option(
        "--codings",
        help="Draw what the case marks as judgement: kinds, status quo, places, widths of red lines.",
    ),
]
Parameters = Annotated[
    str,
    typer.Option(
        metavar="WHICH",
        help="median: as the protocol has them; drawn: replications draw sets of those that fit what happened; or a "
        "folder with a table of your own.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, max=1024, help="Processes; as many as there are cores if left out."),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="Scheduler of a Dask cluster that does the work, such as tcp://host:8786."
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Folder to keep the study in; without it nothing is written."),
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the study in that folder.")]
Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace a study in that folder.")]
Budget = Annotated[
    float, typer.Option(metavar="SECONDS", min=0, help="Ask before a study that takes longer than this.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask, however long it takes.")]
Keep = Annotated[
    int,
    typer.Option(
        metavar="K", min=0, max=100, help="Full records to keep in FOLDER/runs, one for each ending first."
    ),
]
KeepIfAny = Annotated[
    int | None,
    typer.Option(
        metavar="K",
        min=0,
        max=100,
        help="Full records to keep in FOLDER/runs, one for each ending first; 3 if left out.",
    ),
]
Level = Annotated[
    float, typer.Option(metavar="SHARE", min=0.5, max=0.999, help="Confidence of the intervals.")
]
Skill = Annotated[
    str,
    typer.Option(
        "--skill",
        "--level",
        metavar="SKILL",
        help="How well the others know and bargain: easy, standard or hard.",
    ),
]
"""For commands that have no intervals: there `--level` is the older name of it."""
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
