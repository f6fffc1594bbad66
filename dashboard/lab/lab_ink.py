"""What the charts of the lab are drawn with: one font, and a fill for each class of ending from the theme."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from simulation.drawing.theme import DARK, LIGHT, contrast

__all__ = [
    "BACK_HATCHED",
    "DOWN",
    "FONT",
    "HATCHED",
    "NARROW",
    "Spec",
    "class_fill",
    "class_text",
    "drawn_height",
    "exact",
    "finished",
    "layer",
    "mixed",
]

type Spec = dict[str, Any]
"""A part of a chart in the words of Vega-Lite."""

FONT: Final = '"Source Sans", sans-serif'
NARROW: Final = "width < 560"
"""Whether a chart is as narrow as a phone."""
DOWN: Final = 5
"""Pixels by which dots stand lower on a phone, to leave room for what stands above them."""
HATCHED: Final = frozenset({"deferred_or_referred"})
BACK_HATCHED: Final = frozenset({"adopted_low_participation"})
"""Hatched the other way, in the colour of the page on a tone: it stands beside classes of nearly that tone."""
_FILLS: Final[Mapping[str, tuple[str, str]]] = {
    "consensus_clean": ("o1", "o1"),
    "consensus_with_statements": ("o2", "o2"),
    "adopted_by_vote": ("o2", "o3"),
    "partial": ("o3", "o3"),
    "adopted_low_participation": ("o4", "o4"),
    "chair_summary_only": ("o4", "o6"),
    "deferred_or_referred": ("page", "page"),
    "no_outcome": ("o6", "o6"),
}
"""By class the two tokens that its fill lies between; there are more classes than tones."""
_MARGIN: Final = 2
"""Pixels above a chart, and below."""
_AXIS: Final = 20
"""Pixels that the numbers of an axis take below a chart."""


def mixed(first: str, second: str) -> str:
    """Return the colour half-way between two.

    >>> mixed("#000000", "#FFFFFF")
    '#808080'
    """
    parts = [(int(first[at : at + 2], 16) + int(second[at : at + 2], 16) + 1) // 2 for at in (1, 3, 5)]
    return "#" + "".join(f"{part:02X}" for part in parts)


def class_fill(name: str, tokens: Mapping[str, str]) -> str:
    """Return the fill of a class of ending."""
    first, second = _FILLS[name]
    return mixed(tokens[first], tokens[second])


def class_text(name: str, tokens: Mapping[str, str]) -> str:
    """Return the colour in which a number can be read on the fill of a class: that of a light or of a dark page."""
    fill = class_fill(name, tokens)
    return max((LIGHT["page"], DARK["page"]), key=lambda colour: contrast(colour, fill))


def layer(values: Sequence[Mapping[str, Any]], mark: Spec, **encoding: Spec | list[Spec]) -> Spec:
    """Return a layer of a chart: its data, its mark, and what the mark shows."""
    return {"data": {"values": list(values)}, "mark": {"aria": False, **mark}, "encoding": encoding}


def exact(name: str) -> Spec:
    """Return an encoding by colours, or whatever it is, as they stand in the data."""
    return {"field": name, "type": "nominal", "scale": None, "legend": None}


def finished(layers: Sequence[Spec], height: int) -> Spec:
    """Return the chart of some layers, with what all charts of the lab have in common."""
    return {
        "width": "container",
        "height": height,
        "background": "transparent",
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": {"left": 1, "right": 1, "top": _MARGIN, "bottom": _MARGIN},
        "usermeta": {"embedOptions": {"renderer": "svg", "actions": False}},
        "config": {"aria": False, "font": FONT, "view": {"stroke": None}},
        "layer": list(layers),
    }


def drawn_height(spec: Spec) -> int:
    """Return the pixels that a finished chart takes on a page, with its margins and its axis."""
    has_axis = any(part["encoding"].get("x", {}).get("axis") for part in spec["layer"])
    height: int = spec["height"] + 2 * _MARGIN + (_AXIS if has_axis else 0)
    return height
