"""The command ensemble: one case, many replications, and how they end."""

from typing import Annotated, Final

import typer

from simulation.cli import arguments, study_options
from simulation.cli.study_run import Wishes, finish, one_thread_each, run_for

__all__ = ["ensemble"]

_KEPT: Final = 3
"""Full records that are kept in a folder if nobody says how many."""


def ensemble(
    case: arguments.Case,
    *,
    replications: study_options.Replications = 1000,
    seed: study_options.Seed = 1,
    overrides: arguments.Overrides = None,
    outcome: study_options.Outcomes = None,
    when: Annotated[
        str | None,
        typer.Option(
            metavar="OUTCOME",
            help="Look for the draws of uncertain numbers under which this happens, such as 'not adopted'.",
        ),
    ] = None,
    level: study_options.Level = 0.9,
    out: study_options.Out = None,
    resume: study_options.Resume = False,
    overwrite: study_options.Overwrite = False,
    keep: study_options.KeepIfAny = None,
    workers: study_options.Workers = None,
    cluster: study_options.Cluster = None,
    budget: study_options.Budget = study_options.BUDGET,
    yes: study_options.Yes = False,
    as_json: study_options.AsJson = False,
) -> None:
    """Negotiate a case many times: how it ends, with intervals.

    Every replication draws the uncertainties of the case anew. Any of them can be played again alone, bit for bit:
    delegation-sim run CASE --seed SEED --replication NUMBER.
    """
    one_thread_each()
    from simulation.cli.study_layout import draws_behind
    from simulation.experiments.variants import ensemble_of

    study = ensemble_of(
        case,
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
        keep=(_KEPT if out else 0) if keep is None else keep,
        quiet=as_json,
    )
    finish(run_for(study, wishes, analyse=draws_behind(study, when)), study, wishes)
