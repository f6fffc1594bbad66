"""Whether a sensitivity analysis has settled: its indices from a quarter, a half and all of its design.

It has if half the design puts the same factors first as all of it, and their intervals tell how large they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulation.stats.interval import Estimate
from simulation.words import Said, Value, said

__all__ = ["Convergence", "Stage", "converge", "enumerated", "stage", "stage_sizes"]

_LEADING: Final = 3
"""Factors whose order must not change, and whose size must be told."""
_WIDEST: Final = 0.5
"""Of the largest index: no interval of the first factors may be wider (judgement). So each is told within a quarter of
the largest either way."""
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
    reach: float
    """Widest interval of the first three of them, in parts of the largest index; 0: none has a clear effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Convergence:
    """The stages of a design, and whether what matters most was the same at the last two, and told in size."""

    stages: tuple[Stage, ...]
    settled: bool
    """In order and in size."""
    is_order_settled: bool
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
        reach=_reach([estimates[place] for _, place in ranked[:_LEADING]]),
    )


def _reach(first: Sequence[Estimate]) -> float:
    return max(e.high - e.low for e in first) / first[0].value if first else 0.0


def converge(stages: Sequence[Stage], unit: str, *, is_told: bool = True) -> Convergence:
    """Return whether the first three are the same with half the design and with all of it, and their sizes are told.

    `unit` is what the design is made of and could have more of: `trajectories` or `samples`. Not `is_told` are effects
    that too few replications keep from being told from noise.
    """
    if not is_told:
        words = said("settled.not.too_few")
        return _unsettled(stages, words)
    if len(stages) == 1:
        words = said("settled.not.halved", size=stages[0].size, unit=Said.called("unit", unit))
        return _unsettled(stages, words)
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
    elif before == after and full.reach <= _WIDEST:
        words = said(f"settled.{len(after)}", **told)
    elif before == after:
        times = Said.decimal(full.reach, ".2g")
        words = said(f"settled.order.{len(after)}", **told, times=times, most=Said.decimal(_WIDEST, "g"))
    else:
        words = said("settled.not", **told, before=enumerated(before), after=enumerated(after))
    return Convergence(
        stages=tuple(stages),
        settled=before == after and full.reach <= _WIDEST,
        is_order_settled=before == after,
        sentence=words,
    )


def _unsettled(stages: Sequence[Stage], words: Said) -> Convergence:
    return Convergence(stages=tuple(stages), settled=False, is_order_settled=False, sentence=words)


def enumerated(names: Sequence[str | Said]) -> Said:
    """Return names as a list in words.

    >>> [str(enumerated(names)) for names in (["a", "b", "c"], ["a"], [])]
    ['a, b and c', 'a', 'none']
    """
    return Said.names(names, len(names)) if names else said("settled.none")
