"""The command ensemble: one case, many replications, and how they end."""

import json
from typing import Annotated

import typer

from simulation.cli import arguments, study_options
from simulation.cli.study_run import Wishes, one_thread_each, run_for

__all__ = ["ensemble"]

Asked = Annotated[
    list[str] | None,
    typer.Option(
        "--outcome",
        metavar="KEY",
        help="Show this outcome instead of the usual ones; may be repeated; gain.* shows all that begin so.",
    ),
]


def ensemble(
    case: arguments.Case,
    *,
    replications: Annotated[
        int, typer.Option("--replications", "-n", metavar="N", min=2, max=10_000_000, help="How many.")
    ] = 1000,
    seed: study_options.Seed = 1,
    overrides: arguments.Overrides = None,
    outcome: Asked = None,
    level: study_options.Level = 0.9,
    out: study_options.Out = None,
    resume: study_options.Resume = False,
    overwrite: study_options.Overwrite = False,
    keep: study_options.Keep = 3,
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
    from simulation.cli.study_page import print_study
    from simulation.engine.simulate import load_scenario
    from simulation.experiments.plain import plain
    from simulation.experiments.study import BASE, Study, Variant

    changes = arguments.parsed(overrides)
    scenario = load_scenario(case, overrides=changes)
    base = Variant(key=BASE, words="the case as it stands", changes=(), scenario=scenario)
    study = Study(
        kind="ensemble",
        case=case,
        title=scenario.title,
        variants=(base,),
        replications=replications,
        seed=seed,
        outcomes=tuple(outcome or ()),
        level=level,
        overrides=changes,
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
    summary = run_for(study, wishes)
    if as_json:
        typer.echo(json.dumps(plain(summary), indent=2, allow_nan=False))
        return
    print_study(summary, out, outcomes=study.outcomes)
