"""What the pages on studies at the terminal share: which outcomes are asked for, and what each is called."""

from collections.abc import Sequence

from simulation.cli.terminal import Page
from simulation.study import (
    Finding,
    StudySummary,
    matches,
    short_answer,
)
from simulation.words import Said, said

__all__ = ["asked_of", "issue_called", "labelled", "print_answer"]


def asked_of(summary: StudySummary, outcomes: Sequence[str]) -> list[Finding]:
    """Return the findings on the outcomes that are asked for, each by its key or by the beginning of several."""
    return [f for f in summary.findings if any(matches(asked, f.key) for asked in outcomes)]


def labelled(summary: StudySummary, finding: Finding) -> Said:
    """Return what an outcome is called, the name of an issue beside its key."""
    key = finding.key.split(".")[1] if finding.key.startswith(("option.", "place.")) else ""
    label = finding.label
    if key not in summary.issues:
        return label
    return said(label.key, **(dict(label.values) | {"issue": issue_called(summary, key)}))


def issue_called(summary: StudySummary, key: str) -> str:
    """Return the key of an issue and its name; the name alone if it begins with the key."""
    name = summary.issues.get(key, key)
    return name if name.lower().startswith(key.lower()) else f"{key} {name}"


def print_answer(page: Page, summary: StudySummary, variant: int) -> None:
    """Print what is adopted, who gains and who loses."""
    for sentence in short_answer(summary, variant).sentences:
        page.say(sentence, indent=2, hang=2)
