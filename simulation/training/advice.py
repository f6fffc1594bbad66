"""What the coach can advise, and what advisers look up in the view of a seat."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from simulation.live import texts
from simulation.live.moves import SeatMove
from simulation.live.seen import IssueSeen, Neighbour, OptionSeen, SeatView

__all__ = [
    "ACCEPTED",
    "Advice",
    "acceptable",
    "advise",
    "asked",
    "by_salience",
    "called",
    "is_known",
    "issue_of",
    "likely",
    "near",
    "on_agenda",
    "on_table",
    "quoted",
    "spoken",
    "wording_of",
]

ACCEPTED: Final = ("support", "can_live_with")
"""Signals that accept a wording."""
_STALE: Final = 3
"""Sessions after which what one was told is worth asking again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Something to think of now, and the move that follows from it."""

    key: str
    """Of its sentences in the catalogue: `coach.<key>.question`, `.concept` and `.move`."""
    values: Mapping[str, object] = field(default_factory=dict)
    """What stands in them."""
    move: SeatMove | None = None


def advise(view: SeatView, key: str, move: str, values: Mapping[str, object], **fields: object) -> Advice:
    """Return an advice with its move."""
    made = SeatMove(seat=view.own.key, move=move, **fields)  # type: ignore[arg-type] # the fields of the move
    return Advice(key=key, values=values, move=made)


def by_salience(view: SeatView) -> list[IssueSeen]:
    """Return the open issues, the one that matters most to the seat first."""
    return sorted((issue for issue in view.issues if issue.is_open), key=lambda issue: -issue.salience)


def on_agenda(view: SeatView) -> list[IssueSeen]:
    """Return the issues on the agenda of this session, the one that matters most to the seat first."""
    return [issue for issue in by_salience(view) if issue.on_agenda]


def on_table(issue: IssueSeen) -> OptionSeen:
    """Return the wording on the table."""
    return next(option for option in issue.options if option.on_table)


def acceptable(issue: IssueSeen) -> list[OptionSeen]:
    """Return what the seat could accept today without asking anybody, and what may be put in this session."""
    return [option for option in issue.options if option.is_within and option.is_admissible]


def issue_of(view: SeatView, key: str) -> IssueSeen | None:
    """Return the issue with this key, if there is one."""
    return next((issue for issue in view.issues if issue.key == key), None)


def _option(issue: IssueSeen, key: str) -> OptionSeen:
    return next(option for option in issue.options if option.key == key)


def wording_of(view: SeatView, place: tuple[str, str]) -> tuple[IssueSeen, OptionSeen] | None:
    """Return issue and option of a place, if the issue is still open."""
    issue = issue_of(view, place[0])
    return (issue, _option(issue, place[1])) if issue is not None and issue.is_open else None


def likely(view: SeatView, issue: IssueSeen, option: OptionSeen) -> int:
    """Return how many delegations have shown that they could live with a wording, in a talk or on the floor."""
    return sum(
        option.key in (other.told.accepts.get(issue.key, ()) if other.told else ())
        or other.signals.get((issue.key, option.key)) in ACCEPTED
        or other.key in option.holders
        for other in view.others
        if other.decides
    )


def is_known(view: SeatView, other: Neighbour, issue: IssueSeen) -> bool:
    """Return whether the other delegation told the seat lately what matters to it and what it could live with here."""
    if other.told is None or other.told.session <= view.session - _STALE:
        return False
    return other.told.priorities is not None and issue.key in other.told.accepts


def asked(other: Neighbour, issue: IssueSeen) -> dict[str, object]:
    """Return what to ask a delegation: what matters most to it; once it has said so, what it would need on an issue."""
    is_told = other.told is not None and other.told.priorities is not None
    return {"to": other.key, "issue": issue.key} if is_told else {"to": other.key}


def near(other: Neighbour, issue: IssueSeen) -> OptionSeen:
    """Return the wording nearest to where a delegation seems to stand, of those that it has not refused."""
    refused = () if other.told is None else other.told.refuses.get(issue.key, ())
    may = [option for option in issue.written if option.key not in refused] or issue.written
    return min(may, key=lambda option: abs(option.place - other.place[issue.key]))


def called(view: SeatView, key: str) -> str:
    """Return what a delegation is called."""
    return next((other.short for other in view.others if other.key == key), key)


def quoted(issue: IssueSeen, option: OptionSeen) -> str:
    """Return a wording with its issue."""
    return texts.quoted(option.label, issue.name)


def spoken(issue: IssueSeen, option: OptionSeen) -> dict[str, object]:
    """Return what sentences about a wording need."""
    return {"issue": issue.name, "option": quoted(issue, option)}
