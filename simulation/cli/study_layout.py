"""Plays a design for the commands sweep, sensitivity and study."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from simulation.cli.study_run import Wishes, finish, run_for

if TYPE_CHECKING:
    from simulation.experiments.design import Design
    from simulation.experiments.study import StudyKind

__all__ = ["play_design"]


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

    Raises:
        ScenarioError: if the case cannot be used.
        StudyError: if a point cannot be played, or an outcome does not exist.
    """
    from simulation.engine.simulate import load_scenario
    from simulation.experiments.analysis import analysis_of, points_of, question
    from simulation.experiments.measures import check_outcomes, measures_of
    from simulation.experiments.run import manifest_of
    from simulation.experiments.study import Study

    scenario = load_scenario(case, overrides=overrides)
    variants, _ = points_of(scenario, design)
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
    )
    measures = measures_of(manifest_of(study, command="", again={}))
    check_outcomes(outcomes, measures)
    asks = question(when, measures) if when else None
    summary = run_for(study, wishes, analyse=analysis_of(study, design, asks=asks))
    finish(summary, study, wishes)
