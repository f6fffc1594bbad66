"""Plays in one call: a case by its name, its file or loaded, with levers, own agents in seats, and progress shown."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from simulation.engine import load_scenario
from simulation.errors import StudyError
from simulation.forecast import Forecast, forecast_of, shown_for
from simulation.notebook.arguments import check_arguments
from simulation.notebook.arrow_table import ArrowTable
from simulation.notebook.progress_shown import shown_progress
from simulation.notebook.study_result import StudyResult
from simulation.protocols.parameter_sets import OF_STUDIES, Parameters
from simulation.scenario import Scenario
from simulation.study import (
    Levers,
    Progress,
    Study,
    check_outcomes,
    command_of,
    comparison_of,
    conduct,
    ensemble_of,
    make_variants,
    measures_of,
    processes,
    study_folder,
    subjects_of,
)
from simulation.words import say, texts_of

if TYPE_CHECKING:
    from simulation.abm import Holders
    from simulation.abm.seating import Seat
    from simulation.tournament import Entrant, League

__all__ = ["Case", "compare", "ensemble", "forecast", "tournament"]

type Case = Scenario | str | os.PathLike[str]
"""The name of a shipped case, a YAML file, or a case that is loaded."""


def ensemble(
    case: Case,
    *,
    n: int = 200,
    seed: int = 1,
    levers: Mapping[str, object] | str | None = None,
    overrides: Mapping[str, object] | None = None,
    seats: "Holders" = (),
    outcomes: Sequence[str] | str = (),
    level: float = 0.9,
    codings: bool = False,
    parameters: Parameters = OF_STUDIES,
    workers: int | None = 1,
    progress: bool = True,
) -> StudyResult:
    """Play a case many times, and return how it ends, with intervals.

    Args:
        case: The name of a shipped case, a file, or a case that is loaded.
        n: How often it is played: replications 0 to n - 1 of the seed.
        seed: Of all draws; the same gives the same result, to the bit.
        levers: Pulled first, such as `{"sessions": 3}`, or as on the command line, `"sessions=3"`.
        overrides: Values by path, such as `{"delegations.BRA.mandate.Q1.position": 0.4}`.
        seats: Agents of your own by the key of their seat, such as `{"SAB": Stubborn}`.
        outcomes: Keys of what is asked for, or one; empty: the usual ones.
        level: Of the intervals, from 0.5 to 0.999.
        codings: Draw what the case marks as judgement.
        parameters: `drawn`, `median`, or the folder of a table of sets.
        workers: Processes that play; 1: this one, None: one for each core. Agents that were written in a notebook can
            play in this one alone.
        progress: Show in a notebook how far it is.

    Raises:
        ScenarioError: If the case cannot be used.
        StudyError: If levers, seats or outcomes cannot be; lists all that is wrong.
    """
    check_arguments(
        case,
        n=n,
        workers=workers,
        level=level,
        levers=levers,
        overrides=overrides,
        codings=codings,
        progress=progress,
    )
    base = _pulled(case, levers, overrides) if levers else case
    study = ensemble_of(
        base,
        replications=int(n),
        seed=seed,
        overrides=None if levers else overrides,
        outcomes=outcomes,
        level=level,
        holders=seats,
        codings=codings,
        parameters=parameters,
    )
    return _played(study, workers, progress=progress)


def compare(
    case: Case,
    levers: Levers = (),
    *,
    n: int = 200,
    seed: int = 1,
    overrides: Mapping[str, object] | None = None,
    seats: "Holders" = (),
    outcomes: Sequence[str] | str = (),
    level: float = 0.9,
    codings: bool = False,
    parameters: Parameters = OF_STUDIES,
    workers: int | None = 1,
    progress: bool = True,
) -> StudyResult:
    """Play a case and variants of it under the same chance; return the effects beyond noise.

    Args:
        case: The name of a shipped case, a file, or a case that is loaded.
        levers: One variant, `{"sessions": 3, "rule": "simple_majority"}`; several by name,
            `{"short": {"sessions": 3}, "long": {"sessions": 20}}`; or a list of these or of texts as on the command
            line. Without any, agents in `seats` are the change.
        n: How often each is played.
        seed: Of all draws.
        overrides: Values by path, set in every variant.
        seats: Agents of your own by the key of their seat; with levers they play in every variant.
        outcomes: Keys of what is asked for, or one; empty: the usual ones.
        level: Of the intervals, from 0.5 to 0.999.
        codings: Draw what the case marks as judgement.
        parameters: `drawn`, `median`, or the folder of a table of sets.
        workers: As for `ensemble`.
        progress: Show in a notebook how far it is.

    Raises:
        ScenarioError: If the case cannot be used.
        StudyError: If a variant cannot be, or there is none; lists all that is wrong.
    """
    check_arguments(
        case,
        n=n,
        workers=workers,
        level=level,
        levers=levers,
        overrides=overrides,
        codings=codings,
        progress=progress,
    )
    if not levers and not seats:
        raise StudyError(say("notebook.nothing"))
    study = comparison_of(
        case,
        levers,
        replications=int(n),
        seed=seed,
        overrides=overrides,
        outcomes=outcomes,
        level=level,
        holders=seats,
        codings=codings,
        parameters=parameters,
    )
    return _played(study, workers, progress=progress)


def forecast(
    case: Case,
    *,
    n: int = 100,
    seed: int = 1,
    levers: Mapping[str, object] | str | None = None,
    overrides: Mapping[str, object] | None = None,
    models: Sequence[str] | str = (),
    workers: int | None = 1,
    progress: bool = True,
) -> Forecast:
    """Return the forecasts of the published models for a case, side by side, on the same draws.

    Args:
        case: The name of a shipped case, a file, or a case that is loaded.
        n: Draws of what is uncertain.
        seed: Of the draws.
        levers: Pulled first, as for `ensemble`.
        overrides: Values by path.
        models: Keys of models, as on the command line; empty: all.
        workers: As for `ensemble`.
        progress: Show in a notebook how far it is.

    Raises:
        ScenarioError: If the case cannot be used.
        StudyError: If levers cannot be pulled.
        UnknownComponentError: If there is no such model.
    """
    check_arguments(case, n=n, workers=workers, levers=levers, overrides=overrides, progress=progress)
    found = _pulled(case, levers, overrides)
    with processes(workers) as executor, shown_progress("parts", wanted=progress) as told:
        return forecast_of(
            found,
            seed=seed,
            replications=int(n),
            models=shown_for(texts_of("models", models)),
            executor=executor,
            progress=told,
        )


def tournament(
    case: Case,
    entrants: "Iterable[Seat | str | Entrant]" = (),
    *,
    seats: Sequence[str] | str = (),
    n: int = 40,
    seed: int = 1,
    skill: str = "standard",
    overrides: Mapping[str, object] | None = None,
    level: float = 0.95,
    workers: int | None = 1,
    progress: bool = True,
) -> "League":
    """Let delegates take the same seats under the same chance, and return their league table.

    Args:
        case: The name of a shipped case, a file, or a case that is loaded.
        entrants: Classes of your own agents, or `"FILE.py:Class"`; the reference delegates take part in any case.
        seats: Keys of the delegations in whose seats they are put; empty: every decision-holder.
        n: Games of each entrant in each seat; 2 at least.
        seed: Of all draws.
        skill: Of the built-in agents: `easy`, `standard` or `hard`.
        overrides: Values by path; only with a case that is loaded here.
        level: Of the intervals, from 0.5 to 0.999.
        workers: As for `ensemble`.
        progress: Show in a notebook how far it is.

    Raises:
        ScenarioError: If the case cannot be used.
        DelegationSimError: If entrants or seats cannot be; the text says all that is wrong.
    """
    from simulation.tournament import league_of, play, tournament_of

    check_arguments(case, n=n, least=2, workers=workers, level=level, overrides=overrides, progress=progress)
    plan = tournament_of(
        case,
        entrants=entrants,
        seats=seats,
        replications=int(n),
        seed=seed,
        skill=skill,
        overrides=overrides,
    )
    with processes(workers) as executor, shown_progress("games", wanted=progress) as told:
        return league_of(plan, play(plan, executor, watch=told), level=level)


def _pulled(
    case: Case, levers: Mapping[str, object] | str | None, overrides: Mapping[str, object] | None
) -> Scenario:
    """Return a case with values set and levers pulled."""
    if not isinstance(case, Scenario):
        case = load_scenario(case, overrides=overrides)
    elif overrides:
        raise StudyError(say("problem.lever.loaded", key=case.key, name=repr(case.key)))
    return make_variants(case, {}, levers)[-1].scenario if levers else case


def _played(study: Study, workers: int | None, *, progress: bool) -> StudyResult:
    check_outcomes(study.outcomes, measures_of(subjects_of(study)))
    with (
        processes(workers) as executor,
        shown_progress("negotiations", wanted=progress) as told,
        study_folder(study, None, command=command_of(study)) as folder,
    ):

        def watch(done: Progress) -> None:
            if told is not None:
                told(done.done, done.total)

        summary = conduct(study, folder, executor, watch=watch)
        rows = ArrowTable(folder.rows(), "One row for each replication of each variant.")
    return StudyResult(study=study, summary=summary, replications=rows)
