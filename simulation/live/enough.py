"""What is enough today: what a seat that negotiates asks of a wording, of a package and of the document.

The reference delegate `Honest` acts on it, and the coach advises by it. It rests on the view of the seat alone.
"""

import math
from dataclasses import dataclass
from typing import Final, Literal

from simulation.arrays import ATOL
from simulation.live.seen import IssueSeen, OptionSeen, SeatView

__all__ = [
    "ACCEPTED",
    "Ground",
    "Judgement",
    "falls_short",
    "is_dear",
    "judge",
    "least",
    "promised",
    "takes_document",
    "takes_package",
    "to_join",
]

ACCEPTED: Final = ("support", "can_live_with")
"""Signals that accept a wording."""
FIRST: Final = 0.9
"""Share of its best that a seat asks for at first where a clause matters to it."""
SPARE: Final = 0.2
"""The loss that it accepts on a clause that matters less, as a share of the mean gain that a clause could bring it."""
FEWEST: Final = 2
"""Holders of a wording that a seat joins which stands alone with its own."""
LATE: Final = 4
"""Last sessions in which a seat, while nothing is agreed, accepts on a clause that matters less whatever leaves it
above no deal; on one that matters, it does so in the last session only."""

type Ground = Literal["red", "promised", "dear", "cheap", "whole", "last"]
"""Why: the wording crosses a red line of the seat; the seat has promised it; the clause matters as much to the seat as
the mean, or less; it matters less, and left open it would sink a document that is better than none; nothing is agreed
late, and with the wording the seat is better off than without a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a seat says to a wording today, and why."""

    accepts: bool
    ground: Ground


def judge(view: SeatView, issue: IssueSeen, option: OptionSeen) -> Judgement:
    """Return whether a seat can live with a wording today, and why.

    Who accepts on the floor what others want is given more; who refuses has to wait. So a seat holds out on clauses
    that matter more to it than the mean, less and less as time runs, and lets go of the others at once: a little of
    each where a clause that stays open falls away, and all that leaves the document above no deal where it sinks the
    whole. It accepts nothing across a red line, and keeps its word. While nothing is agreed late, it accepts whatever
    leaves it above no deal, in the last session also on what matters more.
    """
    if option.is_red:
        return Judgement(accepts=False, ground="red")
    if (issue.key, option.key) in promised(view):
        return Judgement(accepts=True, ground="promised")
    asks = least(view, issue)
    if asks <= option.gain < _usual(view, issue):
        return Judgement(accepts=True, ground="whole" if _sinks(view, issue) else "last")
    return Judgement(accepts=option.gain >= asks, ground="dear" if is_dear(issue) else "cheap")


def least(view: SeatView, issue: IssueSeen) -> float:
    """Return the least gain that makes a wording enough today, in lengths of the axis."""
    usual = _usual(view, issue)
    # One clause makes a document: while there is time for another, none that matters is given away for it.
    late = 1 if is_dear(issue) else LATE
    is_early = view.closed or view.session <= view.sessions - late
    if is_early and not _sinks(view, issue):
        return usual
    # A clause is worth its share of the document: above this, what is agreed with it leaves the seat above no deal.
    return min(usual, (view.own.no_deal - view.own.so_far) * len(view.issues))


def _sinks(view: SeatView, issue: IssueSeen) -> bool:
    """Return whether a clause on which the seat has little to win would sink the document if it stayed open."""
    return not (view.may_drop or is_dear(issue))


def is_dear(issue: IssueSeen) -> bool:
    """Return whether a clause matters to the seat as much as the mean, or more."""
    return issue.salience >= 1.0 - ATOL


def to_join(view: SeatView, issue: IssueSeen) -> OptionSeen | None:
    """Return the wording whose holders the seat joins on a clause that matters to it; None: it stays where it stands.

    Nobody carries a wording alone. So who stands alone with its own, or with none, joins two or more who stand together
    for another by which it gains and that is enough for it today: of several the one that most hold.
    """
    key = view.own.key
    if not (issue.is_open and is_dear(issue)) or any(
        len(option.holders) > 1 for option in issue.written if key in option.holders
    ):
        return None
    held = [
        option
        for option in issue.written
        if key not in option.holders
        and option.is_admissible
        and len(option.holders) >= FEWEST
        and option.gain > 0
        and judge(view, issue, option).accepts
    ]
    return max(held, key=lambda option: len(option.holders), default=None)


def takes_package(view: SeatView) -> bool:
    """Return whether the package that is put is better than no document and than what is agreed, and not too early.

    Until the last session it has to be enough today on all that matters to the seat: there is time for a better one.
    """
    package = view.package
    return (
        package is not None
        and not package.crosses
        and package.gain >= max(view.own.no_deal, view.own.so_far)
        and not falls_short(view)
    )


def falls_short(view: SeatView) -> list[IssueSeen]:
    """Return the clauses that matter to the seat on which the package that is put is less than enough today.

    In the last session none is counted: what a package brings then, no other will.
    """
    put = {} if view.package is None or view.session >= view.sessions else view.package.options
    return [
        issue
        for issue in view.issues
        for option in issue.options
        if put.get(issue.key) == option.key and is_dear(issue) and not judge(view, issue, option).accepts
    ]


def takes_document(view: SeatView) -> bool:
    """Return whether the document is worth no less to the seat than none."""
    return view.own.so_far >= view.own.no_deal


def _usual(view: SeatView, issue: IssueSeen) -> float:
    """Return what a wording has to be worth as long as there is a document, or time for one."""
    if is_dear(issue):
        left = 1.0 - view.session / view.sessions
        return FIRST * math.sqrt(left) * max(issue.best.gain, 0.0)
    return -SPARE * sum(max(one.best.gain, 0.0) for one in view.issues) / len(view.issues)


def promised(view: SeatView) -> set[tuple[str, str]]:
    """Return issue and option of what the seat has promised and still owes."""
    return {(one.issue, one.option) for one in view.ledger if (one.by, one.state) == (view.own.key, "open")}
