"""The command ensemble: one case, many replications, and how they end."""

from dataclasses import replace
from typing import Final

import typer

from simulation.cli import arguments, study_options
from simulation.cli.study_run import Wishes, finish, run_for
from simulation.cli.wishing import with_wishes
from simulation.words import say

__all__ = ["ensemble"]

_KEPT: Final = 3
"""Full records that are kept in a folder if nobody says how many."""


@with_wishes(study_options.KeepIfAny)
def ensemble(
    case: arguments.AnyCase,
    *,
    replications: study_options.Replications = 1000,
    seed: study_options.Seed = 1,
    overrides: arguments.Overrides = None,
    instance: arguments.Instance = None,
    outcome: study_options.Outcomes = None,
    when: study_options.When = None,
    level: study_options.Level = 0.9,
    holder: arguments.Holders = None,
    codings: study_options.Codings = False,
    parameters: study_options.Parameters = study_options.PARAMETERS,
    wishes: Wishes,
) -> None:
    """Negotiate a case many times: how it ends, with intervals."""
    from simulation.scenario import is_assembly

    if is_assembly(case):
        from simulation.cli import assembly_ensemble

        unfit = {"instance": instance, "outcome": outcome, "when": when, "holder": holder, "codings": codings}
        unfit |= {"parameters": None if parameters == study_options.PARAMETERS else parameters}
        assembly_ensemble.ensemble(
            case, overrides or [], unfit, wishes, replications=replications, seed=seed, level=level
        )
        return
    if when and codings:
        raise typer.BadParameter(say("problem.study.when.codings"))
    if wishes.keep is None:
        wishes = replace(wishes, keep=_KEPT if wishes.out else 0)
    from simulation.cli.study_layout import draws_behind
    from simulation.study import ensemble_of

    study = ensemble_of(
        case,
        replications=replications,
        seed=seed,
        overrides=arguments.parsed(arguments.drawn(overrides, instance)),
        outcomes=outcome or (),
        level=level,
        holders=arguments.seated(holder),
        codings=codings,
        parameters=parameters,
    )
    finish(run_for(study, wishes, analyse=draws_behind(study, when)), study, wishes)
