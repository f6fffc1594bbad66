"""What a host says on the command line: the options of the command class, each with what it means."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.cli.class_options import hours, minutes, one_of
from simulation.cli.run import fits

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
    "Names",
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

Again = Annotated[
    bool, typer.Option("--again", help="Go on with the classes that are kept, instead of opening one.")
]
Students = Annotated[int, typer.Option(metavar="N", min=1, max=500, help="How many come.")]
Tables = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, max=20, help="Tables of the same case; suggested if left out."),
]
People = Annotated[
    int | None,
    typer.Option(
        "--people-a-seat", metavar="N", min=1, max=3, help="People a delegation; suggested if left out."
    ),
]
PhaseMinutes = Annotated[
    list[str] | None,
    typer.Option(
        "--minutes",
        metavar="MINUTES",
        parser=minutes,
        help="Of each phase, 5 if left out, or of one: talks=10; may be repeated.",
    ),
]
Homework = Annotated[
    list[str] | None,
    typer.Option(
        metavar="TIME",
        parser=hours,
        help="Hours or days a phase instead, such as 48h, 3d or talks=3d; may be repeated. Phases end at their "
        "deadlines.",
    ),
]
Sessions = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, max=500, help="Sessions of the conference; as in the case if left out."),
]
Deal = Annotated[
    str,
    typer.Option(
        metavar="HOW",
        parser=one_of("random", "chosen"),
        help="Who sits where: random, or chosen by each.",
    ),
]
Names = Annotated[
    str,
    typer.Option(
        metavar="WHICH",
        parser=one_of("real", "archetypes"),
        help="Names of real delegations, or archetypes: region and kind, until you reveal who they were.",
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=0,
        callback=lambda value: value if value is None else fits(value),
        help="Fixes what is left to chance; drawn if left out, so that nobody can play ahead at home.",
    ),
]
KeepDays = Annotated[
    int, typer.Option(metavar="N", min=1, max=366, help="Delete the class after so many quiet days.")
]
Folder = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER",
        envvar="DELEGATION_SIM_CLASSES",
        show_envvar=True,
        help="Folder of classes and keys; that of the user if left out.",
        show_default=False,
    ),
]
Database = Annotated[
    str,
    typer.Option(
        metavar="URL",
        envvar="DELEGATION_SIM_DATABASE",
        show_envvar=True,
        help="Database of the classes; a file in the folder if left out.",
        show_default=False,
    ),
]
Network = Annotated[
    bool, typer.Option("--network", help="Let the machines of this network in: phones of students.")
]
Address = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="Listen on this address only; 127.0.0.1 if left out.", show_default=False
    ),
]
Port = Annotated[
    int, typer.Option(metavar="N", min=0, max=65535, help="Port to listen on; 0: any that is free.")
]
Host = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Another name under which browsers may come; may be repeated."),
]
Proxy = Annotated[
    list[str] | None,
    typer.Option(
        "--proxy",
        "--behind",
        metavar="ADDRESS",
        help="A proxy before the server, which is believed for whom it asks; may be repeated.",
    ),
]
Browser = Annotated[bool, typer.Option(help="Open the console in a browser.")]
Rehearse = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=2,
        max=300,
        help="Rehearse instead: N simulated students play the class on this machine, and nothing of it is kept.",
    ),
]
AsJson = Annotated[
    bool,
    typer.Option("--json", help="Say where the class is, or how the rehearsal went, as one JSON document."),
]
