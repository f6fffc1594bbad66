"""What a back-test or a fit found, as somebody reads it."""

from collections.abc import Iterable
from dataclasses import dataclass

from simulation.evidence.backtest.backtest_told import Part

__all__ = ["Read", "read"]


@dataclass(frozen=True)
class Read:
    """One part of a page, in the language that is told in."""

    heading: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sentences: tuple[str, ...]


def read(parts: Iterable[Part]) -> tuple[Read, ...]:
    """Return parts in words."""
    return tuple(
        Read(
            heading=str(part.heading),
            heads=tuple(map(str, part.heads)),
            rows=tuple(tuple(map(str, row)) for row in part.rows),
            sentences=tuple(map(str, part.sentences)),
        )
        for part in parts
    )
