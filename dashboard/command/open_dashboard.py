"""The command that opens the dashboard."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.called import COMMAND
from simulation.cli import arguments, languages
from simulation.words import say

__all__ = ["dashboard"]


def dashboard(
    case: arguments.MaybeCase = None,
    *,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535)] = 8501,
    address: Annotated[str, typer.Option(metavar="ADDRESS")] = "127.0.0.1",
    host: Annotated[list[str] | None, typer.Option(metavar="NAME")] = None,
    proxy: Annotated[list[str] | None, typer.Option(metavar="ADDRESS")] = None,
    browser: Annotated[bool, typer.Option()] = True,
    runs: Annotated[Path, typer.Option(metavar="FOLDER")] = Path("runs"),
    is_class: Annotated[bool, typer.Option("--class", hidden=True)] = False,
) -> None:
    """Open the dashboard."""
    if is_class:
        line = languages.to_type([COMMAND, "class", case or "first_hour", "--network"])
        raise typer.BadParameter(say("usage.class_apart", line=line))
    from dashboard.frame.launch import launch

    launch(
        case,
        address=address,
        port=port,
        runs=runs,
        opens_browser=browser,
        tell=typer.echo,
        hosts=host or (),
        behind=proxy or (),
    )
