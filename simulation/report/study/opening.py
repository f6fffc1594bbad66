"""What a study says first: one sentence, the few that follow it, and what was changed."""

from collections.abc import Iterator
from typing import Final

from simulation.experiments.interval import Estimate
from simulation.experiments.summary import Finding, StudySummary
from simulation.experiments.telling import size_of_effect
from simulation.report.plain import clip
from simulation.report.study.compared import FEW, compares, variant_names
from simulation.report.study.figures import (
    base_of,
    difference_parts,
    difference_words,
    of_runs,
    share_range,
    shown,
)
from simulation.report.study.sweeps import sweep_headline
from simulation.report.study.wording import EVENTS, counted, say

__all__ = ["changes", "headline", "lead"]

_LONGEST: Final = 90
_FEWEST: Final = 50


def headline(summary: StudySummary) -> str:
    """Return the sentence at the top: what was found, or that nothing clear was."""
    if told := next(_analysed(summary), None):
        return told
    if compares(summary) and (best := _strongest(summary)):
        return _effect(summary, *best)
    if len(summary.variants) == 1 and (ends := _endings(summary)):
        first = ends[0].estimates[0]
        return say(
            "head.ensemble",
            v=of_runs(first),
            event=_event(ends[0]),
            range=share_range(first).split(" ", 1)[1],
        )
    return say("head.study", title=summary.title, n=len(summary.variants), runs=f"{summary.replications:,}")


def _analysed(summary: StudySummary) -> Iterator[str]:
    """Yield the sentences of an analysis: its own, else that of its boxes, of its indices, of the lever swept.

    Of an ensemble none: how it ends comes first there.
    """
    if summary.kind == "ensemble":
        return
    yield from map(str, summary.analysis.get("sentences", ()))
    if found := summary.analysis.get("discovery"):
        yield str(found["sentence"])
    yield from (str(found["sentence"]) for found in summary.analysis.get("indices", {}).values())
    if told := sweep_headline(summary):
        yield told


def lead(summary: StudySummary) -> list[str]:
    """Return the sentences under it."""
    return [sentence for sentence in _lead(summary) if sentence]


def _lead(summary: StudySummary) -> Iterator[str]:
    if compares(summary):
        if best := _strongest(summary):
            finding, variant = best
            change = finding.differences[variant - 1]
            if change.is_clear:
                yield say("lead.difference", **_numbers(change), n=f"{change.n:,}", level=_level(summary))
            else:
                yield say("lead.pairs", n=f"{change.n:,}")
            yield from _others(summary, variant)
    elif len(summary.variants) == 1 and (ends := _endings(summary)):
        if len(ends) == 1:
            yield say("lead.always")
        else:
            yield say("lead.next", event=_event(ends[1]), share=_of(ends[1].estimates[0]))
        yield say("lead.interval", level=_level(summary))
    else:
        yield from (str(sentence) for sentence in summary.analysis.get("sentences", ())[1:])
    if summary.replications < summary.asked:
        yield say("lead.unfinished", n=f"{summary.replications:,}", asked=f"{summary.asked:,}")
    if summary.replications < _FEWEST and summary.kind != "sensitivity":
        yield say("lead.few")


def _others(summary: StudySummary, told: int) -> Iterator[str]:
    """Yield how many of the other variants change how it ends."""
    rest = [variant for variant in range(1, len(summary.variants)) if variant != told]
    if rest:
        clear = [
            variant
            for variant in rest
            if any(each.differences[variant - 1].is_clear for each in _compared(summary))
        ]
        yield counted("lead.others", len(clear))


def changes(summary: StudySummary) -> tuple[str, ...]:
    """Return what was changed, by variant, with the strongest effect of each on how it ends."""
    if summary.kind != "compare" or len(summary.variants) > FEW:
        return ()
    names = variant_names(summary)
    points = [say("changed.variant", name=names[0], words=summary.words[0])]
    for variant in range(1, len(summary.variants)):
        found = sorted(_compared(summary), key=lambda each: -size_of_effect(each, variant))
        words = say("changed.variant", name=names[variant], words=summary.words[variant])
        if found:
            effect = difference_words(found[0].differences[variant - 1], "share")
            words = say("changed.point", change=words, label=_label(found[0]), effect=effect)
        points.append(words)
    return tuple(points)


def _endings(summary: StudySummary) -> list[Finding]:
    """Return the classes that occurred in the first variant, the most frequent first."""
    found = [each for each in summary.findings if each.key.startswith("class.") and each.estimates[0].value]
    return sorted(found, key=lambda each: -each.estimates[0].value)


def _compared(summary: StudySummary) -> list[Finding]:
    return [
        each
        for each in summary.findings
        if each.group == "ending" and each.differences and any(value.value for value in each.estimates)
    ]


def _strongest(summary: StudySummary) -> tuple[Finding, int] | None:
    """Return the ending and the variant whose difference stands out most from noise."""
    every = [
        (each, variant) for each in _compared(summary) for variant in range(1, len(each.differences) + 1)
    ]
    return max(every, key=lambda item: size_of_effect(*item), default=None)


def _effect(summary: StudySummary, finding: Finding, variant: int) -> str:
    change = finding.differences[variant - 1]
    if not change.is_clear:
        return say("head.no_effect", label=_label(finding), **_numbers(change), level=_level(summary))
    base, now = finding.estimates[0], finding.estimates[variant]
    return say(
        "head.effect",
        change=clip(summary.words[variant], _LONGEST),
        event=_event(finding),
        v=of_runs(now),
        b=of_runs(base).split(" of ", 1)[0],
    )


def _numbers(change: Estimate) -> dict[str, str]:
    value, low, high = difference_parts(change, "share")
    return {"base": str(base_of(change.n)), "d": value, "low": low, "high": high}


def _of(estimate: Estimate) -> str:
    return say("share.of", share=share_range(estimate), base=shown(base_of(estimate.n), 0))


def _event(finding: Finding) -> str:
    return EVENTS.get(finding.key, finding.label)


def _label(finding: Finding) -> str:
    return say("ending.adopted").lower() if finding.key == "adopted" else finding.label


def _level(summary: StudySummary) -> str:
    return f"{100 * summary.level:.0f}"
