"""A worker: reads work from its standard input, does it, writes what came of it, and ends with whoever started it."""

import contextlib
import os
import pickle
import signal
import sys
from typing import BinaryIO

from simulation.words import told_in

__all__ = ["main", "serve"]


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Do one piece of work after the other until no more comes.

    Args:
        source: Pickles of a language to tell in, and a function with its arguments.
        sink: Takes a pickle of each answer: whether it went well, and what was returned or raised.
    """
    while True:
        try:
            code, function, args, kwargs = pickle.load(source)  # noqa: S301 - from the process that started this one
        except (EOFError, pickle.UnpicklingError):
            return  # whoever asked has ended, perhaps in the middle of asking
        try:
            with told_in(code):
                answer = pickle.dumps((True, function(*args, **kwargs)))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told to whoever asked
            answer = _pickled(error)
        try:
            sink.write(answer)
            sink.flush()
        except BrokenPipeError:
            return  # whoever asked has ended, and nobody is left to tell


def _pickled(error: Exception) -> bytes:
    """Return an error as bytes; its words alone where it cannot travel."""
    try:
        answer = pickle.dumps((False, error))
        pickle.loads(answer)  # noqa: S301 - what was made a line before
    except Exception:  # noqa: BLE001 - some errors take other arguments than they keep
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return answer


def main() -> None:
    """Serve the process that started this one, at a lower priority than pages that somebody waits for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        with contextlib.suppress(OSError):
            os.nice(5)
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what is printed must not mix with the answers
    serve(sys.stdin.buffer, sink)
    os._exit(0)  # an answer that nobody takes would be tried again, and be complained of


if __name__ == "__main__":
    main()
