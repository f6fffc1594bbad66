"""How a negotiation ended, in a sentence."""

from typing import Final

from simulation.engine.record import JOINS, Record
from simulation.protocols.published.texts import WholeText
from simulation.protocols.registry import PROTOCOLS
from simulation.reasons.reading import final_document, is_adopted
from simulation.text.document import Status
from simulation.words import called, numbered, say

__all__ = ["is_asked", "left_over", "outcome_sentence"]

OVER_OBJECTIONS = ("adopted_by_vote", "adopted_low_participation")
_TELLS_ASIDE: Final = ("partial", *OVER_OBJECTIONS)
"""Endings whose sentence does not itself say who steps away."""
LEFT_OVER: tuple[Status, ...] = ("deleted", "deferred", "dropped", "given_up", "bracketed")


def is_asked(record: Record) -> bool:
    """Return whether the protocol asked the room; a mere forecast does not, and nobody joins or blocks it."""
    return bool((record.signal >= 0).any())


def outcome_sentence(record: Record) -> str:
    """Return the outcome in one sentence."""
    outcome = record.outcome
    document = called("document", record.scenario.document.instrument)
    if not is_asked(record):
        label = PROTOCOLS.get(record.protocol).info.label.lower()
        protocol = called("protocol", record.protocol, label)
        if not is_adopted(record):
            return say("outcome.nothing_found", protocol=protocol, document=document)
        finds = issubclass(PROTOCOLS.get(record.protocol), WholeText)
        key = "outcome.text_found" if finds else "outcome.nobody_asked"
        return say(key, protocol=protocol, document=document)
    key = f"outcome.{outcome.outcome_class}"
    stand = {word: int((outcome.joins == code).sum()) for code, word in enumerate(JOINS)}
    joined = stand["joins"] + stand["joins_with_statement"]
    total = int(record.tableau.decide.sum())
    if outcome.outcome_class in OVER_OBJECTIONS and outcome.voted:
        against, abstaining = stand["votes_against"], stand["abstains"]
        return say(f"{key}.voted", document=document, joined=joined, against=against, abstaining=abstaining)
    if outcome.outcome_class == "consensus_with_statements":
        return _with_statements(stand["joins_with_statement"], stand["dissociates"], document)
    if outcome.outcome_class == "deferred_or_referred":
        key += ".document" if is_adopted(record) else ".motion"
    told = say(key, document=document, joined=joined, total=total)
    return " ".join([told, *_aside(record)]) if outcome.outcome_class in _TELLS_ASIDE else told


def _aside(record: Record) -> list[str]:
    """Return who steps away from a text: those who object to it and are overruled, and those who let it pass."""
    outcome = record.outcome
    apart = outcome.joins == JOINS.index("dissociates")
    overruled, passing = int((apart & outcome.objects).sum()), int((apart & ~outcome.objects).sum())
    told = [numbered("outcome.overruled", overruled)] if overruled else []
    return [*told, numbered("outcome.apart", passing)] if passing else told


def _with_statements(statements: int, apart: int, document: str) -> str:
    """Return that a document is adopted by consensus, with how many statements, and who steps away from it."""
    told = numbered("outcome.consensus_with_statements", statements, document=document)
    if not apart:
        return told
    adopted = told if statements else say("outcome.consensus_clean", document=document)
    return f"{adopted} {numbered('outcome.apart', apart)}"


def left_over(record: Record) -> str:
    """Return what became of the clauses that are not in the text as agreed, a sentence for each fate."""
    document = final_document(record)
    return " ".join(
        numbered(f"story.left.{status}", count) for status in LEFT_OVER if (count := document.count(status))
    )
