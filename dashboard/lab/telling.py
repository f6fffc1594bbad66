"""What a study found, in the language of the visitor: names of outcomes, differences, the sentence at the top."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final, Literal

from dashboard.lab.changing import local, said
from dashboard.lab.shift import Shift, shift_of
from dashboard.words import Words
from simulation.experiments import telling
from simulation.experiments.figures import (
    change_parts,
    in_percent,
    is_sized,
    share_parts,
    value_parts,
)
from simulation.experiments.interval import Estimate
from simulation.experiments.measures import matches, usual
from simulation.experiments.summary import Finding, StudySummary

__all__ = [
    "Difference",
    "Headline",
    "difference",
    "event",
    "explained",
    "figure",
    "headline",
    "leading",
    "number_of",
    "outcome",
    "outcome_named",
    "runs_needed",
    "sentence_case",
    "value_of",
]

_MOST_RUNS: Final = 20_000
_NOT_LEADING: Final = frozenset({"sessions"})
"""Outcomes that say what was changed rather than what came of it."""
type Look = Literal["base", "clear", "unclear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A paired difference in words, and how it is drawn."""

    words: str
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The sentence at the top and the few under it."""

    sentence: str
    lead: tuple[str, ...]
    finding: Finding
    needs: int = 0
    """Runs that would show the difference that was seen; 0: it shows, or nobody can say."""


def sentence_case(text: str) -> str:
    """Return a text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def outcome(words: Words, summary: StudySummary, finding: Finding) -> str:
    """Return what an outcome is called."""
    return outcome_named(words, summary, finding.key, finding.label)


def outcome_named(words: Words, summary: StudySummary, key: str, label: str) -> str:
    """Return what an outcome is called, by its key; `label` is what a case or the library calls it."""
    own = words.templates.get(f"lab.outcome.{key}")
    head, _, rest = key.partition(".")
    if own or head == "class":
        return own or words.ending(rest)
    if head == "gain":
        return words.say("lab.outcome.gain", who=summary.names.get(rest, rest))
    if head == "gain_of":
        return words.say("lab.outcome.gain_of", kind=said(words, rest))
    issue = rest.partition(".")[0]
    if head == "place":
        return words.say("lab.outcome.place", issue=summary.issues.get(rest, rest))
    if rest.endswith("(dropped)"):
        return words.say("lab.outcome.dropped", issue=issue)
    return sentence_case(label)


def explained(words: Words, finding: Finding) -> str:
    """Return what the figures of an outcome mean, in a sentence; empty where its name says it."""
    head = finding.key.partition(".")[0]
    return words.templates.get(f"lab.about.{head}", "")


def event(words: Words, summary: StudySummary, finding: Finding) -> str:
    """Return what happens in a run, for the middle of a sentence."""
    if finding.key.startswith("class."):
        return words.library(f"{finding.key}.event")
    own = words.templates.get(f"lab.event.{finding.key}")
    return own or words.say("lab.event.other", outcome=outcome(words, summary, finding))


def _value_parts(words: Words, finding: Finding, variant: int) -> tuple[str, str, str]:
    """Return a value, with its unit if it has one, and both ends of its interval."""
    value, low, high = (local(words, part) for part in value_parts(finding, variant))
    if value and in_percent(finding):
        value = words.say("lab.unit.percent", v=value)
    return value, low, high


def _difference_parts(words: Words, finding: Finding, variant: int) -> tuple[str, str, str]:
    value, low, high = (local(words, part) for part in change_parts(finding, variant))
    return words.say("lab.unit.points", v=value) if in_percent(finding) else value, low, high


def figure(words: Words, finding: Finding, variant: int) -> str:
    """Return a value with its interval."""
    value, low, high = _value_parts(words, finding, variant)
    if not value:
        return words.say("lab.figure.none")
    key = "lab.figure" if low else "lab.figure.one"
    return words.say(key, v=value, low=low, high=high)


def value_of(words: Words, finding: Finding, variant: int) -> str:
    """Return a value without its interval."""
    return _value_parts(words, finding, variant)[0] or words.say("lab.figure.none")


def number_of(words: Words, finding: Finding, variant: int) -> str:
    """Return a value without its unit, for where there is little room."""
    return local(words, value_parts(finding, variant)[0])


def difference(words: Words, finding: Finding, variant: int) -> Difference:
    """Return the difference between a variant and the base; which is clear, or said not to be."""
    change = finding.differences[variant - 1]
    if telling.is_same(finding, variant):
        return Difference(words=words.say("lab.diff.same"), look="unclear")
    if not is_sized(change):
        return Difference(words=words.say("lab.diff.one"), look="unclear")
    value, low, high = _difference_parts(words, finding, variant)
    if not change.is_clear:
        return Difference(words=words.say("lab.diff.none", low=low, high=high), look="unclear")
    more, less = ("more_often", "less_often") if finding.unit == "share" else ("more", "less")
    key = more if change.value > 0 else less
    return Difference(words=words.say(f"lab.diff.{key}", d=value, low=low, high=high), look="clear")


def leading(summary: StudySummary, variant: int, asked: str | None = None) -> Finding:
    """Return the finding that a comparison is told by.

    It is the one that was asked for; else what clearly changes, the ending before the text before all else; else
    what is nearest to a clear change.
    """
    if asked is not None and any(finding.key == asked for finding in summary.findings):
        return summary.finding(asked)
    if variant == 0:
        return _most_frequent(summary)
    keys = usual()
    found = [
        finding
        for finding in summary.findings
        if finding.differences
        and finding.key not in _NOT_LEADING
        and any(matches(key, finding.key) for key in keys)
    ]
    ordered = telling.in_order(found, variant)
    clear = [finding for finding in ordered if telling.is_clear(finding, variant)]
    moved = [finding for finding in ordered if not telling.is_same(finding, variant)]
    nearest = sorted(moved, key=lambda finding: -telling.size_of_effect(finding, variant))
    return next(iter([*clear, *nearest, summary.finding("adopted")]))


