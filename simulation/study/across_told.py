"""Tells how effects hold across sets of parameters: in how many they have their sign, and what turns them round."""

from dataclasses import replace
from typing import Literal

from simulation.stats.unanimous import tells
from simulation.study.across_sets import ROBUST
from simulation.study.estimates_told import difference
from simulation.study.figures import share_told
from simulation.study.study_summary import Across, Finding, Turn
from simulation.words import NOTHING, Said, Value, said

__all__ = ["across_heads", "across_told", "held_told", "is_sensed", "turn_told"]


def is_sensed(finding: Finding, variant: int) -> bool:
    """Return whether a variant changes an outcome beyond noise, at least within sets: then it is told how it holds."""
    if not finding.across or finding.across[variant - 1] is None:
        return False
    return tells(finding.chance_differences[variant - 1])


def across_heads() -> tuple[Said, ...]:
    """Return the heads of a table of `across_told`; the last one, of the verdict, names the threshold."""
    return tuple(
        said(f"study.parameters.head.{name}", threshold=_threshold())
        for name in ("same", "unchanged", "opposite", "part", "outcome")
    )


def across_told(finding: Finding, variant: int) -> tuple[Said, Said, Said, Said, Said]:
    """Return in how many sets an effect has its sign, shows no change and has the other sign, and two things more.

    These are what sets make of its interval, and whether it is robust. It is where the whole interval of the share of
    sets with its sign lies at nine in ten or above, and is not where all of it lies below. That is said only if sets
    lie apart beyond noise: few pairs often show no change where there is one.
    """
    found = _across(finding, variant)
    unchanged, other, part = (_percent(share) for share in (found.unchanged, found.other, found.parameters))
    return (
        share_told(found.same),
        unchanged,
        other,
        part,
        said(f"study.parameters.{_verdict(finding, variant)}"),
    )


def held_told(finding: Finding, variant: int, label: str | Said) -> tuple[Said, ...]:
    """Return sentences on how an effect holds across sets; none where no sets are drawn or nothing is sensed."""
    if not is_sensed(finding, variant):
        return ()
    same, unchanged, other, part, _ = across_told(finding, variant)
    verdict = _verdict(finding, variant)
    held = said(
        "study.parameters.holds" if verdict == "robust" else f"study.parameters.holds.{verdict}",
        label=Said.begun(label),
        same=same,
        unchanged=unchanged,
        other=other,
        part=part,
        threshold=_threshold(),
    )
    turn = turn_told(finding, variant, label)
    return (held, turn) if turn else (held,)


def turn_told(finding: Finding, variant: int, label: str | Said) -> Said:
    """Return the sentence on the parameter that turns a fragile effect round, or comes nearest to it.

    Nothing: it is robust, or whether it is cannot be told and no parameter stands out.
    """
    turn = _across(finding, variant).turn
    if turn is None or (_verdict(finding, variant) == "few_pairs" and not turn.is_clear):
        return NOTHING
    told: dict[str, Value] = {
        "label": Said.begun(label),
        "parameter": _named(turn.parameter),
        "threshold": Said.decimal(turn.threshold, ".3g"),
        "above": difference(_of_side(finding, turn, above=True), 1, "sets"),
        "below": difference(_of_side(finding, turn, above=False), 1, "sets"),
    }
    turns = tells(turn.above) and tells(turn.below) and turn.above.value * turn.below.value < 0
    kind = "none" if not turn.is_clear else "turns" if turns else "moves"
    return said(f"study.parameters.turn.{kind}", **told)


def _named(key: str) -> Said:
    """Return what a parameter is called, its key behind it; one of a table of somebody's own may have its key alone."""
    name = Said.called("study.parameter", key)
    return name if name == Said.verbatim(key) else said("study.parameters.named", name=name, key=key)


def _verdict(finding: Finding, variant: int) -> Literal["robust", "not_robust", "unclear", "few_pairs"]:
    found = _across(finding, variant)
    if found.same.low >= ROBUST:
        return "robust"
    if found.same.high >= ROBUST:
        return "unclear"
    return "not_robust" if found.is_apart else "few_pairs"


def _percent(share: float) -> Said:
    return said("study.parameters.share", n=Said.decimal(100 * share, ".0f"))


def _threshold() -> Said:
    return Said.decimal(100 * ROBUST, ".0f")


def _across(finding: Finding, variant: int) -> Across:
    found = finding.across[variant - 1]
    assert found is not None  # noqa: S101 - whoever asks has looked
    return found


def _of_side(finding: Finding, turn: Turn, *, above: bool) -> Finding:
    """Return a finding of one difference: the effect on one side."""
    return replace(finding, differences=(turn.above if above else turn.below,))
