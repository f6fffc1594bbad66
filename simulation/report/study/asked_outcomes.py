"""What a page about a study tells: all of it, or how it ends and the outcomes that were asked for."""

from collections.abc import Sequence
from dataclasses import replace

from simulation.study.measures import matches
from simulation.study.summary import Finding, StudySummary

__all__ = ["asked_for", "is_asked", "only_asked"]


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
