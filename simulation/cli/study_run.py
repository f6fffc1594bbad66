"""Runs a study for a command: estimate and question first, progress while it works, Ctrl-C without loss."""

import re
import shlex
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from simulation.cli import study_options
from simulation.cli.commands import typed
from simulation.cli.confirming import confirmed
from simulation.cli.json_document import print_json
from simulation.cli.lasting import lasting
from simulation.cli.watching import told_bar
from simulation.errors import StudyError
from simulation.repeating import studying
from simulation.words import called, language, numbered, say, whole

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from simulation.storage import StudyFolder
    from simulation.study import Pilot, Progress, Study, StudySummary

__all__ = ["INTERRUPTED", "LONG", "Wishes", "ask_to_go_on", "finish", "run_for"]

INTERRUPTED = 130
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+]*://(\[[0-9A-Fa-f:.]+\]|[^\s:/\[\]]+):\d{1,5}")
_SCHEDULER: Final = {"form": "tcp://HOST:PORT", "example": "tcp://localhost:8786"}
LONG = 10.0
"""Seconds from which on an estimate is worth a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How a user wants a study to be run: options of every command that runs one, in the order of its help."""

    out: study_options.Out = None
    resume: study_options.Resume = False
    overwrite: study_options.Overwrite = False
    keep: int | None = 0
    """Full records; None: nobody said how many."""
    workers: study_options.Workers = None
    cluster: study_options.Cluster = None
    budget: study_options.Budget = study_options.BUDGET
    yes: study_options.Yes = False
    as_json: study_options.AsJson = False
    """Nothing but the result is printed."""


def run_for(
    study: "Study",
    wishes: Wishes,
    *,
    analyse: "Callable[[StudyFolder], Mapping[str, Any]] | None" = None,
) -> "StudySummary":
    """Return what a study found; leave with code 130 after an interruption, with what was found so far shown.

    Args:
        study: The study.
        wishes: How to run it.
        analyse: What a sweep or a sensitivity analysis makes of the values.

    Raises:
        StudyError: if it cannot be run, asks for an outcome that does not exist, or would take longer than the budget
            and nobody is there to ask.
    """
    from simulation.cli.kept_runs import keep_runs
    from simulation.storage import refuse_held
    from simulation.study import (
        InHaste,
        check_outcomes,
        conduct,
        measures_of,
        study_folder,
        study_text,
        subjects_of,
    )

    check_outcomes(study.outcomes, measures_of(subjects_of(study)))
    _check(wishes)
    if wishes.out is not None:  # before anybody waits for an estimate
        refuse_held(wishes.out)
        _refuse_other_version(wishes.out, wishes)
    parameters = None if study.parameters is None else study.parameters.source
    command = shlex.join(studying(typed(), seed=study.seed, parameters=parameters))
    folder = study_folder(
        study, wishes.out, command=command, resume=wishes.resume, overwrite=wishes.overwrite
    )
    with _executor(wishes) as executor, _told_beforehand(study, wishes), folder as place:
        was_complete = place.is_complete
        if wishes.out is not None and not study.holders:  # a study file is data, and names no code
            place.write_text("study.yaml", study_text(study, folder=wishes.out))
        with _watched(study, wishes) as watch:
            try:
                with redirect_stdout(sys.stderr):  # for what agents of the user's own print
                    summary = conduct(study, place, executor, watch=watch, analyse=analyse)
            except KeyboardInterrupt as pressed:
                _leave(study, place, wishes, in_haste=isinstance(pressed, InHaste))
        if wishes.out is not None:
            keep_runs(
                study, summary, place, number=wishes.keep or 0, was_complete=was_complete, tell=_complain
            )
    return summary


def _check(wishes: Wishes) -> None:
    """Refuse wishes that do not go together, all at once."""
    problems = []
    if wishes.resume and wishes.out is None:
        problems.append(say("problem.study.resume.folder"))
    if wishes.resume and wishes.overwrite:
        problems.append(say("problem.study.resume.overwrite"))
    if wishes.keep and wishes.out is None:
        problems.append(say("problem.study.keep.folder"))
    if wishes.cluster is not None and not _ADDRESS.fullmatch(wishes.cluster):
        problems.append(say("problem.study.cluster", address=wishes.cluster, **_SCHEDULER))
    if problems:
        raise StudyError("\n".join(problems))


def _refuse_other_version(out: Path, wishes: Wishes) -> None:
    """Refuse to go on with a study that another version began."""
    from simulation.storage import StudyFolder, is_study, refuse_other_version
    from simulation.version import version

    if wishes.resume and is_study(out):
        refuse_other_version(out, StudyFolder.open(out).manifest, version())


def finish(summary: "StudySummary", study: "Study", wishes: Wishes) -> None:
    """Show what a study found, as a page or as one JSON document."""
    from simulation.study import told_study

    told = told_study(summary, study.scenario)
    if wishes.as_json:
        from simulation.study import plain

        print_json(plain(told), is_ascii=True)
        return
    from simulation.cli.study_page import print_study

    print_study(told, wishes.out, outcomes=study.outcomes)


def _executor(wishes: Wishes) -> "AbstractContextManager[Executor]":
    from simulation.study import cluster, processes

    return cluster(wishes.cluster) if wishes.cluster else processes(wishes.workers)


