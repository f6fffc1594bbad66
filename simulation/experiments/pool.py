"""Where the work is done: in this process, in processes of this machine, or on a cluster."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from simulation.errors import StudyError

__all__ = ["BLAS_THREADS", "InProcess", "cluster", "processes"]

BLAS_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
"""Set to 1 before NumPy is loaded, these keep every worker to one thread: many small products gain nothing."""


class InProcess(Executor):
    """Does the work at once, in this process."""

    def submit[**P, R](self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Return a future that is done already."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whatever it is, the future carries it to whoever asks
            future.set_exception(error)
        return future


@contextmanager
def processes(workers: int | None = None) -> Iterator[Executor]:
    """Give an executor of as many processes as the machine has cores, or as are asked for; one works in this process.

    Raises:
        StudyError: if fewer than one worker is asked for.
    """
    number = _cores() if workers is None else workers
    if number < 1:
        raise StudyError(f"{number} workers can do nothing. Valid: 1 or more.")
    if number == 1:
        yield InProcess()
        return
    for name in BLAS_THREADS:
        os.environ.setdefault(name, "1")  # read by workers that start from nothing
    pool = ProcessPoolExecutor(number, mp_context=_context(), initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _cores() -> int:
    counted: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)  # from Python 3.13
    return counted() or 1


def _context() -> multiprocessing.context.BaseContext:
    """Return how workers start: as a copy of this process where that is safe, which is quick; else from nothing."""
    tasks = Path("/proc/self/task")
    alone = threading.active_count() == 1 and tasks.is_dir() and len(list(tasks.iterdir())) == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


def _begin() -> None:
    """Leave Ctrl-C to the process that handed out the work: it keeps what is done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give an executor that works on a Dask cluster, whose scheduler listens at the address.

    A chunk whose worker is lost is done again by another.

    Raises:
        StudyError: if Dask is not installed, or no scheduler answers, or it has no worker.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise StudyError(
            'A cluster needs Dask, which is not installed: pip install "delegation-sim[cluster]".'
        ) from error
    try:
        client: Any = Client(address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call] # Dask's
    except (OSError, ValueError) as error:
        raise StudyError(
            f"No scheduler answers at {address}: {error}. Start one with: dask scheduler"
        ) from error
    try:
        if not client.scheduler_info(n_workers=-1)["workers"]:
            raise StudyError(
                f"The scheduler at {address} has no workers yet. Start some: dask worker {address}"
            )
        yield client.get_executor(retries=3)
    finally:
        client.close()
