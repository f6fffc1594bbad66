"""Processes that work for a server as long as it lives, so that no page waits for a study.

`multiprocessing` would start the page again in each of them: while a script runs, it is the main module.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from simulation.errors import StudyError
from simulation.study.pool import AHEAD
from simulation.threads import BLAS_THREADS
from simulation.words import language, say, told_in

__all__ = ["WorkerLostError", "Workers"]


class WorkerLostError(StudyError):
    """A worker ended by itself."""


type _Task = tuple[Future[Any], bytes, str]
"""What is waited for, the work, and the language of whoever asked for it."""


class Workers(Executor):
    """So many processes; one that is lost is replaced, and only what it was at fails."""

    def __init__(self, number: int) -> None:
        self.slabs_out = AHEAD * number
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._is_closed = self._is_ended = False
        self._processes: set[subprocess.Popen[bytes]] = set()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(number)]
        for thread in self._threads:
            thread.start()

    def submit[**P, R](self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Return a future of the result of a worker.

        Raises:
            RuntimeError: if the workers were sent home.
        """
        if self._is_closed:
            raise RuntimeError("the workers were sent home")
        future: Future[R] = Future()
        asked_in = language()
        self._tasks.put((future, pickle.dumps((asked_in, fn, args, kwargs)), asked_in))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as in the base
        """End the workers once they have done all their work, or their current piece of it."""
        self._is_closed = True
        if cancel_futures:
            while not self._tasks.empty():
                if (task := self._tasks.get()) is not None:
                    task[0].cancel()
        for _ in self._threads:
            self._tasks.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    def end(self) -> None:
        """End all workers at once, in the middle of their work."""
        self._is_ended = True
        self.shutdown(wait=False, cancel_futures=True)
        for process in list(self._processes):
            process.kill()

    def _work(self) -> None:
        """Keep one process at work."""
        process: subprocess.Popen[bytes] | None = None
        while (task := self._tasks.get()) is not None:
            future, work, asked_in = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                process = self._given(process, work)
                is_well, answer = _answer(process)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                with told_in(asked_in):
                    told = say("workers.ended.alone", why=type(error).__name__)
                future.set_exception(WorkerLostError(told))
                self._lose(process)
                process = None
            except Exception as error:  # noqa: BLE001 - an answer that cannot be read; the future carries it
                future.set_exception(error)
                self._lose(process)
                process = None
            else:
                if is_well:
                    future.set_result(answer)
                else:
                    future.set_exception(answer)
        self._lose(process)

    def _given(self, process: subprocess.Popen[bytes] | None, work: bytes) -> subprocess.Popen[bytes]:
        """Return the process that took the work; in place of one that ended while it had nothing to do, a new one.

        Raises:
            OSError: if a new one takes no work either.
        """
        if process is not None:
            try:
                _give(process, work)
            except OSError:
                self._lose(process)
            else:
                return process
        fresh = self._started()
        _give(fresh, work)
        return fresh

    def _started(self) -> subprocess.Popen[bytes]:
        process = _started()
        self._processes.add(process)
        if self._is_ended:
            process.kill()  # the others were ended a moment before it began
        return process

    def _lose(self, process: subprocess.Popen[bytes] | None) -> None:
        if process is not None:
            self._processes.discard(process)
            _end(process)


def _started() -> subprocess.Popen[bytes]:
    root = str(Path(__file__).parents[2])
    found = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**dict.fromkeys(BLAS_THREADS, "1"), **os.environ, "PYTHONPATH": os.pathsep.join(found)}
    return subprocess.Popen(
        [sys.executable, "-m", "simulation.study.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )


def _give(process: subprocess.Popen[bytes], work: bytes) -> None:
    """Give work to a process."""
    if process.poll() is not None:
        raise BrokenPipeError
    _, sink = _pipes(process)
    sink.write(work)
    sink.flush()


def _answer(process: subprocess.Popen[bytes]) -> tuple[bool, Any]:
    """Return what a process answers.

    Raises:
        EOFError: if it ends meanwhile.
    """
    source, _ = _pipes(process)
    is_well, answer = pickle.load(source)  # noqa: S301 - from a process that this one started
    return bool(is_well), answer


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdout is None or process.stdin is None:
        raise OSError("a worker without pipes")
    return process.stdout, process.stdin


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and close its pipes."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue  # what was still to be written goes nowhere
    process.wait()
