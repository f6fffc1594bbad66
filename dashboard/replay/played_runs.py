"""Runs for the replay, played, read and told by another process: a large one takes it many seconds.

The process keeps the last few runs, of which each takes ten megabytes; a page has what it shows, and asks for more.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Final

import numpy as np

from dashboard.frame.language import words_in
from dashboard.replay.ensemble import Ensemble
from dashboard.replay.replay_contract import Replay
from dashboard.replay.replay_data import make_replay, tell_reasons
from dashboard.replay.replay_why import LARGE
from dashboard.replay.story_files import Story, StoryFile, story_file, story_of
from dashboard.work.jobs_in_parts import Parts, PartsJobs
from simulation.arrays import FloatArray
from simulation.engine import simulate
from simulation.reasons import build_log, coalitions_of
from simulation.report import choose_axes, render_report
from simulation.scenario import Scenario, scenario_hash
from simulation.scenario.translations import in_language
from simulation.storage import Run, make_run
from simulation.words import told_in

__all__ = [
    "Asked",
    "Played",
    "Playing",
    "Plays",
    "digest_of",
    "is_large",
    "play_run",
    "report_on",
    "story_file_on",
    "story_on",
]

_RUNS: Final = 4
"""Runs that a process keeps."""
_KEPT: Final = 24
"""Replays that the server keeps: one or two megabytes each."""
_runs: Final[OrderedDict[tuple[str, ...], Run]] = OrderedDict()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A run, by what it follows from."""

    scenario: Scenario
    seed: int
    language: str
    command: tuple[str, ...]
    """That repeats it."""

    @property
    def key(self) -> tuple[str, ...]:
        """The same for the same run, told and repeated in the same words."""
        return scenario_hash(self.scenario), str(self.seed), self.language, *self.command


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What a page knows of a run."""

    digest: str
    """See `digest_of`."""
    data: Replay
    command: str
    """That repeats it, as a line."""
    weight: FloatArray
    """Of each issue on the main axis, `[I]`."""
    is_large: bool
    """Whether the data tell the reasons of the selected delegation only."""


def play_run(scenario: Scenario, *, seed: int, language: str, command: Sequence[str] = ()) -> Run:
    """Return one negotiation of a case, told in a language."""
    with told_in(language):
        record = simulate(in_language(scenario, language), seed=seed)
        return make_run(record, build_log(record), coalitions_of(record), command=command)


def digest_of(run: Run) -> str:
    """Return a short text that is the same for the same negotiation, in whatever language it is told."""
    manifest = run.manifest
    told = hashlib.sha256(f"{manifest.scenario_hash} {manifest.seed} {manifest.replication}".encode())
    for places in (run.opening, run.position):
        told.update(np.rint(places * 1000).astype(np.int64).tobytes())
    told.update(run.history.label.tobytes())
    for column in ("table", "clean", "brackets"):
        told.update(json.dumps([str(value) for value in run.tables["issues"][column]]).encode())
    return told.hexdigest()[:32]


def is_large(run: Run) -> bool:
    """Return whether a replay tells the reasons of the selected delegation only."""
    return len(run.delegations) * run.manifest.sessions > LARGE


def _run(asked: Asked) -> Run:
    """Return the run, from those that this process keeps or played now."""
    key = asked.key
    if key not in _runs:
        _runs[key] = play_run(asked.scenario, seed=asked.seed, language=asked.language, command=asked.command)
        while len(_runs) > _RUNS:
            _runs.popitem(last=False)
    _runs.move_to_end(key)
    return _runs[key]


def _play(asked: Asked, ensemble: Ensemble | None, selected: str | None) -> Played:
    """Return what a page knows of a run; called in a worker."""
    run, words = _run(asked), words_in(asked.language)
    data = make_replay(run, words, ensemble=ensemble)
    if selected is not None:
        data = tell_reasons(data, run, words, ensemble=ensemble, selected=selected)
    return Played(
        digest=digest_of(run),
        data=data,
        command=run.manifest.command_line,
        weight=choose_axes(run).weight,
        is_large=is_large(run),
    )


def _report(asked: Asked) -> str:
    with told_in(asked.language):
        return render_report(_run(asked))


def report_on(asked: Asked, executor: Executor) -> str:
    """Return the page about a run, as HTML that needs nothing else; written by a worker."""
    return executor.submit(_report, asked).result()


def _story(asked: Asked) -> Story:
    return story_of(_run(asked), asked.language)


def story_on(asked: Asked, executor: Executor) -> Story:
    """Return the story of a run; told by a worker."""
    return executor.submit(_story, asked).result()


class Playing(Parts[Played, Played]):
    """A run that is being played, for one visitor or for several who asked for the same."""


class Plays(PartsJobs[Playing]):
    """The runs of a server that others play; each visitor waits for one at a time."""

    def __init__(self, executor: Executor) -> None:
        super().__init__(executor, kept=_KEPT)

    def start(
        self, asked: Asked, *, visitor: str, ensemble: Ensemble | None = None, selected: str | None = None
    ) -> Playing:
        """Return a run: what there is, else it is begun, in place of another of this visitor.

        Args:
            asked: Which one.
            visitor: Who waits for it.
            ensemble: Other runs of the same case beside it.
            selected: Delegation whose reasons are told, of a large room.

        Raises:
            TooManyAtOnceError: if too many are under way.
        """
        runs = 0 if ensemble is None else ensemble.n
        key = " ".join((*asked.key, str(runs), selected or ""))

        def begin(executor: Executor) -> Playing:
            return Playing([(1, executor.submit(_play, asked, ensemble, selected))], _first)

        return self.take(key, visitor, begin)


def _first(parts: list[Played]) -> Played:
    return parts[0]


def _story_file(asked: Asked, kind: StoryFile) -> str:
    return story_file(_run(asked), asked.language, kind)


def story_file_on(asked: Asked, kind: StoryFile, executor: Executor) -> str:
    """Return a file of the story of a run; made by a worker."""
    return executor.submit(_story_file, asked, kind).result()
