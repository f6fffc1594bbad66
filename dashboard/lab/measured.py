"""What a study measured beside how it ends: the text and the process, what ends in the text, who gains."""

from typing import Literal

from simulation.study import Finding, StudySummary, matches, usual

__all__ = ["Shown", "measured"]

type Shown = Literal["usual", "options", "gains"]


def measured(summary: StudySummary, kind: Shown) -> list[Finding]:
    """Return the outcomes of one kind that occur, in the order of the study."""
    return [
        each
        for each in summary.findings
        if _is_of(each, kind) and (each.unit == "number" or any(one.value for one in each.estimates))
    ]


def _is_of(finding: Finding, kind: Shown) -> bool:
    if kind == "options":
        return finding.group == "option"
    if kind == "gains":
        return finding.key.startswith(("gain.", "gain_of."))
    return finding.group != "ending" and any(matches(key, finding.key) for key in usual())
