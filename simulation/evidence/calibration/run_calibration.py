"""Runs a calibration: what moves nothing is frozen, what cannot be is ruled out, and what is left is sampled."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from simulation import extras
from simulation.errors import StudyError
from simulation.evidence.backtest import grouped
from simulation.evidence.backtest.decisions import Decisions
from simulation.evidence.calibration.candidates import CANDIDATES, Candidate, check_candidates
from simulation.evidence.calibration.fitted_sets import Calibration, Origin
from simulation.evidence.calibration.matching import Fitting, match
from simulation.evidence.calibration.points import Bench, Progress
from simulation.evidence.calibration.screening import screen
from simulation.evidence.calibration.simulator import (
    COURSE_CASES,
    REPLICATIONS,
    ConferenceSimulator,
    Simulator,
)
from simulation.evidence.calibration.smc import sample
from simulation.evidence.calibration.summaries import (
    COMMISSION,
    Targets,
    targets_of_council,
    targets_of_course,
)
from simulation.scenario.load import load_scenario, scenario_hash
from simulation.storage.lock import hold
from simulation.storage.written_whole import clear_held, write_file
from simulation.study.pool import what_plays
from simulation.words import listed, reason, say

__all__ = ["BUDGET", "SETTINGS", "Plan", "Question", "calibrate", "held_folder", "question_of"]

BUDGET: Final = 2000
"""Points at most, where nobody asks for another number."""
SETTINGS: Final = "calibration.json"
_HALF: Final = "proposals whose label has a SHA-256 with an even first byte"
_FORMAT: Final = "delegation-sim calibration folder 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is played."""

    budget: int = BUDGET
    """Points at most. More of them go on where fewer ended."""
    trajectories: int = 5
    """Of the screening."""
    wave: int = 120
    """Points of a wave: ten and more for each parameter that is fitted (Loeppky, Sacks and Welch 2009)."""
    sets: int = 300
    """Of a generation."""

    def least(self, candidates: int) -> int:
        """Return the smallest number of points from which a calibration can report anything."""
        return self.trajectories * (candidates + 1) + self.wave


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """What is to be fitted to what."""

    simulator: Simulator
    targets: Targets
    candidates: tuple[Candidate, ...]
    origin: Origin

    def settings(self, plan: Plan) -> dict[str, Any]:
        """Return what decides on every point, as plain data: only with the same can work be gone on with."""
        return {
            "format": _FORMAT,
            "plays": dict(what_plays()),
            "seed": self.origin.seed,
            "files": dict(self.origin.files),
            "cases": dict(self.origin.cases),
            "replications": self.origin.replications,
            "plan": {"trajectories": plan.trajectories, "wave": plan.wave, "sets": plan.sets},
            "candidates": [one.to_plain() for one in self.candidates],
            "targets": [target.to_plain() for target in self.targets.items],
        }


def question_of(
    decisions: Decisions,
    file: Path,
    *,
    seed: int,
    candidates: Sequence[Candidate] = CANDIDATES,
    cases: Sequence[str] = COURSE_CASES,
    replications: int = REPLICATIONS,
) -> Question:
    """Return the question of a calibration to a table of decisions: to the half of it that is open to fitting.

    Args:
        decisions: All decisions of the table.
        file: The table, for its hash.
        seed: Of all draws.
        candidates: Parameters that may be fitted.
        cases: Shipped cases whose brackets are followed.
        replications: Of each proposal and case at a point.

    Raises:
        StudyError: if the table cannot be fitted to, or the conference does not have a candidate.
    """
    check_candidates(candidates)
    half = decisions.only(np.flatnonzero(grouped.is_for_fitting(decisions.proposal)))
    problems = []
    if COMMISSION not in decisions.delegations:
        problems.append(say("calibration.problem.commission", code=COMMISSION))
    if not len(half.issue) or np.isnan(half.reference).all():
        problems.append(say("calibration.problem.half", n=len(half.issue)))
    if problems:
        raise StudyError("\n".join(problems))
    targets = targets_of_council(half, seed) + (targets_of_course() if cases else ())
    return Question(
        simulator=ConferenceSimulator(decisions=half, cases=tuple(cases), replications=replications),
        targets=Targets(items=targets),
        candidates=tuple(candidates),
        origin=Origin(
            seed=seed,
            files={file.name: hashlib.sha256(file.read_bytes()).hexdigest()},
            cases={case: scenario_hash(load_scenario(case)) for case in cases},
            half=_HALF,
            decisions=len(half.issue),
            proposals=len(set(half.proposal)),
            replications=replications,
        ),
    )


