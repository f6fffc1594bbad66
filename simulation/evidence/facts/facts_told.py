"""Says in words what came out of the battery: figures, counts, the section for the page on validation."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, Protocol

import numpy as np

from simulation.evidence.facts.fact import (
    FEWEST,
    LEVEL,
    ClaimResult,
    Control,
    Fact,
    FactResult,
    InFamily,
    Verdict,
)
from simulation.evidence.facts.families import FAMILIES, Family, find_families, turns_round
from simulation.evidence.facts.run_battery import REPLICATIONS
from simulation.words import NOTHING, Said, Value, called, listed, percent, said, say

__all__ = [
    "Checked",
    "answer",
    "basis",
    "control_named",
    "counts",
    "expected",
    "fact_named",
    "family_named",
    "figure",
    "markdown",
    "missed",
    "of_families",
    "sign",
    "verdict_named",
]

_ORDER: Final[tuple[Verdict, ...]] = ("shown", "in part", "not shown", "opposite", "by construction")


def fact_named(fact: Fact) -> str:
    """Return what a fact says, in words."""
    return called("method.fact", fact.key, fact.name)


def family_named(family: Family) -> str:
    """Return what is special about the rooms of a family."""
    return called("facts.family", family.key, family.words)


def control_named(control: Control) -> str:
    """Return what is changed that must change nothing."""
    return called("facts.control", control.key, control.name)


def verdict_named(verdict: str) -> str:
    """Return a verdict in words."""
    return called("method.verdict", verdict)


def figure(claim: ClaimResult) -> str:
    """Return the effect with its interval, such as `+0.191 [+0.179, +0.203]`."""
    found = claim.estimate
    if not np.isfinite(found.value):
        return say("facts.figure.none")
    if not np.isfinite(found.low):
        return say("facts.figure.one", value=_signed(found.value))
    return say("facts.figure", value=_signed(found.value), low=_signed(found.low), high=_signed(found.high))


def _signed(value: float, form: str = "+.3f") -> str:
    """Return a number with the decimal mark of the language, and a hyphen for a minus: it stands in tables of text."""
    return f"{value:{form}}".replace(".", say("number.decimal_mark"))


def answer(claim: ClaimResult) -> Said:
    """Return whether a claim holds, or is clearly the other way; that nobody judges it, or that pairs are too few."""
    if claim.role == "note":
        return said("facts.answer.note")
    if claim.estimate.n < FEWEST:
        return said("facts.answer.few")
    if claim.holds:
        return said("facts.answer.yes")
    return said("facts.answer.opposite" if claim.is_opposite else "facts.answer.no")


def expected(claim: ClaimResult) -> str:
    """Return what a claim expects, such as `> 0` or `not above +0.05`."""
    if claim.expects in {"more", "less"}:
        return say(f"facts.expects.{claim.expects}", margin=_signed(claim.margin, "g"))
    margin = claim.margin if claim.expects == "no more" else -claim.margin
    key = claim.expects.replace(" ", "_")
    return say(f"facts.expects.{key}", margin=_signed(margin, "+g") if margin else "0")


def counts(results: Sequence[FactResult]) -> str:
    """Return how many facts got which verdict, such as `16 shown, 3 in part, 1 by construction`."""
    found = Counter(result.verdict for result in results)
    return listed(
        say("facts.count", n=found[verdict], verdict=verdict_named(verdict))
        for verdict in _ORDER
        if found[verdict]
    )


def sign(result: FactResult, one: InFamily) -> str:
    """Return what came out in a family of rooms in one word, such as `yes`, with a mark where its rooms are special."""
    (family,) = find_families((one.family,))
    mark = "" if one.is_changed or family.field is None else "="
    return f"{called('facts.sign', one.verdict)}{'~' if turns_round(family, result.fact) else mark}"


def of_families(result: FactResult) -> str:
    """Return in how many families a fact holds, such as `5 of 6`."""
    return say("facts.held", held=result.held, n=len(result.families))


def missed(one: InFamily) -> str:
    """Return the claims that do not hold in a family of rooms, with their figures; empty: all that count hold."""
    return say("study.semicolon").join(
        say(
            "facts.missed.opposite" if claim.is_opposite else "facts.missed",
            words=claim.words,
            figure=figure(claim),
        )
        for claim in one.claims
        if claim.role != "note" and not claim.holds
    )


def basis(*, seed: int, replications: int, version: str, families: int, definitions: str) -> str:
    """Return the sentence that says on what all figures rest."""
    told: dict[str, Value] = {
        "level": percent(LEVEL),
        "pairs": replications,
        "seed": seed,
        "definitions": definitions,
        "version": version,
    }
    few = said("facts.basis.rehearsal", fewest=REPLICATIONS) if replications < REPLICATIONS else NOTHING
    return str(Said.joined(said("facts.basis", n=families, **told), few))


class Checked(Protocol):
    """What came of a change that must change nothing."""

    @property
    def key(self) -> str:
        """Of the change."""

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
    lines = [
        f"## {say('facts.page.heading')}",
        "",
        told,
        "",
        f"**{counts(facts)}.**",
        "",
        say("facts.page.changed"),
        "",
    ]
    lines += [f"- *{family.key}*: {family_named(family)}" for family in FAMILIES if family.key in families]
    lines += [
        "",
        say("facts.legend"),
        "",
        f"| {' | '.join([*_heads('fact', 'words', 'source', 'mechanism'), *families, *_heads('held', 'verdict')])} |",
        f"|{' --- |' * (len(families) + 6)}",
    ]
    lines += [_row(result) for result in facts]
    for result in facts:
        lines += ["", *_section(result)]
    if controls:
        lines += [
            "",
            f"## {say('facts.page.controls')}",
            "",
            _line(*_heads("change", "null", "figures")),
            "| --- | --- | --- |",
        ]
        lines += [
            f"| {called('facts.control', c.key, c.name)} | {_null(is_so=c.is_null)} | {c.figures} |"
            for c in controls
        ]
    return "\n".join(lines) + "\n"


def _row(result: FactResult) -> str:
    fact = result.fact
    cells = [
        fact.key,
        fact_named(fact),
        fact.source,
        say("facts.page.changed.mark") if fact.mechanism else "",
    ]
    cells += [sign(result, one) for one in result.families]
    return f"| {' | '.join([*cells, of_families(result), f'**{verdict_named(result.verdict)}**'])} |"


def _section(result: FactResult) -> list[str]:
    fact = result.fact
    lines = [say("facts.page.fact", key=fact.key, name=fact_named(fact)), ""]
    lines += [say("facts.page.source", direction=fact.direction, source=fact.source), ""]
    lines += [say("facts.page.trap", trap=fact.trap)]
    if fact.by_construction:
        lines += ["", say("facts.page.by_construction", why=fact.by_construction)]
    if fact.amended:
        lines += ["", say("facts.page.amended", what=fact.amended)]
    if fact.mechanism:
        lines += ["", say("facts.page.mechanism", what=fact.mechanism)]
    first, *others = result.families
    lines += [
        "",
        say(
            "facts.page.verdict",
            verdict=verdict_named(result.verdict),
            held=of_families(result),
            pairs=result.replications,
        ),
        "",
        _line(say("facts.page.measure", family=first.family), *_heads("effect", "expected", "holds", "n")),
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {_measured(c)} | {figure(c)} | {expected(c)} | {answer(c)} | {c.estimate.n} |"
        for c in first.claims
    ]
    if others:
        lines += ["", _line(*_heads("family", "there", "missed")), "| --- | --- | --- |"]
        lines += [
            f"| {one.family} | {verdict_named(one.verdict)} | {missed(one)}{_aside(result, one)} |"
            for one in others
        ]
    return lines


def _aside(result: FactResult, one: InFamily) -> str:
    """Return what is special about the rooms of a fact in a family; empty: nothing."""
    (family,) = find_families((one.family,))
    stop = ". " if missed(one) else ""
    if turns_round(family, result.fact):
        return f"{stop}{say('facts.page.turned')}"
    why = result.fact.keeps[family.field or ""] if not one.is_changed else ""
    return f"{stop}{say('facts.page.same_rooms', why=why)}" if why else ""


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _heads(*names: str) -> list[str]:
    return [say(f"facts.head.{name}") for name in names]


def _null(*, is_so: bool) -> str:
    return say("study.yes") if is_so else f"**{say('study.no')}**"


def _measured(claim: ClaimResult) -> str:
    return say("facts.page.additional", words=claim.words) if claim.role == "additional" else claim.words
