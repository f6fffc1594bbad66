"""The command `delegation-sim`, also as `python -m simulation`."""

import gc
import signal
import sys
from contextlib import suppress
from threading import Thread, main_thread
from time import sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs
    from types import FrameType

_SOON = 0.02
"""Seconds after which it is looked again whether a break that Python dropped may come again."""


def main() -> None:
    """Run the command line; a break while it is still loading ends it without a word."""
    sys.unraisablehook = _heard
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        # All is said: whoever breaks once more, while Python tidies up, ends it without a word.
        for _ in range(2):  # a break may come while this is being said
            with suppress(KeyboardInterrupt):
                signal.signal(signal.SIGINT, signal.SIG_DFL)
        gc.freeze()  # to look for cycles in what ends with the process takes seconds after a study


def _heard(lost: "UnraisableHookArgs") -> None:
    """Break once more where a break fell into what Python does by itself, which would print it and go on.

    The break comes from a thread, once this has returned: raised in here it would be printed and lost in its turn.
    """
    if not isinstance(lost.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    # No thread starts where Python ends already; whoever breaks again has the one that was begun.
    with suppress(RuntimeError, KeyboardInterrupt):
        Thread(target=_break_again, daemon=True).start()


def _break_again() -> None:
    """Break once the main thread has left `_heard`, however long it was held up there."""
    ident = main_thread().ident
    while ident is not None and _is_in_heard(sys._current_frames().get(ident)):  # noqa: SLF001 - there is no other way to see it
        sleep(_SOON)
    _break()


def _is_in_heard(frame: "FrameType | None") -> bool:
    while frame is not None and frame.f_code is not _heard.__code__:
        frame = frame.f_back
    return frame is not None


def _break() -> None:
    """Break as Ctrl-C does: to the main thread, which may be waiting."""
    ident = main_thread().ident
    if sys.platform == "win32" or ident is None:
        signal.raise_signal(signal.SIGINT)
    else:
        signal.pthread_kill(ident, signal.SIGINT)


def _run() -> None:
    from simulation.errors import DelegationSimError
    from simulation.neighbours import check_neighbours
    from simulation.threads import one_thread

    try:
        one_thread()
        check_neighbours()
        from simulation.cli.app import main as run

        run()
    except DelegationSimError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
