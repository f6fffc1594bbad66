"""Runs a study: hands out slabs, writes what comes back, and can stop and go on at any moment."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

from simulation.engine.batch import join, prepare
from simulation.errors import DelegationSimError, StudyError
from simulation.protocols.parameter_sets.sets import DRAWN_TOGETHER as SETS_TOGETHER
from simulation.protocols.parameter_sets.sets import free
from simulation.scenario.load import scenario_hash
from simulation.scenario.schema import Scenario
from simulation.storage.kept_translations import kept_translations
from simulation.storage.manifest import without_secrets
from simulation.storage.study_folder import StudyFolder
from simulation.study.codings import DRAWN_TOGETHER, batches_of, scenario_of
from simulation.study.interruption import interruption_held
from simulation.study.kept_findings import written
from simulation.study.pool import InProcess, what_plays
from simulation.study.sitting import Sitting
from simulation.study.study import Study, Variant
from simulation.study.study_measures import option_for_measures
from simulation.study.work import FEW_VARIANTS, Part, play_slab, play_variant, slabs_of
from simulation.version import version
from simulation.words import say

__all__ = ["PILOT", "Pilot", "Progress", "holders_of", "manifest_of", "pilot", "run_study", "subjects_of"]

PILOT: Final = 16
"""Replications of each variant played beforehand, to tell how long it takes and which change changes nothing."""
PILOT_HELD: Final = 4
"""The same where agents of the user's own play, which takes many times as long."""


@dataclass(slots=True, kw_only=True)
class Progress:
    """The progress of a study, for an observer."""

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
    """The findings from a few replications before the rest is played."""

    seconds: float
    """About how long the study takes with one worker."""
    without_effect: tuple[str, ...]
    """Keys of variants that ended just as the first one in every replication looked at."""
    is_fickle: bool = False
    """Whether agents of the user's own played a replication otherwise when they played it again."""


def pilot(study: Study) -> Pilot:
    """Play a few replications of the first variants."""
    looked = study.variants[:FEW_VARIANTS]
    rows = range(min(PILOT_HELD if study.holders else PILOT, study.replications))
    begun = time.perf_counter()
    endings = [_ending(variant, study.seed, rows) for variant in looked]
    each = (time.perf_counter() - begun) / (len(looked) * len(rows))
    same = tuple(
        variant.key
        for variant, ending in zip(looked[1:], endings[1:], strict=True)
        if ending == endings[0] and study.kind == "compare"
    )
    return Pilot(
        seconds=each * study.size,
        without_effect=same,
        is_fickle=bool(study.holders) and _ending(looked[-1], study.seed, rows) != endings[-1],
    )


def _ending(variant: Variant, seed: int, rows: Sequence[int]) -> tuple[bytes, ...]:
    batch = join(
        [
            play_variant(
                replace(variant, scenario=scenario), prepare(scenario, variant.parameters), seed, some
            )
            for scenario, some in batches_of(variant, seed, rows)
        ]
    )
    result = batch.result
    seen = (result.outcome_class, result.option, result.joins, result.gain, batch.closed_at, batch.brackets)
    return tuple(array.tobytes() for array in seen)


def manifest_of(study: Study, *, command: str, again: Mapping[str, str]) -> dict[str, Any]:
    """Return the manifest of a study as plain data, without anything that a seat must not read.

    Args:
        study: The study.
        command: What a user typed.
        again: The command that plays a replication of each variant alone, but for its number, by key.
    """
    first = study.scenario
    return {
        **({"holders": holders_of(study)} if study.holders else {}),
        **_codings_of(study),
        **_parameters_of(study),
        "kind": study.kind,
        "title": study.title,
        "case": study.case,
        "scenario_hash": scenario_hash(first),
        "seed": study.seed,
        "version": version(),
        "plays": dict(what_plays()),
        "replications": study.replications,
        "level": study.level,
        "command": command,
        "overrides": dict(study.overrides),
        "outcomes": list(study.outcomes),
        "design": json.loads(written(study.design)),
        "variants": [
            {
                "key": variant.key,
                "words": variant.words.to_plain(),
                "changes": [str(change) for change in variant.changes],
                "scenario_hash": scenario_hash(variant.scenario),
                "again": again.get(variant.key, ""),
                **({"holders": list(variant.holders)} if variant.holders else {}),
            }
            for variant in study.variants
        ],
        **subjects_of(study),
        **_case_of(first),
    }


def _case_of(scenario: Scenario) -> dict[str, Any]:
    """Return a case without its secrets, and its translations where the library does not know them."""
    bare = without_secrets(scenario)
    translations = kept_translations(bare)
    return {
        "scenario": bare.model_dump(mode="json", by_alias=True),
        **({"translations": translations} if translations else {}),
    }