@contextmanager
def _told_beforehand(study: "Study", wishes: Wishes) -> Iterator[None]:
    """Say how long it takes and what it cannot tell; ask if it takes long."""
    from simulation.study import cores, pilot

    _say_how_much_it_tells(study, wishes)
    _say_who_only_watches(study, wishes)
    if wishes.cluster is None:
        with redirect_stdout(sys.stderr):
            found = pilot(study)
        seconds = found.seconds / (wishes.workers or cores())
        _say_what_has_no_effect(study, found, wishes)
        if found.is_fickle:
            _complain(say("command.study.fickle"))
        if seconds > wishes.budget and not wishes.yes:
            ask_to_go_on(seconds, wishes)
        elif seconds > LONG:
            _say(wishes, say("command.study.lasts", time=lasting(seconds)))
    yield


def _say_how_much_it_tells(study: "Study", wishes: Wishes) -> None:
    from simulation.stats import fewest_replications, smallest_clear_share

    n, fewest = study.replications, fewest_replications(study.level)
    if study.kind == "sensitivity" and n < fewest:
        _say(wishes, numbered("command.study.few.points", n, fewest=fewest))
    if study.kind == "compare" and n < FEW:
        least = f"{100 * smallest_clear_share(n, level=study.level):.0f}"
        kind = "few.pairs.wide" if study.parameters or study.codings else "few.pairs"
        _say(wishes, numbered(f"command.study.{kind}", n, least=least, fewest=FEW))


def _say_who_only_watches(study: "Study", wishes: Wishes) -> None:
    """Say of which delegation asked about no gain can be measured, and where."""
    from simulation.study import FEW_VARIANTS

    asked = {key.removeprefix("gain.") for key in study.outcomes if key.startswith("gain.")}
    if not asked or len(study.variants) > FEW_VARIANTS:
        return
    from simulation.engine import prepare
    from simulation.scenario.translations import in_language

    for variant in study.variants:
        seated = prepare(variant.scenario).blueprint.fixed.delegations
        for item in in_language(variant.scenario, language()).delegations:
            if item.key in asked and item.key not in seated:
                key = "watches" if len(study.variants) == 1 else "watches.variant"
                who = item.short or item.name
                _say(wishes, say(f"command.study.{key}", who=who, variant=variant.key))


FEW = 100
"""Fewer pairs than this leave too much to chance."""


def _say_what_has_no_effect(study: "Study", found: "Pilot", wishes: Wishes) -> None:
    from simulation.scenario.translations import in_language
    from simulation.storage import texts_told

    other = texts_told(in_language(study.scenario, language()))
    words = {variant.key: variant.words.with_texts(other) for variant in study.variants}
    for key in found.without_effect:
        _say(wishes, say("command.study.no_effect", words=words[key]))


def ask_to_go_on(seconds: float, wishes: Wishes) -> None:
    """Ask whether to go on with what takes so many seconds; leave with code 1 if not.

    Raises:
        StudyError: if nobody is there to ask.
    """
    times = {"time": lasting(seconds), "budget": lasting(wishes.budget)}
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise StudyError(say("command.study.long.refused", **times))
    if not confirmed(say("command.study.long.asked", **times)):
        raise typer.Exit(1)


def _leave(study: "Study", place: "StudyFolder", wishes: Wishes, *, in_haste: bool) -> None:
    """Say what was kept, show what it tells, and leave; in haste, if Ctrl-C is pressed again, only say that it is."""
    if wishes.out is None or not place.parts():
        typer.echo(say("command.study.interrupted.lost"), err=True)
        raise typer.Exit(INTERRUPTED)
    place.refuse_replaced()
    kept = say("command.study.interrupted.in_haste", folder=place.path)
    with suppress(KeyboardInterrupt):
        if not in_haste:
            from simulation.cli.study_page import print_study
            from simulation.study import summarise, told_study

            summary = summarise(place)
            if not wishes.as_json:
                print_study(told_study(summary, study.scenario), place.path, outcomes=study.outcomes)
            kept = _kept(study, summary, place.path)
    typer.echo(kept, err=True)
    raise typer.Exit(INTERRUPTED)


def _kept(study: "Study", summary: "StudySummary", folder: Path) -> str:
    """Return how much of a study is there: of many points, those that are finished."""
    what, there, of = "replications", summary.replications, study.replications
    if len(summary.variants) < len(study.variants):
        what, there, of = "points", len(summary.variants), len(study.variants)
    told = {"number": whole(there), "total": whole(of), "folder": folder}
    return numbered(f"command.study.interrupted.{what}", there, **told)


@contextmanager
def _watched(study: "Study", wishes: Wishes) -> "Iterator[Callable[[Progress], None] | None]":
    """Show count, time left and the first figures."""
    with told_bar(study.size, is_quiet=wishes.as_json) as show:

        def watch(progress: "Progress") -> None:
            if show is not None:
                show(progress.done, study.size, _told(study, progress))

        yield None if show is None else watch


def _told(study: "Study", progress: "Progress") -> str:
    from simulation.stats import share
    from simulation.study import share_range

    told = {
        "done": whole(progress.done),
        "total": whole(progress.total),
        "time": lasting(progress.left),
    }
    first = progress.endings.get(study.variants[0].key)
    if not first:
        return say("command.study.progress", **told)
    (word, hits), *_ = first.most_common(1)
    so_far = share_range(share(hits, first.total(), level=study.level))
    return say("command.study.progress.ending", share=so_far, ending=called("class", word), **told)


def _say(wishes: Wishes, text: str) -> None:
    if not wishes.as_json:
        typer.echo(text, err=True)


def _complain(text: str) -> None:
    """Say what was found wrong, also to whoever asked for nothing but the result."""
    typer.echo(text, err=True)