def calibrate(
    question: Question,
    plan: Plan,
    executor: Executor,
    *,
    folder: Path | None = None,
    watch: Callable[[Progress], None] | None = None,
) -> Calibration:
    """Return the result of a calibration. The same question and plan give the same, whoever played the points.

    Args:
        question: What is to be fitted to what.
        plan: How much is played.
        executor: Where points are played.
        folder: Where points are kept (`held_folder`); None: nowhere, and what is stopped is lost.
        watch: Told after each point.

    Raises:
        StudyError: if a library is missing, the budget is too small, or a worker is lost.
    """
    extras.check("SALib", say("calibration.purpose"))
    extras.check("sklearn", say("calibration.purpose"))
    least = plan.least(len(question.candidates))
    if plan.budget < least:
        raise StudyError(say("calibration.problem.budget", n=plan.budget, least=least))
    seed = question.origin.seed
    bench = Bench(question.simulator, executor, most=plan.budget, folder=folder, watch=watch)
    screening = screen(
        question.candidates, question.targets, bench, trajectories=plan.trajectories, seed=seed
    )
    if not screening.fitted:
        raise StudyError(say("calibration.problem.nothing_moves"))
    fitting = Fitting(candidates=screening.fitted, frozen=screening.frozen, seed=seed)
    matched = match(fitting, question.targets, bench, size=plan.wave)
    population = None
    if matched.is_whole and not matched.is_empty:
        population = sample(fitting, question.targets, bench, matched, size=plan.sets)
    return Calibration(
        origin=question.origin,
        targets=question.targets,
        screening=screening,
        fitting=fitting,
        matched=matched,
        population=population,
        played=bench.progress.done,
    )


@contextmanager
def held_folder(folder: Path, question: Question, plan: Plan, command: str) -> Iterator[None]:
    """Hold a folder for a calibration: a new or empty one, or one in which the same calibration was begun.

    Raises:
        FolderHeldError: if another process holds it.
        StudyError: if something else is there, or another calibration, or it cannot be written.
    """
    wanted = json.loads(json.dumps(question.settings(plan)))
    with ExitStack() as held:
        try:
            _refuse_others(folder, wanted)
            folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(hold(folder, command, or_nobody=True))
            clear_held(folder)
            if not (folder / SETTINGS).exists():
                write_file(folder / SETTINGS, json.dumps(wanted, indent=1) + "\n")
        except OSError as error:
            raise StudyError(
                say("calibration.problem.unwritten", folder=folder, why=reason(error))
            ) from error
        yield


def _refuse_others(folder: Path, wanted: dict[str, Any]) -> None:
    if folder.exists() and not folder.is_dir():
        raise StudyError(say("calibration.problem.no_folder", folder=folder))
    # What a kill leaves at the very start, a lock and scratch, begins with a dot.
    if not folder.is_dir() or all(path.name.startswith(".") for path in folder.iterdir()):
        return
    try:
        found = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or found.get("format") != _FORMAT:
        raise StudyError(say("calibration.problem.taken", folder=folder))
    differs = [key for key, value in wanted.items() if found.get(key) != value]
    if differs:
        what = listed([say(f"calibration.settings.{key}") for key in differs])
        raise StudyError(say("calibration.problem.another", folder=folder, what=what))
