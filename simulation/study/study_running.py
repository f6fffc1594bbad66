"""Conducts a study from the first file to the last: folder, parts, results, examples."""

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from os import PathLike
from typing import Any, Final

from simulation.protocols.parameter_sets.asked_parameters import MEDIAN
from simulation.repeating import setting
from simulation.stats.unanimous import tells
from simulation.storage.study_folder import ANALYSIS, Columns, StudyFolder
from simulation.storage.written_whole import temporary_folder
from simulation.study.kept_findings import as_data, written
from simulation.study.pool import InProcess
from simulation.study.repeated import asked_again, command_of
from simulation.study.run_study import Progress, manifest_of, run_study
from simulation.study.study import Study, Variant
from simulation.study.study_summary import StudySummary
from simulation.study.summarise import summarise
from simulation.words import ENGLISH, told_in

__all__ = ["TABLES", "again", "conduct", "play_study", "result_tables", "study_folder"]

TABLES: Final[Mapping[str, str]] = {
    "replications": "One row for each replication of each variant, in parts: how it ended, with gains and options.",
    "pairs": "Sums over the replications of a part: on how many clauses each two delegations stood together.",
    "estimates": "Every outcome of every variant with its interval.",
    "differences": "Every outcome of every variant less that of the base, paired, with its interval.",
    "coalitions": "How often each two delegations stood in one coalition, with its interval.",
}
"""Tables of a study folder and what a row of each is."""


def again(study: Study, variant: Variant) -> str:
    """Return the command that plays a replication of a variant alone, but for its number.

    Nothing where the case was loaded before, or an agent of the user's own plays that stands in no file: no command
    can name it.
    """
    if study.is_loaded:
        return ""
    words = ["delegation-sim", "run", study.case, "--seed", str(study.seed)]
    words += setting([f"{path}={value}" for path, value in study.overrides.items()])
    if variant.changes:
        words += ["--lever", " + ".join(str(change) for change in variant.changes)]
    if variant.codings is not None:
        words.append("--codings")
    words += ["--parameters", MEDIAN if variant.parameters is None else variant.parameters.source]
    holders = asked_again(variant.holders)
    return "" if holders is None else shlex.join([*words, *holders])


@contextmanager
def study_folder(
    study: Study,
    folder: str | PathLike[str] | None,
    *,
    command: str,
    resume: bool = False,
    overwrite: bool = False,
) -> Iterator[StudyFolder]:
    """Give the folder of a study with its manifest in place; without a name, one that is gone in the end.

    Nobody else writes a study to the folder meanwhile.

    Raises:
        FolderHeldError: if another process writes to it.
        StudyError: if the folder cannot be used.
    """
    manifest = manifest_of(
        study, command=command, again={variant.key: again(study, variant) for variant in study.variants}
    )
    if folder is not None:
        with StudyFolder.held(folder, command):
            yield StudyFolder.begin(folder, manifest, resume=resume, overwrite=overwrite)
        return
    with temporary_folder() as scratch:
        yield StudyFolder.begin(scratch / "study", manifest, resume=False, overwrite=False)


def conduct(
    study: Study,
    folder: StudyFolder,
    executor: Executor,
    *,
    watch: Callable[[Progress], None] | None = None,
    analyse: Callable[[StudyFolder], Mapping[str, Any]] | None = None,
) -> StudySummary:
    """Play the missing replications, write the tables of results, and return the summary.

    Args:
        study: The study.
        folder: Its folder, as `study_folder` gives it.
        executor: Who does the work.
        watch: Is told how far it is, after each part.
        analyse: What a sweep or a sensitivity analysis makes of the values, as plain data.

    Raises:
        StudyError: if it cannot be finished.
        KeyboardInterrupt: if it was interrupted; what was played is kept.
    """
    run_study(study, folder, executor, watch=watch)
    folder.refuse_replaced()
    analysis = as_data(analyse(folder)) if analyse is not None else None
    assert analysis is None or isinstance(analysis, dict)  # noqa: S101 - what is plain stays a mapping
    summary = summarise(folder, analysis=analysis)
    write_results(folder, summary)
    left_out = set() if summary.pairs else {"pairs", "coalitions"}
    if not summary.variants[1:] or summary.kind == "ensemble":
        left_out.add("differences")
    folder.finish({name: about for name, about in TABLES.items() if name not in left_out})
    return summary


def play_study(
    study: Study,
    *,
    folder: str | PathLike[str] | None = None,
    executor: Executor | None = None,
    watch: Callable[[Progress], None] | None = None,
    resume: bool = False,
    overwrite: bool = False,
) -> StudySummary:
    """Play a study and return its findings: for notebooks and scripts.

    Args:
        study: The study, as `ensemble_of`, `comparison_of` or `load_study` give it.
        folder: Where to keep it; None: nowhere.
        executor: Any executor of `concurrent.futures` or of Dask; None: this process.
        watch: Is told how far it is, after each part.
        resume: Go on with the study in that folder.
        overwrite: Throw away a study in that folder.

    Raises:
        StudyError: if it cannot be run or finished.
    """
    with study_folder(study, folder, command=command_of(study), resume=resume, overwrite=overwrite) as place:
        return conduct(study, place, executor or InProcess(), watch=watch)


def result_tables(summary: StudySummary) -> dict[str, Columns]:
    """Return estimates, differences and coalitions as columns, by the name of the table; only those that there are."""
    rows = [
        (variant, finding, estimate)
        for finding in summary.findings
        for variant, estimate in zip(summary.variants, finding.estimates, strict=True)
    ]
    found: dict[str, Columns] = {"estimates": _table(rows)}
    apart = [
        (variant, finding, estimate)
        for finding in summary.findings
        for variant, estimate in zip(summary.variants[1:], finding.differences, strict=False)
    ]
    if apart:
        clear: Columns = {"clear": ("flag", [tells(estimate) for _, _, estimate in apart])}
        found["differences"] = {**_table(apart), **clear}
    if summary.pairs:
        found["coalitions"] = {
            "variant": ("word", [pair.variant for pair in summary.pairs]),
            "first": ("word", [pair.first for pair in summary.pairs]),
            "second": ("word", [pair.second for pair in summary.pairs]),
            **_numbers([pair.together for pair in summary.pairs]),
        }
    return found


def write_results(folder: StudyFolder, summary: StudySummary) -> None:
    """Write estimates, differences and coalitions as tables beside the parts."""
    for name, columns in result_tables(summary).items():
        folder.write_table(name, columns)
    if summary.analysis:
        folder.write_text(ANALYSIS, written(summary.analysis))


def _table(rows: Sequence[tuple[str, Any, Any]]) -> dict[str, Any]:
    with told_in(ENGLISH):  # whoever makes a study, and in whatever language, leaves the same bytes
        labels = [str(finding.label) for _, finding, _ in rows]
    return {
        "variant": ("word", [variant for variant, _, _ in rows]),
        "outcome": ("word", [finding.key for _, finding, _ in rows]),
        "label": ("word", labels),
        "group": ("word", [finding.group for _, finding, _ in rows]),
        "unit": ("word", [finding.unit for _, finding, _ in rows]),
        **_numbers([estimate for _, _, estimate in rows]),
    }


def _numbers(estimates: Sequence[Any]) -> dict[str, Any]:
    ends = ("value", "low", "high", "level")
    numbers = {name: ("number", [getattr(estimate, name) for estimate in estimates]) for name in ends}
    return {"n": ("integer", [estimate.n for estimate in estimates]), **numbers}
