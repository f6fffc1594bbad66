"""Why the others did what they did: their reasons, open once it is over, those first that concern a seat most."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from simulation.reasons.moves_logged import CHAIR, Log
from simulation.words import Said

__all__ = ["OpenedReason", "opened_reasons"]

_UNTOLD: Final = frozenset(
    {
        "state_position",
        "change_position",
        "consult_bilaterally",
        "person",
        "own_agent",
        "instructed",
        "counted_anew",
        "take_stock",
        "call_clause",
        "set_order",
    }
)
"""Moves that need no opening, and what a person alone knows."""
_TELLING: Final = frozenset(
    {"red_line", "isolation", "bloc", "show", "better", "failure_cost", "package", "uncalled", "goodwill"}
)
"""Causes in which what was said and what moved it lie far apart."""
_LATE: Final = 2
"""The last sessions, in which an objection weighs most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedReason:
    """A move of another seat: what it said in the room, and what moved it."""

    session: int
    """In which it was made last, counted from 1."""
    delegation: str
    """Short name."""
    move: str
    """One of `MOVES`."""
    issue: str
    option: str
    """Names, as the case has them; empty where there is none."""
    public: Said
    private: Said
    is_telling: bool
    """The two lie far apart: a red line, loneliness, a bloc, a show."""
    times: int
    """How often it was made for the same reason."""


def opened_reasons(log: Log, seat: str, dear: Mapping[str, float]) -> tuple[OpenedReason, ...]:
    """Return the moves of all others in which what was said is not what moved them, each kind once.

    First comes one of each delegation, then the others. Of them objections come first, those of the last two sessions
    before others, then those on the clauses that matter most to the seat.

    Args:
        log: Of the record.
        seat: Key of the delegation that is told.
        dear: How much each issue matters to it, by key.
    """
    found: dict[tuple[str, ...], OpenedReason] = {}
    names = log.roster
    for move in log.moves:
        mine = move.delegation in (seat, CHAIR)
        if mine or not move.public_reason or not move.private_reason or _UNTOLD & {move.move, move.cause}:
            continue
        key = (move.delegation, move.move, move.issue, move.option, move.cause)
        issue = names.issues.get(move.issue, "")
        found[key] = OpenedReason(
            session=move.session,
            delegation=names.name(move.delegation),
            move=move.move,
            issue=issue,
            option=names.option(move.issue, move.option) if move.option else "",
            public=move.public_reason,
            private=move.private_reason,
            is_telling=move.cause in _TELLING,
            times=1 + (found[key].times if key in found else 0),
        )

    def order(kind: tuple[str, ...]) -> tuple[bool, bool, float, int]:
        _, move, issue, *_ = kind
        is_late = found[kind].session > names.sessions - _LATE
        return move != "object_formally", not is_late, -dear.get(issue, 0.0), -found[kind].session

    return _one_of_each([found[kind] for kind in sorted(found, key=order)])


def _one_of_each(reasons: list[OpenedReason]) -> tuple[OpenedReason, ...]:
    """Return the first telling reason of each delegation, then all others, in their order."""
    first: dict[str, OpenedReason] = {}
    for one in reasons:
        if one.is_telling:
            first.setdefault(one.delegation, one)
    chosen = list(first.values())
    return (*chosen, *(one for one in reasons if all(one is not other for other in chosen)))
