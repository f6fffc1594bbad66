"""The commands that test forecasts against what was decided, and fit the outcome layer to it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulation.cli import study_options
from simulation.cli.commands import Command, Group
from simulation.cli.json_document import document
from simulation.cli.watching import watching
from simulation.cli.wishing import handed_on
from simulation.words import say

if TYPE_CHECKING:
    from simulation.evidence.backtest import Part

__all__ = ["Form", "app", "hashes"]

Table = Annotated[Path, typer.Argument(metavar="FILE")]
DisputesFile = Annotated[Path, typer.Argument(metavar="FILE")]
Folder = Annotated[Path, typer.Argument(metavar="FOLDER")]
Times = Annotated[int, typer.Option("--replications", "-n", metavar="N", min=2, max=100_000)]
Proposals = Annotated[int, typer.Option("--replications", "-n", metavar="N", min=0, max=100_000)]

app: Final = typer.Typer(
    cls=Group,
    name="backtest",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """In which form a test is told: options of every command that runs one, in the order of its help."""

    out: Annotated[Path | None, typer.Option(metavar="FILE")] = None
    as_json: study_options.AsJson = False
    as_markdown: Annotated[bool, typer.Option("--markdown")] = False

    def check(self, *files: Path | None) -> None:
        """Refuse, before anything is computed, to print two things or to write where nothing can or should be."""
        out = self.out
        if self.as_json and self.as_markdown:
            raise typer.BadParameter(say("problem.prints_one"), param_hint="--json")
        if out is not None and out.is_dir():
            raise typer.BadParameter(say("problem.out.folder", file=out))
        if out is not None and not out.parent.is_dir():
            raise typer.BadParameter(say("problem.out.no_folder", folder=out.parent))
        if out is not None and out.exists():
            for file in files:
                if file is not None and file.exists() and out.samefile(file):
                    raise typer.BadParameter(say("problem.out.table"), param_hint="--out")

    def give(self, data: Mapping[str, object], parts: Sequence["Part"]) -> None:
        """Print what was found in the form that was asked for, and write it into a file if so asked."""
        from simulation.evidence.backtest import as_markdown
        from simulation.storage import write_file

        document = json.dumps(data, indent=2, ensure_ascii=False)
        if self.out is not None:
            write_file(self.out, f"{document}\n")
        if self.as_json:
            typer.echo(document)
        elif self.as_markdown:
            typer.echo(as_markdown(parts), nl=False)
        else:
            _print(parts)


@app.command("deu3", cls=Command)
@handed_on("form", Form)
def deu3(
    file: Table,
    *,
    replications: Proposals = 10,
    seed: study_options.Seed = 1,
    form: Form,
) -> None:
    """Score every model against the decisions of the European Union."""
    from simulation.evidence.backtest import read_decisions, run_backtest, told

    form.check(file)
    decisions = read_decisions(file)
    with watching("forecasts") as progress:
        found = run_backtest(decisions, seed=seed, replications=replications, progress=progress)
    data = found.as_data() | {"files": hashes(file)}
    form.give(data, told(found))


@app.command("disputes", cls=Command)
@handed_on("form", Form)
def disputes(
    file: DisputesFile,
    *,
    replications: Times = 200,
    seed: study_options.Seed = 1,
    form: Form,
) -> None:
    """Play disputes of which somebody wrote down who stood where."""
    from simulation.evidence.backtest.disputes import run_disputes, told_disputes
    from simulation.scenario import read_disputes

    form.check(file)
    read = read_disputes(file)
    with watching("negotiations") as progress:
        found = run_disputes(read, file.name, seed=seed, replications=replications, progress=progress)
    form.give(found.as_data(), told_disputes(found))


@app.command("fit", cls=Command)
@handed_on("form", Form)
def fit(
    file: Table,
    *,
    seed: study_options.Seed = 1,
    form: Form,
) -> None:
    """Fit the coefficients of the outcome layer to a table."""
    from simulation.evidence.backtest import fit_shipped, read_decisions, told_fit

    form.check(file)
    decisions = read_decisions(file)
    with watching("fits") as progress:
        found = fit_shipped(decisions, seed=seed, progress=progress)
    data = document("fit", seed=seed, files=hashes(file), fits=[one.as_data() for one in found])
    form.give(data, told_fit(found))


@app.command("convention", cls=Command)
@handed_on("form", Form)
def convention(
    folder: Folder,
    *,
    seed: study_options.Seed = 1,
    form: Form,
) -> None:
    """Score who signed with whom, and which text survived."""
    from simulation.evidence.backtest.convention import (
        COLUMNS,
        read_convention,
        run_convention,
        told_convention,
    )

    tables = (folder / name for name in COLUMNS)
    form.check(*tables)
    data = read_convention(folder)
    with watching("percent") as progress:
        found = run_convention(data, seed=seed, progress=progress)
    form.give(found.as_data(), told_convention(found))


def hashes(*files: Path | None) -> dict[str, str]:
    """Return the first twelve digits of the SHA-256 of each file, by its name."""
    from simulation.evidence.ballots import digest

    return {file.name: digest(file) for file in files if file is not None}


def _print(parts: Sequence["Part"]) -> None:
    from simulation.cli.terminal import Page

    page = Page()
    for number, part in enumerate(parts):
        if number:
            page.heading(part.heading)
        else:
            page.title(part.heading)
        # An empty last column: all others are short and stay on one line.
        page.columns([(*row, "") for row in part.rows], heads=(*part.heads, ""))
        for sentence in part.sentences:
            page.say(sentence, indent=2, hang=2)
