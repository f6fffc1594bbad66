"""Every sentence that the report makes up: whole templates, so that they can be translated.

What happened in the negotiation is told by `simulation.reasons`; this is what the report adds about its charts.
"""
# ruff: noqa: E501 - a template is a line, however long

from collections.abc import Mapping
from typing import Final

from simulation.report.sentences import Sentences

__all__ = ["OUTCOME_WORDS", "STATUS_NOTES", "counted", "say"]

OUTCOME_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "consensus_clean": ("Adopted", "by consensus"),
    "consensus_with_statements": ("Adopted", "by consensus, with statements"),
    "adopted_by_vote": ("Adopted", "by vote"),
    "partial": ("In part", "adopted without some clauses"),
    "adopted_low_participation": ("Adopted", "over objections"),
    "chair_summary_only": ("No text", "the Chair sums up"),
    "deferred_or_referred": ("Put off", "deferred or referred"),
    "no_outcome": ("No text", "nothing was adopted"),
}
"""Large and small print of the first figure."""

STATUS_NOTES: Final[Mapping[str, str]] = {
    "tabled": "Not read.",
    "open": "Left open, held by nobody.",
    "bracketed": "Left in brackets.",
    "clean_ad_ref": "Agreed ad referendum, adopted by nobody.",
    "adopted": "",
    "deleted": "Taken out by agreement.",
    "deferred": "Leaves the matter to another place or time.",
    "dropped": "Dropped: still in brackets at the end.",
}

_WORDS: Final = {
    "lead.sessions.one": "One session of {planned} planned, {a} delegations; {say} of them have a say in the decision.",
    "lead.sessions.other": "{n} sessions of {planned} planned, {a} delegations; {say} of them have a say in the decision.",
    "figure.clauses.one": "clause in the draft: {fates}",
    "figure.clauses.other": "clauses in the draft: {fates}",
    "figure.brackets.one": "delegation kept brackets to the end",
    "figure.brackets.other": "delegations kept brackets to the end",
    "figure.stand": "of {n} with a say stand by it",
    "figure.sessions": "of {n} sessions used",
    "braid.none": "No two delegations stood close enough to make a group",
    "braid.steady.none": "Groups formed and came apart; none is left at the end",
    "braid.steady.one": "One group, from the first session to the last",
    "braid.steady.other": "{n} groups, as many at the end as in the first session",
    "braid.change": "{before} in session 1, {after} at the end",
    "groups.one": "one group",
    "groups.other": "{n} groups",
    "groups.none": "no group",
    "braid.title": "Positions by session, one thread for each delegation",
    "braid.description": "At the start nobody has joined anybody. {alt}",
    "brackets.none": "No clause was ever in brackets",
    "brackets.peak.one": "Never more than one clause in brackets; {left}",
    "brackets.peak.other": "Brackets stood round {n} clauses after session {s}; {left}",
    "left.none": "none at the end",
    "left.one": "one at the end",
    "left.other": "{n} at the end",
    "brackets.title": "Clauses in brackets after each session",
    "issue.title": "Positions on “{issue}” by session",
    "issue.description": "Median {opening} at the start, {end} at the end; {closed}.",
    "issue.closed": "agreed in session {s}",
    "issue.open": "not agreed",
    "issue.start": "Start",
    "issue.session": "Session {s}",
    "moment.title": "Who stood with whom after session {session}",
    "moment.groups.one": "the first group",
    "moment.groups.other": "the first {n} groups",
    "moment.brackets.none": "no brackets",
    "moment.brackets.one": "one clause in brackets",
    "moment.brackets.other": "{n} clauses in brackets",
    "moment.merged": "{source} merges into {to}",
    "moment.switched.one": "one crosses from {source} to {to}",
    "moment.switched.other": "{n} cross from {source} to {to}",
    "moment.split.one": "one leaves {source} and founds {to}",
    "moment.split.other": "{n} leave {source} and found {to}",
    "moment.end": "the end",
    "second.none": "There is one issue only, so height in the maps means nothing.",
    "second.adds": "Bottom to top: “{issue}”, from “{low}” to “{high}”; of all issues it says least the same as the mean (correlation {r}).",
    "second.same": "Bottom to top: “{issue}”, from “{low}” to “{high}”. Even this issue, the least alike, says nearly the same as the mean (correlation {r}): the room is divided along one line.",
    "moved.nobody": "Nobody moved",
    "moved.first": "{name} moved furthest on one issue",
    "moved.most": "Most on “{issue}”: {before} to {after}.",
    "power.block.none": "Under this rule nobody can block",
    "power.block.one": "Any text can be stopped by a single delegation",
    "power.block.other": "It takes {n} delegations to stop a text",
    "power.carry.none": "no set of delegations can carry one",
    "power.carry.all": "a text passes only if none of the {total} objects",
    "power.carry.other": "{n} of {total} can carry one against all others",
    "text.kept.none": "No clause reads as it did in the first draft",
    "text.kept.all": "The only clause reads as in the first draft",
    "text.kept.one": "One of {total} clauses reads as in the first draft",
    "text.kept.other": "{n} of {total} clauses read as in the first draft",
    "ended.none": "At the end nobody stands with anybody",
    "ended.largest": "{letter} ({name}) is the largest group at the end, {n} of {total}",
    "legend.hollow": "hollow: voice, but no say in the decision",
    "joins.joins.one": "One stands by it",
    "joins.joins.other": "{n} stand by it",
    "joins.joins_with_statement.one": "One stands by it with a statement",
    "joins.joins_with_statement.other": "{n} stand by it with a statement",
    "joins.dissociates.one": "One dissociates itself",
    "joins.dissociates.other": "{n} dissociate themselves",
    "joins.votes_against.one": "One voted against it",
    "joins.votes_against.other": "{n} voted against it",
    "joins.abstains.one": "One abstained",
    "joins.abstains.other": "{n} abstained",
    "signature.signs.one": "One signs",
    "signature.signs.other": "{n} sign",
    "signature.signs_with_reservation.one": "One signs with a reservation",
    "signature.signs_with_reservation.other": "{n} sign with a reservation",
    "signature.does_not_sign.one": "One does not sign",
    "signature.does_not_sign.other": "{n} do not sign",
    "strip": "{reference}: {words}",
    "strip.never": "never in brackets",
    "strip.bracketed.one": "in brackets after one session",
    "strip.bracketed.other": "in brackets after {n} sessions",
    "strip.closed": "agreed in session {s}",
}


_SENTENCES: Final = Sentences(_WORDS)
say = _SENTENCES.say
counted = _SENTENCES.counted
