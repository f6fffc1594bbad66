"""The end of the plain model, where all must agree: the document is put, and clauses are given up until it passes."""

from typing import TYPE_CHECKING

from benchmarks._plain_delegation import TOLERANCE, PlainDelegation
from benchmarks._plain_floor import Stand, judge

if TYPE_CHECKING:
    from benchmarks._plain_conference import PlainConference

__all__ = ["adopt"]

NOBODY, JOINS, WITH_STATEMENT, DISSOCIATES = -1, 0, 1, 2


def adopt(model: "PlainConference") -> tuple[list[int], list[int]]:
    """Return the option of every issue in the document, -1 where it has none, and how everybody stands to it."""
    clauses = [q for q in range(model.n_issues) if model.clean[q]]
    stand = _put(model, clauses)
    while model.rules.adopt.revise and stand.objectors and len(clauses) > 1:
        clauses = _less_one(model, clauses)
        stand = _put(model, clauses)
    if stand.objectors or not _left(model, clauses):
        return [-1] * model.n_issues, [NOBODY] * len(model.everyone)
    option = [model.table[q] if q in clauses else -1 for q in range(model.n_issues)]
    return option, [_joins(model, d, clauses, stand) if d.decides else NOBODY for d in model.everyone]


def _put(model: "PlainConference", clauses: list[int]) -> Stand:
    """Return how a document of these clauses is taken, against having none."""
    margins = _margins(model, clauses)
    reds = [any(d.red[q][model.table[q]] for q in _left(model, clauses)) for d in model.everyone]
    return judge(model, margins, reds, protected=True)


def _margins(model: "PlainConference", clauses: list[int]) -> list[float]:
    """Return what a document of these clauses is worth to everybody in all, against having none."""
    there = _left(model, clauses)
    return [sum(d.gain[q][model.table[q]] for q in there) + model.n_issues * d.cost for d in model.everyone]


def _left(model: "PlainConference", clauses: list[int]) -> list[int]:
    """Return these issues less those of which every paragraph fell with another: they count for nobody."""
    case = model.room.tableau.scenario
    number = {issue.key: q for q, issue in enumerate(case.issues)}
    paragraphs = {each.key: each for section in case.document.sections for each in section.clauses}
    struck = [
        q
        for q, issue in enumerate(case.issues)
        if q in clauses and issue.options[model.table[q]].kind == "delete"
    ]

    def stands(key: str) -> bool:
        q = number[paragraphs[key].issue]
        says_something = q in clauses and q not in struck
        return says_something and all(stands(parent) for parent in paragraphs[key].depends_on)

    def is_left(q: int) -> bool:
        own = [key for key, each in paragraphs.items() if number[each.issue] == q]
        return q in struck or not own or any(stands(key) for key in own)

    return [q for q in clauses if is_left(q)]


def _less_one(model: "PlainConference", clauses: list[int]) -> list[int]:
    """Return the document without the clause without which least stands against it."""

    def without(q: int) -> tuple[bool, int, int, int, float]:
        left = [other for other in clauses if other != q]
        stand = _put(model, left)
        there = _left(model, left)
        crossed = sum(d.red[q][model.table[q]] for d in stand.objectors for q in there)
        margins = _margins(model, left)
        short = sum(max(0.0, -d.mixed(margins)) for d in stand.objectors)
        return not there, len(stand.objectors), len(stand.unwilling), crossed, round(short, 8)

    falls = min(clauses, key=without)
    return [q for q in clauses if q != falls]


def _joins(model: "PlainConference", d: PlainDelegation, clauses: list[int], stand: Stand) -> int:
    """Return whether a delegation that lets a document pass puts a statement on it, or even dissociates itself.

    It does that by what its statements on the clauses matter to it, or if it or its bloc would rather have no document.
    """
    stated = [q for q in _left(model, clauses) if d.stated[q]]
    matters, all_matters = sum(d.salience[q] for q in stated), sum(d.salience)
    rules = model.rules.adopt
    is_short = _margins(model, clauses)[d.row] < -TOLERANCE
    loses = (d in stand.unwilling or is_short) and rules.steps_away
    if loses or (stated and matters >= rules.apart * all_matters - TOLERANCE):
        return DISSOCIATES
    weighs = stated and matters >= rules.weighty * all_matters - TOLERANCE
    return WITH_STATEMENT if weighs or d in stand.statements else JOINS
