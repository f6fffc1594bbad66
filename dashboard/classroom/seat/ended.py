"""What is put at the end to a seat in a class, and what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dashboard.classroom.seat.clause import Choice
from dashboard.seat import amounts
from dashboard.seat.telling import Teller
from simulation.classroom import MySeat
from simulation.live.moves import SEAT_MOVES
from simulation.training.weighed import weigh

__all__ = ["Put", "Result", "put", "result"]

_ANSWERS: Final = ("deal", "end")
_PHASES: Final = ("package", "adoption", "signing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A document, or a package, that the seat is asked about."""

    rows: Sequence[tuple[str, str, str]]
    """Issue, wording, what it gives the seat."""
    whole: str
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
    rows: Sequence[tuple[str, str, str, str]]
    """Issue, what the seat wanted, how it ended, what was predicted."""
    stands: Sequence[tuple[str, str]]
    """How each delegation stands to the document."""
    signs: Sequence[tuple[str, str]]


def put(tell: Teller, mine: MySeat, *, can_move: bool) -> Put | None:
    """Return what is put to the seat now; None: nothing is."""
    view, words = tell.view, tell.words
    if view.phase not in _PHASES or (view.phase == "package" and view.package is None):
        return None
    package = view.package.options if view.package is not None else None
    weighed = weigh(view, package)
    whole = view.own.so_far if view.package is None else view.package.gain
    legal = view.request.legal if view.request is not None and can_move else ()
    said = [one.move.move for one in mine.made if (one.session, one.phase) == (view.session, view.phase)]
    last = next((move for move in reversed(said) if SEAT_MOVES[move].group in _ANSWERS), "")
    crosses = [one.issue.key for one in weighed if one.option.is_red and one.standing in ("put", "agreed")]
    return Put(
        rows=[
            (
                tell.issue(one.issue.key),
                tell.option(one.issue.key, one.option.key),
                words.say(f"seat.end.{one.standing}")
                if one.standing in ("open", "fell")
                else amounts.in_points(words, view, one.option),
            )
            for one in weighed
        ],
        whole=amounts.points(words, whole),
        crosses=[words.say("seat.end.red", issue=tell.issue(key)) for key in crosses],
        answers=[
            (Choice(move, words.say(f"seat.move.{move}"), move == last), _comes_of(tell, move))
            for move in legal
            if SEAT_MOVES[move].group in _ANSWERS
        ],
        said=words.say(f"seat.did.{last}") if last else "",
        is_own=view.package is not None and view.package.by == view.own.key,
    )


def _comes_of(tell: Teller, move: str) -> str:
    """Return what is worth to the seat what an answer stands for."""
    words, own, package = tell.words, tell.view.own, tell.view.package
    none, so_far = amounts.points(words, own.no_deal), amounts.points(words, own.so_far)
    if move == "reject_document":
        return words.say("seat.end.without", gain=none)
    if package is None:
        return words.say("seat.end.with", gain=so_far)
    if move == "refuse_package":
        return words.say("seat.end.agreed", gain=so_far, none=amounts.worth_of(words, own.no_deal))
    return words.say("seat.end.with", gain=amounts.points(words, package.gain))


def result(tell: Teller, mine: MySeat) -> Result | None:
    """Return what came of it; None: it is not over, or was ended before its end."""
    ending, view, words = mine.ending, tell.view, tell.words
    if ending is None or ending.worth is None:
        return None
    settled = sum(map(bool, ending.options.values()))
    event = words.library(f"class.{ending.outcome_class}.event")
    none = amounts.worth_of(words, view.own.no_deal)
    key = "class.seat.result.worth" if settled else "class.seat.result.none"
    final = [(issue, ending.options[issue.key]) for issue in view.issues]
    red = [
        issue.key
        for issue, key in final
        if any(option.key == key and option.is_red for option in issue.options)
    ]
    return Result(
        head=words.counted("seat.result.head", settled, of=len(view.issues), ending=event),
        worth=words.say(key, gain=amounts.points(words, ending.worth), none=none),
        crosses=[words.say("seat.end.red", issue=tell.issue(key)) for key in red],
        broken=[
            words.say("seat.result.broken", to=tell.name(promise.to))
            for promise in view.ledger
            if promise.by == view.own.key and promise.state == "broken"
        ],
        rows=_rows(tell, ending.options, ending.outcome_class, mine.written.get("prediction")),
        stands=_stood(tell, ending.joins),
        signs=_stood(tell, ending.signatures),
    )


def _rows(
    tell: Teller, options: Mapping[str, str], outcome: str, predicted: object
) -> list[tuple[str, str, str, str]]:
    words, view = tell.words, tell.view
    said = predicted if isinstance(predicted, Mapping) else {}
    guesses = said.get("options", {})
    guess = str(said.get("outcome_class", ""))
    first = (
        words.say("seat.result.ending"),
        "",
        words.ending(outcome),
        words.ending(guess) if guess else "",
    )
    rows = [first]
    for issue in sorted(view.issues, key=lambda issue: -issue.salience):
        end = options[issue.key]
        ended = _worth(tell, issue.key, end) if end else words.say("seat.predict.open")
        guessed = ""
        if issue.key in guesses:
            key = str(guesses[issue.key])
            guessed = tell.option(issue.key, key) if key else words.say("seat.predict.open")
        rows.append((tell.issue(issue.key), tell.option(issue.key, issue.aim.key), ended, guessed))
    return rows


def _worth(tell: Teller, issue: str, key: str) -> str:
    option = next(
        one for seen in tell.view.issues if seen.key == issue for one in seen.options if one.key == key
    )
    worth = amounts.in_points(tell.words, tell.view, option)
    return tell.words.say("seat.result.worth", option=tell.option(issue, key), worth=worth)


def _stood(tell: Teller, how: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return delegations by how they stand, in words."""
    by: dict[str, list[str]] = {}
    for key, stands in how.items():
        by.setdefault(stands, []).append(key)
    return [
        (tell.words.say(f"class.seat.stands.{stands}"), tell.listed([tell.name(key) for key in keys]))
        for stands, keys in by.items()
    ]
