"""Checks across the parts of a case."""

from collections.abc import Iterator
from typing import Any
from simulation.scenario.problems import Path

__all__ = ["find_conflicts"]


def find_conflicts(raw: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    yield from ()
