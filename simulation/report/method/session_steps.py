"""The six steps of a session, with what one session of a run came to in each, and the brackets that every one left."""

from collections.abc import Iterable, Iterator
from typing import Final

from markupsafe import Markup

from simulation.drawing.chart import Chart, Table
from simulation.drawing.rows import wrapped
from simulation.drawing.svg import drawing, tag, text
from simulation.reasons import Move
from simulation.storage import Run
from simulation.text import OPEN
from simulation.words import listed, say, whole

__all__ = ["busiest_session", "session_chart"]

_WIDE: Final = 960.0
_NARROW: Final = 358.0
_GAP: Final = 14.0
_TIP: Final = 10.0
"""How far a step points into the next."""
_LINE: Final = 16.0
_PAIR: Final = "[ ]"


def busiest_session(run: Run) -> int:
    """Return the session in which most clauses closed, the first of equals."""
    return max(range(1, run.manifest.sessions + 1), key=lambda session: (_closed(run, session), -session))


def session_chart(run: Run) -> Chart:
    """Return the steps of the busiest session of a run, and below them the clauses in brackets after each."""
    session = busiest_session(run)
    steps = [(say(f"method.picture.step.{step}"), lines) for step, lines in _counts(run, session).items()]
    title = say("method.picture.session.title", session=session)
    told = ". ".join(say("study.line", name=name, words=listed(lines)) for name, lines in steps)
    return Chart(
        caption=say("method.picture.session.caption", session=session),
        wide=_wide(steps, run, title, told),
        narrow=_narrow(steps, run, title, told),
        table=Table(
            head=(say("method.picture.step"), say("term.in_session", session=session)),
            rows=tuple((name, listed(lines)) for name, lines in steps),
        ),
    )


def _closed(run: Run, session: int) -> int:
    before, after = run.documents[session - 1 : session + 1]
    was_open = {clause.key for clause in before.clauses if clause.status in OPEN}
    return sum(clause.key in was_open and clause.status not in OPEN for clause in after.clauses)


def _bracketed(run: Run, session: int) -> int:
    return sum(clause.status == "bracketed" for clause in run.documents[session].clauses)


def _counts(run: Run, session: int) -> dict[str, list[str]]:
    """Return what came of each step, in lines."""
    moves = [move for move in run.log.moves if move.session == session]

    def made(kind: str) -> list[Move]:
        return [move for move in moves if move.move == kind]

    everybody = len(run.delegations)
    counts: dict[str, dict[str, int]] = {
        "opens": {"opened": len(made("set_order")), "called": len(made("call_clause"))},
        "gives": {"moved": len(_who(made("change_position"))), "of": everybody},
        "talks": {
            "drafts": len(made("draft_wording")),
            "pairs": len(_pairs(made("consult_bilaterally"))),
            "trades": len(_pairs(made("accept_trade"))),
        },
        "floor": {"wordings": len(made("propose_option")), "chair": len(made("issue_chair_text"))},
        "signals": {"objecting": len(_who(made("object_formally"))), "of": everybody},
        "decides": {"closed": _closed(run, session), "left": _bracketed(run, session)},
    }
    return {
        step: say(f"method.picture.came.{step}", **{name: whole(n) for name, n in found.items()}).split("|")
        for step, found in counts.items()
    }


def _who(moves: Iterable[Move]) -> set[str]:
    return {move.delegation for move in moves}


def _pairs(moves: Iterable[Move]) -> set[frozenset[str]]:
    return {frozenset((move.delegation, other)) for move in moves for other in move.others}


def _wide(steps: list[tuple[str, list[str]]], run: Run, title: str, told: str) -> Markup:
    column, longest = (_WIDE - _TIP + _GAP) / len(steps) - _GAP, 0
    parts: list[Markup] = []
    for number, (name, lines) in enumerate(steps, start=1):
        x = (number - 1) * (column + _GAP)
        parts.append(tag("path", d=_arrow(x, column), class_="step"))
        parts += _lines(wrapped(f"{number}. {name}", column - 26), x + 16, 24.0, "strong")
        came = [part for line in lines for part in wrapped(line, column)]
        parts += _lines(came, x + 2, 86.0, None)
        longest = max(longest, len(came))
    brackets, foot = _brackets(run, _WIDE, 86.0 + _LINE * longest + 20)
    return drawing(
        "session-wide",
        _WIDE,
        foot,
        title=title,
        description=told,
        parts=[*parts, *brackets],
        class_="chart full",
    )


def _arrow(x: float, width: float) -> str:
    """Return the outline of a step, which points to the next."""
    right, tip = x + width, x + width + _TIP
    return f"M{x:.1f},2H{right:.1f}L{tip:.1f},33L{right:.1f},64H{x:.1f}L{x + _TIP:.1f},33Z"


def _lines(lines: Iterable[str], x: float, y: float, look: str | None) -> Iterator[Markup]:
    for number, line in enumerate(lines):
        yield text(x, y + _LINE * number, line, class_=look)


def _narrow(steps: list[tuple[str, list[str]]], run: Run, title: str, told: str) -> Markup:
    parts: list[Markup] = []
    y = 16.0
    for number, (name, lines) in enumerate(steps, start=1):
        parts.append(text(0.0, y, f"{number}. {name}", class_="strong"))
        found = wrapped(listed(lines), _NARROW - 18)
        parts += _lines(found, 18.0, y + _LINE, None)
        y += _LINE * (1 + len(found)) + 8
    brackets, foot = _brackets(run, _NARROW, y + 12)
    return drawing(
        "session-narrow",
        _NARROW,
        foot,
        title=title,
        description=told,
        parts=[*parts, *brackets],
        class_="chart",
    )


def _brackets(run: Run, width: float, top: float) -> tuple[list[Markup], float]:
    """Return a column of bracket pairs for each session, one pair for each clause, and where that ends."""
    counts = [_bracketed(run, session) for session in range(1, run.manifest.sessions + 1)]
    column, most = width / len(counts), max(*counts, 1)
    parts = [text(0.0, top, say("report.brackets.title"), class_="kind")]
    ground = top + 14 + 15.0 * most
    for place, count in enumerate(counts):
        x = column * (place + 0.5)
        heights = (ground - 15.0 * pair for pair in range(count))
        parts += [text(x, y, _PAIR, text_anchor="middle", class_="strong") for y in heights]
        words = str(place + 1) if width == _NARROW else say("term.in_session", session=place + 1)
        parts.append(text(x, ground + 20, words, text_anchor="middle", class_="tick"))
    parts.append(tag("line", x1=0.0, x2=width, y1=ground + 5, y2=ground + 5, class_="axis"))
    return parts, ground + 26
