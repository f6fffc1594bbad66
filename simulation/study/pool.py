"""Where the work is done: in this process, in processes of this machine, or on a cluster."""

import hashlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
from asyncio import run_coroutine_threadsafe
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any, Final

from simulation.errors import DelegationSimError, StudyError
from simulation.extras import adding
from simulation.threads import one_thread
from simulation.version import version
from simulation.words import apart, language, listed, say, tell_in, told_in

__all__ = ["AHEAD", "InProcess", "cluster", "cores", "processes", "slabs_out", "what_plays"]

AHEAD: Final = 2
"""Slabs out for each worker: one that it plays, one that waits for it."""
_UNKNOWN: Final = 16
"""Slabs out where nobody knows how many workers there are."""
_RETRIES: Final = 3
_NAMED: Final = 3
"""Workers that would play something else and are named."""
_ONLY_SHOW: Final = ("cli", "drawing", "report", "words")
"""Packages that play nothing."""


def slabs_out(executor: Executor) -> int:
    """Return how many slabs to hand out at a time: enough that no worker waits, few enough for the memory."""
    number: int = getattr(executor, "slabs_out", _UNKNOWN)
    return max(1, number)


class InProcess(Executor):
    """Does the work at once, in this process."""

    slabs_out = 1

    def submit[**P, R](self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Return a future that is done already."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whatever it is, the future carries it to whoever asks
            future.set_exception(error)
        return future


class _Processes(ProcessPoolExecutor):
    """Processes of this machine, all started at once."""

    def __init__(self, number: int) -> None:
        super().__init__(number, mp_context=_context(), initializer=_begin, initargs=(language(),))
        self.slabs_out = AHEAD * number


@contextmanager
def processes(workers: int | None = None) -> Iterator[Executor]:
    """Give an executor of as many processes as the machine has cores, or as are asked for; one works in this process.

    Raises:
        StudyError: if fewer than one worker is asked for.
    """
    number = cores() if workers is None else workers
    if number < 1:
        raise StudyError(say("workers.none", number=number))
    if number == 1:
        yield InProcess()
        return
    one_thread()  # read by workers that start from nothing
    others = set(multiprocessing.active_children())
    pool = _Processes(number)
    try:
        _start(pool, number)
        yield pool
    except BaseException:
        # Whatever was worth waiting for is back by now.
        for worker in set(multiprocessing.active_children()) - others:
            worker.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def cores() -> int:
    """Return the number of processors that this process may use."""
    counted: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)  # from Python 3.13
    return counted() or 1


def _context() -> multiprocessing.context.BaseContext:
    """Return how workers start: as a copy of this process where that is safe, which is quick; else from nothing."""
    tasks = Path("/proc/self/task")
    alone = threading.active_count() == 1 and tasks.is_dir() and len(list(tasks.iterdir())) == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


def _start(pool: Executor, number: int) -> None:
    """Start all workers now: later this process may have threads, and could not be copied safely.

    They inherit that Ctrl-C is held back, so that it finds none of them unprepared.
    """
    if sys.platform == "win32":
        for _ in range(number):
            pool.submit(int)
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        for _ in range(number):
            pool.submit(int)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(code: str) -> None:
    """Leave Ctrl-C to the process that handed out the work: it keeps what is done. End if it is killed.

    What an agent of the user's own prints goes to the error stream: the other is for the result. What goes wrong is
    told in the language of that process.
    """
    tell_in(code)
    sys.stdout = sys.stderr
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give an executor that works on a Dask cluster, whose scheduler listens at the address.

    A slab whose worker is lost is done again by another.

    Raises:
        StudyError: if Dask is not installed, or no scheduler answers, or it has no worker, or a worker would play
            something else.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise StudyError(say("workers.no_dask", command=adding("distributed"))) from error
    with _quiet():
        try:
            client: Any = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call] # Dask's
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise StudyError(say("workers.no_scheduler", address=address, why=error)) from error
        try:
            if not client.nthreads():
                raise StudyError(say("workers.no_worker", address=address))
            _refuse_others(client.run(what_plays, on_error="return"))
            yield _OnCluster(client, address)
        finally:
            client.close(timeout=2)


