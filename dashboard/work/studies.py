"""Studies that run beside the pages: in other processes, with progress, first figures, and an end on request.

This module knows no page. It is handed an executor; the workers of the server are in `dashboard.work.of_server`.
"""

import hashlib
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Literal

from dashboard.frame.language import words_in
from dashboard.guard.presence import LEASE, Presence
from dashboard.guard.shares import Room
from dashboard.work.jobs import Job, Jobs
from simulation.errors import DelegationSimError, StudyError
from simulation.scenario import Scenario
from simulation.storage import StudyFolder
from simulation.study import Progress, Study, StudySummary, manifest_of, run_study, study_folder, summarise
from simulation.words import language

__all__ = [
    "FIRST_FIGURES",
    "MAX_STEPS",
    "State",
    "Studies",
    "StudyJob",
    "StudyTooLargeError",
    "View",
    "fingerprint",
    "steps_of",
]

FIRST_FIGURES: Final = 50
"""Replications of each variant after which there are first intervals; then after twice as many, and so on."""
MAX_STEPS: Final = 200_000_000
"""Sessions of all runs, times delegations, times issues: some minutes for one worker."""
LAST_WAIT: Final = 5.0
"""Seconds that a server which ends waits for the studies that it called off."""
_PLACES: Final = Room(browser=2, plain=8, address=40, all=64)
"""Studies that wait or run: a class of forty behind one address has one each."""
_TURNS: Final = Room(browser=1, plain=2, address=4, all=6)
"""Studies that run at the same time; whoever has one running lets others go first."""
_COMMAND: Final = "delegation-sim study study.yaml"
_PAUSE: Final = 0.1
_ROUND: Final = 1.5
"""Seconds that the figures of any study take."""
_A_RUN: Final = 0.003
_A_STEP: Final = 8e-7
"""Seconds that a run takes, and each of its steps: sessions times delegations times issues."""
_FASTEST: Final = 0.1
_SLOWEST: Final = 50.0
_log: Final = logging.getLogger(__name__)

type State = Literal["waiting", "running", "done", "cancelled", "failed"]


