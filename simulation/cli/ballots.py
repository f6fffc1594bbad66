"""The commands that test the ballot of the conference on recorded votes and on signatures."""

from pathlib import Path
from typing import Annotated, Final

import typer

from simulation.cli import study_options
from simulation.cli.backtest import Form, hashes
from simulation.cli.watching import watching
from simulation.cli.wishing import handed_on
from simulation.words import say

__all__ = ["signatures", "votes"]

_POSITIONS: Final = "unga_ideal_points.csv"
_COUNTRIES: Final = "countries.csv"
_DAY: Final = "2012-12-14"


def _is_day(value: str) -> str:
    from simulation.evidence.backtest import is_day

    if not is_day(value):
        raise typer.BadParameter(say("problem.day", value=repr(value), example=_DAY))
    return value


def _beside(file: Path, given: Path | None, name: str) -> Path | None:
    """Return the file that was given, else one of that name in the folder of another, if it is there."""
    beside = file.parent / name
    return given if given is not None else beside if beside != file and beside.is_file() else None


@handed_on("form", Form)
def votes(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    *,
    positions: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    blocs: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    rollcalls: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    seed: study_options.Seed = 1,
    form: Form,
) -> None:
    """Test who votes how: one recorded vote left out at a time."""
    from simulation.evidence.ballots import (
        D1,
        D2,
        LINES,
        backtest_votes,
        read_groups,
        read_positions,
        read_roll_calls,
        told_votes,
    )

    positions, blocs = _beside(file, positions, _POSITIONS), _beside(file, blocs, _COUNTRIES)
    rollcalls = _beside(file, rollcalls, file.name.replace("votes", "rollcalls"))
    form.check(file, positions, blocs, rollcalls)
    calls = read_roll_calls(file, rollcalls)
    places = None if positions is None else read_positions(positions, (D1, D2))
    groups = None if blocs is None else read_groups(blocs, LINES)
    with watching("forecasts") as progress:
        found = backtest_votes(calls, places, groups, seed=seed, progress=progress)
    files = hashes(file, positions, blocs, rollcalls)
    form.give(found.as_data() | {"files": files}, told_votes(found, tuple(files)))


@handed_on("form", Form)
def signatures(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    *,
    positions: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    blocs: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    date: Annotated[str, typer.Option(metavar="DAY", callback=_is_day)] = "2012-12-14",
    seed: study_options.Seed = 1,
    form: Form,
) -> None:
    """Test who signs: one region left out at a time."""
    from simulation.evidence.ballots import (
        COUNTRY,
        D1,
        D2,
        LINES,
        REGIONS,
        RIGHTS,
        backtest_signatures,
        read_groups,
        read_positions,
        read_signatures,
        told_signatures,
    )

    positions, blocs = _beside(file, positions, _POSITIONS), _beside(file, blocs, _COUNTRIES)
    form.check(file, positions, blocs)
    signed = read_signatures(file)
    if positions is None or blocs is None:
        raise typer.BadParameter(
            say("problem.beside", file=_COUNTRIES if positions else _POSITIONS),
            param_hint="--blocs" if positions else "--positions",
        )
    places = read_positions(positions, (D1, D2, RIGHTS))
    groups = read_groups(blocs, tuple(dict.fromkeys((*REGIONS, *LINES))), COUNTRY)
    with watching("forecasts") as progress:
        found = backtest_signatures(signed, places, groups, day=date, seed=seed, progress=progress)
    files = hashes(file, positions, blocs)
    form.give(found.as_data() | {"files": files}, told_signatures(found, tuple(files)))
