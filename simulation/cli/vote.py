"""The command vote: how everybody in a case would vote on a text, stand to it and sign it."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.cli import arguments, study_options

__all__ = ["vote"]


def vote(
    case: arguments.Case,
    *,
    on: Annotated[
        str,
        typer.Option(
            "--on",
            metavar="TEXT",
            help="The text: draft; the folder of a run, for the text it ended in; or ISSUE=OPTION with commas between "
            "(none: without that issue; what is left out: as in the first draft).",
        ),
    ] = "draft",
    votes: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Earlier votes on texts of the same side: resolution, date, title, iso3, vote. The keys of "
            "delegations stand under iso3.",
        ),
    ] = None,
    noise: Annotated[
        float | None,
        typer.Option(
            metavar="X",
            min=0,
            max=1,
            help="What is not known of what a text is worth, in lengths of the axis; 0.1 if left out. 0: nothing, as "
            "in a run.",
        ),
    ] = None,
    overrides: arguments.Overrides = None,
    seed: study_options.Seed = 1,
    replications: Annotated[
        int, typer.Option("--replications", "-n", metavar="N", min=1, max=100_000, help="Draws of the case.")
    ] = 200,
    as_json: study_options.AsJson = False,
) -> None:
    """Tell who would vote how on a text, and sign it.

    Chances of yes, abstention and no if it is put to a vote; of joining, a statement and stepping away if it is adopted
    without one; of a signature. Everybody judges by its mandate, its blocs and its red lines, as at the end of a
    run; nothing is negotiated for it.
    """
    from simulation.engine.simulate import load_scenario
    from simulation.evidence.ballots.case import ballot_on, text_of
    from simulation.evidence.ballots.vote_tables import digest, read_roll_calls

    scenario = load_scenario(case, overrides=arguments.parsed(overrides))
    text = text_of(scenario, on)
    calls = None if votes is None else read_roll_calls(votes, fewest=1)
    found = ballot_on(scenario, text, seed=seed, replications=replications, noise=noise, votes=calls)
    if as_json:
        import json

        data = found.as_data() | {"files": {} if votes is None else {votes.name: digest(votes)}}
        typer.echo(json.dumps(data, indent=2, allow_nan=False, ensure_ascii=False))
        return
    from simulation.cli.terminal import Page
    from simulation.cli.vote_page import print_ballot

    print_ballot(Page(), found)
