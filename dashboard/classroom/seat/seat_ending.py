"""What is put at the end to a seat in a class, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.classroom.seat.clause import Choice
from dashboard.seat.document_worth import about, agreed, broken, by_clause, came_of, came_to, comes_of
from dashboard.seat.headline_told import Teller
from simulation.classroom import MySeat
from simulation.live import ANSWERED, SEAT_MOVES, OptionSeen
from simulation.training import POINTS, Prediction, amount, crossed, in_document, points_of, worth

__all__ = ["Put", "Result", "put", "result"]

_ANSWERS: Final = ("deal", "end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A document, or a package, that the seat is asked about."""

    about: str
    rows: Sequence[Sequence[str]]
    """Issue, wording, what it gives the seat; last the whole."""
    crosses: Sequence[str]
    answers: Sequence[tuple[Choice, str]]
    """Moves, each with what it is worth to the seat."""
    said: str
    """What it has answered, in a sentence; empty: nothing yet."""
    is_own: bool
    """It is the seat's own package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of it, for the seat."""

    head: str
    worth: str
    crosses: Sequence[str]
    broken: Sequence[str]
    rows: Sequence[Sequence[str]]
    """Issue, what the seat wanted, how it ended, and what was predicted, if anything was."""
    is_predicted: bool
    stands: Sequence[tuple[str, str]]
    """How each delegation stands to the document."""
    signs: Sequence[tuple[str, str]]


def put(tell: Teller, mine: MySeat, *, can_move: bool) -> Put | None:
    """Return what is put to the seat now; None: nothing is."""
    view, words = tell.view, tell.words
    if view.phase not in ANSWERED or (view.phase == "package" and view.package is None):
        return None
    package = view.package.options if view.package is not None else None
    crosses = crossed(view, package)
    legal = view.request.legal if view.request is not None and can_move else ()
    said = [one.move.move for one in mine.made if (one.session, one.phase) == (view.session, view.phase)]
    last = next((move for move in reversed(said) if SEAT_MOVES[move].group in _ANSWERS), "")
    return Put(
        about=about(tell),
        rows=by_clause(tell, package),
        crosses=[words.say("seat.end.red", issue=tell.issue(key)) for key in crosses],
        answers=[
            (Choice(move, words.say(f"seat.move.{move}"), move == last), comes_of(tell, move))
            for move in legal
            if SEAT_MOVES[move].group in _ANSWERS
        ],
        said=words.say(f"seat.did.{last}") if last else "",
        is_own=view.package is not None and view.package.by == view.own.key,
    )


def result(tell: Teller, mine: MySeat) -> Result | None:
    """Return what came of it; None: it is not over, or was ended before its end."""
    ending, words = mine.ending, tell.words
    if ending is None:
        return None
    options = [option for _, option in agreed(tell, ending.options)]
    red = [issue.key for issue, option in agreed(tell, ending.options) if option.is_red]
    rows = came_of(tell, ending.options, ending.outcome_class, _predicted(mine.written.get("prediction")))
    is_predicted = any(row[3] for row in rows)
    return Result(
        head=came_to(tell, ending.options, ending.outcome_class),
        worth=_account(tell, options, is_red=bool(red)),
        crosses=[words.say("seat.end.red", issue=tell.issue(key)) for key in red],
        broken=broken(tell),
        rows=[row[: 4 if is_predicted else 3] for row in rows],
        is_predicted=is_predicted,
        stands=_stood(tell, ending.joins),
        signs=_stood(tell, ending.signatures),
    )


def _account(tell: Teller, agreed: Sequence[OptionSeen], *, is_red: bool) -> str:
    """Return what the end is worth to the seat; what crosses a red line has no points."""
    words, view = tell.words, tell.view
    none = view.own.no_deal
    if not agreed:
        return words.say("class.seat.result.none", gain=amount(none))
    if is_red:
        return words.say("seat.end.crosses", none=amount(none))
    gain = amount(sum(points_of(in_document(view, option.gain)) for option in agreed) / POINTS)
    return words.say("class.seat.result.worth", gain=gain, none=worth(none))


def _predicted(written: object) -> Prediction:
    """Return what was predicted; whatever somebody wrote down under that name, it is one."""
    said = written if isinstance(written, Mapping) else {}
    options = said.get("options")
    guesses = options.items() if isinstance(options, Mapping) else ()
    return Prediction(
        options={str(issue): str(option) for issue, option in guesses},
        outcome_class=str(said.get("outcome_class", "")),
    )


def _stood(tell: Teller, how: Mapping[str, str]) -> list[tuple[str, str]]:
    by: dict[str, list[str]] = {}
    for key, stands in how.items():
        by.setdefault(stands, []).append(key)
    return [
        (tell.words.say(f"class.seat.stands.{stands}"), tell.words.named([tell.name(key) for key in keys]))
        for stands, keys in by.items()
    ]
