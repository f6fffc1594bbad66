"""The command compare: variants of a case under the same chance, and what they change beyond noise."""

import shlex
from collections.abc import Sequence
from typing import Annotated

import typer

from simulation.cli import arguments, completing, study_options
from simulation.cli.study_run import Wishes, finish, run_for
from simulation.cli.wishing import with_wishes
from simulation.words import numbered, say

__all__ = ["compare"]


@with_wishes(study_options.Keep, 0)
def compare(
    case: arguments.Case,
    *,
    lever: Annotated[
        list[str] | None,
        typer.Option(metavar="LEVER=VALUE", autocompletion=completing.levers, show_default=False),
    ] = None,
    replications: study_options.Replications = 200,
    seed: study_options.Seed = 1,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    outcome: study_options.Outcomes = None,
    level: study_options.Level = 0.9,
    holder: arguments.Holders = None,
    codings: study_options.Codings = False,
    parameters: study_options.Parameters = study_options.PARAMETERS,
    wishes: Wishes,
) -> None:
    """Change something and learn what it does beyond noise."""
    if not lever and not holder:
        raise typer.BadParameter(_nothing(overrides or ()))
    from simulation.study import comparison_of

    study = comparison_of(
        case,
        lever or (),
        replications=replications,
        seed=seed,
        overrides=arguments.parsed(arguments.drawn(overrides, instance)),
        outcomes=outcome or (),
        level=level,
        holders=arguments.seated(holder),
        codings=codings,
        parameters=parameters,
    )
    finish(run_for(study, wishes), study, wishes)


def _nothing(overrides: Sequence[str]) -> str:
    """Say that there is nothing to compare, and which levers would do what the overrides do."""
    if not overrides:
        return say("problem.study.nothing")
    given = [shlex.quote(one) for one in overrides]
    levers = " ".join(f"--lever {one}" for one in given)
    return numbered("problem.study.nothing.set", len(given), given=given[0], levers=levers)