def _codings_of(study: Study) -> dict[str, Any]:
    """Return what is drawn of what the case marks as judgement; nothing if nothing is."""
    if study.codings is None:
        return {}
    drawn = study.codings.judgement.model_dump(mode="json")
    return {"codings": {"drawn_together": DRAWN_TOGETHER, "judgement": drawn}}


def _parameters_of(study: Study) -> dict[str, Any]:
    """Return the sets that replications draw of, and which parameters the case leaves to them; nothing if none do."""
    sets = study.parameters
    if sets is None:
        return {}
    told = {
        "source": sets.source,
        "sha256": sets.sha256,
        "drawn_together": SETS_TOGETHER,
        "names": list(sets.names),
        "sets": [list(row) for row in sets.rows],
        "weights": list(sets.weights),
        "free": list(free(study.scenario.protocol, sets.names)),
        "provenance": dict(sets.provenance),
    }
    return {"parameters": told}


def holders_of(played: Study | Variant) -> dict[str, dict[str, str]]:
    """Return what a record says of the agents of the user's own, by seat; where none plays, no Mesa is loaded."""
    if not played.holders:
        return {}
    from simulation.abm.casting import told

    return {key: told(seat) for key, seat in played.holders.items()}


def subjects_of(study: Study) -> dict[str, Any]:
    """Return the issues and the delegations of a study, as its manifest has them: what outcomes there are."""
    return {
        "issues": _issues(_played(study)),
        "delegations": [
            {"key": item.key, "short": item.short or item.name, "name": item.name, "kind": item.kind}
            for item in study.scenario.delegations
        ],
    }


def _played(study: Study) -> Iterator[Scenario]:
    """Yield the case of every variant, under every coding that is drawn: which wordings there are hangs on both."""
    for variant in study.variants:
        yield variant.scenario
        if variant.codings is not None:
            for first in range(0, study.replications, DRAWN_TOGETHER):
                yield scenario_of(variant, study.seed, first)


def _issues(cases: Iterable[Scenario]) -> list[dict[str, Any]]:
    """Return the issues with every option that any of these cases has."""
    issues: dict[str, dict[str, Any]] = {}
    for case in cases:
        for issue in case.issues:
            entry = issues.setdefault(issue.key, {"key": issue.key, "name": issue.name, "options": {}})
            for option in issue.options:
                entry["options"].setdefault(option.key, option_for_measures(option))
    return [entry | {"options": list(entry["options"].values())} for entry in issues.values()]


def run_study(
    study: Study,
    folder: StudyFolder,
    executor: Executor,
    *,
    watch: Callable[[Progress], None] | None = None,
) -> Progress:
    """Play what is not there yet and write it part by part; what the folder holds in the end does not depend on how.

    An interruption (KeyboardInterrupt) lets the slabs in hand come back, keeps them, and is raised again; a second one
    does not wait for them.

    Raises:
        StudyError: if a worker or a cluster is lost, or a part cannot be written; what is finished stays.
    """
    if study.holders and not isinstance(executor, InProcess):
        from simulation.study.own_agents_seated import check_travel

        check_travel(study)
    slabs = list(slabs_of(study))
    there = folder.done([slab.number for slab in slabs], with_pairs=len(study.variants) <= FEW_VARIANTS)
    missing = [slab for slab in slabs if slab.number not in there]
    kept = sum(slab.size for slab in slabs if slab.number in there)
    sitting = _Sitting(folder, Progress(total=study.size, done=kept, kept=kept), watch)
    if missing:
        folder.begin_again()
    with interruption_held() as is_interrupted:
        try:
            sitting.hand_out([(slab.size, play_slab, (slab,)) for slab in missing], executor, is_interrupted)
        except KeyboardInterrupt:
            sitting.take_what_is_begun()
            raise
        except BrokenProcessPool as error:
            sitting.take_what_is_back()
            raise StudyError(say("workers.ended")) from error
        except DelegationSimError:
            with suppress(DelegationSimError):  # what was wrong first is what is told
                sitting.take_what_is_back()
            raise
    return sitting.progress


class _Sitting(Sitting[Part]):
    """Slabs that are out, each known by how many negotiations it holds."""

    def __init__(
        self, folder: StudyFolder, progress: Progress, watch: Callable[[Progress], None] | None
    ) -> None:
        super().__init__()
        self.progress = progress
        self._folder = folder
        self._watch = watch
        self._begun = time.perf_counter()

    def keep(self, number: int, result: Part) -> None:  # noqa: ARG002 - a part knows its own
        """Write the part."""
        self._folder.write_part(result.number, result.rows, result.pairs)

    def count(self, number: int, result: Part) -> None:
        """Count its negotiations and how they ended."""
        self.progress.done += number
        self.progress.seconds = time.perf_counter() - self._begun
        _count(self.progress, result)
        if self._watch is not None:
            self._watch(self.progress)


def _count(progress: Progress, part: Part) -> None:
    for rows in part.rows:
        key = rows["variant"][1][0]
        progress.endings.setdefault(key, Counter()).update(rows["outcome_class"][1])
