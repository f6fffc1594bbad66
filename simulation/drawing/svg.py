"""Writes SVG: elements with escaped text, drawings that say what they show, the shapes of delegations."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, pi, sin
from typing import Final

from markupsafe import Markup, escape

from simulation.arrays import FloatArray
from simulation.drawing import theme
from simulation.drawing.safe_text import clean
from simulation.words import Spoken

__all__ = [
    "KIND_WORDS",
    "Frame",
    "closed",
    "drawing",
    "ending_box",
    "glyph",
    "mark",
    "mark_style",
    "number",
    "tag",
    "text",
    "width_of",
]

KIND_WORDS: Final[Mapping[str, str]] = Spoken(
    "kind",
    (
        *("government", "intergovernmental", "private_sector"),
        *("civil_society", "technical_community", "academia"),
    ),
)
_CORNERS: Final = {
    "intergovernmental": (4, pi / 4, 1.25),
    "private_sector": (4, 0.0, 1.25),
    "civil_society": (3, -pi / 2, 1.5),
    "technical_community": (6, 0.0, 1.1),
}
"""Number of corners, angle of the first, radius that gives all shapes about the same area."""


_HATCH: Final = 6.0
"""From a stroke of a hatching to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Place and scales of a chart over the sessions within its drawing."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    narrow: bool = False
    """A phone: letters in place of names."""

    def x(self, session: int, sessions: int) -> float:
        """Return the place of a session; 0 is the start."""
        return self.left + session / sessions * (self.width - self.left - self.right)


def number(value: float) -> str:
    """Return a length with one decimal at most.

    >>> number(12.04), number(-0.04), number(3.16)
    ('12', '0', '3.2')
    """
    short = f"{value:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def tag(name: str, *inside: object, **attributes: object) -> Markup:
    """Return an element. `inside` is escaped unless it is markup; attributes that are None are left out.

    >>> tag("text", "<b>", x=1.25, font_size=12)
    Markup('<text x="1.2" font-size="12">&lt;b&gt;</text>')
    """
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is not None:
            shown = number(value) if isinstance(value, float) else escape(clean(value))
            parts.append(f' {_attribute(key)}="{shown}"')
    if inside:
        parts += [">", *(escape(clean(part)) for part in inside), f"</{name}>"]
    else:
        parts.append("/>")
    return Markup("".join(parts))  # noqa: S704 - all that comes from elsewhere is escaped above


@cache
def _attribute(key: str) -> str:
    return str(escape(key.rstrip("_").replace("_", "-")))


def text(x: float, y: float, words: str, **attributes: object) -> Markup:
    """Return a line of text."""
    return tag("text", words, x=float(x), y=float(y), **attributes)


def drawing(
    key: str,
    width: float,
    height: float,
    *,
    title: str,
    description: str,
    parts: Iterable[Markup],
    **more: object,
) -> Markup:
    """Return a drawing with a title and a description for those who do not see it; `key` is unique on the page."""
    head = [tag("title", title, id=f"{key}-t"), tag("desc", description, id=f"{key}-d")]
    return tag(
        "svg",
        *head,
        *parts,
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=float(width),
        height=float(height),
        role="img",
        aria_labelledby=f"{key}-t {key}-d",
        **more,
    )


def glyph(shape: Markup, *, reach: float = 8.0, size: int = 13) -> Markup:
    """Return a shape round the origin as a small drawing in a line of text, with its meaning."""
    box = f"-{number(reach)} -{number(reach)} {number(2 * reach)} {number(2 * reach)}"
    return tag("svg", shape, viewBox=box, width=size, height=size, aria_hidden="true", class_="glyph")


def ending_box(slot: int, *, x: float, y: float, width: float, height: float) -> Markup:
    """Return a box in the fill of a class of endings, hatched where that class is."""
    way = theme.HATCHED.get(slot, 0)
    edge = "var(--ink3)" if way > 0 else "var(--page)"
    box = tag("rect", x=x, y=y, width=width, height=height, style=f"fill:var(--e{slot});stroke:{edge}")
    if not way:
        return box
    strokes = "".join(_strokes(x, y, width, height, rises=way > 0))
    return box + tag("path", d=strokes, style=f"stroke:{edge}", stroke_width=1.6, fill="none")


def _strokes(x: float, y: float, width: float, height: float, *, rises: bool) -> Iterator[str]:
    """Yield the strokes of a hatching at half a right angle, cut off at the sides of the box."""
    foot = x - height + _HATCH
    while foot < x + width:
        low, high = max(foot, x), min(foot + height, x + width)
        begin, end = (y + height - (at - foot) if rises else y + at - foot for at in (low, high))
        yield f"M{number(low)},{number(begin)}L{number(high)},{number(end)}"
        foot += _HATCH


def closed(points: FloatArray) -> str:
    """Return the path of a polygon, `[N, 2]`."""
    return "M" + "L".join(f"{number(x)},{number(y)}" for x, y in points.tolist()) + "Z"


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a line of text is, rather too wide: fonts differ."""
    return len(words) * size * (0.57 if bold else 0.52)


def _outline(kind: str, radius: float) -> str:
    if kind in _CORNERS:
        corners, first, scale = _CORNERS[kind]
        angles = [first + 2 * pi * corner / corners for corner in range(corners)]
        points = [f"{number(radius * scale * cos(a))},{number(radius * scale * sin(a))}" for a in angles]
        return f"M{'L'.join(points)}Z"
    if kind == "academia":
        thin, wide = number(radius * 0.45), number(radius * 1.15)
        return f"M-{thin},-{wide}H{thin}V-{thin}H{wide}V{thin}H{thin}V{wide}H-{thin}V{thin}H-{wide}V-{thin}H-{thin}Z"
    r = number(radius)
    return f"M-{r},0A{r},{r} 0 1 1 {r},0A{r},{r} 0 1 1 -{r},0Z"


def mark_style(slot: int, *, solid: bool, ink: bool = False) -> str:
    """Return fill and outline of the mark of a delegation in a coalition."""
    colour = "var(--ink)" if ink else theme.fill(slot)
    grey = not ink and not 0 <= slot < theme.SLOTS
    edge = "var(--cuo)" if grey else "var(--page)" if solid else colour
    return f"fill:{colour if solid else 'var(--page)'};stroke:{edge}"


def mark(
    x: float,
    y: float,
    radius: float,
    *,
    kind: str,
    solid: bool,
    slot: int = -1,
    name: str = "",
    ink: bool = False,
) -> Markup:
    """Return the mark of a delegation: shape by kind, colour by coalition or ink, solid if it has a say."""
    inside = [tag("title", name)] if name else []
    return tag(
        "path",
        *inside,
        d=_outline(kind, radius),
        transform=f"translate({number(x)} {number(y)})",
        style=mark_style(slot, solid=solid, ink=ink),
        stroke_width=0.8 if solid else 1.5,
        stroke_linejoin="round",
    )
