"""Says in words what came out of the battery: figures, counts, the section for the page on validation."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from simulation.experiments.facts.fact import LEVEL, ClaimResult, ControlResult, FactResult, Verdict
from simulation.experiments.facts.run import REPLICATIONS

__all__ = ["answer", "basis", "counts", "expected", "figure", "markdown"]

_ORDER: Final[tuple[Verdict, ...]] = ("shown", "in part", "not shown", "opposite", "by construction")
_EXPECTS: Final = {"more": "> 0", "less": "< 0", "no more": "not above", "no less": "not below"}

_CHANGED: Final = (
    "Mechanism *changed*: the form of the conference was changed while looking at this fact on seed 1, or the fact "
    "rests on such a change; its section says which."
)


def figure(claim: ClaimResult) -> str:
    """Return the effect with its interval, such as `+0.191 [+0.179, +0.203]`."""
    found = claim.estimate
    if not np.isfinite(found.value):
        return "not measured"
    if not np.isfinite(found.low):
        return f"{found.value:+.3f} [one value]"
    return f"{found.value:+.3f} [{found.low:+.3f}, {found.high:+.3f}]"


def answer(claim: ClaimResult) -> str:
    """Return whether a claim holds: `yes`, `no`, `opposite`; `note` where nobody judges."""
    if claim.role == "note":
        return "note"
    if claim.holds:
        return "yes"
    return "opposite" if claim.is_opposite else "no"


def expected(claim: ClaimResult) -> str:
    """Return what a claim expects, such as `> 0` or `not above +0.05`."""
    words = _EXPECTS[claim.expects]
    if claim.expects in {"more", "less"}:
        return words if claim.margin == 0 else words.replace("0", f"{claim.margin:g}")
    margin = claim.margin if claim.expects == "no more" else -claim.margin
    return f"{words} {margin:+g}" if margin else f"{words} 0"


def counts(results: Sequence[FactResult]) -> str:
    """Return how many facts got which verdict, such as `16 shown, 3 in part, 1 by construction`."""
    found = Counter(result.verdict for result in results)
    return ", ".join(f"{found[verdict]} {verdict}" for verdict in _ORDER if found[verdict])


def basis(*, seed: int, replications: int, version: str) -> str:
    """Return the sentence that says on what all figures rest."""
    few = (
        f" Fewer than {REPLICATIONS} pairs are too few for a verdict: take this as a rehearsal."
        if replications < REPLICATIONS
        else ""
    )
    return (
        f"Effects with {LEVEL:.0%} intervals over {replications} pairs of generated rooms (some facts take a multiple, "
        f"as stated), seed {seed}, delegation-sim {version}.{few}"
    )


def markdown(
    facts: Sequence[FactResult],
    controls: Sequence[ControlResult],
    *,
    seed: int,
    replications: int,
    version: str,
) -> str:
    """Return the section of the page on validation."""
    lines = [
        "## Stylised facts",
        "",
        basis(seed=seed, replications=replications, version=version),
        "",
        f"**{counts(facts)}.**",
        "",
        _CHANGED,
        "",
        "| fact | in words | source | mechanism | verdict |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {r.fact.key} | {r.fact.name} | {r.fact.source} | {'changed' if r.fact.mechanism else ''} "
            f"| **{r.verdict}** |"
            for r in facts
        ),
    ]
    for result in facts:
        lines += ["", *_section(result)]
    if controls:
        lines += [
            "",
            "## Negative controls",
            "",
            "| change | nothing changed | figures |",
            "| --- | --- | --- |",
        ]
        lines += [
            f"| {c.control.name} | {'yes' if c.is_null else '**no**'} | {c.figures} |" for c in controls
        ]
    return "\n".join(lines) + "\n"


def _section(result: FactResult) -> list[str]:
    fact = result.fact
    lines = [
        f"### {fact.key}: {fact.name}",
        "",
        f"{fact.direction} Source: {fact.source}.",
        "",
        f"*Trap.* {fact.trap}",
    ]
    if fact.by_construction:
        lines += ["", f"*By construction*: {fact.by_construction}."]
    if fact.amended:
        lines += ["", f"*Amended*: {fact.amended}"]
    if fact.mechanism:
        lines += ["", f"*Mechanism*: {fact.mechanism}"]
    lines += [
        "",
        f"Verdict: **{result.verdict}**; {result.replications} pairs.",
        "",
        "| measure | effect | expected | holds | n |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {c.words}{' (additional)' if c.role == 'additional' else ''} | {figure(c)} | {expected(c)} | {answer(c)} "
        f"| {c.estimate.n} |"
        for c in result.claims
    ]
    return lines
