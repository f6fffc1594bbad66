"""What the coach says where its advice on a wording is the opposite of what it last advised the same person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from simulation.live.names_for_people import quoted
from simulation.live.seen import SeatView
from simulation.training.notes import AskedHint
from simulation.words import NOTHING, Said, Value, said

__all__ = ["turned"]

_BETTER: Final = ("better", "better_say", "floor_better")
"""Advice against a wording that is enough, for the sake of a better one."""
_PROMISED: Final = ("floor_promised", "own_promise")
_ON_FLOOR: Final = ("floor_enough", "floor_cheap", "floor_spare", "floor_whole", "floor_last", "floor_best")
_IN_TALKS: Final = ("own_bracket", "say_so", "say_what", "say_top", "say_spare", "say_whole", "say_best")
_JOINS: Final = ("join", "join_others", "join_spare")
_TRADES: Final = ("trade", "trade_pair", "offer_good")
_FOR: Final = (*_PROMISED, *_ON_FLOOR, *_IN_TALKS, *_JOINS, "bridge", "cite", "capital")
_REFUSED: Final = (
    "floor_hold",
    "floor_cost",
    "floor_sinks",
    "floor_red",
    "floor_sponsor",
    "hold",
    "hold_sponsor",
)
_HELD: Final = ("floor_hold", "offer_hold")
"""Advice against a wording that may be enough later."""
_TAKES_PACKAGE: Final = ("package_good", "package_thin")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stand:
    """What a hint advises on one wording."""

    kind: str
    wording: Value
    """As it is quoted."""
    is_for: bool
    is_bought: bool = False
    """Others are to live with it, in return for something."""


def turned(view: SeatView, told: Said, given: Sequence[AskedHint]) -> Said:
    """Return what has changed since the coach advised the opposite on a wording; nothing where it did not.

    Args:
        view: What the seat may know.
        told: What the coach is about to say, a concept or a move.
        given: The hints given so far, the oldest first; a question among them advises nothing.
    """
    for now in _stands(told, view):
        for hint in reversed(given):
            stood = () if hint.level == "question" else tuple(_stands(hint.text))
            before = next((one for one in stood if one.wording == now.wording), None)
            if before is not None and before.is_for != now.is_for:
                key = _why(view, before, now, hint.session)
                return said(key, n=hint.session, option=now.wording)
            if before is not None:
                break
    return NOTHING


def _why(view: SeatView, before: _Stand, now: _Stand, session: int) -> str:
    """Return the key of the sentence on what has changed: of the first reason that holds."""
    sought_better = before.kind in _BETTER and not before.is_for
    is_later = session < view.session
    reasons = {
        "promised": now.kind in _PROMISED,
        "package": now.kind in ("package", *_TAKES_PACKAGE),
        "bought": before.is_bought and _is_promised(view, now),
        "better": now.kind in _BETTER and not now.is_for,
        "capital": sought_better and now.kind == "capital",
        "out_of_reach": sought_better,
        "agreed": before.kind == "floor_last" and bool(view.closed),
        "time": is_later and (before.kind in _HELD or now.kind == "floor_last"),
    }
    return f"coach.turned.{next((why for why, holds in reasons.items() if holds), 'other')}"


def _is_promised(view: SeatView, stand: _Stand) -> bool:
    """Return whether anybody has promised the seat to live with the wording."""
    return any(
        view.promised_by(issue.key, option)
        for issue in view.issues
        for option in issue.options
        if quoted(issue, option) == stand.wording
    )


def _stands(told: Said, view: SeatView | None = None) -> Iterator[_Stand]:
    """Yield what a hint advises on wordings, what its move is about first; of a package that is put, by the view."""
    for part in _each(told):
        kind, values = part.key.removeprefix("coach.").rpartition(".")[0], dict(part.values)
        for name, is_for in _named(kind):
            if name in values:
                bought = kind in _TRADES and name == ("give" if kind == "offer_good" else "get")
                yield _Stand(kind=kind, wording=values[name], is_for=is_for, is_bought=bought)
        if kind == "package" and isinstance(parts := values.get("told"), Said):
            for wording in parts.parts():
                yield _Stand(kind=kind, wording=wording, is_for=True)
        if kind in _TAKES_PACKAGE and view is not None and view.package is not None:
            for issue in view.issues:
                for option in issue.options:
                    if view.package.options.get(issue.key) == option.key:
                        yield _Stand(kind=kind, wording=quoted(issue, option), is_for=True)


def _named(kind: str) -> tuple[tuple[str, bool], ...]:
    """Return under which names the sentences of a hint have wordings, and whether it is for them."""
    if kind in ("better", "better_say"):
        return ("table", False), ("option", True)
    if kind == "floor_better":
        return ("option", False), ("better", True)
    if kind in _TRADES:
        return ("give", True), ("get", True)
    if kind == "offer_hold":
        return (("get", False),)
    return (("option", kind in _FOR),) if kind in (*_FOR, *_REFUSED) else ()


def _each(told: Said) -> Iterator[Said]:
    """Iterate over the sentences of a hint, also those that stand together in one."""
    for part in told.parts():
        if isinstance(part, Said):
            yield from (part,) if part == told else _each(part)
