"""How a negotiation ended, in a sentence."""

from typing import Final

from simulation.engine.record import JOINS, Record
from simulation.protocols.published.whole_texts import WholeText
from simulation.protocols.registry import PROTOCOLS
from simulation.reasons.record_reading import final_document, is_adopted
from simulation.text.document import Status
from simulation.words import NOTHING, Said, said

__all__ = ["is_asked", "left_over", "outcome_sentence", "when_it_ended", "whole_outcome"]

OVER_OBJECTIONS = ("adopted_by_vote", "adopted_low_participation")
_TELLS_ASIDE: Final = ("partial", *OVER_OBJECTIONS)
"""Endings whose sentence does not itself say who steps away."""
LEFT_OVER: tuple[Status, ...] = ("deleted", "deferred", "dropped", "given_up", "bracketed")


def is_asked(record: Record) -> bool:
    """Return whether the protocol asked the room; a mere forecast does not, and nobody joins or blocks it."""
    return bool((record.signal >= 0).any())


def outcome_sentence(record: Record) -> Said:
    """Return the outcome in one sentence."""
    outcome = record.outcome
    document = Said.called("document", record.scenario.document.instrument)
    if not is_asked(record):
        label = PROTOCOLS.get(record.protocol).info.label.lower()
        protocol = Said.called("protocol", record.protocol, label)
        if not is_adopted(record):
            return said("outcome.nothing_found", protocol=protocol, document=document)
        finds = issubclass(PROTOCOLS.get(record.protocol), WholeText)
        key = "outcome.text_found" if finds else "outcome.nobody_asked"
        return said(key, protocol=protocol, document=document)
    key = f"outcome.{outcome.outcome_class}"
    stand = {word: int((outcome.joins == code).sum()) for code, word in enumerate(JOINS)}
    joined = stand["joins"] + stand["joins_with_statement"]
    total = int(record.tableau.decide.sum())
    if outcome.outcome_class in OVER_OBJECTIONS and outcome.voted:
        against, abstaining = stand["votes_against"], stand["abstains"]
        return said(f"{key}.voted", document=document, joined=joined, against=against, abstaining=abstaining)
    if outcome.outcome_class == "consensus_with_statements":
        return _with_statements(stand["joins_with_statement"], stand["dissociates"], document)
    if outcome.outcome_class == "deferred_or_referred":
        key += ".document" if is_adopted(record) else ".motion"
    told = said(key, document=document, joined=joined, total=total)
    return Said.joined(told, *_aside(record)) if outcome.outcome_class in _TELLS_ASIDE else told


def _aside(record: Record) -> list[Said]:
    """Return who steps away from a text: those who object to it and are overruled, and those who let it pass."""
    outcome = record.outcome
    apart = outcome.joins == JOINS.index("dissociates")
    overruled, passing = int((apart & outcome.objects).sum()), int((apart & ~outcome.objects).sum())
    told = [said("outcome.overruled", n=overruled)] if overruled else []
    return [*told, said("outcome.apart", n=passing)] if passing else told


def _with_statements(statements: int, apart: int, document: Said) -> Said:
    """Return that a document is adopted by consensus, with how many statements, and who steps away from it."""
    told = said("outcome.consensus_with_statements", n=statements, document=document)
    if not apart:
        return told
    adopted = told if statements else said("outcome.consensus_clean", document=document)
    return Said.joined(adopted, said("outcome.apart", n=apart))


def whole_outcome(record: Record) -> Said:
    """Return the outcome in one sentence, then what became of the clauses that are not in it if the room was asked."""
    return Said.joined(outcome_sentence(record), left_over(record) if is_asked(record) else NOTHING)


def when_it_ended(held: int, planned: int, *, is_settled: bool) -> Said:
    """Return after how many sessions it ended, of how many planned, and whether every clause was settled."""
    key = "early" if held < planned else "late" if held > planned else "full"
    settled = "settled" if is_settled else "unsettled"
    return said(f"gist.after.{key}", n=held, planned=planned, how=said(f"gist.after.{settled}"))


def left_over(record: Record) -> Said:
    """Return sentences on the clauses that are not in the text as agreed, one for each fate."""
    document = final_document(record)
    return Said.joined(
        *(said(f"story.left.{status}", n=count) for status in LEFT_OVER if (count := document.count(status)))
    )
