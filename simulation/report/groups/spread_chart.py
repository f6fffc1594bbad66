"""Draws where the points of a group lie in what agents got, seat by seat."""

from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Final

from markupsafe import Markup

from simulation.drawing.scale import Scale, scale_of
from simulation.drawing.svg import drawing, tag, text
from simulation.training.group import GroupDebrief
from simulation.training.group.group_told import Names, whole_points
from simulation.words import decimal, say

__all__ = ["chart_css", "draw_spread", "pictures"]

_ROW: Final = 26
_WIDE: Final = (720, 150)
_NARROW: Final = (358, 104)
"""Width of the drawing, and what names take of it."""
_LETTERS: Final = {720: 24, 358: 15}


def draw_spread(debrief: GroupDebrief, place: int) -> Markup:
    """Return the drawing of a group for a page, wide and narrow."""
    return Markup().join(pictures(debrief, place))


def pictures(debrief: GroupDebrief, place: int) -> tuple[Markup, Markup]:
    """Return a drawing, wide and narrow: a bar for nine of ten runs, a line for the middle one, a dot for the group.

    Dashes stand where no text lies.
    """
    return _draw(debrief, place, *_WIDE, "wide"), _draw(debrief, place, *_NARROW, "narrow")


def _draw(debrief: GroupDebrief, place: int, width: int, names_take: int, look: str) -> Markup:
    runs, group, names = debrief.runs, debrief.groups[place], Names.of(debrief.case)
    assert runs is not None  # noqa: S101 - who draws has played
    spreads = [runs.printed_spread(row) for row in range(len(names.seats))]
    values = [value for ends in spreads for value in ends]
    values += [value for seat in group.seats for value in (seat.printed.got, seat.printed.no_deal)]
    scale = scale_of(values, words="")
    height = _ROW * (len(spreads) + 1)

    def x(value: float) -> float:
        return scale.at(value, names_take, width - 14)

    parts = [*_axis(scale, x, height)]
    for row, (ends, seat, name) in enumerate(zip(spreads, group.seats, names.seats, strict=True)):
        y = _ROW * (row + 0.5)
        most = _LETTERS[width]
        shown = name if len(name) <= most else f"{name[: most - 1]}…"
        parts.append(text(0, y + 4.5, shown))
        parts.append(tag("rect", x=x(ends[0]), y=y - 5, width=max(1.0, x(ends[2]) - x(ends[0])), height=10.0))
        for value, kind in ((ends[1], "middle"), (seat.printed.no_deal, "none")):
            parts.append(tag("line", x1=x(value), x2=x(value), y1=y - 9, y2=y + 9, class_=kind))
        told = say("groups.page.dot", name=name, points=whole_points(seat.printed.got))
        parts.append(tag("circle", tag("title", told), cx=x(seat.printed.got), cy=y, r=6.0, class_="here"))
    return drawing(
        f"spread-{place + 1}-{look}",
        width,
        height,
        title=say("groups.page.chart.title", name=group.name),
        description=say("groups.page.chart"),
        parts=parts,
        class_=f"chart spread {look}",
    )


def chart_css() -> str:
    """Return the rules that drawings of groups follow."""
    rules = files("simulation.report").joinpath("templates", "groups.css").read_text(encoding="utf-8")
    return "\n".join(line for line in rules.splitlines() if ".spread" in line)


def _axis(scale: Scale, x: Callable[[float], float], height: float) -> Iterator[Markup]:
    foot = height - _ROW
    for tick in scale.ticks:
        yield tag("line", x1=x(tick), x2=x(tick), y1=0.0, y2=foot + 4, class_="grid")
        told = decimal(tick, f".{scale.decimals}f")
        yield text(x(tick), foot + 18, told, text_anchor="middle", class_="tick")
