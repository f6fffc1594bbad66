"""The command `delegation-sim`, also as `python -m simulation`."""

import signal
import sys


def main() -> None:
    """Run the command line; a break while it is still loading ends it without a word."""
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        # All is said: whoever breaks once more, while Python tidies up, ends it without a word.
        signal.signal(signal.SIGINT, signal.SIG_DFL)


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
