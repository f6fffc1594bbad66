"""The command compare: variants of a case under the same chance, and what they change beyond noise."""

from typing import Annotated

import typer

from simulation.cli import arguments, study_options
from simulation.cli.study_run import Wishes, finish, one_thread_each, run_for

__all__ = ["compare"]


def compare(
    case: arguments.Case,
    *,
    lever: Annotated[
        list[str],
        typer.Option(
            metavar="LEVER=VALUE",
            help="One variant: a lever (see list --levers) or a path into the case; ' + ' joins several; 'name: ' in "
            "front names it. Up to eight variants.",
            show_default=False,
        ),
    ],
    replications: study_options.Replications = 200,
    seed: study_options.Seed = 1,
    overrides: arguments.Overrides = None,
    outcome: study_options.Outcomes = None,
    level: study_options.Level = 0.9,
    out: study_options.Out = None,
    resume: study_options.Resume = False,
    overwrite: study_options.Overwrite = False,
    keep: study_options.Keep = 0,
    workers: study_options.Workers = None,
    cluster: study_options.Cluster = None,
    budget: study_options.Budget = study_options.BUDGET,
    yes: study_options.Yes = False,
    as_json: study_options.AsJson = False,
) -> None:
    """Change something and learn what it does beyond noise.

    The case as it stands and up to eight variants meet the same chance, replication by replication; differences are
    paired and told with their intervals.
    """
    one_thread_each()
    from simulation.experiments.variants import comparison_of

    study = comparison_of(
        case,
        lever,
        replications=replications,
        seed=seed,
        overrides=arguments.parsed(overrides),
        outcomes=outcome or (),
        level=level,
    )
    wishes = Wishes(
        out=out,
        resume=resume,
        overwrite=overwrite,
        workers=workers,
        cluster=cluster,
        budget=budget,
        yes=yes,
        keep=keep,
        quiet=as_json,
    )
    finish(run_for(study, wishes), study, wishes)
