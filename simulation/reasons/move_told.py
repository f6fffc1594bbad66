"""Tells one move in plain sentences: what was done, and with what reasons."""

from collections.abc import Iterator, Sequence

from simulation.reasons.moves import Log, Move
from simulation.text.render import names_in_words
from simulation.words import aloud, called, decimal, pole, say

__all__ = ["did", "reasons_of"]


def did(log: Log, move: Move, times: int = 1, issues: Sequence[str] = ()) -> str:
    """Return what was done in a sentence; `times` counts changes of position, `issues` are all that it names."""
    roster = log.roster
    key = f"did.{move.move}"
    if move.move == "found_coalition" and not move.others:
        key += ".alone"
    elif times > 1:
        key += ".many"
    poles = roster.poles.get(move.issue, ["", ""])
    return say(
        key,
        n=times,
        who=roster.name(move.delegation),
        issue=names_in_words(tuple(issues or [move.issue]), roster.issues),
        option=roster.option(move.issue, move.option),
        others=names_in_words(move.others, roster.names, 4),
        amount=decimal(abs(move.amount)),
        pole=pole(poles[move.amount > 0]),
        document=called("document", roster.document),
    )


def reasons_of(log: Log, move: Move) -> Iterator[str]:
    """Yield the reasons of a move, each on a line that belongs to the line above."""
    if move.public_reason:
        yield "  " + say("explain.public", reason=aloud(str(move.public_reason)))
    if move.private_reason:
        yield "  " + say("explain.private", reason=move.private_reason)
    if move.red_line:
        yield f"  {move.red_line}"
    if move.refused and move.refused != move.option:
        option = log.roster.option(move.issue, move.refused)
        key = "explain.prefers" if move.move in ("support", "can_live_with") else "explain.refused"
        yield "  " + say(key, option=option, reason=move.refused_because)
