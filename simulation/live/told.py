"""Sentences on what a seat sees, for pages and terminal alike."""

from simulation.live.offers import Offer
from simulation.live.seen import IssueSeen, OwnCard, SeatView
from simulation.words import say

__all__ = ["capital_answered", "is_wanted", "replaced_text", "why_no_talks"]


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


def is_wanted(view: SeatView, offer: Offer) -> bool:
    """Return whether an offer asks for what the seat wants: inside its instructions, and better than the text."""
    issue = next(issue for issue in view.issues if issue.key == offer.get[0])
    asked = next(option for option in issue.options if option.key == offer.get[1])
    table = next(option for option in issue.options if option.on_table)
    return asked.is_within and asked.gain > table.gain


def capital_answered(own: OwnCard) -> str:
    """Return what capital answered to a question of the session before; empty: it was not asked."""
    if own.released_before is None:
        return ""
    now, before = round(100 * own.released), round(100 * own.released_before)
    return say("live.capital.more" if now > before else "live.capital.same", now=now, before=before)
