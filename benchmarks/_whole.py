"""What a hint of the coach claims of a package and of the document as a whole: see `_claims`."""

from benchmarks._hints import Given
from simulation.arrays import ATOL
from simulation.live.enough import judge

__all__ = [
    "package_is_enough",
    "package_is_no_worse",
    "put_crosses",
    "put_is_early",
    "put_is_good",
    "put_is_less",
    "put_is_poor",
    "put_is_thin",
    "whole_crosses",
    "whole_is_good",
    "whole_is_poor",
    "whole_is_thin",
]


def package_is_no_worse(given: Given) -> bool:
    """With the package the document is worth no less to the seat than none, and than what is agreed without it."""
    own = given.view.own
    return given.own_package >= max(own.no_deal, own.so_far) - ATOL


def package_is_enough(given: Given) -> bool:
    """The seat can live with each of its wordings, and it settles all that is open."""
    places = [given.at(place) for place in given.move.package.items()]
    is_open = {issue.key for issue in given.view.issues if issue.is_open}
    return set(given.move.package) == is_open and all(
        judge(given.view, issue, option).accepts for issue, option in places
    )


def put_is_good(given: Given) -> bool:
    """The package that is put is worth no less to the seat than no document, and than what is agreed without it."""
    own = given.view.own
    return not put_crosses(given) and given.package.gain >= max(own.no_deal, own.so_far) - ATOL


def put_is_early(given: Given) -> bool:
    """The seat cannot live today with what it brings on the clauses named, which matter to it, and there is time."""
    view, told = given.view, str(given.advice.values["issues"])
    short = [
        issue.name
        for issue, option in map(given.at, given.package.options.items())
        if issue.salience >= 1.0 - ATOL and not judge(view, issue, option).accepts
    ]
    names = [issue.name for issue in view.issues if issue.name in told]
    return (
        sorted(names) == sorted(short) != []
        and given.advice.values["left"] == view.sessions - view.session > 0
    )


def put_is_thin(given: Given) -> bool:
    """It is worth less than no agreement on anything."""
    return given.package.gain < 0


def put_crosses(given: Given) -> bool:
    """It crosses a red line of the seat."""
    return any(given.at(place)[1].is_red for place in given.package.options.items())


def put_is_poor(given: Given) -> bool:
    """It is worth less to the seat than no document."""
    return given.package.gain < given.view.own.no_deal


def put_is_less(given: Given) -> bool:
    """It is worth less to the seat than what is agreed without it."""
    return given.package.gain < given.view.own.so_far


def whole_crosses(given: Given) -> bool:
    """The document crosses a red line of the seat."""
    fallen = given.view.document.fallen
    return any(
        option.is_red
        for issue in given.view.issues
        for option in issue.options
        if not issue.is_open and option.on_table and issue.key not in fallen
    )


def whole_is_good(given: Given) -> bool:
    """The document crosses no red line of the seat, and is worth no less to it than none."""
    return not whole_crosses(given) and given.view.own.so_far >= given.view.own.no_deal - ATOL


def whole_is_thin(given: Given) -> bool:
    """It is worth less than no agreement on anything."""
    return given.view.own.so_far < 0


def whole_is_poor(given: Given) -> bool:
    """It is worth less to the seat than none."""
    return given.view.own.so_far < given.view.own.no_deal
