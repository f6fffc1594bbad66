"""What a study found, in the language of the visitor: names of outcomes, differences, the sentence at the top."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from dashboard.frame.language import Words
from simulation.report.study import (
    capital,
    effect_figures,
    effect_sentence,
    ending_figures,
    ending_sentence,
    interval_told,
)
from simulation.stats import Estimate, tells
from simulation.study import (
    Finding,
    StudySummary,
    change_figures,
    endings,
    in_percent,
    is_clear,
    is_sized,
    label_of,
    lead_of,
    points_told,
    short_answer,
    weight,
)
from simulation.words import Said, told_in

__all__ = ["Headline", "explained", "headline", "outcome", "runs_needed"]

_MOST_RUNS: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The sentence at the top and the few under it."""

    sentence: str
    lead: tuple[str, ...]
    answer: tuple[Said, ...]
    """What is adopted, who gains, who loses, in a sentence each; last in what gains are counted."""
    finding: Finding
    needs: int = 0
    """Runs that would show the difference that was seen; 0: it shows, or nobody can say."""


def outcome(words: Words, summary: StudySummary, finding: Finding) -> str:
    """Return what an outcome is called."""
    head, _, rest = finding.key.partition(".")
    if finding.key == "adopted":
        return words.say("study.ending.adopted")
    if head == "place":
        return words.say("measure.place", issue=summary.issues.get(rest, rest))
    with told_in(words.language):
        return capital(str(finding.label or label_of(finding.key, summary.names)))


def explained(words: Words, finding: Finding) -> str:
    """Return what the figures of an outcome mean, in a sentence; empty where its name says it."""
    head = finding.key.partition(".")[0]
    return words.maybe(f"lab.about.{head}") or ""


def runs_needed(change: Estimate) -> int:
    """Return about how many paired runs would tell a difference of this size from none; 0 if nobody can say.

    >>> runs_needed(Estimate(value=0.02, low=-0.02, high=0.06, n=1000))
    4000
    """
    if tells(change) or not change.value or not is_sized(change):
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
    *,
    asked: str | None = None,
    alone: Sequence[int] = (),
) -> Headline:
    """Return the sentence at the top.

    Args:
        words: Of the visitor.
        summary: What was found.
        variant: Place of the variant that it is about; 0: the base.
        asked: Key of the outcome that the visitor wants to hear of.
        alone: Places of the variants that make each of its changes alone.
    """
    with told_in(words.language):
        if variant == 0:
            return _of_base(summary, asked)
        led = lead_of(summary, variant, () if asked is None else (asked,))
        sentence, answer = effect_sentence(summary, led), _answer(summary, variant)
        lead = [effect_figures(led), interval_told(summary)]
    finding = summary.finding(led.finding.key)
    is_worth = led.kind == "unclear" and (led.is_asked or weight(finding, variant) >= 1)
    needs = runs_needed(led.change) if is_worth else 0
    if needs:
        value, _, _ = change_figures(finding, variant)
        value = points_told(value) if in_percent(finding) else value
        lead.append(words.say("lab.lead.needs", n=words.count(needs), d=words.told(value)))
    if alone:
        clear = sum(is_clear(finding, place) for place in alone)
        lead.append(words.counted("lab.lead.alone", clear, of=len(alone)))
    return Headline(sentence=sentence, lead=tuple(lead), answer=answer, finding=finding, needs=needs)


def _of_base(told: StudySummary, asked: str | None) -> Headline:
    """Return what is said of the first variant alone: the outcome asked for, else how it ends most often."""
    ends = endings(told)
    if any(finding.key == asked for finding in told.findings):
        finding, lead = told.finding(str(asked)), [interval_told(told)]
    else:
        finding, lead = ends[0], list(ending_figures(told, ends))
    return Headline(
        sentence=ending_sentence(finding), lead=tuple(lead), answer=_answer(told, 0), finding=finding
    )


def _answer(told: StudySummary, variant: int) -> tuple[Said, ...]:
    return short_answer(told, variant).sentences
