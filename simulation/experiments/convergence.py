"""Whether a sensitivity analysis has settled: its indices from a quarter, a half and all of its design."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulation.experiments.interval import Estimate
from simulation.words import called, decimal, names_joined, say

__all__ = ["Convergence", "Stage", "converge", "enumerated", "retold", "stage", "stage_sizes"]

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


def converge(stages: Sequence[Stage], unit: str, *, is_told: bool = True) -> Convergence:
    """Return whether the order of the first three is the same with half the design and with all of it.

    `unit` is what the design is made of and could have more of: `trajectories` or `samples`. Not `is_told` are effects
    that too few replications keep from being told from noise.
    """
    if not is_told:
        words = say("settled.not.too_few")
        return Convergence(stages=tuple(stages), settled=False, sentence=words)
    if len(stages) == 1:
        words = say("settled.not.halved", size=stages[0].size, unit=called("unit", unit))
        return Convergence(stages=tuple(stages), settled=False, sentence=words)
    half, full = stages[-2:]
    before, after = half.ranking[:_LEADING], full.ranking[:_LEADING]
    told = {
        "wide": decimal(max(half.widths), ".2g"),
        "now": decimal(max(full.widths), ".2g"),
        "half": half.size,
        "full": full.size,
        "unit": called("unit", unit),
    }
    if not before and not after:
        words = say("settled.nothing", **told)
    elif before == after:
        words = say(f"settled.{len(after)}", **told)
    else:
        words = say("settled.not", **told, before=enumerated(before), after=enumerated(after))
    return Convergence(stages=tuple(stages), settled=before == after, sentence=words)


def retold(plain: Mapping[str, Any], unit: str, *, is_told: bool) -> Convergence:
    """Return what a `Convergence` wrote as plain data, in the language that is told in; see `converge`."""
    stages = [
        Stage(**{**one, **{field: tuple(one[field]) for field in ("values", "widths", "ranking")}})
        for one in plain["stages"]
    ]
    return converge(stages, unit, is_told=is_told)


def enumerated(names: Sequence[str]) -> str:
    """Return names as a list in words.

    >>> enumerated(["a", "b", "c"]), enumerated(["a"]), enumerated([])
    ('a, b and c', 'a', 'none')
    """
    return names_joined(names, len(names)) or say("settled.none")
