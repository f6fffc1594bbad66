"""The command `delegation-sim`, also as `python -m simulation`."""

import sys


def main() -> None:
    """Run the command line; a break while it is still loading ends it without a word."""
    try:
        from simulation.cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