class StudyTooLargeError(StudyError):
    """A study takes longer than this server gives to one visitor; the text says how large it is and what is valid."""

    def __init__(self, study: Study, steps: int) -> None:
        case, words = study.scenario, words_in(language())
        size = {
            "variants": len(study.variants),
            "runs": study.replications,
            "delegations": len(case.delegations),
            "issues": len(case.issues),
            "sessions": case.sessions,
            "steps": steps,
            "most": MAX_STEPS,
        }
        super().__init__(
            words.say("lab.state.too_large.sub", **{name: words.count(n) for name, n in size.items()})
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How a study stands at one moment."""

    state: State
    done: int = 0
    """Replications of each variant that are played."""
    asked: int = 0
    left: float | None = None
    """Seconds left, going by the pace so far; None: nobody knows yet."""
    took: float = 0.0
    """Seconds that it ran."""
    summary: StudySummary | None = None
    """What was found so far; of a study that is done, all of it."""
    problem: str = ""
    """What went wrong, in words; empty if it was nothing that words were made for."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "cancelled", "failed")


class StudyJob(Job):
    """One study under way, or over."""

    def __init__(self, key: str, study: Study, *, lease: float = LEASE) -> None:
        super().__init__(lease=lease)
        self.key = key
        self.study = study
        self.asked = study.replications
        self.stands = View(state="waiting", asked=self.asked)
        """How it stands, for whoever does not wait for it."""
        self.has_turn = False
        self._wake = threading.Event()
        self._lock = threading.Lock()

    @property
    def done(self) -> int:
        """Replications of each variant that are played."""
        return self.stands.done

    @property
    def left(self) -> float | None:
        """Seconds left, going by the pace so far; None: nobody knows yet."""
        return self.stands.left

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.stands.is_over

    @property
    def has_failed(self) -> bool:
        """Whether it is over without all that was asked for."""
        return self.stands.state in ("cancelled", "failed") or (
            self.stands.state == "done" and self.stands.summary is None
        )

    @property
    def problem(self) -> str:
        """What went wrong, in words; empty if it was nothing that words were made for."""
        return self.stands.problem

    @property
    def view(self) -> View:
        """How it stands; who looks still waits for it."""
        self.look()
        return self.stands

    def wait(self, seconds: float) -> View:
        """Return how it stands once it is over, or after so many seconds."""
        self.look(seconds)
        self._wake.wait(seconds)
        return self.view

    def change(self, **fields: Any) -> None:  # noqa: ANN401 - fields of a view
        """Take notice of how it stands now; figures of fewer replications than there are already do not count."""
        with self._lock:
            earlier, later = self.stands.summary, fields.get("summary")
            if earlier and later and later.replications < earlier.replications:
                del fields["summary"]
            self.stands = replace(self.stands, **fields)
        if self.stands.is_over:
            self._wake.set()


def fingerprint(study: Study) -> str:
    """Return what is the same of two studies that have the same numbers and are told in the same words."""
    plain = manifest_of(study, command="", again={})
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _seconds_of_a_run(case: Scenario) -> float:
    """Return about how long one run takes on one core of a small laptop."""
    return _A_RUN + _A_STEP * case.sessions * len(case.delegations) * len(case.issues)


def _slowness_of(study: Study, took: float) -> float:
    """Return how many times as long as reckoned a study took, within reason."""
    reckoned = study.replications * sum(_seconds_of_a_run(variant.scenario) for variant in study.variants)
    return min(max((took - _ROUND) / reckoned, _FASTEST), _SLOWEST)


def steps_of(study: Study) -> int:
    """Return how much there is to play: sessions of all runs, times delegations, times issues."""
    cases = [variant.scenario for variant in study.variants]
    each = sum(case.sessions * len(case.delegations) * len(case.issues) for case in cases)
    return study.replications * each


class Studies(Jobs[StudyJob]):
    """All studies under way on this server, and what the last ones found."""

    beside = "one"

    def __init__(
        self,
        executor: Executor,
        *,
        at_once: int = _TURNS.all,
        most: int = _PLACES.all,
        remembered: int = 24,
        lease: float = LEASE,
        here: Presence | None = None,
    ) -> None:
        super().__init__(executor, room=replace(_PLACES, all=most), kept=remembered, here=here)
        self._turns = replace(_TURNS, all=at_once)
        self._lease = lease
        self._slowness = 1.0
        """How many times as long as reckoned the last study took."""
        self._threads: list[threading.Thread] = []

    def start(self, study: Study, *, visitor: str) -> StudyJob:
        """Return the job of a study: a new one, one that others have under way, or one that is done at once.

        Raises:
            StudyTooLargeError: if it takes too long for this server.
            TooManyAtOnceError: if the visitor has another one under way, or too many wait.
        """
        if (steps := steps_of(study)) > MAX_STEPS:
            raise StudyTooLargeError(study, steps)
        key = fingerprint(study)

        def begin(_: Executor) -> StudyJob:
            job = StudyJob(key, study, lease=self._lease)
            self._threads = [thread for thread in self._threads if thread.is_alive()]
            self._threads.append(
                threading.Thread(target=copy_context().run, args=(self._run, job), daemon=True)
            )
            self._threads[-1].start()
            return job

        return self.take(key, visitor, begin)

    def known_view(self, study: Study, *, visitor: str) -> View | None:
        """Return how a study ended that was played to its end for anybody; None if there is none."""
        job = self.of(fingerprint(study), visitor)
        return job.stands if job is not None and job.stands.state == "done" else None

    def seconds_for(self, case: Scenario, runs: int) -> float:
        """Return about how many seconds so many runs of a case take here, going by the last study."""
        return _ROUND + self._slowness * runs * _seconds_of_a_run(case)

    def call_all_off(self) -> None:
        """Take nothing more on, and call off what is under way: the server ends."""
        with self._lock:
            self._is_closed = True
            for job in self._known.values():
                job.is_called_off = True

    def join(self) -> None:
        """Wait until what was called off has put its folder away; not for long."""
        until = time.monotonic() + LAST_WAIT
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    def _run(self, job: StudyJob) -> None:
        """Run a study from its turn to its end, whatever happens."""
        try:
            with self._turn(job) as is_on:
                if is_on:
                    self._play(job)
                else:
                    job.change(state="cancelled")
        except DelegationSimError as error:
            job.change(state="failed", problem=str(error))
        except Exception:  # noqa: BLE001 - whoever waits has to be told that nothing comes
            if not self._is_closed:  # else its workers are gone, as they should be
                _log.exception("a study could not be finished")
            job.change(state="failed", problem="")

    @contextmanager
    def _turn(self, job: StudyJob) -> Iterator[bool]:
        """Wait for a turn; give whether the study is still wanted then."""
        while not (is_unwanted := self.is_unwanted(job)) and not self._takes_turn(job):
            time.sleep(_PAUSE)
        try:
            yield not is_unwanted
        finally:
            job.has_turn = False

    def _takes_turn(self, job: StudyJob) -> bool:
        """Return whether it is the turn of a study: the first that came of those whose clients have room."""
        with self._lock:
            known = [one for one in self._known.values() if not one.is_over]
            waiting = [one for one in known if not one.has_turn and not one.is_called_off]
            running = [one.client for one in known if one.has_turn]
            first = next((one for one in waiting if self._turns.limit(one.client, running) is None), None)
            job.has_turn = first is job
            return job.has_turn

    def _play(self, job: StudyJob) -> None:
        begun = time.perf_counter()
        job.change(state="running")
        with study_folder(job.study, None, command=_COMMAND) as folder:
            watch = _Watch(job, folder, self._executor, self.is_unwanted)
            state: State = "done"
            problem = ""
            try:
                run_study(job.study, folder, self._executor, watch=watch)
            except KeyboardInterrupt:
                state = "cancelled"
            except DelegationSimError as error:
                state, problem = "failed", str(error)
            watch.finish()
            has_any = bool(folder.parts()) and not self._is_closed
            summary = self._executor.submit(_summary_of, folder.path).result() if has_any else None
            job.change(summary=summary, done=summary.replications if summary else 0, left=0.0)
            took = time.perf_counter() - begun
            job.change(took=took, problem=problem)
            if state == "done":
                self._slowness = _slowness_of(job.study, took)
        job.change(state=state, problem=problem)


class _Watch:
    """Tells a job how far its study is, asks for first figures, and stops the study when it is called off."""

    def __init__(
        self, job: StudyJob, folder: StudyFolder, executor: Executor, is_unwanted: Callable[[StudyJob], bool]
    ) -> None:
        self._job = job
        self._is_unwanted = is_unwanted
        self._folder = folder
        self._executor = executor
        self._next = FIRST_FIGURES
        self._figures: Future[StudySummary] | None = None
        self._has_stopped = False

    def __call__(self, progress: Progress) -> None:
        """Take notice of a part that is back.

        Raises:
            KeyboardInterrupt: once, if the study is called off: the rest is what is in hand.
        """
        done = progress.done // len(self._job.study.variants)
        self._job.change(done=done, left=progress.left, took=progress.seconds)
        if self._is_unwanted(self._job):
            if not self._has_stopped:
                self._has_stopped = True
                raise KeyboardInterrupt
            return
        if done >= self._next and done < self._job.stands.asked and self._figures is None:
            while self._next <= done:
                self._next *= 2
            self._figures = self._executor.submit(_summary_of, self._folder.path)
            self._figures.add_done_callback(self._take)

    def finish(self) -> None:
        """Wait for figures that are being worked out: they read the folder that is about to go."""
        figures = self._figures
        if figures is not None and not figures.cancel():
            figures.exception()

    def _take(self, figures: Future[StudySummary]) -> None:
        self._figures = None
        if not figures.cancelled() and figures.exception() is None and not self._job.stands.is_over:
            self._job.change(summary=figures.result())


def _summary_of(path: Path) -> StudySummary:
    """Return what a study found so far: the library's own summary, worked out by a worker."""
    return summarise(StudyFolder.open(path))