class _OnCluster(Executor):
    """Hands work to a Dask cluster and turns what Dask reports into words."""

    def __init__(self, client: Any, address: str) -> None:  # noqa: ANN401 - Dask's
        self._client = client
        self._address = address
        self._plays = what_plays()
        self._language = language()

    @property
    def slabs_out(self) -> int:
        """Slabs to hand out at a time, by what the cluster has now."""
        try:
            threads: dict[str, int] = self._client.nthreads()
        except Exception as error:
            raise self._lost(error) from error
        return AHEAD * sum(threads.values())

    def submit[**P, R](self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Return a future; it fails with a StudyError where the cluster does.

        It cannot be called off: Dask does not tell what a worker has begun, and that is worth waiting for.

        Raises:
            StudyError: if the scheduler is lost.
        """
        alike = (_play_alike, self._language, self._plays, fn, *args)
        try:
            inner = self._client.submit(*alike, **kwargs, retries=_RETRIES, pure=False)
        except Exception as error:
            raise self._lost(error) from error
        outer: Future[R] = Future()
        outer.set_running_or_notify_cancel()

        # Not Dask's own executor: its futures wait for ever where the scheduler is lost while a result is fetched.
        async def fetched() -> R:
            result: R = await inner
            return result

        def pass_on(done: Future[R]) -> None:
            error = CancelledError() if done.cancelled() else done.exception()
            if error is None:
                outer.set_result(done.result())
            elif isinstance(error, DelegationSimError):
                outer.set_exception(error)
            else:
                is_of_work = inner.status == "error" or not isinstance(error, OSError | CancelledError)
                outer.set_exception(self._lost(error if is_of_work else None))

        run_coroutine_threadsafe(fetched(), self._client.loop.asyncio_loop).add_done_callback(pass_on)
        return outer

    def _lost(self, error: BaseException | None) -> StudyError:
        """Return what is told of an error; Dask may ask for it in a thread of its own."""
        with told_in(self._language):
            told = {"address": self._address, "advice": say("workers.kept")}
            if error is None or self._client.status != "running":
                return StudyError(say("workers.lost", **told))
            why = f"{type(error).__name__}: {error}".partition("\n")[0]
            return StudyError(say("workers.failed", why=why, **told))


def _play_alike[R](
    code: str,
    plays: Mapping[str, str],
    fn: Callable[..., R],
    *args: Any,  # noqa: ANN401 - what it takes
    **kwargs: Any,  # noqa: ANN401 - likewise
) -> R:
    """Do the work on a worker, in a language, unless it came later and would do it otherwise."""
    with told_in(code):
        _refuse_others({say("workers.later"): what_plays()}, plays)
        return fn(*args, **kwargs)


@cache
def what_plays() -> Mapping[str, str]:
    """Return what decides on the numbers of a replication, here or on a worker: versions, and a hash of sources."""
    root = Path(__file__).parents[1]
    sources = hashlib.sha256()
    for file in sorted(file for kind in ("*.py", "*.yaml") for file in root.rglob(kind)):
        place = file.relative_to(root)
        if place.parts[0] not in _ONLY_SHOW:
            sources.update(f"\0{place.as_posix()}\0".encode() + file.read_bytes())
    versions = {name: installed(name) for name in ("numpy", "scipy")}
    return {"delegation-sim": version(), **versions, "sources": sources.hexdigest()[:12]}


def _refuse_others(
    found: Mapping[str, Mapping[str, str] | BaseException], here: Mapping[str, str] | None = None
) -> None:
    """Refuse workers that would play something else.

    Raises:
        StudyError: if there are any; its text names up to three.
    """
    wanted = what_plays() if here is None else here
    wrong = [_told(place, there, wanted) for place, there in found.items() if there != wanted]
    if wrong:
        more = [say("report.more", n=len(wrong) - _NAMED)] if len(wrong) > _NAMED else []
        raise StudyError(say("workers.otherwise", who=apart([*wrong[:_NAMED], *more])))


def _told(place: str, there: Mapping[str, str] | BaseException, here: Mapping[str, str]) -> str:
    if isinstance(there, BaseException):
        return say("workers.cannot_play", place=place, why=f"{type(there).__name__}: {there}")
    differs = [key for key in here if there.get(key) != here[key]]
    versions = [
        say("workers.version", name=key, there=there.get(key), here=here[key])
        for key in differs
        if key != "sources"
    ]
    if not versions:
        return say("workers.sources", place=place)
    return say("workers.versions", place=place, versions=listed(versions))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from logging what is said in words, such as a scheduler that is lost."""
    logs = [logging.getLogger(name) for name in ("distributed", "distributed.client", "tornado.application")]
    before = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for log, level in zip(logs, before, strict=True):
            log.setLevel(level)