def _most_frequent(summary: StudySummary) -> Finding:
    keys = [finding.key for finding in summary.findings if finding.key.startswith("class.")]
    return telling.leading(summary, keys, 0)[0]


def runs_needed(change: Estimate) -> int:
    """Return about how many paired runs would tell a difference of this size from none; 0 if nobody can say.

    >>> runs_needed(Estimate(value=0.02, low=-0.02, high=0.06, n=1000))
    4000
    """
    if change.is_clear or not change.value or not is_sized(change):
        return 0
    half = (change.high - change.low) / 2
    needed = change.n * (half / abs(change.value)) ** 2
    step = 10 ** max(0, len(str(int(needed))) - 1)
    rounded = ceil(needed / step - 1e-9) * step
    return rounded if change.n < rounded <= _MOST_RUNS else 0


def headline(
    words: Words,
    summary: StudySummary,
    variant: int,
    change: str,
    *,
    asked: str | None = None,
    alone: Sequence[int] = (),
) -> Headline:
    """Return the sentence at the top.

    Args:
        words: Of the visitor.
        summary: What was found.
        variant: Place of the variant that it is about; 0: the base.
        change: What was changed, for the middle of a sentence.
        asked: Key of the outcome that the visitor wants to hear of.
        alone: Places of the variants that make each of its changes alone.
    """
    finding = leading(summary, variant, asked)
    if variant == 0:
        return _of_base(words, summary, finding)
    shift = None if asked == finding.key else shift_of(summary, variant, finding)
    finding = shift.after if shift else finding
    differs = finding.differences[variant - 1]
    name = outcome(words, summary, finding)
    if all(telling.is_same(one, variant) for one in _usual(summary)):
        sentence = words.say("lab.head.same", change=change)
        return Headline(sentence=sentence, lead=(), finding=finding)
    value, low, high = _difference_parts(words, finding, variant)
    told = {"d": value, "low": low, "high": high, "n": words.count(differs.n)}
    needs = 0
    if telling.is_clear(finding, variant):
        sentence = (
            _moved(words, summary, shift, variant, change)
            if shift
            else _effect(words, summary, finding, variant, change)
        )
        told["outcome"] = name
        told["own"], told["was"] = figure(words, finding, variant), figure(words, finding, 0)
        lead = [words.say(f"lab.lead.effect.{finding.unit}", **told)]
    else:
        sentence = words.say("lab.head.none", change=change, outcome=name[:1].lower() + name[1:])
        lead = [words.say(f"lab.lead.none.{finding.unit}", **told)]
        needs = runs_needed(differs)
        if needs:
            lead.append(words.say("lab.lead.needs", n=words.count(needs), d=value))
    if alone:
        clear = sum(telling.is_clear(finding, place) for place in alone)
        lead.append(words.counted("lab.lead.alone", clear, of=len(alone)))
    return Headline(sentence=sentence, lead=tuple(lead), finding=finding, needs=needs)


def _usual(summary: StudySummary) -> Iterable[Finding]:
    keys = usual()
    return (
        finding
        for finding in summary.findings
        if finding.differences and any(matches(k, finding.key) for k in keys)
    )


def _of_base(words: Words, summary: StudySummary, finding: Finding) -> Headline:
    estimate = finding.estimates[0]
    if finding.unit == "number":
        sentence = f"{outcome(words, summary, finding)}: {figure(words, finding, 0)}"
        return Headline(sentence=sentence, lead=(), finding=finding)
    sentence = words.say(
        "lab.head.base.share", event=event(words, summary, finding), v=_runs(words, estimate)
    )
    _, low, high = share_parts(estimate)
    lead = words.say(
        "lab.lead.base",
        n=words.count(estimate.n),
        low=local(words, low),
        high=local(words, high),
    )
    return Headline(sentence=sentence_case(sentence), lead=(lead,), finding=finding)


def _effect(words: Words, summary: StudySummary, finding: Finding, variant: int, change: str) -> str:
    if finding.unit == "share":
        return words.say(
            "lab.head.effect.share",
            change=change,
            event=event(words, summary, finding),
            v=_runs(words, finding.estimates[variant]),
            b=value_of(words, finding, 0),
        )
    name = outcome(words, summary, finding)
    v, b = value_of(words, finding, variant), value_of(words, finding, 0)
    return words.say("lab.head.effect.number", change=change, outcome=name[:1].lower() + name[1:], v=v, b=b)


def _moved(words: Words, summary: StudySummary, shift: Shift, variant: int, change: str) -> str:
    """Return the sentence that names both classes between which runs move."""
    return words.say(
        "lab.head.shift",
        change=change,
        event=event(words, summary, shift.after),
        v=_runs(words, shift.after.estimates[variant]),
        before=event(words, summary, shift.before),
        b=value_of(words, shift.after, 0),
        w=_runs(words, shift.before.estimates[variant]),
        c=value_of(words, shift.before, 0),
    )


def _runs(words: Words, estimate: Estimate) -> str:
    value = words.say("lab.unit.percent", v=local(words, share_parts(estimate)[0]))
    return words.say("lab.runs", v=value)
