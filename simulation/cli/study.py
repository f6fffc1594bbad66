"""The command study: runs a study from its file, as anyone else can."""

from typing import Annotated

import typer

from simulation.cli import study_options
from simulation.cli.study_run import Wishes, finish, run_for
from simulation.cli.wishing import with_wishes
from simulation.words import say

__all__ = ["study"]


def _names(incomplete: str) -> list[str]:
    """Return shipped studies that begin so, for completion by the shell."""
    from simulation.study import shipped_studies

    return [name for name in shipped_studies() if name.startswith(incomplete)]


@with_wishes(study_options.Keep, 0)
def study(
    file: Annotated[str, typer.Argument(metavar="STUDY", autocompletion=_names, show_default=False)],
    *,
    when: study_options.When = None,
    wishes: Wishes,
) -> None:
    """Run a study from its file."""
    from simulation.cli.study_layout import draws_behind, play_design
    from simulation.errors import StudyError
    from simulation.study import design_of, load_study, problem_with_outcome

    asked = load_study(file, check_outcome=problem_with_outcome)
    if when and asked.kind == "compare":
        raise StudyError(say("problem.study.when.compare", file=file))
    if not asked.design:
        finish(run_for(asked, wishes, analyse=draws_behind(asked, when)), asked, wishes)
        return
    play_design(
        asked.case,
        design_of(asked.design, asked.seed),
        wishes,
        kind=asked.kind,
        when=when,
        replications=asked.replications,
        seed=asked.seed,
        overrides=asked.overrides,
        outcomes=asked.outcomes,
        level=asked.level,
        title=asked.title,
    )
