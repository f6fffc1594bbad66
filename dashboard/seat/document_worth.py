"""What a document, or a package, gives a seat as a whole and clause by clause, in words; of the seat's view alone."""

from collections.abc import Mapping

from dashboard.seat.headline_told import Teller
from simulation.training import amount, crossed, in_points, points_given, weigh, worth

__all__ = ["by_clause", "comes_of", "of_whole"]


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
        return words.say("seat.end.crosses", none=worth(none))
    gain = amount(points_given(view, put))
    if view.package is None or accepts:
        return words.say("seat.end.with", gain=gain)
    return words.say("seat.end.agreed", gain=gain, none=worth(none))


def of_whole(tell: Teller, package: Mapping[str, str]) -> str:
    """Return what the document is worth to the seat with a package; of one that crosses a red line, no points."""
    words, view = tell.words, tell.view
    none = worth(view.own.no_deal)
    if crossed(view, package):
        return words.say("seat.end.crosses", none=none)
    return words.say("seat.end.worth", gain=amount(points_given(view, package)), none=none)
