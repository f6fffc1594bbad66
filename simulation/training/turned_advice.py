"""What the coach says where its advice on a wording is the opposite of what it last advised the same person."""

from collections.abc import Iterator, Sequence
from typing import Final

from simulation.live.seen import SeatView
from simulation.training.notes import AskedHint
from simulation.words import NOTHING, Said, said

__all__ = ["turned"]

_BETTER: Final = ("better", "better_say", "floor_better")
"""Advice against a wording that is enough, for the sake of a better one."""
_PROMISED: Final = ("floor_promised", "own_promise")
_ON_FLOOR: Final = ("floor_enough", "floor_cheap", "floor_spare", "floor_whole", "floor_last", "floor_best")
_IN_TALKS: Final = ("own_bracket", "say_so", "say_what", "say_top", "say_spare", "say_whole", "say_best")
_JOINS: Final = ("join", "join_others", "join_spare")
_FOR: Final = (*_PROMISED, *_ON_FLOOR, *_IN_TALKS, *_JOINS)
_REFUSED: Final = (
    "floor_hold",
    "floor_cost",
    "floor_sinks",
    "floor_red",
    "floor_sponsor",
    "hold",
    "hold_sponsor",
)
_AGAINST: Final = (*_BETTER, *_REFUSED)


def turned(view: SeatView, told: Said, given: Sequence[AskedHint]) -> Said:
    """Return what has changed since the coach advised the opposite on a wording; nothing where it did not.

    Args:
        view: What the seat may know.
        told: What the coach is about to say, a concept or a move.
        given: The hints given so far, the oldest first; a question among them advises nothing.
    """
    now = _stand(told)
    if now is None:
        return NOTHING
    for hint in reversed(given):
        before = None if hint.level == "question" else _stand(hint.text)
        if before is not None and before[1] == now[1]:
            is_turned = (before[0] in _FOR) != (now[0] in _FOR)
            return said(_why(view, before[0], now[0], hint.session), n=hint.session) if is_turned else NOTHING
    return NOTHING


def _why(view: SeatView, before: str, now: str, session: int) -> str:
    """Return the key of the sentence on what has changed."""
    if now in _PROMISED:
        return "coach.turned.promised"
    if now in _BETTER:
        return "coach.turned.better"
    if before in _BETTER:
        return "coach.turned.out_of_reach"
    if before == "floor_last" and view.closed:
        return "coach.turned.agreed"
    if (before == "floor_hold" or now == "floor_last") and session < view.session:
        return "coach.turned.time"
    return "coach.turned.other"


def _stand(told: Said) -> tuple[str, object] | None:
    """Return the kind of a hint and the wording that it is for or against; None: it is about none."""
    for part in _each(told):
        kind, values = part.key.removeprefix("coach.").rpartition(".")[0], dict(part.values)
        wording = values.get("table" if kind in ("better", "better_say") else "option")
        if kind in (*_FOR, *_AGAINST) and wording is not None:
            return kind, wording
    return None


def _each(told: Said) -> Iterator[Said]:
    """Iterate over the sentences of a hint, also those that stand together in one."""
    for part in told.parts():
        if isinstance(part, Said):
            yield from (part,) if part == told else _each(part)
