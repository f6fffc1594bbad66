"""What moves, clauses and wordings are called in sentences to people."""

from typing import Final

from simulation.coalitions.wording_names import short_label
from simulation.live.live_state import LiveState
from simulation.live.seen import IssueSeen, OptionSeen
from simulation.scenario.drafting import lies_between
from simulation.words import Said, numbered, said, say

__all__ = ["move_name", "name", "not_yet", "quoted", "wording"]

_WORDS: Final = 12
"""Longest quotation of the label of an option."""


def move_name(move: str) -> str:
    """Return what a move is called."""
    return say(f"move.{move}")


def name(live: LiveState, key: str) -> str:
    """Return the short name of a delegation."""
    found = next(item for item in live.case.delegations if item.key == key)
    return found.short or found.name


def wording(live: LiveState, issue: int, option: int) -> Said:
    """Return a wording with its clause: `“Facilitate dialogue” (Mechanism)`."""
    topic, found = live.topic(issue), live.wording(issue, option)
    label = short_label(found.label, _WORDS, lies_between(found, topic))
    return said("live.wording", option=label, issue=topic.name)


def quoted(issue: IssueSeen, option: OptionSeen) -> Said:
    """Return a wording as a seat sees it, with its clause."""
    return said("live.wording", option=option.short(_WORDS), issue=issue.name)


def not_yet(live: LiveState, issue: int, option: int) -> str:
    """Say why a wording cannot be put in this session: nobody has written it, or it is kept as a last resort."""
    told, rule = wording(live, issue, option), live.protocol.propose
    if live.topic(issue).options[option].drafted:
        return say("illegal.not_drafted", option=told)
    if rule.last_resort:
        return numbered("illegal.last_sessions", rule.last_resort, option=told)
    waits = rule.patience - int(live.room.state.readings[0, issue])
    return numbered("illegal.last_resort", waits, option=told)
