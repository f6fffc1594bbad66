"""Whether a sensitivity analysis has settled: its indices from a quarter, a half and all of its design."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulation.experiments.interval import Estimate

__all__ = ["Convergence", "Stage", "converge", "enumerated", "stage", "stage_sizes"]

_LEADING: Final = 3
"""Factors whose order must not change."""
_SMALLEST: Final = 2
_COUNT: Final = {1: "first", 2: "first two", 3: "first three"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The indices from the first part of a design."""

    size: int
    """Trajectories or samples."""
    values: tuple[float, ...]
    """By factor, in the order of the design."""
    widths: tuple[float, ...]
    """From the low to the high end of each interval."""
    ranking: tuple[str, ...]
    """Names of the factors with a clear effect, largest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convergence:
    """The stages of a design, and whether what matters most was the same at the last two."""

    stages: tuple[Stage, ...]
    settled: bool
    sentence: str


def stage_sizes(size: int) -> tuple[int, ...]:
    """Return a quarter, a half and all of a design, as far as they hold two or more.

    >>> stage_sizes(32), stage_sizes(5)
    ((8, 16, 32), (2, 5))
    """
    return tuple(part for part in (size // 4, size // 2, size) if part >= _SMALLEST)


def stage(size: int, names: Sequence[str], estimates: Sequence[Estimate], clear: Sequence[bool]) -> Stage:
    """Return a stage from the estimates of all factors and whether each is beyond noise."""
    ranked = sorted((-e.value, place) for place, e in enumerate(estimates) if clear[place])
    return Stage(
        size=size,
        values=tuple(e.value for e in estimates),
        widths=tuple(e.high - e.low for e in estimates),
        ranking=tuple(names[place] for _, place in ranked),
    )


def converge(stages: Sequence[Stage], unit: str, *, told: bool = True) -> Convergence:
    """Return whether the order of the first three is the same with half the design and with all of it.

    `unit` is what the design is made of and could have more of: `trajectories` or `samples`. Not `told` are effects
    that too few replications keep from being told from noise.
    """
    if not told:
        words = "Not settled: there are too few replications to rank the factors."
        return Convergence(stages=tuple(stages), settled=False, sentence=words)
    if len(stages) == 1:
        words = f"Not settled: {stages[0].size} {unit} cannot be halved. Ask for more {unit}."
        return Convergence(stages=tuple(stages), settled=False, sentence=words)
    half, full = stages[-2:]
    before, after = half.ranking[:_LEADING], full.ranking[:_LEADING]
    widths = f"the widest interval went from {max(half.widths):.2g} to {max(full.widths):.2g}"
    parts = f"{half.size} of {full.size} {unit}"
    if not before and not after:
        words = f"Nothing to rank: no factor has a clear effect, from half the design ({parts}) or from all of it."
    elif before == after:
        words = (
            f"Settled: the ranking of the {_COUNT[len(after)]} is the same from half the design on ({parts}); "
            f"{widths}."
        )
    else:
        words = (
            f"Not settled: half the design ({parts}) puts {enumerated(before)} first, "
            f"and all of it {enumerated(after)}; {widths}. Ask for more {unit}."
        )
    return Convergence(stages=tuple(stages), settled=before == after, sentence=words)


def enumerated(names: Sequence[str]) -> str:
    """Return names as a list in words.

    >>> enumerated(["a", "b", "c"]), enumerated(["a"]), enumerated([])
    ('a, b and c', 'a', 'none')
    """
    if not names:
        return "none"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
