"""Marks of the map of a table at their places, and stacks of those too close to be told apart, as in the replay."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from markupsafe import Markup

from dashboard.classroom.room_drawing.table_picture import Picture
from simulation.arrays import FloatArray
from simulation.drawing import Spot, fill, stand_apart, tag, text

__all__ = ["BRACKET", "draw_stack", "half_of", "placed"]

BRACKET: Final = 4.0
"""Width of a bracket beside a mark."""
_CLEAR: Final = 3.0


def placed(
    picture: Picture, wish: FloatArray, radius: FloatArray, slack: FloatArray
) -> tuple[FloatArray, dict[int, tuple[int, ...]]]:
    """Return where marks are drawn, and the rows of the stack of each that is in one."""
    holds = picture.so_far.holds[-1]

    def size_of(members: Sequence[int]) -> tuple[float, float]:
        half = half_of(len(members))
        return half + (BRACKET + 1 if holds[list(members)].any() else 2), half + 2

    spots = [
        Spot(
            x=x,
            y=y,
            box=(x - float(slack[0]), y - float(slack[1]), x + float(slack[0]), y + float(slack[1])),
            wide=1.15 * r + (BRACKET if holds[row] else 0),
            high=1.15 * r,
            group=int(picture.label[-1, row]),
        )
        for row, ((x, y), r) in enumerate(zip(wish.tolist(), radius.tolist(), strict=True))
    ]
    place, stacks = np.empty_like(wish), dict[int, tuple[int, ...]]()
    for cell in stand_apart(spots, gap=_CLEAR, size_of=size_of):
        place[cell.members] = cell.x, cell.y
        if len(cell.members) > 1:
            stacks |= dict.fromkeys(cell.members, tuple(cell.members))
    return place, stacks


def half_of(members: int) -> float:
    """Return half the side of the tile of a stack of so many."""
    return min(14.0, 8.0 + float(np.sqrt(members)))


def draw_stack(picture: Picture, members: tuple[int, ...], x: float, y: float) -> Markup:
    """Return a tile for delegations too close to be told apart, in the colours of their groups, with their number."""
    half = half_of(len(members))
    slots = sorted(picture.slot(row) for row in members)
    parts = [
        tag(
            "rect",
            x=x - half + 2 * half * place / len(slots),
            y=y - half,
            width=2 * half / len(slots),
            height=2 * half,
            style=f"fill:{fill(slot)}",
        )
        for place, slot in enumerate(slots)
    ]
    return tag(
        "g",
        tag("title", picture.words.listed(picture.so_far.seats[row].name for row in members)),
        tag("rect", x=x - half + 2.5, y=y - half - 2.5, width=2 * half, height=2 * half, class_="pile"),
        *parts,
        text(x, y + 4, str(len(members)), text_anchor="middle", class_="label strong halo"),
        class_="stack",
    )
