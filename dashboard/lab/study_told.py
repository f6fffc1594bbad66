"""What a study found, in the language of the visitor: names of outcomes, differences, the sentence at the top."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final, Literal

from dashboard.frame.language import Words
from simulation.report.study.opening import effect_figures, effect_sentence, ending_figures, ending_sentence
from simulation.stats.interval import Estimate
from simulation.study import estimates_told
from simulation.study.figures import (
    change_parts,
    in_percent,
    is_sized,
    value_parts,
)
from simulation.study.leading import endings, lead_of
from simulation.study.measures import label_of
from simulation.study.summary import Finding, StudySummary
from simulation.words import NOTHING, Said, told_in

__all__ = [
    "Difference",
    "Headline",
    "difference",
    "explained",
    "figure",
    "headline",
    "number_of",
    "outcome",
    "outcome_named",
    "runs_needed",
    "sentence_case",
    "value_of",
]

_MOST_RUNS: Final = 20_000
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


def outcome_named(words: Words, summary: StudySummary, key: str, label: Said = NOTHING) -> str:
    """Return what an outcome is called, by its key; `label` is what the study calls it, if it does."""
    head, _, rest = key.partition(".")
    if key == "adopted":
        return words.library("study.ending.adopted")
    if head == "place":
        return words.library("measure.place", issue=summary.issues.get(rest, rest))
    with told_in(words.language):
        return sentence_case(str(label or label_of(key, summary.names)))


def explained(words: Words, finding: Finding) -> str:
    """Return what the figures of an outcome mean, in a sentence; empty where its name says it."""
    head = finding.key.partition(".")[0]
    return words.templates.get(f"lab.about.{head}", "")


def _value_parts(words: Words, finding: Finding, variant: int) -> tuple[str, str, str]:
    """Return a value, with its unit if it has one, and both ends of its interval."""
    with told_in(words.language):
        value, low, high = value_parts(finding, variant)
    if value and in_percent(finding):
        value = words.say("lab.unit.percent", v=value)
    return value, low, high


def _difference_parts(words: Words, finding: Finding, variant: int) -> tuple[str, str, str]:
    with told_in(words.language):
        value, low, high = change_parts(finding, variant)
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
    with told_in(words.language):
        return value_parts(finding, variant)[0]


def difference(words: Words, finding: Finding, variant: int) -> Difference:
    """Return the difference between a variant and the base; which is clear, or said not to be."""
    change = finding.differences[variant - 1]
    if estimates_told.is_same(finding, variant):
        return Difference(words=words.say("lab.diff.same"), look="unclear")
    if not is_sized(change):
        return Difference(words=words.say("lab.diff.one"), look="unclear")
    value, low, high = _difference_parts(words, finding, variant)
    if not change.is_clear:
        return Difference(words=words.say("lab.diff.none", low=low, high=high), look="unclear")
    more, less = ("more_often", "less_often") if finding.unit == "share" else ("more", "less")
    key = more if change.value > 0 else less
    return Difference(words=words.say(f"lab.diff.{key}", d=value, low=low, high=high), look="clear")


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
    with told_in(words.language):
        if variant == 0:
            return _of_base(summary, asked)
        led = lead_of(summary, variant, asked)
        sentence = effect_sentence(summary, led, change)
        lead = [effect_figures(led)]
    finding = summary.finding(led.finding.key)
    needs = runs_needed(finding.differences[variant - 1]) if led.kind == "unclear" else 0
    if needs:
        value, _, _ = _difference_parts(words, finding, variant)
        lead.append(words.say("lab.lead.needs", n=words.count(needs), d=value))
    if alone:
        clear = sum(estimates_told.is_clear(finding, place) for place in alone)
        lead.append(words.counted("lab.lead.alone", clear, of=len(alone)))
    return Headline(sentence=sentence, lead=tuple(lead), finding=finding, needs=needs)


def _of_base(told: StudySummary, asked: str | None) -> Headline:
    """Return what is said of the first variant alone: the outcome asked for, else how it ends most often."""
    ends = endings(told)
    if any(finding.key == asked for finding in told.findings):
        finding, lead = told.finding(str(asked)), list[str]()
    else:
        finding, lead = ends[0], list(ending_figures(told, ends))
    return Headline(sentence=ending_sentence(finding), lead=tuple(lead), finding=finding)
