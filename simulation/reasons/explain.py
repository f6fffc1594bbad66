"""Tells in plain sentences what a delegation did and why, from a log alone."""

from collections.abc import Iterator, Sequence

from simulation.errors import DelegationSimError
from simulation.reasons.moves import Log, Move
from simulation.reasons.retelling import retold_log
from simulation.reasons.summary import summary
from simulation.reasons.telling import did, reasons_of
from simulation.text.render import names_in_words
from simulation.words import say

__all__ = ["explain"]


def explain(log: Log, delegation: str, session: int | None = None) -> list[str]:
    """Return what a delegation did and why: in one session, or in the whole negotiation.

    A line that starts with two spaces belongs to the line above it.

    Args:
        log: Of the negotiation, built in any language.
        delegation: Key.
        session: Counted from 1; None for a summary and the sessions that mattered most.

    Raises:
        UnknownComponentError: if no delegation has this key.
        DelegationSimError: if the session was not held.
    """
    log.roster.check(delegation)
    log = retold_log(log)
    if session is None:
        return _noted(log, list(summary(log, delegation)))
    if not 1 <= session <= log.roster.sessions:
        message = f"Session {session} was not held. There were {log.roster.sessions}, counted from 1."
        raise DelegationSimError(message)
    return _noted(log, list(_session(log, delegation, session)))


def _noted(log: Log, lines: list[str]) -> list[str]:
    """Add what is assumed about red lines, if any line tells of one that is."""
    mark = say("red.assumed", line="")
    return [*lines, log.roster.assumed] if any(line.strip().startswith(mark) for line in lines) else lines


def _session(log: Log, delegation: str, session: int) -> Iterator[str]:
    moves = log.by(delegation, session)
    seekers = tuple(
        dict.fromkeys(
            move.delegation
            for move in log.moves
            if move.session == session and move.move == "consult_bilaterally" and delegation in move.others
        )
    )
    if seekers:
        others = names_in_words(seekers, log.roster.names)
        yield say("did.was_sought", who=log.roster.name(delegation), others=others)
    told = [move for move in moves if move.move != "state_position" and not _said_already(move, moves)]
    changed = [move for move in told if move.move == "change_position"]
    if changed:
        largest = max(changed, key=lambda move: abs(move.amount))
        yield did(log, largest, len(changed))
        yield from reasons_of(log, largest)
    for move in told:
        if move.move != "change_position":
            yield did(log, move)
            yield from reasons_of(log, move)
    if not told and not seekers:
        yield say("explain.nothing", who=log.roster.name(delegation), session=session)


def _said_already(move: Move, moves: Sequence[Move]) -> bool:
    """Brackets that merely repeat an objection, and a wording supported that one tabled oneself."""
    spoken = {(other.move, other.issue, other.option) for other in moves}
    at = (move.issue, move.option)
    if move.move == "request_brackets":
        return ("object_formally", *at) in spoken
    return move.move == "support" and ("propose_option", *at) in spoken
