"""Says in words what came out of the battery: figures, counts, the section for the page on validation."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np

from simulation.evidence.facts.fact import FEWEST, LEVEL, ClaimResult, FactResult, InFamily, Verdict
from simulation.evidence.facts.families import FAMILIES, find_families, turns_round
from simulation.evidence.facts.run_battery import REPLICATIONS

__all__ = [
    "LEGEND",
    "Checked",
    "answer",
    "basis",
    "counts",
    "expected",
    "figure",
    "markdown",
    "missed",
    "of_families",
    "sign",
]

_ORDER: Final[tuple[Verdict, ...]] = ("shown", "in part", "not shown", "opposite", "by construction")
_SIGNS: Final[dict[Verdict, str]] = {
    "shown": "yes",
    "by construction": "yes",
    "in part": "part",
    "not shown": "no",
    "opposite": "OPP",
}
LEGEND: Final = (
    "yes: every claim holds; part: a primary one does; no: none does; OPP: a primary one is clearly the other way; "
    "=: the fact sets this itself, and is played on other draws of the same rooms; ~: it has this by itself, and is "
    "given what plain rooms have."
)
"""What the signs of `sign` mean."""
_EXPECTS: Final = {"more": "> 0", "less": "< 0", "no more": "not above", "no less": "not below"}

_CHANGED: Final = (
    "Mechanism *changed*: until 0.1.0 the form of the conference was changed while looking at this fact on seed 1, or "
    "it rests on such a change; its section says which."
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
    """Return whether a claim holds: `yes`, `no`, `opposite`; `note` where nobody judges, `few` of too few pairs."""
    if claim.role == "note":
        return "note"
    if claim.estimate.n < FEWEST:
        return "few"
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


def sign(result: FactResult, one: InFamily) -> str:
    """Return what came out in a family of rooms in one word, such as `yes`, with a mark where its rooms are special."""
    (family,) = find_families((one.family,))
    mark = "" if one.is_changed or family.field is None else "="
    return f"{_SIGNS[one.verdict]}{'~' if turns_round(family, result.fact) else mark}"


def of_families(result: FactResult) -> str:
    """Return in how many families a fact holds, such as `5 of 6`."""
    return f"{result.held} of {len(result.families)}"


def missed(one: InFamily) -> str:
    """Return the claims that do not hold in a family of rooms, with their figures; empty: all that count hold."""
    return "; ".join(
        f"{claim.words} {figure(claim)}{' (opposite)' if claim.is_opposite else ''}"
        for claim in one.claims
        if claim.role != "note" and not claim.holds
    )


def basis(*, seed: int, replications: int, version: str, families: int, definitions: str) -> str:
    """Return the sentence that says on what all figures rest."""
    few = (
        f" Fewer than {REPLICATIONS} pairs are too few for a verdict: take this as a rehearsal."
        if replications < REPLICATIONS
        else ""
    )
    where = "one family" if families == 1 else f"each of {families} families"
    return (
        f"Effects with {LEVEL:.0%} intervals over {replications} pairs of generated rooms in {where} (some facts take "
        f"a multiple, as stated), seed {seed}, definitions {definitions}, delegation-sim {version}.{few}"
    )


class Checked(Protocol):
    """What came of a change that must change nothing."""

    @property
    def name(self) -> str:
        """What is changed."""

    @property
    def is_null(self) -> bool:
        """Whether nothing changed."""

    @property
    def figures(self) -> str:
        """The figures in words."""


def markdown(facts: Sequence[FactResult], controls: Sequence[Checked], *, told: str) -> str:
    """Return the section of the page on validation; `told` is what all figures rest on."""
    families = [one.family for one in facts[0].families]
    lines = ["## Stylised facts", "", told, "", f"**{counts(facts)}.**", "", _CHANGED, ""]
    lines += [f"- *{family.key}*: {family.words}" for family in FAMILIES if family.key in families]
    lines += [
        "",
        f"{LEGEND[0].upper()}{LEGEND[1:]}",
        "",
        f"| fact | in words | source | mechanism | {' | '.join(families)} | holds in | verdict |",
        f"|{' --- |' * (len(families) + 6)}",
    ]
    lines += [_row(result) for result in facts]
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
        lines += [f"| {c.name} | {'yes' if c.is_null else '**no**'} | {c.figures} |" for c in controls]
    return "\n".join(lines) + "\n"


def _row(result: FactResult) -> str:
    fact = result.fact
    cells = [fact.key, fact.name, fact.source, "changed" if fact.mechanism else ""]
    cells += [sign(result, one) for one in result.families]
    return f"| {' | '.join([*cells, of_families(result), f'**{result.verdict}**'])} |"


def _section(result: FactResult) -> list[str]:
    fact = result.fact
    lines = [f"### {fact.key}: {fact.name}", "", f"{fact.direction} Source: {fact.source}.", ""]
    lines += [f"*Trap.* {fact.trap}"]
    if fact.by_construction:
        lines += ["", f"*By construction*: {fact.by_construction}."]
    if fact.amended:
        lines += ["", f"*Amended*: {fact.amended}"]
    if fact.mechanism:
        lines += ["", f"*Mechanism, until 0.1.0*: {fact.mechanism}"]
    first, *others = result.families
    lines += [
        "",
        f"Verdict: **{result.verdict}**, holds in {of_families(result)} families; {result.replications} pairs.",
        "",
        f"| measure ({first.family}) | effect | expected | holds | n |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {c.words}{' (additional)' if c.role == 'additional' else ''} | {figure(c)} | {expected(c)} | {answer(c)} "
        f"| {c.estimate.n} |"
        for c in first.claims
    ]
    if others:
        lines += ["", "| family | there | what does not hold there |", "| --- | --- | --- |"]
        lines += [f"| {one.family} | {one.verdict} | {missed(one)}{_aside(result, one)} |" for one in others]
    return lines


def _aside(result: FactResult, one: InFamily) -> str:
    """Return what is special about the rooms of a fact in a family; empty: nothing."""
    (family,) = find_families((one.family,))
    stop = ". " if missed(one) else ""
    if turns_round(family, result.fact):
        return f"{stop}The other way round, since it has this by itself"
    return "" if one.is_changed else f"{stop}The same rooms: {result.fact.keeps[family.field or '']}"
