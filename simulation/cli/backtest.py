"""The commands that test forecasts against what was decided, and fit the outcome layer to it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from simulation.cli import study_options
from simulation.cli.commands import Command, Group
from simulation.cli.watching import watching

if TYPE_CHECKING:
    from simulation.evidence.backtest import backtest_told

__all__ = ["AsMarkdown", "Out", "app", "check", "give", "hashes"]

Table = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="The DEU III table as its authors publish it, or one row a delegation and issue."
    ),
]
DisputesFile = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="Disputes as JSON: issues, options, positions, a rule in words."),
]
Folder = Annotated[
    Path,
    typer.Argument(metavar="FOLDER", help="Folder with delegates.csv, initiatives.csv and texts.csv."),
]
Out = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the JSON document into this file too.")]
Times = Annotated[
    int,
    typer.Option("--replications", "-n", metavar="N", min=2, max=100_000, help="How often each is played."),
]
Proposals = Annotated[
    int,
    typer.Option(
        "--replications",
        "-n",
        metavar="N",
        min=0,
        max=100_000,
        help="How often the conference plays each proposal; 0 leaves it out.",
    ),
]
AsMarkdown = Annotated[bool, typer.Option("--markdown", help="Print the section for the page on validation.")]

app: Final = typer.Typer(
    cls=Group,
    name="backtest",
    help="Test forecasts against decisions that were taken.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("deu3", cls=Command)
def deu3(
    file: Table,
    *,
    replications: Proposals = 10,
    seed: study_options.Seed = 1,
    out: Out = None,
    as_json: study_options.AsJson = False,
    as_markdown: AsMarkdown = False,
) -> None:
    """Score every model against the decisions of the European Union.

    Shows how far off each is, with its difference to the weighted mean, and how good forecasts are as distributions:
    learned in ten folds from other proposals. The table (doi 10.34810/data53) is not shipped.
    """
    from simulation.evidence.backtest.backtest_told import told
    from simulation.evidence.backtest.decision_tables import read_decisions
    from simulation.evidence.backtest.run_backtest import run_backtest

    check(file, out=out, as_json=as_json, as_markdown=as_markdown)
    decisions = read_decisions(file)
    with watching("forecasts") as progress:
        found = run_backtest(decisions, seed=seed, replications=replications, progress=progress)
    data = found.as_data() | {"files": hashes(file)}
    give(data, told(found), out, as_json=as_json, as_markdown=as_markdown)


@app.command("disputes", cls=Command)
def disputes(
    file: DisputesFile,
    *,
    replications: Times = 200,
    seed: study_options.Seed = 1,
    out: Out = None,
    as_json: study_options.AsJson = False,
    as_markdown: AsMarkdown = False,
) -> None:
    """Play disputes of which somebody wrote down who stood where.

    Shows how often each issue ends in which of its options, beside the outcome layer around the weighted mean, and
    log scores where the file says how it ended.
    """
    from simulation.evidence.backtest.disputes.disputes_told import told_disputes
    from simulation.evidence.backtest.disputes.run_disputes import run_disputes
    from simulation.scenario.disputes import read_disputes

    check(file, out=out, as_json=as_json, as_markdown=as_markdown)
    read = read_disputes(file)
    with watching("negotiations") as progress:
        found = run_disputes(read, file.name, seed=seed, replications=replications, progress=progress)
    give(found.as_data(), told_disputes(found), out, as_json=as_json, as_markdown=as_markdown)


@app.command("fit", cls=Command)
def fit(
    file: Table,
    *,
    seed: study_options.Seed = 1,
    out: Out = None,
    as_json: study_options.AsJson = False,
    as_markdown: AsMarkdown = False,
) -> None:
    """Fit the coefficients of the outcome layer to a table.

    Shows them beside the shipped ones, with standard errors over resampled proposals.
    """
    from simulation.evidence.backtest.backtest_told import told_fit
    from simulation.evidence.backtest.decision_tables import read_decisions
    from simulation.evidence.backtest.fit import fit_shipped

    check(file, out=out, as_json=as_json, as_markdown=as_markdown)
    decisions = read_decisions(file)
    with watching("fits") as progress:
        found = fit_shipped(decisions, seed=seed, progress=progress)
    data = {"seed": seed, "files": hashes(file), "fits": [one.as_data() for one in found]}
    give(data, told_fit(found), out, as_json=as_json, as_markdown=as_markdown)


@app.command("convention", cls=Command)
def convention(
    folder: Folder,
    *,
    seed: study_options.Seed = 1,
    out: Out = None,
    as_json: study_options.AsJson = False,
    as_markdown: AsMarkdown = False,
) -> None:
    """Score who signed with whom, and which text survived.

    The engine plays Chile's Constitutional Convention as a case of an assembly, beside simple models: coalitions from
    15 January 2022 on, and texts before commission and floor. The tables (delegates.csv, initiatives.csv, texts.csv)
    are not shipped.
    """
    from simulation.evidence.backtest.convention.convention_files import COLUMNS, read_convention
    from simulation.evidence.backtest.convention.convention_told import told_convention
    from simulation.evidence.backtest.convention.run_convention import run_convention

    tables = (folder / name for name in COLUMNS)
    check(*tables, out=out, as_json=as_json, as_markdown=as_markdown)
    data = read_convention(folder)
    with watching("percent") as progress:
        found = run_convention(data, seed=seed, progress=progress)
    give(found.as_data(), told_convention(found), out, as_json=as_json, as_markdown=as_markdown)


def check(*files: Path | None, out: Path | None, as_json: bool, as_markdown: bool) -> None:
    """Refuse, before anything is computed, to print two things or to write where nothing can or should be written."""
    if as_json and as_markdown:
        raise typer.BadParameter(
            "prints one thing only: leave out --json or --markdown.", param_hint="--json"
        )
    if out is not None and out.is_dir():
        raise typer.BadParameter(f"{out} is a folder: add the name of a file in it.", param_hint="--out")
    if out is not None and not out.parent.is_dir():
        raise typer.BadParameter(
            f"there is no folder {out.parent}: make it first, or give another file.", param_hint="--out"
        )
    if out is not None and out.exists():
        for file in files:
            if file is not None and file.exists() and out.samefile(file):
                raise typer.BadParameter("is the table itself: give another file.", param_hint="--out")


def hashes(*files: Path | None) -> dict[str, str]:
    """Return the first twelve digits of the SHA-256 of each file, by its name."""
    from simulation.evidence.ballots.vote_tables import digest

    return {file.name: digest(file) for file in files if file is not None}


def give(
    data: dict[str, object],
    parts: Sequence["backtest_told.Part"],
    out: Path | None,
    *,
    as_json: bool,
    as_markdown: bool,
) -> None:
    """Print what was found in the form that was asked for, and write it into a file if so asked."""
    from simulation.evidence.backtest.backtest_told import as_markdown as in_markdown
    from simulation.storage.written_whole import write_file

    document = json.dumps(data, indent=2, ensure_ascii=False)
    if out is not None:
        write_file(out, f"{document}\n")
    if as_json:
        typer.echo(document)
    elif as_markdown:
        typer.echo(in_markdown(parts), nl=False)
    else:
        _print(parts)


def _print(parts: Sequence["backtest_told.Part"]) -> None:
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
