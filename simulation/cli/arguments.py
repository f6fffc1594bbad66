"""Arguments that several commands take."""

from typing import Annotated

import typer

__all__ = ["Case", "MaybeCase", "Overrides", "parsed"]


def _names(incomplete: str) -> list[str]:
    """Return shipped cases that begin so, for completion by the shell."""
    from simulation.scenario.load import shipped_scenarios

    return [name for name in shipped_scenarios() if name.startswith(incomplete)]


def _is_override(value: str) -> str:
    path, equals, _ = value.partition("=")
    if not equals or not path.strip():
        raise typer.BadParameter(f"{value!r} is not of the form PATH=VALUE, such as sessions=12.")
    return value


Case = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help="Name of a shipped case (see list), or a YAML file.",
        autocompletion=_names,
        show_default=False,
    ),
]
MaybeCase = Annotated[
    str | None,
    typer.Argument(
        metavar="CASE",
        help="Name of a shipped case (see list), or a YAML file, to begin with.",
        autocompletion=_names,
        show_default=False,
    ),
]
Overrides = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        parser=_is_override,
        help="Change a value of the case first; may be repeated. Example: delegations.BRA.mandate.Q1.position=0.4",
    ),
]


def parsed(overrides: list[str] | None) -> dict[str, str]:
    """Return values by path; of two for one path the last counts."""
    pairs = (text.partition("=") for text in overrides or [])
    return {path.strip(): value for path, _, value in pairs}
