"""Where the endings of runs go: from which class of ending to which, where one figure alone would hide it."""

from dataclasses import dataclass

from simulation.experiments import telling
from simulation.experiments.summary import Finding, StudySummary
from simulation.protocols.result import OUTCOME_CLASSES

__all__ = ["Shift", "shift_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Two classes between which runs move."""

    before: Finding
    after: Finding


def shift_of(summary: StudySummary, variant: int, than: Finding) -> Shift | None:
    """Return the classes between which a variant moves runs; None if `than` tells as much.

    Args:
        summary: What was found.
        variant: Place of the variant, not the base.
        than: What the comparison would be told by.
    """
    if than.group != "ending":
        return None
    classes = [summary.finding(f"class.{name}") for name in OUTCOME_CLASSES]
    before = max(classes, key=lambda one: one.estimates[0].value)
    after = max(classes, key=lambda one: one.estimates[variant].value)
    if before is not after:
        clear = telling.is_clear(before, variant) and telling.is_clear(after, variant)
        return Shift(before=before, after=after) if clear else None
    falls = min(classes, key=lambda one: one.differences[variant - 1].value)
    rises = max(classes, key=lambda one: one.differences[variant - 1].value)
    moved = min(-falls.differences[variant - 1].value, rises.differences[variant - 1].value)
    is_more = moved > abs(than.differences[variant - 1].value)
    if is_more and telling.is_clear(falls, variant) and telling.is_clear(rises, variant):
        return Shift(before=falls, after=rises)
    return None
