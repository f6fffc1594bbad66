"""The command that opens the dashboard."""

from pathlib import Path
from typing import Annotated

import typer

from dashboard.command import class_arguments
from dashboard.frame.breaking import broken_once
from simulation.called import COMMAND
from simulation.cli import arguments, languages
from simulation.words import say

__all__ = ["dashboard"]


@broken_once()
def dashboard(
    case: arguments.MaybeCase = None,
    *,
    port: class_arguments.Port = 8501,
    address: Annotated[str, typer.Option(metavar="ADDRESS")] = "127.0.0.1",
    host: class_arguments.Host = None,
    proxy: class_arguments.Proxy = None,
    browser: class_arguments.Browser = True,
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
