"""Draws who signs with whom as a square of squares: members in the order of the first axis."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from markupsafe import Markup

from simulation.arrays import FloatArray, IntArray
from simulation.drawing import theme
from simulation.drawing.chart import Chart, Table
from simulation.drawing.safe_text import clip
from simulation.drawing.svg import drawing, tag, text
from simulation.engine.assembly import House
from simulation.report.assembly.lists import Lists
from simulation.words import decimal, say

__all__ = ["MOST", "matrix_chart"]

MOST: Final = 200
"""Of more members no single one is to be seen; the table of lists tells of those."""
_NAMED: Final = 45
_SHADES: Final = 5
_FAINT: Final = 0.04
"""What is less than this share of the most is left white."""
_BAND: Final = 8.0
_WIDE: Final = 720.0
_NARROW: Final = 358.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Square:
    """What is drawn: members in their order, and where the square stands."""

    together: FloatArray
    """`[A, A]`, in the order of the drawing."""
    order: IntArray
    left: float
    top: float
    cell: float


def matrix_chart(
    key: str, house: House, lists: Lists, together: FloatArray, *, is_mean: bool = False
) -> Chart | None:
    """Return the chart, with the means of pairs of lists as its table; None where there are too many members.

    Args:
        key: Unique on the page.
        house: The assembly.
        lists: Its lists.
        together: Texts that two members sign together, `[A, A]`.
        is_mean: Whether these are means of many replications.
    """
    n = len(together)
    if n > MOST:
        return None
    order = np.argsort(house.place[:, 0], kind="stable")
    square = together[np.ix_(order, order)].copy()
    np.fill_diagonal(square, 0.0)
    axis = house.case.axes[0]
    most = decimal(float(square.max())) if is_mean else f"{square.max():.0f}"
    heading = say("assembly.matrix.heading")
    told = {"axis": axis.name, "low": axis.low, "high": axis.high, "most": most}
    caption = say("assembly.matrix.caption", **told)
    wide, narrow = (
        _draw(f"{key}-{look}", house, lists, square, width, title=heading, description=caption)
        for look, width in (("wide", _WIDE), ("narrow", _NARROW))
    )
    return Chart(heading=heading, caption=caption, wide=wide, narrow=narrow, table=_table(lists, together))


def _table(lists: Lists, together: FloatArray) -> Table:
    means = lists.between(together)
    rows = tuple(
        (name, *(decimal(value) if np.isfinite(value) else "–" for value in row))
        for name, row in zip(lists.names, means.tolist(), strict=True)
    )
    return Table(head=(say("assembly.head.lists"), *lists.names), rows=rows)


def _draw(key: str, house: House, lists: Lists, together: FloatArray, width: float, **told: str) -> Markup:
    order = np.argsort(house.place[:, 0], kind="stable")
    named = width > _NARROW and len(order) <= _NAMED
    left = 112.0 if named else _BAND + 4
    square = _Square(
        together=together,
        order=order,
        left=left,
        top=20.0 + _BAND + 4,
        cell=min(14.0, (width - left - 4) / len(order)),
    )
    size = square.cell * len(order)
    parts = [
        *_ends(house, left, size),
        *_bands(lists, square),
        *_cells(lists, square),
        tag("rect", x=left, y=square.top, width=size, height=size, class_="frame"),
    ]
    if named:
        parts += [
            text(
                left - _BAND - 8,
                square.top + square.cell * (place + 0.5) + 4,
                clip(house.case.members[row].name, 15),
                text_anchor="end",
                class_="tick",
            )
            for place, row in enumerate(order.tolist())
        ]
    return drawing(key, width, square.top + size + 4, parts=parts, class_="chart", **told)


def _ends(house: House, left: float, size: float) -> Iterator[Markup]:
    axis = house.case.axes[0]
    yield text(left, 14, f"← {clip(axis.low, 20)}", class_="tick pole")
    yield text(left + size, 14, f"{clip(axis.high, 20)} →", class_="tick pole", text_anchor="end")


def _bands(lists: Lists, square: _Square) -> Iterator[Markup]:
    """Yield the list of each member, above and beside the square."""
    left, top, cell = square.left, square.top, square.cell
    for place, row in enumerate(square.order.tolist()):
        look = {"style": f"fill:{theme.fill(int(lists.slot[row]))}"}
        x, y = left + place * cell, top + place * cell
        yield tag("rect", x=x, y=top - _BAND - 3, width=cell, height=_BAND, **look)
        yield tag("rect", x=left - _BAND - 3, y=y, width=_BAND, height=cell, **look)


def _cells(lists: Lists, square: _Square) -> Iterator[Markup]:
    """Yield a path for each colour and shade."""
    most = float(square.together.max(initial=0.0))
    if most <= 0:
        return
    share = square.together / most
    shade = np.clip(np.ceil(share * _SHADES), 1, _SHADES).astype(np.int64) - 1
    member = lists.member[square.order]
    own = member[:, None] == member
    slot = np.where(own, lists.slot[square.order][:, None], theme.SLOTS + 1)
    for colour in np.unique(slot).tolist():
        fill = theme.fill(colour) if 0 <= colour < theme.SLOTS else "var(--ink2)"
        for level in range(_SHADES):
            cells = np.argwhere((slot == colour) & (shade == level) & (share >= _FAINT))
            if len(cells):
                yield tag("path", d=_path(cells, square), class_=f"cell s{level}", style=f"fill:{fill}")


def _path(cells: IntArray, square: _Square) -> str:
    """Return the path round cells, `[N, 2]` of row and column."""
    side = _fine(square.cell - min(1.0, 0.08 * square.cell))
    return "".join(
        f"M{_fine(square.left + x * square.cell)},{_fine(square.top + y * square.cell)}h{side}v{side}h-{side}z"
        for y, x in cells.tolist()
    )


def _fine(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
