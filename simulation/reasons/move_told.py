"""Tells one move in plain sentences: what was done, and with what reasons."""

from collections.abc import Iterator, Mapping, Sequence

from simulation.reasons.account_line import Line
from simulation.reasons.movement import way_told
from simulation.reasons.moves_logged import CHAIR, Log, Move, Roster
from simulation.words import Said, Value, said, said_of

__all__ = ["did", "named", "reasons_of", "who"]

_SHOWN = 6
_OTHERS = 4
"""Most that a move is told to be made with."""


def who(roster: Roster, delegation: str) -> Said:
    """Return the name of a delegation; the empty key is the Chair."""
    return said("who.chair") if delegation == CHAIR else Said.verbatim(roster.name(delegation))


def named(keys: Sequence[str], names: Mapping[str, str], shown: int = _SHOWN) -> Said:
    """Return a list of names by key, of which more than `shown` are only counted."""
    return Said.names([names.get(key, key) for key in keys], shown)


def did(log: Log, move: Move, times: int = 1, issues: Sequence[str] = ()) -> Said:
    """Return a move as a sentence; `times` counts changes of position, `issues` are all the issues it names."""
    roster = log.roster
    key = f"did.{move.move}"
    if move.move == "found_coalition" and not move.others:
        key += ".alone"
    elif times > 1:
        key += ".many"
    poles = roster.poles.get(move.issue, ["", ""])
    values: dict[str, Value] = {
        "n": times,
        "who": who(roster, move.delegation),
        "issue": named(issues or [move.issue], roster.issues),
        "option": roster.option(move.issue, move.option),
        "others": named(move.others, roster.names, _OTHERS),
        "amount": way_told(move.amount) if move.move == "change_position" else "",
        "pole": Said.pole(poles[move.amount > 0]),
        "document": Said.called("document", roster.document),
    }
    return said_of(key, values)


def reasons_of(log: Log, move: Move) -> Iterator[Line]:
    """Yield the reasons of a move, each on a line that belongs to the line above."""
    if move.public_reason:
        yield Line(said("explain.public", reason=Said.aloud(move.public_reason)), 1)
    if move.private_reason:
        yield Line(said("explain.private", reason=move.private_reason), 1)
    if move.red_line:
        yield Line(move.red_line, 1)
    if move.refused and move.refused != move.option:
        option = log.roster.option(move.issue, move.refused)
        key = "explain.prefers" if move.move in ("support", "can_live_with") else "explain.refused"
        yield Line(said(key, option=option, reason=move.refused_because), 1)
