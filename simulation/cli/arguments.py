"""Arguments that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.cli import completing
from simulation.cli.assembly_refusal import no_assembly
from simulation.cli.usage import not_so, one_of
from simulation.protocols.parameter_sets import MEDIAN, OF_STUDIES
from simulation.words import say

__all__ = [
    "AnyCase",
    "Case",
    "Holders",
    "Instance",
    "MaybeCase",
    "MaybePlayed",
    "Names",
    "OneSet",
    "Overrides",
    "Overwrite",
    "drawn",
    "is_kept",
    "parsed",
    "refuse_for_kept",
    "renumbered",
    "seated",
]

_NAMES = ("real", "archetypes")
_SPOKEN_OF = ("delegations", "issues", "blocs", "protocol", "forum")
_WORDS = {"brief", "name", "short", "label", "question", "rationale", "reason", "source"}


def _names(incomplete: str) -> list[str]:
    """Return shipped cases that begin so, for completion by the shell."""
    from simulation.scenario import shipped_scenarios

    return [name for name in shipped_scenarios() if name.startswith(incomplete)]


def _is_override(value: str) -> str:
    path, equals, _ = value.partition("=")
    if not equals or not path.strip():
        raise typer.BadParameter(not_so(value, "PATH=VALUE", "sessions=12"))
    return value


def _is_holder(value: str) -> str:
    seat, equals, agent = value.partition("=")
    if not equals or not seat.strip() or not agent.strip():
        raise typer.BadParameter(not_so(value, "SEAT=AGENT", "SAB=agents.py:Stubborn"))
    return value


def _is_instance(value: str) -> int:
    from simulation.scenario.instances import LARGEST, as_number

    number = as_number(value)
    if number is None:
        raise typer.BadParameter(say("usage.instance", given=repr(value[:40]), most=LARGEST))
    return number


AnyCase = Annotated[
    str, typer.Argument(metavar="CASE", autocompletion=completing.files_with_cases, show_default=False)
]
"""A conference or an assembly."""
Case = Annotated[
    str, typer.Argument(metavar="CASE", autocompletion=_names, callback=no_assembly, show_default=False)
]
"""A conference."""
MaybeCase = Annotated[str | None, typer.Argument(metavar="CASE", autocompletion=_names, show_default=False)]
MaybePlayed = Annotated[
    str | None,
    typer.Argument(metavar="CASE", autocompletion=_names, callback=no_assembly, show_default=False),
]
"""The same, but no assembly."""
Overrides = Annotated[list[str] | None, typer.Option("--set", metavar="PATH=VALUE", parser=_is_override)]


Instance = Annotated[
    int | None,
    typer.Option("--instance", metavar="N", parser=_is_instance, autocompletion=completing.instances),
]
Holders = Annotated[
    list[str] | None,
    typer.Option("--holder", metavar="SEAT=AGENT", parser=_is_holder, autocompletion=completing.seats_held),
]


Names = Annotated[
    str,
    typer.Option(metavar="WHICH", parser=one_of(*_NAMES), autocompletion=completing.words(lambda: _NAMES)),
]
"""Of real delegations."""
Overwrite = Annotated[bool, typer.Option("--overwrite", "--force")]
"""`--force` is the older name."""
OneSet = Annotated[
    str,
    typer.Option(
        "--parameters", metavar="WHICH", autocompletion=completing.words(lambda: (MEDIAN, OF_STUDIES))
    ),
]
"""For one negotiation."""


def is_kept(case: str) -> bool:
    """Return whether something that is named is a folder of a run, or of what else is kept: one with a manifest."""
    if not Path(case).is_dir():
        return False
    from simulation.storage import MANIFEST

    return (Path(case) / MANIFEST).is_file()


def refuse_for_kept(ctx: typer.Context, *names: str) -> None:
    """Refuse parameters that mean nothing for a run that is kept.

    Raises:
        BadParameter: if one of them is given.
    """
    for parameter in ctx.command.params:
        source = ctx.get_parameter_source(parameter.name or "")
        is_given = source is not None and source.name == "COMMANDLINE"  # typer hides its own class of them
        if is_given and parameter.name in names:
            raise typer.BadParameter(say("film.problem.kept"), param_hint=parameter.opts[0])


def seated(holders: list[str] | None) -> list[tuple[str, str]]:
    """Return seats and agents as written, in pairs: a seat named twice is told later, with all that is wrong."""
    pairs = (text.partition("=") for text in holders or [])
    return [(seat.strip(), agent.strip()) for seat, _, agent in pairs]


def drawn(overrides: list[str] | None, instance: int | None) -> list[str]:
    """Return what is changed in a case, as written, with the instance first; none, or 0, is the case as it is."""
    return [*([f"instance={instance}"] if instance else []), *(overrides or [])]


def renumbered(overrides: list[str] | None) -> tuple[str, ...]:
    """Return the paths of what is changed that a brief may speak of: the words of a case stay as they were written.

    >>> renumbered(["sessions=9", "delegations.SAB.reservation=-0.3", "delegations.SAB.brief.public=We ask."])
    ('delegations.SAB.reservation',)
    """
    parts = {path: path.split(".") for path in parsed(overrides)}
    return tuple(path for path, names in parts.items() if names[0] in _SPOKEN_OF and not _WORDS & set(names))


def parsed(overrides: list[str] | None) -> dict[str, str]:
    """Return values by path; of two for one path the last counts."""
    pairs = (text.partition("=") for text in overrides or [])
    return {path.strip(): value for path, _, value in pairs}
