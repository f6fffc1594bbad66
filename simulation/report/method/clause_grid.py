"""How one clause of a run closed: who blocked it after each session, who waited for its call, when it was agreed."""

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from simulation.drawing.chart import Chart, Table
from simulation.drawing.safe_text import clip
from simulation.drawing.svg import drawing, tag, text
from simulation.storage import Run
from simulation.text import OPEN, ClauseState
from simulation.words import say

__all__ = ["clause_chart", "closing_clause", "standing_of"]

_WIDE: Final = (960.0, 280.0)
_NARROW: Final = (358.0, 150.0)
"""Width of a drawing and of the names in it."""
_ROW: Final = 22.0
_TOP: Final = 44.0
_LETTER: Final = 6.0
_MARKS: Final = {"blocks": "[ ]", "waits": "[ ]", "prefers": "•", "agreed": "", "unread": "", "lets": "–"}


def closing_clause(run: Run) -> ClauseState:
    """Return the clause, as it was drafted, that closed after most delegations blocked it, the first of equals.

    Where none closed it is the one that most delegations blocked.
    """
    most = {
        clause.key: max(
            (len(one.blocks) for standing in run.oppositions for one in standing if one.clause == clause.key),
            default=0,
        )
        for clause in run.documents[0].clauses
    }
    last = {clause.key: clause.status for clause in run.documents[run.manifest.sessions].clauses}
    return max(
        run.documents[0].clauses,
        key=lambda clause: (last[clause.key] not in OPEN and most[clause.key] > 0, most[clause.key]),
    )


def standing_of(run: Run, key: str) -> dict[str, list[str]]:
    """Return how each delegation stands to a clause after each session, by key of the delegation."""
    found: dict[str, list[str]] = {seat.key: [] for seat in run.scenario.delegations}
    for session in range(1, run.manifest.sessions + 1):
        clause = next(each for each in run.documents[session].clauses if each.key == key)
        against = next((one for one in run.oppositions[session] if one.clause == key), None)
        for seat, stands in found.items():
            if clause.status not in OPEN:
                stands.append("agreed")
            elif against is None:
                stands.append("unread")
            else:
                kinds = {"blocks": against.blocks, "waits": against.waits, "prefers": against.prefers}
                stands.append(next((kind for kind, keys in kinds.items() if seat in keys), "lets"))
    return found


def clause_chart(run: Run) -> Chart:
    """Return the grid of delegations and sessions, drawn for a page and for a phone."""
    clause = closing_clause(run)
    issue = next(issue.name for issue in run.scenario.issues if issue.key == clause.issue)
    called = {
        move.session for move in run.log.moves if (move.move, move.issue) == ("call_clause", clause.issue)
    }
    standing = standing_of(run, clause.key)
    sessions = range(1, run.manifest.sessions + 1)
    rows = [
        (_name(run, seat), *(say(f"method.picture.stands.{kind}") for kind in kinds))
        for seat, kinds in standing.items()
    ]
    head = (say("term.delegation"), *(say("term.in_session", session=each) for each in sessions))
    title = say("method.picture.clause.title", issue=issue)
    blocking = [
        sum(kinds[place] == "blocks" for kinds in standing.values()) for place in range(len(sessions))
    ]
    told = ". ".join(
        say("method.picture.clause.after", session=session, n=number)
        for session, number in zip(sessions, blocking, strict=True)
    )
    wide, narrow = (
        _draw(f"clause-{look}", run, standing, called, sheet, title=title, told=told)
        for look, sheet in (("wide", _WIDE), ("narrow", _NARROW))
    )
    return Chart(
        caption=say("method.picture.clause.caption", issue=issue),
        wide=wide,
        narrow=narrow,
        table=Table(head=head, rows=tuple(rows)),
    )


def _name(run: Run, key: str) -> str:
    table = run.tables["delegations"]
    row = list(table["delegation"]).index(key)
    name = str(table["short"][row] or table["name"][row])
    return name if table["decides"][row] else say("method.picture.no_say", delegation=name)


def _draw(
    key: str,
    run: Run,
    standing: dict[str, list[str]],
    called: set[int],
    sheet: tuple[float, float],
    *,
    title: str,
    told: str,
) -> Markup:
    width, left = sheet
    n = run.manifest.sessions
    column = (width - left) / n
    foot = _TOP + _ROW * len(standing)
    parts: list[Markup] = [*_heads(n, called, left, column, foot)]
    for row, (seat, kinds) in enumerate(standing.items()):
        y = _TOP + _ROW * row
        parts.append(text(0.0, y + 15, clip(_name(run, seat), int(left / _LETTER)), class_="tick"))
        parts.append(tag("line", x1=0.0, x2=width, y1=y, y2=y, class_="grid"))
        for place, kind in enumerate(kinds):
            x = left + column * (place + 0.5)
            if kind == "agreed":
                parts.append(tag("line", x1=x - 10, x2=x + 10, y1=y + 12, y2=y + 12, class_="agreed"))
            elif _MARKS[kind]:
                look = "quiet" if kind in ("waits", "prefers", "lets") else "strong"
                parts.append(text(x, y + 15, _MARKS[kind], text_anchor="middle", class_=look))
    return drawing(
        key,
        width,
        foot + 4,
        title=title,
        description=told,
        parts=parts,
        class_="chart full" if width > _NARROW[0] else "chart",
    )


def _heads(n: int, called: set[int], left: float, column: float, foot: float) -> Iterator[Markup]:
    """Yield the numbers of the sessions, and a rule where the clause is called for decision."""
    for session in range(1, n + 1):
        x = left + column * (session - 0.5)
        yield text(x, _TOP - 10, str(session), text_anchor="middle", class_="tick")
        if session in called:
            yield tag("line", x1=x - column / 2, x2=x - column / 2, y1=_TOP - 24, y2=foot, class_="mean")
            words = say("method.picture.called")
            yield text(x - column / 2, _TOP - 30, words, text_anchor="middle", class_="tick strong")
