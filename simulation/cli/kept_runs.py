"""Keeps full records of a few replications beside a study, and looks after those that are there already."""

import shlex
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from simulation.errors import RecordError
from simulation.storage import RUNS
from simulation.words import say

if TYPE_CHECKING:
    from simulation.storage import StudyFolder
    from simulation.study import Example, Study, StudySummary, Variant

__all__ = ["keep_runs"]


@dataclass(frozen=True, slots=True)
class _Wrong:
    """What is wrong with a record that was kept."""

    kind: str
    why: str = ""
    version: str = ""
    """Of the program that made it, where that is what is wrong."""

    def told(self, name: str, replication: int) -> str:
        """Return it in a sentence, and that this replication was played again for it."""
        run = f"{RUNS}/{name}"
        return say(f"run.kept.{self.kind}", run=run, n=replication, why=self.why, version=self.version)


def keep_runs(
    study: "Study",
    summary: "StudySummary",
    place: "StudyFolder",
    *,
    number: int,
    was_complete: bool,
    tell: Callable[[str], None],
) -> None:
    """Keep so many examples, one for each ending first; play again what is missing, damaged or of another study.

    Args:
        study: The study.
        summary: What it found.
        place: Its folder.
        number: How many records to keep.
        was_complete: Whether the study was finished before this command, so that a record that is missing was removed.
        tell: Told, in sentences, what was found wrong and what was done.
    """
    from simulation.cli.finished import play
    from simulation.protocols.parameter_sets import MEDIAN
    from simulation.study import scenario_of

    variants = {variant.key: variant for variant in study.variants}
    kept = {
        f"{line:02d}-replication-{example.replication}": example
        for line, example in enumerate(_examples(study, summary, number) if number else (), start=1)
    }
    for name, example in kept.items():
        folder = place.path / RUNS / name
        wrong = _wrong_with(folder, study, variants, example)
        if wrong is None:
            continue
        if was_complete or folder.exists():
            tell(wrong.told(name, example.replication))
        _clear(folder)
        variant = variants[example.variant]
        case = scenario_of(variant, study.seed, example.replication)
        done = play(
            case,
            seed=study.seed,
            replication=example.replication,
            holders=variant.holders,
            parameters=variant.parameters or MEDIAN,
        )
        done.save(folder, command=shlex.split(example.command), overwrite=True)
    _look_at_others(place.path / RUNS, kept, tell)


def _wrong_with(
    folder: Path, study: "Study", variants: "Mapping[str, Variant]", example: "Example"
) -> _Wrong | None:
    """Return what is wrong with the record of an example; None: it is whole."""
    from simulation.protocols.parameter_sets import MEDIAN, played_with
    from simulation.scenario import scenario_hash
    from simulation.storage import load_run
    from simulation.study import holders_of, scenario_of
    from simulation.version import version

    if not folder.exists():
        return _Wrong("missing")
    try:
        manifest = load_run(folder).manifest
    except RecordError as error:
        return _Wrong("damaged", why=_why(error))
    variant = variants[example.variant]
    there = (
        manifest.scenario_hash,
        manifest.seed,
        manifest.replication,
        manifest.holders,
        manifest.drawn,
    )
    case = scenario_of(variant, study.seed, example.replication)
    case, drawn = played_with(case, variant.parameters or MEDIAN, study.seed, example.replication)
    wanted = scenario_hash(case), study.seed, example.replication, holders_of(variant), drawn
    if there != wanted:
        return _Wrong("another")
    made = manifest.versions.get("delegation-sim")
    return None if made == version() else _Wrong("version", version=str(made))


def _look_at_others(runs: Path, kept: "Mapping[str, Example]", tell: Callable[[str], None]) -> None:
    """Tell of damaged records that were kept before: nobody asked for them now, so they are not played again."""
    from simulation.storage import load_run

    others = (item for item in runs.glob("[!.]*") if item.is_dir() and item.name not in kept)
    for folder in sorted(others):
        try:
            load_run(folder)
        except RecordError as error:
            tell(say("run.kept.left", run=f"{RUNS}/{folder.name}", why=_why(error)))


def _why(error: RecordError) -> str:
    """Return what is wrong in a folder, without its name where the error is one of another that says only that."""
    return str(error.__cause__ if isinstance(error.__cause__, RecordError) else error)


def _clear(folder: Path) -> None:
    """Remove what is left of a damaged record: without its manifest it would be taken for something of somebody's.

    Raises:
        RecordError: if the folder holds anything that no record has.
    """
    from simulation.storage import refuse_foreign

    if folder.exists():
        refuse_foreign(folder)
        shutil.rmtree(folder)


def _examples(study: "Study", summary: "StudySummary", number: int) -> "list[Example]":
    from simulation.study import Example, again

    found = list(summary.examples)
    variants = {variant.key: variant for variant in study.variants}
    first = summary.variants[0]
    taken = {(example.variant, example.replication) for example in found}
    command = again(study, variants[first])
    for replication in range(summary.replications):
        if len(found) >= number:
            break
        if (first, replication) not in taken:
            found.append(
                Example(
                    variant=first,
                    replication=replication,
                    outcome_class="",
                    command=f"{command} --replication {replication}",
                )
            )
    return found[:number]
