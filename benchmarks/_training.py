"""What the benchmarks of play in a seat are asked alike: cases, games, seed and level."""

import argparse
from typing import Final

__all__ = ["CASES", "options"]

CASES: Final = ("wtpf13_training", "first_hour", "ai_oversight")
"""The cases that ship for training."""


def options(about: str | None) -> argparse.ArgumentParser:
    """Return a parser of the options that they share, told about by the first line of a docstring."""
    parser = argparse.ArgumentParser(description=(about or "").partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=4, help="games of each in each seat")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--skill", default="standard")
    parser.add_argument("--case", action="append", choices=CASES)
    return parser
