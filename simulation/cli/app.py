"""The commands and what they have in common: help, version, errors."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Final

import typer

from simulation.called import COMMAND, called
from simulation.cli import (
    backtest,
    ballots,
    calibrate,
    cases,
    compare,
    ensemble,
    export_case,
    facts,
    forecast,
    import_table,
    manual,
    outcome,
    pack,
    play,
    power,
    run,
    runs,
    story,
    study,
    sweep,
    tournament,
    vote,
    why_not,
)
from simulation.cli.commands import Command, Group
from simulation.cli.signs import show_what_fits
from simulation.errors import DelegationSimError
from simulation.extras import EXTRAS, missing
from simulation.words import error_told, is_said, reason

__all__ = ["app", "main"]

_COMPLETION: Final = "_DELEGATION_SIM_COMPLETE"
"""What a shell sets when it asks how a line goes on."""
_COMPLETIONS: Final = ("--install-completion", "--show-completion")


class _Commands(Group):
    """Turns what goes wrong on purpose into a message on the error stream and exit code 1."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override] # typer hides its own context class
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DelegationSimError as error:
            _complain(error_told(error))
        except ModuleNotFoundError as error:
            package = (error.name or "").partition(".")[0]
            if package not in EXTRAS:
                raise
            _complain(missing(package))
        except BrokenPipeError:
            raise
        except FileNotFoundError as error:
            from simulation.scenario import no_such_file

            name = str(error.filename or "")
            _complain(f"{name}: {no_such_file(Path(name), name)}")
        except IsADirectoryError as error:
            from simulation.scenario import folder_is_no_file

            _complain(f"{error.filename}: {folder_is_no_file(str(error.filename))}")
        except OSError as error:
            where = f"{error.filename}: " if error.filename else ""
            _complain(f"{where}{reason(error)}.")
        raise typer.Exit(1)


def _complain(message: str) -> None:
    from simulation.cli.terminal import plain, wrapped

    shown = plain(message)
    # Whoever reads a message in a file or a pipe finds each sentence on one line.
    width = shutil.get_terminal_size().columns if sys.stderr.isatty() else 0
    typer.echo("\n".join(wrapped(line, width) for line in shown.splitlines()) if width else shown, err=True)


app = typer.Typer(
    cls=_Commands,
    name=COMMAND,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(*, wanted: bool) -> None:
    if wanted:
        from simulation.version import version

        typer.echo(f"{COMMAND} {version()}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
) -> None:
    """Take the options that belong to no command."""


_COMMANDS: Final[Mapping[str, Callable[..., None]]] = {
    "run": run.run,
    "play": play.play,
    "ensemble": ensemble.ensemble,
    "compare": compare.compare,
    "sweep": sweep.sweep,
    "sensitivity": sweep.sensitivity,
    "study": study.study,
    "why-not": why_not.why_not,
    "forecast": forecast.forecast,
    "facts": facts.facts,
    "tournament": tournament.tournament,
    "calibrate": calibrate.calibrate,
    "list": cases.list_cases,
    "show": cases.show,
    "power": power.power,
    "vote": vote.vote,
    "validate": cases.validate,
    "schema": cases.schema,
    "import": import_table.import_table,
    "export": export_case.export_case,
    "pack": pack.pack,
    "outcome": outcome.outcome,
    "report": runs.report,
    "explain": runs.explain,
    "story": story.story,
    "docs": manual.docs,
}
"""In the order in which help lists them."""
_MORE: Final = "delegation_sim.commands"
"""Entry points of the packages above this one: commands that serve pages come from there."""

for _name, _command in _COMMANDS.items():
    app.command(_name, cls=Command)(_command)
for _point in sorted(entry_points(group=_MORE), key=attrgetter("name")):
    if _point.name not in _COMMANDS and is_said(
        f"about.{_point.name}"
    ):  # what the catalogue does not know is not ours
        app.command(_point.name, cls=Command)(_point.load())
backtest.app.command("votes", cls=Command)(ballots.votes)
backtest.app.command("signatures", cls=Command)(ballots.signatures)
app.add_typer(backtest.app)


def main() -> None:
    """Run the command line with the arguments of this process."""
    show_what_fits()
    # Shells complete the command by its name alone, wherever it lies.
    completes = _COMPLETION in os.environ or any(word in _COMPLETIONS for word in sys.argv)
    app(prog_name=COMMAND if completes else " ".join(called()))
