"""What a study says first: one sentence, the few that follow it, and what was changed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from simulation.drawing.chart import Section
from simulation.drawing.safe_text import clip
from simulation.report.study.asked_outcomes import asked_for
from simulation.report.study.compared import FEW, change_words, compares, event_words, variant_names
from simulation.report.study.parted import parted
from simulation.report.study.sweeps import sweep_headline, sweep_lead
from simulation.report.study.written_lists import capital
from simulation.stats.unanimous import is_unanimous
from simulation.study.across_told import held_told
from simulation.study.change_phrase import change_phrase
from simulation.study.estimates_told import difference
from simulation.study.figures import (
    decimals_of,
    in_percent,
    is_sized,
    scaled,
    share_figures,
    share_range,
    share_words,
    shown,
    value_figures,
    value_told,
)
from simulation.study.short_answer import short_answer
from simulation.study.study_lead import Lead, endings, gone_to, lead_of, strongest
from simulation.study.study_summary import Finding, StudySummary
from simulation.study.weighty import looked_for, number_tested, stands_out
from simulation.words import NOTHING, Said, chained, names_joined, numbered, say, whole

__all__ = [
    "analysis_told",
    "answer_section",
    "change_told",
    "changes",
    "effect_figures",
    "effect_sentence",
    "ending_figures",
    "ending_sentence",
    "headline",
    "interval_told",
    "largest_told",
    "lead",
]

_SHORTER: Final = 60
_NAMED: Final = 3
"""Other changes that are named, at most."""


def headline(summary: StudySummary) -> str:
    """Return the headline: the main finding, or that there is no clear one."""
    if told := _analysed(summary):
        return str(parted(told[0])[0])
    if compares(summary):
        return effect_sentence(summary, _led(summary))
    if (len(summary.variants) == 1 or summary.codings) and (ends := endings(summary)):
        return _endings_sentence(ends)
    return say(
        "study.head.study", title=summary.title, n=len(summary.variants), runs=whole(summary.replications)
    )


def change_told(summary: StudySummary, variant: int) -> str:
    """Return the effect of a variant: on the outcome asked for, else the clearest, else the largest."""
    led = lead_of(summary, variant, _asked_keys(summary))
    return " ".join(filter(None, (effect_sentence(summary, led), _largest(led))))


def largest_told(summary: StudySummary) -> str:
    """Return the largest difference that was looked for, where the headline says that nothing clearly changes."""
    return _largest(_led(summary)) if compares(summary) else ""


def _largest(led: Lead) -> str:
    return "" if led.is_asked or led.kind in ("clear", "same") else effect_figures(led)


def _endings_sentence(ends: Sequence[Finding]) -> str:
    """Return the sentence on how runs most often end, with every ending that as many of them have."""
    first = ends[0]
    tied = [one for one in ends if one.estimates[0].value == first.estimates[0].value]
    return _share_of_runs(first, chained("study.head.ensemble.tied", map(event_words, tied)))


def ending_sentence(finding: Finding) -> str:
    """Return the sentence on how often something happens in the first variant, or on its mean."""
    if finding.unit == "number":
        return say("study.head.value", label=capital(str(finding.label)), v=value_told(finding, 0))
    return _share_of_runs(finding, event_words(finding))


def _share_of_runs(finding: Finding, event: str) -> str:
    first = finding.estimates[0]
    _, low, high = share_figures(first)
    return say("study.head.ensemble", v=share_words(first), event=event, low=low, high=high)


def _analysed(summary: StudySummary) -> list[Said]:
    """Return the sentences of an analysis, the first of them for the top of the page.

    That is what matters most; else when it happens, if that was found; else what the lever does that moves most.
    Of an ensemble none: how it ends comes first there.
    """
    if summary.kind == "ensemble":
        return []
    indices: list[Said] = [_said(found) for found in summary.analysis.get("indices", {}).values()]
    discovery = summary.analysis.get("discovery")
    boxes: list[Said] = [_said(discovery)] if discovery else []
    told = sweep_headline(summary)
    swept = [Said.verbatim(one) for one in (told, sweep_lead(summary))] if told else []
    if discovery and not discovery["boxes"]:
        return [*indices, *swept, *boxes]
    return [*indices, *boxes, *swept]


def _said(found: Mapping[str, Any]) -> Said:
    """Return the sentence of a part of an analysis; one of a version before was kept as it was told."""
    return Said.from_plain(found["sentence"]) if isinstance(found["sentence"], str) else found["sentence"]


def analysis_told(summary: StudySummary) -> list[str]:
    """Return the findings of an analysis, without those already in the headline."""
    if summary.kind == "ensemble":
        discovery = summary.analysis.get("discovery")
        return [str(discovery["sentence"])] if discovery else []
    first, *others = _analysed(summary) or [NOTHING]
    return [str(sentence) for sentence in (parted(first)[1], *others) if sentence]


def lead(summary: StudySummary) -> list[str]:
    """Return the sentences under it."""
    return [sentence for sentence in _lead(summary) if sentence]


def _lead(summary: StudySummary) -> Iterator[str]:
    if compares(summary):
        led = _led(summary)
        yield from (effect_figures(led), interval_told(summary))
        yield from _others(summary, led.variant)
        yield from map(str, held_told(led.finding, led.variant, _label(led.finding)))
    elif (len(summary.variants) == 1 or summary.codings) and (ends := endings(summary)):
        yield from ending_figures(summary, ends)
    else:
        yield from analysis_told(summary)
    if summary.replications < summary.asked:
        yield say("study.lead.unfinished", n=whole(summary.replications), asked=whole(summary.asked))
    yield from map(str, summary.coded)
    if summary.codings and summary.kind == "ensemble":
        yield say("study.codings.letters")
    yield from map(str, (*summary.drawn, *summary.held, *summary.gaps(summary.unmeasured)))


def answer_section(summary: StudySummary) -> Section | None:
    """Return what is adopted, who gains and who loses: with each change, or in the case by itself."""
    if not compares(summary) and len(summary.variants) > 1:
        return None
    names, points = variant_names(summary), list[str]()
    for variant in range(1, len(names)) or (0,):
        told = short_answer(summary, variant).sentences
        if len(names) > 2 and told:  # noqa: PLR2004 - the base and one more need no names
            points.append(say("list.told", name=names[variant], what=summary.words[variant]))
        points += map(str, told)
    return Section(heading=say("study.answer.heading"), points=tuple(points)) if points else None


def ending_figures(summary: StudySummary, ends: Sequence[Finding]) -> Iterator[str]:
    """Yield the sentences on the next most frequent ending and on the level of the intervals."""
    if len(ends) == 1:
        yield say("study.lead.always")
    else:
        yield say("study.lead.next", event=event_words(ends[1]), share=share_range(ends[1].estimates[0]))
    yield interval_told(summary)


def interval_told(summary: StudySummary) -> str:
    """Return the sentence on the level of all intervals of a page."""
    return say("study.lead.interval", level=f"{100 * summary.level:.0f}")


def _others(summary: StudySummary, told: int) -> Iterator[str]:
    """Yield which of the other variants have a clear effect on what the headline tells of, or on how it ends."""
    rest = [variant for variant in range(1, len(summary.variants)) if variant != told]
    if not rest:
        return
    asked = _asked(summary)
    clear = [variant for variant in rest if lead_of(summary, variant, _asked_keys(summary)).kind == "clear"]
    named = [
        say("study.quoted", words=clip(str(summary.words[variant]), _SHORTER)) for variant in clear[:_NAMED]
    ]
    more = [say("study.lead.others.more", n=len(clear) - _NAMED)] if len(clear) > _NAMED else []
    on = say("study.lead.on.ending" if not asked else "study.lead.on.asked")
    yield numbered("study.lead.others", len(clear), named=names_joined([*named, *more], _NAMED + 1), on=on)


def changes(summary: StudySummary) -> tuple[str, ...]:
    """Return what was changed, by variant, with the effect of each on what the headline tells of."""
    if summary.kind != "compare" or len(summary.variants) > FEW:
        return ()
    names = variant_names(summary)
    points = [say("study.changed.variant", name=names[0], words=summary.words[0])]
    for variant in range(1, len(summary.variants)):
        words = say("study.changed.variant", name=names[variant], words=summary.words[variant])
        led = _led(summary, [variant])
        if led.kind != "clear" and not led.is_asked:
            words = say(f"study.changed.{led.kind}", change=words)
        else:
            label, effect = capital(_label(led.finding)), change_words(led.finding, variant - 1)
            words = say("study.changed.point", change=words, label=label, effect=effect)
        points.append(words)
    return tuple(points)


def _asked(summary: StudySummary) -> list[Finding]:
    """Return the outcomes that were asked for and compared; none if nothing was asked for."""
    return [each for each in asked_for(summary) if each.differences]


def _led(summary: StudySummary, variants: Sequence[int] = ()) -> Lead:
    """Return what the page is told by: of all variants, or of these."""
    return strongest(summary, variants or range(1, len(summary.variants)), _asked_keys(summary))


def _asked_keys(summary: StudySummary) -> tuple[str, ...]:
    return tuple(each.key for each in _asked(summary))


def effect_sentence(summary: StudySummary, led: Lead) -> str:
    """Return the effect of a variant in a sentence, or that it has no clear one."""
    finding, variant = led.finding, led.variant
    told = {"change": change_phrase(summary, variant), "event": event_words(finding)}
    if led.kind != "clear" and not led.is_asked:
        return say(f"study.head.{led.kind}", **told)
    if led.kind == "same":
        return say(f"study.head.same.{finding.unit}", **told, v=_value(finding, 0))
    if led.kind == "unclear":
        return say("study.head.no_effect", **told, label=_label(finding))
    told |= dict(zip("bv", _from_to(finding, variant), strict=True))
    if led.before is not None:
        told |= dict(zip("cw", _from_to(led.before, variant), strict=True))
        return say("study.head.shift", **told, before=event_words(led.before))
    more = _goes(summary, led) or (_joins(summary, variant) if finding.key == "adopted" else "")
    return say(f"study.head.effect.{finding.unit}", **told, more=more)


def effect_figures(led: Lead) -> str:
    """Return the values with and without, their difference, and from how many runs they come."""
    n = led.finding.differences[led.variant - 1].n
    if n >= led.pairs:
        return _figures(led, whole(n))
    told = _figures(led, say("study.lead.of", n=whole(n), of=whole(led.pairs)))
    return f"{told} {say('study.lead.others_lack')}"


def _figures(led: Lead, n: str) -> str:
    finding, variant = led.finding, led.variant
    if led.kind == "same":
        return say("study.lead.pairs", n=n)
    told = {"difference": difference(finding, variant), "n": n}
    if led.kind != "clear" and not led.is_asked:
        told |= {"label": _label(finding), "of": whole(led.tested)}
        if led.kind == "unclear" and led.is_beyond_chance:
            return say("study.lead.largest.sets", **told)
        return say(f"study.lead.largest.{led.kind}", **told)
    if led.kind == "unclear":
        found = finding.differences[variant - 1]
        few = is_unanimous(found) or not is_sized(found)
        return say("study.lead.few" if few else "study.lead.unclear", **told)
    own, was = value_told(finding, variant), value_told(finding, 0)
    return say(f"study.lead.clear.{finding.unit}", **told, label=capital(_label(finding)), own=own, was=was)


def _from_to(finding: Finding, variant: int) -> tuple[str, str]:
    """Return the first value and that of a variant without intervals, rounded as the row of the table has them.

    Shares whose own intervals are wide are whole percents, unless these do not tell the two apart.
    """
    decimals = decimals_of(scaled(finding, finding.differences[variant - 1]), finding.unit)
    if in_percent(finding):
        own = max(decimals_of(scaled(finding, finding.estimates[at]), finding.unit) for at in (0, variant))
        if _value(finding, 0, own) != _value(finding, variant, own):
            decimals = min(own, decimals)
    return _value(finding, 0, decimals), _value(finding, variant, decimals)


def _value(finding: Finding, variant: int, decimals: int | None = None) -> str:
    """Return a value without its interval, and without saying of what it is."""
    value, _, _ = value_figures(finding, variant, decimals)
    return say("figure.percent", value=value) if value and in_percent(finding) else str(value) or "–"


def _joins(summary: StudySummary, variant: int) -> str:
    """Return a clause on how many decision-holders join, if that clearly changes and nothing else was asked for."""
    among = _asked(summary) or [each for each in summary.findings if each.differences]
    found = next((each for each in among if each.key == "joined"), None)
    if found is None or not stands_out(found, variant, number_tested(looked_for(summary))):
        return ""
    base, now = (shown(100 * found.estimates[place].value, 0) for place in (0, variant))
    return (
        say("study.head.joins", v=say("figure.percent", value=now), b=say("figure.percent", value=base))
        if base != now
        else ""
    )


def _goes(summary: StudySummary, led: Lead) -> str:
    """Return a clause on how it most often ends instead, where it ends more rarely as the sentence says."""
    most = gone_to(summary, led)
    if most is None:
        return ""
    return say("study.head.goes", event=event_words(most), v=share_words(most.estimates[led.variant]))


def _label(finding: Finding) -> str:
    return say("study.ending.adopted").lower() if finding.key == "adopted" else str(finding.label)
