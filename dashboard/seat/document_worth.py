"""What a document, or a package, gives a seat as a whole and clause by clause, and what came of it, in words.

All of it is made of the seat's view alone.
"""

from collections.abc import Mapping

from dashboard.seat.headline_told import Teller
from simulation.live import IssueSeen, OptionSeen
from simulation.protocols import OUTCOME_CLASSES
from simulation.training import (
    Prediction,
    amount,
    crossed,
    in_points,
    points_given,
    weigh,
    without_a_wording,
    worth,
)
from simulation.words import Said

__all__ = ["about", "agreed", "broken", "by_clause", "came_of", "came_to", "comes_of", "of_whole"]


def about(tell: Teller) -> str:
    """Return what it is that is put at the end, and at the adoption what becomes of the clauses left open."""
    view = tell.view
    becomes = "." + ("drops" if view.may_drop else "sinks") if view.phase == "adoption" else ""
    return tell.words.say(f"seat.end.{view.phase}.about{becomes}")


def by_clause(tell: Teller, package: Mapping[str, str] | None = None) -> list[list[str]]:
    """Return issue, wording and what it gives the seat, a row each; the last is the whole: the sum of the others.

    What is not in the document gives nothing.
    """
    words, view = tell.words, tell.view
    rows = [
        [
            tell.issue(one.issue.key),
            tell.option(one.issue.key, one.option.key),
            words.say(f"seat.end.{one.standing}")
            if one.standing in ("open", "fell")
            else words.told(in_points(view, one.option)),
        ]
        for one in weigh(view, package)
    ]
    is_red = bool(crossed(view, package))
    given = words.say("seat.end.over_red") if is_red else words.told(amount(points_given(view, package)))
    return [*rows, [words.say("seat.end.whole"), "", given]]


def comes_of(tell: Teller, move: str) -> str:
    """Return what is worth to the seat what an answer stands for."""
    words, view = tell.words, tell.view
    none = view.own.no_deal
    if move == "reject_document":
        return words.say("seat.end.without", gain=amount(none))
    accepts = view.package is not None and move != "refuse_package"
    put = view.package.options if view.package is not None and accepts else None
    if crossed(view, put):
        return words.say("seat.end.crosses", none=amount(none))
    gain = amount(points_given(view, put))
    if view.package is None or accepts:
        return words.say("seat.end.with", gain=gain)
    return words.say("seat.end.agreed", gain=gain, none=worth(none))


def of_whole(tell: Teller, package: Mapping[str, str]) -> str:
    """Return what the document is worth to the seat with a package; of one that crosses a red line, no points."""
    words, view = tell.words, tell.view
    none = view.own.no_deal
    if crossed(view, package):
        return words.say("seat.end.crosses", none=amount(none))
    return words.say("seat.end.worth", gain=amount(points_given(view, package)), none=worth(none))


def agreed(tell: Teller, left: Mapping[str, str]) -> list[tuple[IssueSeen, OptionSeen]]:
    """Return the clauses that are in the text with their wordings; `left` has their keys, empty where there is none."""
    found = ((issue, option) for issue in tell.view.issues for option in issue.options)
    return [(issue, option) for issue, option in found if option.key == left[issue.key]]


def came_to(tell: Teller, left: Mapping[str, str], outcome: str) -> str:
    """Return how it ended, as a headline; `left` as for `agreed`."""
    ending = tell.words.say(f"class.{outcome}.event")
    n_agreed = len(agreed(tell, left))
    return tell.words.counted("seat.result.head", n_agreed, of=len(tell.view.issues), ending=ending)


def came_of(
    tell: Teller, left: Mapping[str, str], outcome: str, predicted: Prediction | None
) -> list[list[str]]:
    """Return a row for the whole and for each clause: its name, what the seat wanted, how it ended, what was predicted.

    Args:
        tell: Of the seat.
        left: As for `agreed`.
        outcome: One of `OUTCOME_CLASSES`.
        predicted: What was; None: nothing.
    """
    words, view = tell.words, tell.view
    said, none, ends = predicted or Prediction(), words.say("seat.predict.open"), _ends(tell, left)
    guess = words.ending(said.outcome_class) if said.outcome_class in OUTCOME_CLASSES else ""
    rows = [[words.say("term.whole"), "", words.ending(outcome), guess]]
    for issue in sorted(view.issues, key=lambda issue: -issue.salience):
        wanted, thought = tell.option(issue.key, issue.aim.key), ""
        if issue.key in said.options:
            key = said.options[issue.key]
            thought = tell.option(issue.key, key) if key else none
        rows.append([tell.issue(issue.key), wanted, ends[issue.key], thought])
    return rows


def _ends(tell: Teller, left: Mapping[str, str]) -> dict[str, str]:
    """Return how each clause ended: its wording with what it gives, or how it came that there is none, by key."""
    words, view, has_text = tell.words, tell.view, any(left.values())
    gone = {
        issue.key: without_a_wording(
            is_agreed=issue.key in view.closed,
            has_text=has_text,
            may_drop=view.may_drop,
            parent=view.document.fallen.get(issue.key, ""),
        )
        for issue in view.issues
    }
    return {key: words.told(Said.begun(missing)) for key, missing in gone.items()} | {
        issue.key: words.say(
            "seat.result.worth", option=tell.option(issue.key, option.key), worth=in_points(view, option)
        )
        for issue, option in agreed(tell, left)
    }


def broken(tell: Teller) -> list[str]:
    """Return the promises that the seat broke, a sentence each."""
    return [
        tell.words.say("seat.result.broken", to=tell.name(promise.to))
        for promise in tell.view.ledger
        if promise.by == tell.view.own.key and promise.state == "broken"
    ]
