"""Plays a design for the commands sweep, sensitivity and study; looks into the draws of an ensemble."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import typer

from simulation.cli.study_run import Wishes, finish, run_for
from simulation.words import say

if TYPE_CHECKING:
    from simulation.study import Analyse, Design, Study, StudyKind

__all__ = ["draws_behind", "play_design"]

_USUAL: Final = "adopted"
"""What a sweep looks for the conditions of that it does not come, if nobody asks for others."""
_FINDER: Final = "sklearn"


def play_design(
    case: str,
    design: "Design",
    wishes: Wishes,
    *,
    kind: "StudyKind",
    when: str | None,
    replications: int,
    seed: int,
    overrides: Mapping[str, str],
    outcomes: tuple[str, ...],
    level: float,
    title: str = "",
) -> None:
    """Play every point of a design and show what came out.

    A sweep looks for the conditions under which nothing is adopted if nobody asks for others.

    Raises:
        ScenarioError: if the case cannot be used.
        StudyError: if a point cannot be played, an outcome does not exist, or what looks for conditions is missing.
    """
    from simulation.engine import load_scenario
    from simulation.study import Study, analysis_of, measures_of, points_of, question, subjects_of, with_names

    scenario = load_scenario(case, overrides=overrides)
    variants, _ = points_of(scenario, design)
    design = with_names(design, scenario)
    study = Study(
        kind=kind,
        case=case,
        title=title or scenario.title,
        variants=variants,
        replications=replications,
        seed=seed,
        outcomes=outcomes,
        level=level,
        overrides=overrides,
        design=design.to_plain(),
        base=scenario,
    )
    when = _looked_for(when, kind)
    asks = question(when, measures_of(subjects_of(study))) if when else None
    summary = run_for(study, wishes, analyse=analysis_of(study, design, asks=asks))
    finish(summary, study, wishes)


def _looked_for(when: str | None, kind: "StudyKind") -> str | None:
    """Return what conditions are looked for, before anything is played.

    Raises:
        StudyError: if they were asked for and the library that finds them is missing.
    """
    from simulation.extras import check, is_there, missing
    from simulation.study import NOT

    if when:
        check(_FINDER, say("extras.conditions"))
        return when
    if kind != "sweep":
        return None
    if is_there(_FINDER):
        return f"{NOT}{_USUAL}"
    why = missing(_FINDER, say("extras.conditions"))
    typer.echo(f"{say('command.study.no_finder')} {why}", err=True)
    return None


def draws_behind(study: "Study", when: str | None) -> "Analyse | None":
    """Return what looks for the draws of an ensemble under which something happens; None if nobody asks.

    Raises:
        StudyError: if there is no such outcome, it is a number, nothing in the case is uncertain, or the library that
            finds conditions is missing.
    """
    if not when:
        return None
    from simulation.extras import check

    check(_FINDER, say("extras.conditions"))
    from simulation.study import analysis_of, measures_of, question, subjects_of

    return analysis_of(study, None, asks=question(when, measures_of(subjects_of(study))))
