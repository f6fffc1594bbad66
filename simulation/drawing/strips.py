"""Small charts: brackets by session, the life of one clause, a move along the axis, a share."""

from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup

from simulation.drawing.svg import Frame, drawing, number, tag, text

__all__ = ["draw_brackets", "draw_clause_life", "draw_move"]

_PAIR: Final = 6.5
"""Height that one pair of brackets takes in the stack."""
_NUMBER: Final = 16.0
"""Width that a number needs."""
_LIFE: Final = 112.0
_MOVE: Final = 132.0


def draw_brackets(key: str, frame: Frame, counts: Sequence[int], *, title: str, description: str) -> Markup:
    """Return a stack of bracket pairs for each session, one for each clause, under its number."""
    sessions = len(counts)
    step = min(_PAIR, (frame.height - frame.top - frame.bottom) / max(*counts, 1))
    base = frame.height - frame.bottom
    room = frame.x(1, sessions) - frame.x(0, sessions)
    wide = min(10.0, room * 0.45)
    written, said = -_NUMBER, -1  # where the last number stands, and which
    parts = [tag("line", x1=frame.left, x2=frame.width - frame.right, y1=base, y2=base, class_="axis")]
    for session, count in enumerate(counts, start=1):
        x = frame.x(session, sessions)
        pairs = "".join(_pair(x, base - step * (place + 1), wide, step * 0.68) for place in range(count))
        if pairs:
            parts.append(tag("path", d=pairs, class_="brackets"))
        fits = x - written >= _NUMBER and (session == sessions or frame.x(sessions, sessions) - x >= _NUMBER)
        if (fits or session == sessions) and (room >= _NUMBER or count != said):
            written, said = x, count
            words = str(count) if count else "0"
            parts.append(text(x, base - step * count - 5, words, text_anchor="middle", class_="tick"))
    return drawing(
        key, frame.width, frame.height, title=title, description=description, parts=parts, class_="chart"
    )


def _pair(x: float, y: float, wide: float, high: float) -> str:
    """Return the path of a left and a right bracket round `x`, from `y` down."""
    left, right, foot = number(x - wide / 2), number(x + wide / 2), number(wide * 0.28)
    top, bottom = number(y), number(y + high)
    inner_left, inner_right = number(x - wide / 2 + wide * 0.28), number(x + wide / 2 - wide * 0.28)
    return f"M{inner_left},{top}H{left}V{bottom}h{foot}M{inner_right},{top}H{right}V{bottom}h-{foot}"


def draw_clause_life(key: str, statuses: Sequence[str], words: str) -> Markup:
    """Return one cell for each session: a bracket, a low bar once agreed, a dot while not read."""
    cell = min(_LIFE / len(statuses), 9.0)
    return drawing(
        key,
        cell * len(statuses),
        14.0,
        title=words,
        description=words,
        parts=_cells(statuses, cell),
        class_="life",
    )


def _cells(statuses: Sequence[str], cell: float) -> Iterator[Markup]:
    for place, status in enumerate(statuses):
        x, wide = place * cell, max(cell - 2.0, 1.0)
        if status == "bracketed":
            yield tag(
                "path",
                d=f"M{number(x + wide * 0.7)},1H{number(x + 1)}V13h{number(wide * 0.7 - 1)}",
                class_="held",
            )
        elif status in ("tabled", "open"):
            yield tag("rect", x=x + 1, y=11.0, width=wide, height=1.0, class_="idle")
        else:
            yield tag("rect", x=x + 1, y=9.5, width=wide, height=3.0, class_="done")


def draw_move(key: str, before: float, after: float, *, colour: str, words: str) -> Markup:
    """Return an axis with a hollow mark where a delegation began and a solid one where it ended."""
    left, span, y = 6.0, _MOVE - 12.0, 9.0
    x0, x1 = left + before * span, left + after * span
    parts = [
        tag("line", x1=left, x2=left + span, y1=y, y2=y, class_="axis"),
        *(
            tag("line", x1=left + at * span, x2=left + at * span, y1=y - 3, y2=y + 3, class_="axis")
            for at in (0.0, 0.5, 1.0)
        ),
        tag("line", x1=x0, x2=x1, y1=y, y2=y, style=f"stroke:{colour}", stroke_width=2.2),
        tag("circle", cx=x0, cy=y, r=3.6, style=f"fill:var(--page);stroke:{colour}", stroke_width=1.8),
        tag("circle", cx=x1, cy=y, r=4.2, style=f"fill:{colour};stroke:var(--page)", stroke_width=1.0),
    ]
    return drawing(key, _MOVE, 18.0, title=words, description=words, parts=parts, class_="move")
