"""What a page about a study tells: all of it, or the outcomes that were asked for, or some of its variants."""

from collections.abc import Sequence
from dataclasses import replace

from simulation.study.study_measures import matches
from simulation.study.study_summary import Finding, StudySummary

__all__ = ["asked_for", "is_asked", "of_variants", "only_asked"]


def is_asked(summary: StudySummary, finding: Finding) -> bool:
    """Whether somebody asked for a finding by name or by its beginning; of nothing asked for, all is."""
    return not summary.outcomes or any(matches(asked, finding.key) for asked in summary.outcomes)


def asked_for(summary: StudySummary) -> Sequence[Finding]:
    """Return the findings that were asked for, in the order in which they were; none if nothing was asked for."""
    return [each for asked in summary.outcomes for each in summary.findings if matches(asked, each.key)]


def only_asked(summary: StudySummary) -> StudySummary:
    """Return a study with how it ends and what was asked for; all of it if nothing was."""
    if not summary.outcomes:
        return summary
    findings = tuple(each for each in summary.findings if each.group == "ending" or is_asked(summary, each))
    return replace(summary, findings=findings, pairs=(), brackets=())


def of_variants(summary: StudySummary, places: Sequence[int]) -> StudySummary:
    """Return a study with some of its variants, the first one among them."""
    later = [place - 1 for place in places if place]
    keys = [summary.variants[place] for place in places]

    def chosen[T](values: Sequence[T], which: Sequence[int]) -> tuple[T, ...]:
        return tuple(values[place] for place in which) if values else ()

    findings = tuple(
        replace(
            each,
            estimates=chosen(each.estimates, places),
            differences=chosen(each.differences, later),
            quantiles=chosen(each.quantiles, places),
            same=chosen(each.same, later),
            chance=chosen(each.chance, places),
            chance_differences=chosen(each.chance_differences, later),
            across=chosen(each.across, later),
        )
        for each in summary.findings
    )
    return replace(
        summary,
        variants=tuple(keys),
        words=chosen(summary.words, places),
        brackets=chosen(summary.brackets, places),
        findings=findings,
        pairs=tuple(each for each in summary.pairs if each.variant in keys),
        examples=tuple(each for each in summary.examples if each.variant in keys),
    )
