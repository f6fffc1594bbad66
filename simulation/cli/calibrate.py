"""The command that fits the parameters of the conference to what happened."""

import shlex
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.cli import completing, study_options
from simulation.cli.backtest import Form
from simulation.cli.commands import typed
from simulation.cli.lasting import lasting
from simulation.cli.watching import told_line
from simulation.repeating import studying
from simulation.words import listed, say

if TYPE_CHECKING:
    from simulation.evidence.calibration import Progress

__all__ = ["calibrate", "stopped_words"]

INTERRUPTED = 130
_OFTEN = 0.2
"""Seconds between two looks at how far it is."""

Table = Annotated[Path, typer.Option("--deu3", metavar="FILE")]
Out = Annotated[Path | None, typer.Option(metavar="FOLDER")]
Points = Annotated[int, typer.Option("--points", "--budget", metavar="N", min=1, max=1_000_000)]
"""`--budget` is the older name: elsewhere that is a time."""
Sets = Annotated[int, typer.Option(metavar="N", min=10, max=10_000)]
Wave = Annotated[int, typer.Option(metavar="N", min=10, max=10_000)]
Parameters = Annotated[
    list[str] | None, typer.Option("--parameter", metavar="KEY", autocompletion=completing.candidates)
]


def calibrate(
    *,
    deu3: Table,
    out: Out = None,
    points: Points = 2000,
    parameter: Parameters = None,
    wave: Wave = 120,
    sets: Sets = 300,
    seed: study_options.Seed = 1,
    workers: study_options.Workers = None,
    cluster: study_options.Cluster = None,
    as_json: study_options.AsJson = False,
) -> None:
    """Fit the parameters of the conference to what happened."""
    from simulation.evidence.backtest import read_decisions
    from simulation.evidence.calibration import (
        Plan,
        candidates_named,
        held_folder,
        question_of,
        told,
        write_outcome,
    )
    from simulation.evidence.calibration import calibrate as run_calibration_calibrate
    from simulation.study import cluster as on_cluster
    from simulation.study import processes

    chosen = candidates_named(parameter or ())
    question = question_of(read_decisions(deu3), deu3, seed=seed, candidates=chosen)
    plan = Plan(budget=points, wave=wave, sets=sets)
    held = nullcontext() if out is None else held_folder(out, question, plan, shlex.join(studying(typed())))
    executor = on_cluster(cluster) if cluster else processes(workers)
    done: list[int] = [0]
    try:
        with held, executor as working, _watched(done) as watch:
            found = run_calibration_calibrate(question, plan, working, folder=out, watch=watch)
            written = () if out is None else write_outcome(found, out)
    except KeyboardInterrupt:
        typer.echo(stopped_words(out, done[0]), err=True)
        raise typer.Exit(INTERRUPTED) from None
    Form(as_json=as_json).give(found.as_data(), told(found))
    if written and not as_json:
        typer.echo("\n" + say("calibration.told.written", files=listed(map(str, written))))


def stopped_words(out: Path | None, done: int) -> str:
    """Return what somebody who stops the work is told: how many points the folder holds, if there is one."""
    if out is None:
        return say("calibration.told.lost")
    return say("calibration.told.kept", n=done, folder=out) if done else say("calibration.told.none")


@contextmanager
def _watched(done: list[int]) -> "Iterator[Callable[[Progress], None]]":
    """Give what notes how many points there are and, if somebody watches, shows it with the time that is left."""
    from simulation.evidence.calibration import told_progress

    last = [0.0]
    with told_line() as tell:

        def watch(progress: "Progress") -> None:
            done[0] = progress.done
            now = time.monotonic()
            if tell is not None and now - last[0] >= _OFTEN:
                last[0] = now
                tell(told_progress(progress, lasting(progress.left)))

        yield watch
