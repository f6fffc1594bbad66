"""The charts of a debriefing: the range of a mandate, the frontier, and what branches change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from simulation.drawing.rows import NARROW, WIDE, Mark, Paper, Row, draw_rows
from simulation.drawing.scale import Scale, scale_of
from simulation.drawing.svg import Frame, drawing, tag, text
from simulation.stats.unanimous import tells
from simulation.training.counterfactual import Comparison
from simulation.training.mandate import Mandate
from simulation.training.profile import Efficiency
from simulation.training.worths import POINTS, amount, step, worth
from simulation.words import apart, say

__all__ = ["Pair", "draw_branches", "draw_frontier", "draw_mandate"]

_SQUARE: Final = Frame(width=358, height=240, left=52, right=16, top=12, bottom=44)
_STRIP: Final = Frame(width=358, height=86, left=14, right=14, top=34, bottom=22)
_DOT: Final = 5.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A chart for a page and for a phone."""

    wide: Markup
    narrow: Markup


def draw_mandate(mandate: Mandate) -> Markup:
    """Return the range of a mandate as a strip: what all could adopt, no document, and the result."""
    ends = [end for end in (mandate.worst, mandate.best) if end is not None]
    scale = scale_of((POINTS * end for end in (*ends, mandate.value, mandate.no_deal)), words="", most=5)
    left, right = _STRIP.left, _STRIP.width - _STRIP.right
    y = _STRIP.top + 12
    parts = list(_ticks_across(scale, left, right, y + 22))
    if mandate.worst is not None and mandate.best is not None:
        low, high = (scale.at(POINTS * end, left, right) for end in (mandate.worst, mandate.best))
        parts.append(tag("rect", x=low, y=y - 5, width=max(high - low, 1.0), height=10.0, class_="range"))
    nothing, here = (scale.at(POINTS * one, left, right) for one in (mandate.no_deal, mandate.value))
    parts.append(tag("line", x1=nothing, x2=nothing, y1=y - 11, y2=y + 11, class_="nothing"))
    parts.append(tag("circle", cx=here, cy=y, r=_DOT + 1, class_="here"))
    result = say("debrief.page.mandate.chart.result", value=worth(mandate.value))
    without = say("debrief.page.mandate.chart.none", value=worth(mandate.no_deal))
    parts.append(_near(here, y - 14, result, "strong"))
    parts.append(_near(nothing, y - 30, without, "tick"))
    return drawing(
        "mandate",
        _STRIP.width,
        _STRIP.height,
        title=say("debrief.page.mandate.chart"),
        description=apart([result, without]),
        parts=parts,
        class_="chart",
    )


def _near(x: float, y: float, words: str, look: str) -> Markup:
    """Return words above a place, kept inside the strip."""
    third = _STRIP.width / 3
    anchor = "start" if x < third else "middle" if x < 2 * third else "end"
    return text(x, y, words, text_anchor=anchor, class_=look)


def _ticks_across(scale: Scale, left: float, right: float, foot: float) -> Iterator[Markup]:
    yield tag("line", x1=left, x2=right, y1=foot - 6, y2=foot - 6, class_="axis")
    for tick in scale.ticks:
        x = scale.at(tick, left, right)
        yield tag("line", x1=x, x2=x, y1=foot - 6, y2=foot - 2, class_="axis")
        yield text(x, foot + 12, scale.label(tick), text_anchor="middle", class_="tick")


def draw_frontier(efficiency: Efficiency) -> Markup:
    """Return the frontier in a plane: the own gain, and that of the worst off of the others."""
    frame = _SQUARE
    places = [(POINTS * x, POINTS * y) for x, y in (*efficiency.points, efficiency.here)]
    across = scale_of((x for x, _ in places), words="", most=4)
    upwards = scale_of((y for _, y in places), words="", most=4)
    left, right, foot = frame.left, frame.width - frame.right, frame.height - frame.bottom
    parts = list(_ticks_across(across, left, right, foot + 6))
    for tick in upwards.ticks:
        y = upwards.at(tick, foot, frame.top)
        parts.append(tag("line", x1=left, x2=right, y1=y, y2=y, class_="grid"))
        parts.append(text(left - 6, y + 4, upwards.label(tick), text_anchor="end", class_="tick"))
    for x, y in places[:-1]:
        place = {"cx": across.at(x, left, right), "cy": upwards.at(y, foot, frame.top)}
        parts.append(tag("circle", **place, r=4.0, class_="dot hollow"))
    x, y = across.at(places[-1][0], left, right), upwards.at(places[-1][1], foot, frame.top)
    parts.append(tag("circle", cx=x, cy=y, r=_DOT + 1, class_="here"))
    anchor = "end" if x > (left + right) / 2 else "start"
    shift = -10 if anchor == "end" else 10
    parts.append(
        text(x + shift, y + 4, say("debrief.page.frontier.here"), text_anchor=anchor, class_="strong")
    )
    middle = (left + right) / 2
    parts.append(
        text(middle, foot + 36, say("debrief.page.frontier.own"), text_anchor="middle", class_="tick")
    )
    own, other = (amount(value) for value in efficiency.here)
    return drawing(
        "frontier",
        frame.width,
        frame.height,
        title=say("debrief.page.frontier"),
        description=say("debrief.page.frontier.described", n=efficiency.on_frontier, own=own, other=other),
        parts=parts,
        class_="chart",
    )


def draw_branches(labelled: Sequence[tuple[str, Comparison]]) -> Pair:
    """Return what each branch changes of the own worth, with its interval round zero."""
    rows = [
        Row(
            label=label,
            strong=tells(item.change),
            marks=(
                Mark(
                    value=POINTS * item.change.value,
                    low=POINTS * item.change.low,
                    high=POINTS * item.change.high,
                    look="clear" if tells(item.change) else "unclear",
                    words=str(step(item.change.value))
                    if tells(item.change)
                    else say("debrief.page.no_effect"),
                ),
            ),
        )
        for label, item in labelled
    ]
    ends = [POINTS * end for _, item in labelled for end in (item.change.low, item.change.high)]
    scale = scale_of(ends, words="", signs=True, most=4)
    title = say("debrief.page.branches.chart")
    told = apart((say("list.told", name=label, what=item.sentence) for label, item in labelled))

    def draw(look: str, paper: Paper) -> Markup:
        return draw_rows(f"branches-{look}", rows, scale, paper, title=title, description=told)

    return Pair(draw("wide", WIDE), draw("narrow", NARROW))
