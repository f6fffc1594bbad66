"""Says in words what came out of the battery: figures, counts, the section for the page on validation."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from simulation.evidence.facts.fact import (
    FEWEST,
    LEVEL,
    ClaimResult,
    Control,
    ControlResult,
    Fact,
    FactResult,
    InFamily,
    Verdict,
)
from simulation.evidence.facts.families import Family, find_families, turns_round
from simulation.evidence.facts.run_battery import REPLICATIONS
from simulation.words import NOTHING, Said, Value, apart, called, listed, percent, said, say

__all__ = [
    "Drawn",
    "answer",
    "control_named",
    "counts",
    "expected",
    "fact_named",
    "family_named",
    "figure",
    "missed",
    "of_families",
    "sign",
    "verdict_named",
]

_ORDER: Final[tuple[Verdict, ...]] = ("shown", "in part", "not shown", "opposite", "by construction")
_REHEARSAL: Final = "rehearsal"
"""In place of a verdict where there are too few pairs for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One run of the battery: its request and its results."""

    seed: int
    replications: int
    """Pairs of each comparison; some facts take a multiple."""
    version: str
    definitions: str
    """Digest of the definitions with which it was played."""
    families: tuple[str, ...]
    facts: tuple[FactResult, ...]
    controls: tuple[ControlResult, ...]

    @property
    def is_rehearsal(self) -> bool:
        """Whether there are too few pairs for a verdict."""
        return self.replications < REPLICATIONS

    @property
    def basis(self) -> str:
        """The sentence that says on what all figures rest."""
        told: dict[str, Value] = {
            "level": percent(LEVEL),
            "pairs": self.replications,
            "seed": self.seed,
            "definitions": self.definitions,
            "version": self.version,
        }
        few = said("facts.basis.rehearsal", fewest=REPLICATIONS) if self.is_rehearsal else NOTHING
        return str(Said.joined(said("facts.basis", n=len(self.families), **told), few))

    @property
    def section(self) -> str:
        """The section of the page on validation, in Markdown."""
        details = (line for result in self.facts for line in ("", *_section(result)))
        return "\n".join([*_summary(self), *details, *_controls(self.controls)]) + "\n"

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        judged = {"verdict": _REHEARSAL} if self.is_rehearsal else {}
        return {
            "seed": self.seed,
            "replications": self.replications,
            "version": self.version,
            "definitions": self.definitions,
            "families": [{"family": one.key, "words": one.words} for one in find_families(self.families)],
            "facts": [result.as_data() | judged for result in self.facts],
            "controls": [result.as_data() for result in self.controls],
        }


def fact_named(fact: Fact) -> str:
    """Return the sentence that states a fact."""
    return called("method.fact", fact.key, fact.name)


def family_named(family: Family) -> str:
    """Return the phrase that says how the rooms of a family differ."""
    return called("facts.family", family.key, family.words)


def control_named(control: Control) -> str:
    """Return the name of a control: a change that must change nothing."""
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
    """Return the verdict on a claim: it holds or not, is clearly opposite, is not judged, or has too few pairs."""
    if claim.role == "note":
        return said("facts.answer.note")
    if claim.estimate.n < FEWEST:
        return said("facts.answer.few")
    if claim.holds:
        return said("term.yes")
    return said("method.verdict.opposite" if claim.is_opposite else "term.no")


def expected(claim: ClaimResult) -> str:
    """Return the expectation of a claim, such as `> 0` or `not above +0.05`."""
    if claim.expects in {"more", "less"}:
        return say(f"facts.expects.{claim.expects}", margin=_signed(claim.margin, "g"))
    margin = claim.margin if claim.expects == "no more" else -claim.margin
    key = claim.expects.replace(" ", "_")
    return say(f"facts.expects.{key}", margin=_signed(margin, "+g") if margin else "0")


def counts(results: Sequence[FactResult]) -> str:
    """Return the number of facts by verdict, such as `16 shown, 3 in part, 1 by construction`."""
    found = Counter(result.verdict for result in results)
    return listed(
        say("facts.count", n=found[verdict], verdict=verdict_named(verdict))
        for verdict in _ORDER
        if found[verdict]
    )


def sign(result: FactResult, one: InFamily) -> str:
    """Return the result in a family of rooms as one word, such as `yes`, with a mark where its rooms are special."""
    (family,) = find_families((one.family,))
    mark = "" if one.is_changed or family.field is None else "="
    return f"{called('facts.sign', one.verdict)}{'~' if turns_round(family, result.fact) else mark}"


def of_families(result: FactResult) -> str:
    """Return the number of families in which a fact holds, such as `5 of 6`."""
    return say("facts.held", held=result.held, n=len(result.families))


def missed(one: InFamily) -> str:
    """Return the claims that do not hold in a family of rooms, with their figures; empty: all that count hold."""
    return apart(
        say(
            "facts.missed.opposite" if claim.is_opposite else "facts.missed",
            words=claim.words,
            figure=figure(claim),
        )
        for claim in one.claims
        if claim.role != "note" and not claim.holds
    )


def _summary(drawn: Drawn) -> list[str]:
    """Return the lines that say what was drawn, and a table of the facts by family."""
    families = find_families(drawn.families)
    heads = [*_heads("fact", "words", "source", "changed"), *drawn.families, *_heads("held", "verdict")]
    return [
        f"## {say('facts.page.heading')}",
        "",
        drawn.basis,
        "",
        f"**{counts(drawn.facts)}.**",
        "",
        say("facts.page.changed"),
        "",
        *(f"- *{family.key}*: {family_named(family)}" for family in families),
        "",
        say("facts.legend"),
        "",
        _line(*heads),
        f"|{' --- |' * len(heads)}",
        *map(_row, drawn.facts),
    ]


def _controls(controls: Sequence[ControlResult]) -> list[str]:
    if not controls:
        return []
    no = f"**{say('term.no')}**"
    return [
        "",
        f"## {say('facts.page.controls')}",
        "",
        _line(*_heads("change", "null", "figures")),
        "| --- | --- | --- |",
        *(
            _line(control_named(one.control), say("term.yes") if one.is_null else no, one.figures)
            for one in controls
        ),
    ]


def _marks(fact: Fact) -> Iterator[str]:
    """Yield in a word each what was changed for a fact: the conference, or the fact itself."""
    if fact.mechanism:
        yield say("facts.page.changed.mark")
    if fact.amended:
        yield say("facts.page.amended.mark")


def _row(result: FactResult) -> str:
    fact = result.fact
    cells = [
        fact.key,
        fact_named(fact),
        fact.source,
        listed(_marks(fact)),
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
    for claim in first.claims:
        words = claim.words
        if claim.role == "additional":
            words = say("facts.page.additional", words=words)
        told = figure(claim), expected(claim), str(answer(claim)), str(claim.estimate.n)
        lines.append(_line(words, *told))
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
