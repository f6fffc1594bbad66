"""What a document gives a seat clause by clause: with a package, or as it stands. Made of the seat's view alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from simulation.live.seen import IssueSeen, OptionSeen, SeatView
from simulation.training.worths import POINTS, in_document, points_of

__all__ = [
    "Weighed",
    "all_wanted",
    "at_stake",
    "by_stake",
    "crossed",
    "instead_of_aim",
    "points_given",
    "weigh",
]

type Standing = Literal["put", "agreed", "open", "fell"]
"""It is in the package; it is agreed; nothing is agreed on it; it was agreed and falls with another clause."""

_COUNTS: Final = frozenset[Standing]({"put", "agreed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One issue of a document, and what it gives the seat."""

    issue: IssueSeen
    option: OptionSeen
    """What would be agreed; of an open issue, the text on the table."""
    standing: Standing
    worth: float
    """What it counts in the document, in lengths of the axis; 0 where it is not in it."""


def weigh(view: SeatView, package: Mapping[str, str] | None = None) -> tuple[Weighed, ...]:
    """Return the worth of the document to the seat by issue, in the order of the case; the worths add up.

    Args:
        view: Of the seat.
        package: Option by open issue, agreed with the rest if it passes; None: the document as it stands.
    """
    return tuple(_weighed(view, issue, (package or {}).get(issue.key, "")) for issue in view.issues)


def points_given(view: SeatView, package: Mapping[str, str] | None = None) -> float:
    """Return the worth of the document to the seat as a person reads it, in lengths: the sum of its whole points.

    Args:
        view: Of the seat.
        package: Option by open issue; None: the document as it stands.
    """
    return sum(points_of(one.worth) for one in weigh(view, package)) / POINTS


def crossed(view: SeatView, package: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the issues on which the document crosses a red line of the seat: no points are told of it then."""
    counts = (one for one in weigh(view, package) if one.standing in _COUNTS)
    return tuple(one.issue.key for one in counts if one.option.is_red)


def at_stake(view: SeatView, issue: IssueSeen) -> float:
    """Return the stake of the seat on an issue, in lengths, rounded to whole points as on its role sheet.

    That is its best wording less its worst one inside its red lines; a clause that may stay open is 0.
    """
    points = [points_of(in_document(view, one.gain)) for one in issue.written if not one.is_red]
    points += [0] if view.may_drop else []
    return (max(points) - min(points)) / POINTS if points else 0.0


def by_stake(view: SeatView) -> list[IssueSeen]:
    """Return the issues, the one on which most is at stake for the seat first; of two alike, the weightier."""
    return sorted(view.issues, key=lambda issue: (-at_stake(view, issue), -issue.salience))


def all_wanted(view: SeatView) -> float:
    """Return the worth to the seat of a document with all it came for, as `points_given` counts it."""
    aims = [points_of(in_document(view, issue.aim.gain)) for issue in view.issues]
    return sum(max(aim, 0) if view.may_drop else aim for aim in aims) / POINTS


def instead_of_aim(view: SeatView, issue: IssueSeen) -> OptionSeen | None:
    """Return what holds now instead of what the seat came for on an issue; None: nothing else does.

    It is the wording agreed, or one that a drafting group wrote and that gives the seat more points than its aim.
    """
    best, aim = issue.best, issue.aim
    if not issue.is_open:
        agreed = next(option for option in issue.options if option.on_table)
        return None if agreed is aim or issue.key in view.document.fallen else agreed
    points = [points_of(in_document(view, option.gain)) for option in (best, aim)]
    return best if points[0] > points[1] and not best.is_red else None


def _weighed(view: SeatView, issue: IssueSeen, put: str) -> Weighed:
    option = next(one for one in issue.options if (one.key == put if put else one.on_table))
    standing: Standing = "put" if put else "open" if issue.is_open else "agreed"
    if not put and issue.key in view.document.fallen:
        standing = "fell"
    worth = in_document(view, option.gain) if standing in _COUNTS else 0.0
    return Weighed(issue=issue, option=option, standing=standing, worth=worth)
