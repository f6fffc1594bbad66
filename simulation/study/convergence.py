"""Whether a sensitivity analysis has settled: its indices from a quarter, a half and all of its design."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulation.stats.interval import Estimate
from simulation.words import Said, Value, said

__all__ = ["Convergence", "Stage", "converge", "enumerated", "stage", "stage_sizes"]

_LEADING: Final = 3
"""Factors whose order must not change."""
_SMALLEST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The indices from the first part of a design."""

    size: int
    """Trajectories or samples."""
    values: tuple[float, ...]
    """By factor, in the order of the design."""
    widths: tuple[float, ...]
    """From the low to the high end of each interval."""
    ranking: tuple[str | Said, ...]
    """Names of the factors with a clear effect, largest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convergence:
    """The stages of a design, and whether what matters most was the same at the last two."""

    stages: tuple[Stage, ...]
    settled: bool
    sentence: Said


def stage_sizes(size: int) -> tuple[int, ...]:
    """Return a quarter, a half and all of a design, as far as they hold two or more.

    >>> stage_sizes(32), stage_sizes(5)
    ((8, 16, 32), (2, 5))
    """
    return tuple(part for part in (size // 4, size // 2, size) if part >= _SMALLEST)


def stage(
    size: int, names: Sequence[str | Said], estimates: Sequence[Estimate], clear: Sequence[bool]
) -> Stage:
    """Return a stage from the estimates of all factors and whether each is beyond noise."""
    ranked = sorted((-e.value, place) for place, e in enumerate(estimates) if clear[place])
    return Stage(
        size=size,
        values=tuple(e.value for e in estimates),
        widths=tuple(e.high - e.low for e in estimates),
        ranking=tuple(names[place] for _, place in ranked),
    )


def converge(stages: Sequence[Stage], unit: str, *, is_told: bool = True) -> Convergence:
    """Return whether the order of the first three is the same with half the design and with all of it.

    `unit` is what the design is made of and could have more of: `trajectories` or `samples`. Not `is_told` are effects
    that too few replications keep from being told from noise.
    """
    if not is_told:
        words = said("settled.not.too_few")
        return Convergence(stages=tuple(stages), settled=False, sentence=words)
    if len(stages) == 1:
        words = said("settled.not.halved", size=stages[0].size, unit=Said.called("unit", unit))
        return Convergence(stages=tuple(stages), settled=False, sentence=words)
    half, full = stages[-2:]
    before, after = half.ranking[:_LEADING], full.ranking[:_LEADING]
    told: dict[str, Value] = {
        "wide": Said.decimal(max(half.widths), ".2g"),
        "now": Said.decimal(max(full.widths), ".2g"),
        "half": half.size,
        "full": full.size,
        "unit": Said.called("unit", unit),
    }
    if not before and not after:
        words = said("settled.nothing", **told)
    elif before == after:
        words = said(f"settled.{len(after)}", **told)
    else:
        words = said("settled.not", **told, before=enumerated(before), after=enumerated(after))
    return Convergence(stages=tuple(stages), settled=before == after, sentence=words)


def enumerated(names: Sequence[str | Said]) -> Said:
    """Return names as a list in words.

    >>> [str(enumerated(names)) for names in (["a", "b", "c"], ["a"], [])]
    ['a, b and c', 'a', 'none']
    """
    return Said.names(names, len(names)) if names else said("settled.none")
