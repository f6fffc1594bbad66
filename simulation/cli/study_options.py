"""Options that every command about many replications takes."""

from pathlib import Path
from typing import Annotated, Final

import typer

from simulation.cli import arguments, completing
from simulation.cli.usage import fits
from simulation.protocols.parameter_sets import OF_STUDIES
from simulation.words import MOST_PLAYS

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
    "When",
    "Workers",
    "Yes",
]

BUDGET: Final = 120.0
"""Seconds that a study may take without being asked about."""

PARAMETERS: Final = OF_STUDIES


Seed = Annotated[int, typer.Option(metavar="N", min=0, callback=fits)]
Replications = Annotated[int, typer.Option("--replications", "-n", metavar="N", min=2, max=MOST_PLAYS)]
Outcomes = Annotated[
    list[str] | None, typer.Option("--outcome", metavar="KEY", autocompletion=completing.outcomes)
]
When = Annotated[str | None, typer.Option(metavar="OUTCOME", autocompletion=completing.outcomes)]
Codings = Annotated[bool, typer.Option("--codings")]
Parameters = arguments.OneSet
Workers = Annotated[int | None, typer.Option(metavar="N", min=1, max=1024)]
Cluster = Annotated[str | None, typer.Option(metavar="ADDRESS")]
Out = Annotated[Path | None, typer.Option(metavar="FOLDER")]
Resume = Annotated[bool, typer.Option("--resume")]
Overwrite = arguments.Overwrite
Budget = Annotated[float, typer.Option(metavar="SECONDS", min=0)]
Yes = Annotated[bool, typer.Option("--yes", "-y")]
Keep = Annotated[int, typer.Option(metavar="K", min=0, max=100)]
KeepIfAny = Annotated[int | None, typer.Option(metavar="K", min=0, max=100)]
Level = Annotated[float, typer.Option(metavar="SHARE", min=0.5, max=0.999)]
Skill = Annotated[str, typer.Option("--skill", "--level", metavar="SKILL", autocompletion=completing.skills)]
"""For commands that have no intervals: there `--level` is the older name of it."""
AsJson = Annotated[bool, typer.Option("--json")]
