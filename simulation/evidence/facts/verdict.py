"""The rule by which claims become a verdict: fixed before anything was played, and tightened once since."""

from collections.abc import Sequence

from simulation.evidence.facts.fact import ENOUGH, FEWEST, Claim, ClaimResult, Verdict
from simulation.stats.interval import Estimate

__all__ = ["judge", "verdict_of", "verdict_over"]


def judge(claim: Claim, estimate: Estimate) -> ClaimResult:
    """Return whether an estimate bears a claim out, or the opposite of it.

    More: the whole interval lies above the margin; opposite: all of it below minus the margin. No more: the upper end
    is at most the margin; opposite: the lower end is above it. Less and no less are the mirror images.
    """
    low, high = estimate.low, estimate.high
    if claim.expects in {"less", "no less"}:
        low, high = -high, -low
    if claim.expects in {"more", "less"}:
        holds, is_opposite = low > claim.margin, high < -claim.margin
    else:
        holds, is_opposite = high <= claim.margin, low > claim.margin
    enough = estimate.n >= FEWEST
    return ClaimResult(
        words=claim.words,
        role=claim.role,
        expects=claim.expects,
        margin=claim.margin,
        estimate=estimate,
        holds=bool(holds and enough),
        is_opposite=bool(is_opposite and enough),
    )


def verdict_of(claims: Sequence[ClaimResult], *, by_construction: bool = False) -> Verdict:
    """Return the verdict on a fact; notes do not count.

    Shown: every claim holds, primary and additional. Opposite: a primary claim is clearly the other way. In part:
    neither, but at least one primary claim holds. Not shown: no primary claim does.

    Raises:
        ValueError: if there is no primary claim.
    """
    counted = [claim for claim in claims if claim.role != "note"]
    primary = [claim for claim in counted if claim.role == "primary"]
    if not primary:
        raise ValueError("a fact needs a primary claim")
    if by_construction and all(claim.holds for claim in counted):
        return "by construction"
    if any(claim.is_opposite for claim in primary):
        return "opposite"
    if all(claim.holds for claim in counted):
        return "shown"
    return "in part" if any(claim.holds for claim in primary) else "not shown"


def verdict_over(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict on a fact from those in its families of rooms.

    Shown: it holds in five of them, or in all if fewer are played. Opposite: it is not, and is opposite in one at
    least. In part: neither, but it holds, or holds in part, somewhere. Not shown: nowhere. What is by construction
    holds, and is called so.

    >>> verdict_over(["shown", "opposite", "shown", "shown", "shown", "shown"])
    'shown'
    >>> verdict_over(["shown", "in part", "shown", "not shown", "shown", "shown"])
    'in part'
    """
    held = [verdict for verdict in verdicts if verdict in {"shown", "by construction"}]
    if len(held) >= min(ENOUGH, len(verdicts)):
        return "by construction" if "by construction" in held else "shown"
    if "opposite" in verdicts:
        return "opposite"
    return "in part" if held or "in part" in verdicts else "not shown"
