"""The command vote: how everybody in a case would vote on a text, stand to it and sign it."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.cli import arguments, completing, study_options
from simulation.cli.json_document import print_json

__all__ = ["vote"]


def vote(
    ctx: typer.Context,
    case: arguments.Case,
    *,
    on: Annotated[str, typer.Option("--on", metavar="TEXT", autocompletion=completing.texts)] = "draft",
    votes: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    noise: Annotated[float | None, typer.Option(metavar="X", min=0, max=1)] = None,
    overrides: arguments.Overrides = None,
    seed: study_options.Seed = 1,
    replications: Annotated[int, typer.Option("--replications", "-n", metavar="N", min=1, max=100_000)] = 200,
    as_json: study_options.AsJson = False,
) -> None:
    """Show who would vote how on a text, and who would sign it."""
    from simulation.cli.told_texts import told_case
    from simulation.evidence.ballots import ballot_on, digest, read_roll_calls, text_of

    scenario = told_case(case, arguments.parsed(overrides))
    text = text_of(scenario, on)
    calls = None if votes is None else read_roll_calls(votes, fewest=1, by_key=True)
    found = ballot_on(scenario, text, seed=seed, replications=replications, noise=noise, votes=calls)
    if as_json:
        from simulation.cli.commands import line_again

        files = {} if votes is None else {votes.name: digest(votes)}
        data = found.as_data() | {"files": files, "command": line_again(ctx)}
        print_json(data)
        return
    from simulation.cli.terminal import Page
    from simulation.cli.vote_page import print_ballot

    print_ballot(Page(), found)
