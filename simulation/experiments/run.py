"""Runs a study: hands out slabs, writes what comes back, and can stop and go on at any moment."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Any, Final

from simulation.engine.batch import play_batch, prepare
from simulation.errors import StudyError
from simulation.experiments.study import Study
from simulation.experiments.work import FEW_VARIANTS, Part, play_slab, slabs_of
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario
from simulation.storage.manifest import without_secrets
from simulation.storage.study_folder import StudyFolder
from simulation.version import version

__all__ = ["PILOT", "Pilot", "Progress", "manifest_of", "pilot", "run_study"]

PILOT: Final = 16
"""Replications of each variant played beforehand, to tell how long it takes and which change changes nothing."""
_WAITING: Final = 16
"""Slabs handed out at a time and not yet back: enough for any machine, and a bound on memory."""


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far a study is, for whoever watches."""

    total: int
    """Negotiations in all."""
    done: int = 0
    kept: int = 0
    """Of those done: were there already when the study was gone on with."""
    seconds: float = 0.0
    endings: dict[str, Counter[str]] = field(default_factory=dict)
    """Outcome classes so far, by variant; of this sitting."""

    @property
    def left(self) -> float:
        """Seconds left, going by the pace so far."""
        fresh = self.done - self.kept
        return (self.total - self.done) * self.seconds / fresh if fresh else float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pilot:
    """What a look at a few replications tells before the rest is played."""

    seconds: float
    """About how long the study takes with one worker."""
    without_effect: tuple[str, ...]
    """Keys of variants that ended just as the first one in every replication looked at."""


def pilot(study: Study) -> Pilot:
    """Play a few replications of the first variants."""
    looked = study.variants[:FEW_VARIANTS]
    rows = range(min(PILOT, study.replications))
    begun = time.perf_counter()
    endings = [_ending(variant.scenario, study.seed, rows) for variant in looked]
    each = (time.perf_counter() - begun) / (len(looked) * len(rows))
    same = tuple(
        variant.key
        for variant, ending in zip(looked[1:], endings[1:], strict=True)
        if ending == endings[0] and study.kind == "compare"
    )
    return Pilot(seconds=each * study.size, without_effect=same)


def _ending(scenario: Scenario, seed: int, rows: Sequence[int]) -> tuple[bytes, ...]:
    batch = play_batch(prepare(scenario), seed=seed, replications=rows)
    result = batch.result
    seen = (result.outcome_class, result.option, result.joins, result.gain, batch.closed_at, batch.brackets)
    return tuple(array.tobytes() for array in seen)


def manifest_of(study: Study, *, command: str, again: Mapping[str, str]) -> dict[str, Any]:
    """Return what a study is, as plain data, without anything that a seat must not read.

    Args:
        study: The study.
        command: What a user typed.
        again: The command that plays a replication of each variant alone, but for its number, by key.
    """
    first = study.variants[0].scenario
    return {
        "kind": study.kind,
        "title": study.title,
        "case": study.case,
        "scenario_hash": scenario_hash(first),
        "seed": study.seed,
        "version": version(),
        "replications": study.replications,
        "level": study.level,
        "command": command,
        "overrides": dict(study.overrides),
        "outcomes": list(study.outcomes),
        "design": dict(study.design),
        "variants": [
            {
                "key": variant.key,
                "words": variant.words,
                "changes": [str(change) for change in variant.changes],
                "scenario_hash": scenario_hash(variant.scenario),
                "again": again.get(variant.key, ""),
            }
            for variant in study.variants
        ],
        "issues": _issues(study.variants),
        "delegations": [
            {"key": item.key, "short": item.short or item.name, "name": item.name, "kind": item.kind}
            for item in first.delegations
        ],
        "scenario": without_secrets(first).model_dump(mode="json", by_alias=True),
    }


def _issues(variants: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the issues with every option that any variant has."""
    issues: dict[str, dict[str, Any]] = {}
    for variant in variants:
        for issue in variant.scenario.issues:
            entry = issues.setdefault(issue.key, {"key": issue.key, "name": issue.name, "options": {}})
            for option in issue.options:
                entry["options"].setdefault(option.key, option.label)
    return [
        entry | {"options": [{"key": key, "label": label} for key, label in entry["options"].items()]}
        for entry in issues.values()
    ]


def run_study(
    study: Study,
    folder: StudyFolder,
    executor: Executor,
    *,
    watch: Callable[[Progress], None] | None = None,
) -> Progress:
    """Play what is not there yet and write it part by part; what the folder holds in the end does not depend on how.

    An interruption (KeyboardInterrupt) lets the slabs in hand come back, keeps them, and is raised again.

    Raises:
        StudyError: if a worker dies, or a part cannot be written.
    """
    with_pairs = len(study.variants) <= FEW_VARIANTS
    slabs = list(slabs_of(study))
    there = folder.done([slab.number for slab in slabs], with_pairs=with_pairs)
    kept = sum(slab.size for slab in slabs if slab.number in there)
    progress = Progress(total=study.size, done=kept, kept=kept)
    begun = time.perf_counter()
    sizes = {slab.number: slab.size for slab in slabs}

    def take_in(parts: Iterable[Part]) -> None:
        for part in parts:
            folder.write_part(part.number, part.rows, part.pairs)
            progress.done += sizes[part.number]
            progress.seconds = time.perf_counter() - begun
            _count(progress, part)
            if watch is not None:
                watch(progress)

    waiting: set[Future[Part]] = set()
    try:
        for slab in slabs:
            if slab.number not in there:
                waiting.add(executor.submit(play_slab, slab))
                if len(waiting) >= _WAITING:
                    take_in(_finished(waiting))
        while waiting:
            take_in(_finished(waiting))
    except KeyboardInterrupt:
        take_in(_in_hand(waiting))
        raise
    except BrokenProcessPool as error:
        raise StudyError(
            "A worker ended by itself, for want of memory perhaps. What was finished is kept: "
            "ask for fewer workers and add --resume."
        ) from error
    return progress


def _finished(waiting: set[Future[Part]]) -> list[Part]:
    """Return what is back, at least one part; it leaves the set."""
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    waiting -= done
    return [future.result() for future in done]


def _in_hand(waiting: set[Future[Part]]) -> Iterator[Part]:
    """Yield what is being played; what was not begun is called off."""
    begun = [future for future in waiting if not future.cancel()]
    for future in begun:
        yield future.result()


def _count(progress: Progress, part: Part) -> None:
    for rows in part.rows:
        key = rows["variant"][1][0]
        progress.endings.setdefault(key, Counter()).update(rows["outcome_class"][1])
