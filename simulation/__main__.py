"""The command `delegation-sim`, also as `python -m simulation`."""

import gc
import signal
import sys
from contextlib import suppress
from threading import Timer, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_SOON = 0.02
"""Seconds until a break that Python dropped comes again."""


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
    again = Timer(_SOON, _break)
    again.daemon = True
    # No thread starts where Python ends already; whoever breaks again has the timer.
    with suppress(RuntimeError, KeyboardInterrupt):
        again.start()


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
