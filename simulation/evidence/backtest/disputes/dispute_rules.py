"""Reads how a dispute was decided, told in words, as a forum preset."""

import re
from dataclasses import dataclass
from typing import Any, Final

__all__ = ["ReadRule", "read_rule"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRule:
    """A preset, and what the words of a rule change in it."""

    preset: str
    changes: tuple[tuple[str, Any], ...] = ()
    """Fields of the forum."""


_TWO_THIRDS: Final = r"two[- ]thirds|2/3"
_BALLOT: Final = rf"{_TWO_THIRDS}|majorit|\bvot(?:e|es|ing)\b"
_RULES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), found)
    for pattern, found in (
        (r"rough consensus", ReadRule(preset="netmundial")),
        (
            r"consensus.*\b(?:governments and (?:other )?stakeholders|stakeholder groups|all stakeholders)\b",
            ReadRule(preset="cstd_wg"),
        ),
        (
            rf"consensus.*(?:{_TWO_THIRDS})",
            ReadRule(preset="unga_consensus", changes=(("call_vote", 2 / 3),)),
        ),
        (rf"consensus.*(?:{_BALLOT})", ReadRule(preset="unga_consensus")),
        (r"consensus|without a vote", ReadRule(preset="itu_wtpf")),
        (r"unanim", ReadRule(preset="itu_wtpf", changes=(("decision", {"rule": "unanimity"}),))),
        (
            rf"{_TWO_THIRDS}|qualified majority",
            ReadRule(preset="unga_committee", changes=(("decision", {"rule": "qualified_majority"}),)),
        ),
        (_BALLOT, ReadRule(preset="unga_committee")),
    )
)
"""The first that matches counts: consensus before what happens without it, and who has to agree before that."""
_OTHERWISE: Final = ReadRule(preset="itu_wtpf")


def read_rule(words: str, preset: str | None = None) -> tuple[ReadRule, bool]:
    """Return the preset of a rule, and whether that was said or read in its words; if not, it is consensus.

    >>> read_rule("consensus sought, two-thirds of those voting otherwise")[0].preset
    'unga_consensus'
    >>> read_rule("as usual")
    (ReadRule(preset='itu_wtpf', changes=()), False)
    """
    if preset is not None:
        return ReadRule(preset=preset), True
    found = next((read for pattern, read in _RULES if pattern.search(words)), None)
    return (found or _OTHERWISE), found is not None
