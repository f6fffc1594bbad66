"""Draws costs against sizes, both on logarithmic axes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from simulation.drawing.svg import drawing, number, tag, text

__all__ = ["Line", "draw"]

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640.0, 320.0, 64.0, 24.0, 24.0, 40.0
INK: Final = "#1B1D21"
GREY: Final = "#6C7178"
PALE: Final = "#DEDCD7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Costs in seconds by size."""

    label: str
    sizes: tuple[int, ...]
    costs: tuple[float, ...]


def draw(lines: Sequence[Line]) -> str:
    """Return a drawing of costs, as a file that stands alone."""
    sizes = _decades([size for line in lines for size in line.sizes])
    costs = _decades([cost for line in lines for cost in line.costs])

    def x(size: float) -> float:
        return LEFT + (math.log10(size) - sizes[0]) / (sizes[-1] - sizes[0]) * (WIDTH - LEFT - RIGHT)

    def y(cost: float) -> float:
        return (
            HEIGHT - BOTTOM - (math.log10(cost) - costs[0]) / (costs[-1] - costs[0]) * (HEIGHT - TOP - BOTTOM)
        )

    parts = [
        *(_tick(x(10.0**power), HEIGHT - BOTTOM + 16, f"{10**power:,}", "middle") for power in sizes),
        *(_tick(LEFT - 8, y(10.0**power) + 4, f"{10.0**power:g} s", "end") for power in costs),
        *(_rule(y(10.0**power)) for power in costs),
        text(WIDTH - RIGHT, HEIGHT - 6, "how many", text_anchor="end", fill=GREY, font_size=12),
    ]
    for line in lines:
        points = [(x(size), y(cost)) for size, cost in zip(line.sizes, line.costs, strict=True)]
        path = "M" + "L".join(f"{number(a)},{number(b)}" for a, b in points)
        parts.append(tag("path", d=path, fill="none", stroke=INK, stroke_width=1.5))
        parts += [tag("circle", cx=a, cy=b, r=3.0, fill=INK) for a, b in points]
        a, b = points[0]
        parts.append(text(a, b - 10, line.label, fill=INK, font_size=13))
    whole = drawing(
        "scaling",
        WIDTH,
        HEIGHT,
        title="What more replications and more delegations cost",
        description="; ".join(line.label for line in lines),
        parts=parts,
        xmlns="http://www.w3.org/2000/svg",
        font_family="sans-serif",
    )
    return f"{whole}\n"


def _decades(values: Sequence[float]) -> range:
    return range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1)


def _tick(x: float, y: float, words: str, anchor: str) -> Markup:
    return text(x, y, words, text_anchor=anchor, fill=GREY, font_size=12)


def _rule(y: float) -> Markup:
    return tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, stroke=PALE)
