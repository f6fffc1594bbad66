"""What a host says on the command line: the options of the command class, each with what it means."""

from pathlib import Path
from typing import Annotated, Final

import typer

from dashboard.command.class_options import hours, minutes, phases
from simulation.cli import completing
from simulation.cli.usage import fits, one_of

__all__ = [
    "Address",
    "Again",
    "AsJson",
    "Browser",
    "Database",
    "Deal",
    "Folder",
    "Homework",
    "Host",
    "KeepDays",
    "Network",
    "People",
    "PhaseMinutes",
    "Port",
    "Proxy",
    "Rehearse",
    "Seed",
    "Sessions",
    "Students",
    "Tables",
]

_DEALS: Final = ("random", "chosen")

Again = Annotated[bool, typer.Option("--again")]
Students = Annotated[int, typer.Option(metavar="N", min=1, max=500)]
Tables = Annotated[int | None, typer.Option(metavar="N", min=1, max=20)]
People = Annotated[int | None, typer.Option("--people-a-seat", metavar="N", min=1, max=3)]
PhaseMinutes = Annotated[
    list[str] | None, typer.Option("--minutes", metavar="MINUTES", parser=minutes, autocompletion=phases)
]
Homework = Annotated[list[str] | None, typer.Option(metavar="TIME", parser=hours, autocompletion=phases)]
Sessions = Annotated[int | None, typer.Option(metavar="N", min=1, max=500)]
Deal = Annotated[
    str,
    typer.Option(metavar="HOW", parser=one_of(*_DEALS), autocompletion=completing.words(lambda: _DEALS)),
]
Seed = Annotated[
    int | None,
    typer.Option(metavar="N", min=0, callback=lambda value: value if value is None else fits(value)),
]
KeepDays = Annotated[int, typer.Option(metavar="N", min=1, max=366)]
Folder = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", envvar="DELEGATION_SIM_CLASSES", show_envvar=True, show_default=False),
]
Database = Annotated[
    str, typer.Option(metavar="URL", envvar="DELEGATION_SIM_DATABASE", show_envvar=True, show_default=False)
]
Network = Annotated[bool, typer.Option("--network")]
Address = Annotated[str | None, typer.Option(metavar="ADDRESS", show_default=False)]
Port = Annotated[int, typer.Option(metavar="N", min=0, max=65535)]
Host = Annotated[list[str] | None, typer.Option(metavar="NAME")]
Proxy = Annotated[list[str] | None, typer.Option("--proxy", "--behind", metavar="ADDRESS")]
Browser = Annotated[bool, typer.Option()]
Rehearse = Annotated[int | None, typer.Option(metavar="N", min=2, max=300)]
AsJson = Annotated[bool, typer.Option("--json")]
