"""Sentences on what a seat sees, for pages and terminal alike."""

from simulation.live.seen import IssueSeen, OwnCard
from simulation.words import say

__all__ = ["replaced_text", "why_no_talks"]


def why_no_talks(own: OwnCard) -> str:
    """Return why a seat can hold no talks of its own; empty: it can."""
    if own.talks or own.talks_left:
        return ""
    return say("live.no_talks.groups" if own.blocs else "live.no_talks.case")


def replaced_text(issue: IssueSeen) -> str:
    """Return that the chair has put another text on the table since the talks; empty: it has not."""
    if issue.replaced is None:
        return ""
    labels = {option.key: option.label for option in issue.options}
    now = next(option.label for option in issue.options if option.on_table)
    return say("live.replaced", option=now, before=labels[issue.replaced])
