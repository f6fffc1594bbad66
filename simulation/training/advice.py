"""What the coach can advise, and what advisers look up in the view of a seat."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from simulation.arrays import ATOL
from simulation.live.enough import ACCEPTED, judge
from simulation.live.moves import SeatMove
from simulation.live.names_for_people import quoted
from simulation.live.seen import IssueSeen, Neighbour, OptionSeen, SeatView
from simulation.scenario.model_base import SAYS_NOTHING
from simulation.training.worths import amount, in_document, points_of
from simulation.words import Said, Value, said

__all__ = [
    "Advice",
    "acceptable",
    "advise",
    "asking",
    "better_in_reach",
    "by_salience",
    "called",
    "can_be_sold",
    "carried",
    "carries",
    "counted",
    "given_by",
    "has_told",
    "issue_of",
    "likely",
    "on_agenda",
    "on_table",
    "spoken",
    "to_ask",
    "wording_of",
    "would_have",
]

_STALE: Final = 3
"""Sessions after which what one was told, or not told, is worth asking again."""
_AGAINST: Final = ("object_formally", "request_brackets")
"""What was said of a wording in the room by who could not live with it."""
_STANDS: Final = ("support", "can_live_with", "lift_brackets", "request_brackets", "object_formally")
_WORDS: Final = ("propose_option", "cite_agreed_language", "join_coalition")
_ONE: Final = {
    **dict.fromkeys(("ask_for_group", "ask_for_chair_text", "seek_deferral"), "chair"),
    "consult_capital": "capital",
    "propose_package": "package",
}
"""What a seat does once a session, by move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Something to think of now, and the move that follows from it."""

    key: str
    """Of its sentences in the catalogue: `coach.<key>.question`, `.concept` and `.move`."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """What stands in them."""
    move: SeatMove | None = None
    aside: str = ""
    """Key of a sentence that is told with concept and move: what the instructions say to it; empty: nothing."""
    matters: frozenset[tuple[str, ...]] = frozenset()
    """What it is about: of two advices on the same matter, one is given."""


def advise(
    view: SeatView,
    key: str,
    move: str,
    values: Mapping[str, Value],
    *,
    aside: str = "",
    clause: str = "",
    **fields: object,
) -> Advice:
    """Return an advice with its move, for the sake of a clause where the move itself does not say which."""
    made = SeatMove(seat=view.own.key, move=move, **fields)  # type: ignore[arg-type] # the fields of the move
    matters = frozenset(_matters_of(view, made, clause))
    return Advice(key=key, values=values, move=made, aside=aside, matters=matters)


def _matters_of(view: SeatView, move: SeatMove, clause: str = "") -> Iterator[tuple[str, ...]]:
    """Yield what a move is about.

    On one clause a seat says one thing of the text (it accepts it, or keeps it in brackets), puts one wording forward,
    and talks to one delegation; of one delegation, and of the chair, it wants one thing at a time.
    """
    offer = next((one for one in view.offers if one.id == move.offer), None)
    if move.move == "accept_trade" and offer is not None:
        yield from (("stands", offer.get[0]), ("stands", offer.give[0]), ("words", offer.give[0]))
    if move.give is not None and move.get is not None:
        yield from (("stands", move.give[0]), ("stands", move.get[0]), ("words", move.get[0]))
    if move.move in _STANDS:
        yield ("answers", move.issue, move.option) if view.phase == "floor" else ("stands", move.issue)
    if move.move in _WORDS:
        yield "words", move.issue
    if move.move in _ONE:
        yield (_ONE[move.move],)
    if move.move == "seek_deferral":  # what is put off is not spoken of today
        yield from (("stands", move.issue), ("words", move.issue))
    if move.move == "consult_bilaterally":
        yield "talks", clause
    if move.to or offer is not None:
        yield "with", move.to or move.offer


def by_salience(view: SeatView) -> list[IssueSeen]:
    """Return the open issues, the one that matters most to the seat first."""
    return sorted((issue for issue in view.issues if issue.is_open), key=lambda issue: -issue.salience)


def on_agenda(view: SeatView) -> list[IssueSeen]:
    """Return the issues on the agenda of this session, the one that matters most to the seat first."""
    return [issue for issue in by_salience(view) if issue.on_agenda]


def on_table(issue: IssueSeen) -> OptionSeen:
    """Return the wording on the table."""
    return next(option for option in issue.options if option.on_table)


def acceptable(view: SeatView, issue: IssueSeen) -> list[OptionSeen]:
    """Return the wordings that the seat can live with today and that may be put in this session."""
    return [o for o in issue.written if o.is_admissible and judge(view, issue, o).accepts]


def can_be_sold(view: SeatView, issue: IssueSeen, option: OptionSeen) -> bool:
    """Return whether the seat can live with a wording, and not only because nothing is agreed late.

    That ground falls away with the first clause that closes; a promise stays.
    """
    judged = judge(view, issue, option)
    return judged.accepts and judged.ground != "last"


def carried(view: SeatView, issue: IssueSeen) -> OptionSeen | None:
    """Return the wording that the seat can live with and that the most others could, the best of these for itself.

    None: it can live with none that would leave a text of the clause.
    """
    fits = [option for option in acceptable(view, issue) if option.kind not in SAYS_NOTHING]
    return max(fits, key=lambda option: (likely(view, issue, option), option.gain), default=None)


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
    """Return how many delegations could live with a wording by what they last said of it, in a talk or in the room."""
    return sum(_could(view, other, issue, option) for other in view.others if other.decides)


def carries(view: SeatView, issue: IssueSeen, option: OptionSeen) -> bool:
    """Return whether most of the others who decide could live with a wording, by what they last said of it."""
    return 2 * likely(view, issue, option) > sum(other.decides for other in view.others)


def better_in_reach(view: SeatView, issue: IssueSeen, *, spared: int = 1) -> OptionSeen | None:
    """Return a wording worth more to the seat than the text on the table, if nearly all others could live with it.

    Args:
        view: What the seat may know.
        issue: The clause.
        spared: How many of the others that decide may be missing.

    Returns:
        The best of these for the seat that brings it a gain, is enough today and may be put; None: there is none.
    """
    table, needed = on_table(issue), sum(other.decides for other in view.others) - spared
    better = [
        option
        for option in acceptable(view, issue)
        if option.gain > max(table.gain, 0.0) + ATOL and likely(view, issue, option) >= max(needed, 1)
    ]
    return max(better, key=lambda option: option.gain, default=None)


def _could(view: SeatView, other: Neighbour, issue: IssueSeen, option: OptionSeen) -> bool:
    """Return whether a delegation could live with a wording, by what it last said of it, or because it stands for it.

    What is said in a talk comes before what is said on the floor of the same session.
    """
    if other.key in option.holders:
        return True
    told = () if other.told is None else other.told.answers
    place = (issue.key, option.key)
    talks = [
        (one.session, 0, one.says == "yes")
        for one in told
        if (one.issue, one.option) == place and one.says != "evades"
    ]
    floor = [
        (number, 1, move.move in ACCEPTED)
        for number, moves in enumerate(view.heard, start=1)
        for move in moves
        if (move.delegation, move.issue, move.option) == (other.key, *place)
        and (move.move in ACCEPTED or move.move in _AGAINST)
    ]
    return max([*talks, *floor], default=(0, 0, False))[2]


def given_by(view: SeatView, key: str, issue: IssueSeen) -> float:
    """Return what the seat has of another delegation on a clause already, 0 at least, in lengths of the axis.

    The best of the wordings that it has said it could live with, stands for, or has promised, and the text on the
    table, if it keeps no brackets on it.
    """
    other = next(one for one in view.others if one.key == key)
    promised = {
        one.option for one in view.ledger if (one.by, one.issue, one.state) == (key, issue.key, "open")
    }
    had = [
        option.gain
        for option in issue.options
        if (option.on_table and key not in issue.brackets)
        or option.key in promised
        or key in option.holders
        or other.signals.get((issue.key, option.key)) in ACCEPTED
    ]
    return max([0.0, *had])


def would_have(other: Neighbour, issue: IssueSeen, option: OptionSeen) -> bool:
    """Return whether a delegation would rather have a wording than no text, by its opening position."""
    opening = other.opening[issue.key]
    return abs(opening - option.place) < abs(opening - issue.status_quo)


def to_ask(view: SeatView, other: Neighbour, issue: IssueSeen) -> dict[str, str] | None:
    """Return what to ask a delegation for the sake of a clause, as fields of the move; None: nothing now.

    What matters most to it; once it has said so, whether it could live with the wording that the seat would put, and
    what it would need. What it said is asked again after some sessions, and so is whoever would not answer.
    """
    if other.declined is not None and other.declined > view.session - _STALE:
        return None
    if other.told is None or other.told.priorities is None:
        return {}
    since = view.session - _STALE
    said = {
        one.option: one.says for one in other.told.answers if one.issue == issue.key and one.session > since
    }
    best = carried(view, issue)
    if best is not None and best.key not in said and not _shows(other, issue, best):
        return {"issue": issue.key, "option": best.key}
    is_told = "yes" in said.values() or "" in said  # it named a wording, or would name none
    return None if is_told else {"issue": issue.key}


def _shows(other: Neighbour, issue: IssueSeen, option: OptionSeen) -> bool:
    """Return whether a delegation shows everybody that it could live with a wording."""
    return other.key in option.holders or other.signals.get((issue.key, option.key)) in ACCEPTED


def has_told(other: Neighbour, issue: IssueSeen, fields: Mapping[str, str]) -> bool:
    """Return whether a delegation has told the seat before, or shown in the room, what a talk is to ask it."""
    told, key = other.told, fields.get("option", "")
    if not fields:
        return told is not None and told.priorities is not None
    said = {one.option for one in (() if told is None else told.answers) if one.issue == issue.key}
    return key in said or (issue.key, key) in other.signals if key else bool(said)


def asking(issue: IssueSeen, fields: Mapping[str, str]) -> Said:
    """Return the question of a talk, in words."""
    option = next((option for option in issue.options if option.key == fields.get("option")), None)
    if option is not None:
        return said("coach.asks.could", option=quoted(issue, option))
    return said("coach.asks.needs" if fields else "coach.asks.matters", issue=issue.name)


def counted(view: SeatView, gain: float) -> Said:
    """Return the points that a gain on one clause adds to the document; less than one is told as such."""
    found = in_document(view, gain)
    return said("worth.trifle") if gain and not points_of(found) else amount(found)


def called(view: SeatView, key: str) -> str:
    """Return what a delegation is called."""
    return next((other.short for other in view.others if other.key == key), key)


def spoken(issue: IssueSeen, option: OptionSeen) -> dict[str, Value]:
    """Return what sentences about a wording need."""
    return {"issue": issue.name, "option": quoted(issue, option)}
