"""Where a seat stands on one issue and how far it may go: an axis of plain boxes, with the same in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from simulation.drawing import tag

__all__ = ["Stand", "seat_axis"]

_EDGE = 0.06
"""Names nearer to an end than this hang to the inside."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What there is to show, all of it of the seat's own brief; places 0..1."""

    now: float
    ideal: float
    low: float
    """Lower end of what may be accepted."""
    high: float
    table: float
    """The text on the table."""


def seat_axis(stand: Stand, words: Mapping[str, str]) -> Markup:
    """Return the axis.

    Args:
        stand: What to show.
        words: `alt`, a sentence that says all of it; `now`, `ideal`, `table`, `low`, `high`, the names beside it.
    """
    parts = [tag("i", " ", class_="seat-line")]
    parts += _beyond(stand)
    parts.append(tag("i", " ", class_="seat-may", style=_span(stand.low, stand.high)))
    parts.append(tag("i", " ", class_="seat-table", style=_at(stand.table)))
    parts.append(tag("i", " ", class_="seat-ideal", style=_at(stand.ideal)))
    parts.append(tag("i", " ", class_="seat-now", style=_at(stand.now)))
    picture = tag("div", *parts, class_="seat-track")
    above = tag("div", _name(words["now"], stand.now, "b"), class_="seat-names")
    below = tag(
        "div",
        _name(words["ideal"], stand.ideal),
        _name(words["table"], stand.table, "low"),
        class_="seat-names two",
    )
    ends = tag("div", tag("span", words["low"]), tag("span", words["high"]), class_="seat-ends")
    return tag("div", above, picture, below, ends, class_="seat-axis", role="img", aria_label=words["alt"])


def _beyond(stand: Stand) -> list[Markup]:
    """Return what lies beyond the red lines, each with its upright bar."""
    found = []
    if stand.low > 0:
        found.append(tag("i", " ", class_="seat-beyond", style=_span(0.0, stand.low)))
        found.append(tag("i", " ", class_="seat-red", style=_at(stand.low)))
    if stand.high < 1:
        found.append(tag("i", " ", class_="seat-beyond", style=_span(stand.high, 1.0)))
        found.append(tag("i", " ", class_="seat-red", style=_at(stand.high)))
    return found


def _name(text: str, place: float, look: str = "") -> Markup:
    shift = "0" if place < _EDGE * 3 else "-100%" if place > 1 - _EDGE * 3 else "-50%"
    return tag("span", text, class_=look, style=f"{_at(place)};transform:translateX({shift})")


def _at(place: float) -> str:
    return f"left:{100 * place:.1f}%"


def _span(low: float, high: float) -> str:
    return f"left:{100 * low:.1f}%;width:{100 * max(0.0, high - low):.1f}%"
