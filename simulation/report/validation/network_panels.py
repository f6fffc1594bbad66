"""Who stood with whom and who was expected to: two networks of groups side by side, in the same places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from string import ascii_uppercase
from typing import Final, Literal

from markupsafe import Markup

from simulation.drawing import theme
from simulation.drawing.chart import Chart, Table
from simulation.drawing.svg import drawing, tag, text
from simulation.evidence.validation.network import Edge, Network, Node
from simulation.report.validation.curves import share_words
from simulation.stats.interval import Estimate
from simulation.words import called, decimal, listed, percent, say, whole

__all__ = ["LEAST", "STRONGEST", "network_chart", "off_by", "strongest"]

type Side = Literal["data", "engine"]

STRONGEST: Final = 5
"""Ties drawn in ink."""
LEAST: Final = 0.25
"""Share of pairs from which a tie is drawn at all."""
_LETTERS: Final = ascii_uppercase
_RADIUS: Final = 2.9
"""Of a group of one member; areas go with members."""
_THICK: Final = 9.0
"""Of a tie of all pairs."""
_MARGIN: Final = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    """Where a network stands in its drawing."""

    left: float
    top: float
    width: float
    height: float


_WIDE: Final = (
    _Panel(left=0, top=26, width=340, height=290),
    _Panel(left=372, top=26, width=340, height=290),
)
_NARROW: Final = (
    _Panel(left=0, top=26, width=356, height=270),
    _Panel(left=0, top=366, width=356, height=270),
)


def network_chart(network: Network) -> Chart:
    """Return the two networks: groups by size and mean place, the strongest ties between them in ink."""
    both = set(strongest(network, "data")) & set(strongest(network, "engine"))
    heading = say("validation.network.heading", n=STRONGEST, right=len(both))
    return Chart(
        heading=heading,
        caption=say(
            "validation.network.caption",
            source=say("validation.pictures.source"),
            n=STRONGEST,
            least=percent(LEAST),
            left_out=network.left_out,
            off=decimal(100 * off_by(network), ".0f"),
        ),
        wide=_drawn("wide", heading, network, _WIDE, 720),
        narrow=_drawn("narrow", heading, network, _NARROW, 358),
        table=Table(
            head=tuple(say(f"validation.network.{name}") for name in ("between", "data", "engine", "pairs")),
            rows=tuple(
                (_tie(network, edge), share_words(edge.data), share_words(edge.engine), whole(edge.pairs))
                for edge in network.edges
            ),
        ),
    )


def _drawn(look: str, heading: str, network: Network, panels: Sequence[_Panel], width: float) -> Markup:
    """Return both networks, and the names of the groups below them."""
    sides: tuple[Side, Side] = ("data", "engine")
    foot = max(panel.top + panel.height for panel in panels) + 44
    is_wide = width > 2 * panels[0].width
    names, end = _names(network, foot, columns=2 if is_wide else 1, width=width)
    pictures = [
        part for side, panel in zip(sides, panels, strict=True) for part in _panel(network, side, panel)
    ]
    return drawing(
        f"network-{look}",
        width,
        end,
        title=heading,
        description=" ".join(_described(network, side) for side in sides),
        parts=[*pictures, *names],
    )


def strongest(network: Network, side: Side) -> tuple[tuple[int, int], ...]:
    """Return the strongest ties between groups, the strongest first."""
    ties = sorted(
        (edge for edge in network.edges if not edge.is_inside), key=lambda edge: -_share(edge, side).value
    )
    return tuple(edge.between for edge in ties[:STRONGEST])


def off_by(network: Network) -> float:
    """Return how far the engine's share is from what happened: the mean over pairs of lists, and over each inside."""
    return sum(abs(edge.engine.value - edge.data.value) for edge in network.edges) / len(network.edges)


def _share(edge: Edge, side: Side) -> Estimate:
    return edge.data if side == "data" else edge.engine


def _name(node: Node) -> str:
    """Return what a list is called: as the source has it, or in plain words where it has none for it."""
    return called("validation.list", node.name, node.name)


def _tie(network: Network, edge: Edge) -> str:
    first, second = (_name(network.nodes[place]) for place in edge.between)
    if edge.is_inside:
        return say("validation.network.inside", name=first)
    return say("validation.network.tie", first=first, second=second)


def _described(network: Network, side: Side) -> str:
    by_ends = {edge.between: edge for edge in network.edges}
    told = (
        say(
            "validation.network.told",
            tie=_tie(network, by_ends[ends]),
            share=percent(_share(by_ends[ends], side).value),
        )
        for ends in strongest(network, side)
    )
    return say("validation.network.line", side=say(f"validation.network.{side}"), ties=listed(told))


def _panel(network: Network, side: Side, panel: _Panel) -> Iterator[Markup]:
    foot = panel.top + panel.height
    yield text(panel.left, panel.top - 10, say(f"validation.network.panel.{side}"), class_="strong")
    yield tag(
        "rect",
        x=panel.left + 1,
        y=panel.top,
        width=panel.width - 2,
        height=panel.height,
        class_="axis",
        fill="none",
    )
    yield text(
        panel.left + panel.width - 4,
        foot + 16,
        say("validation.network.x"),
        text_anchor="end",
        class_="tick",
    )
    places = _places(network, panel)
    yield from _ties(network, side, places)
    yield from _groups(network, places)


def _ties(network: Network, side: Side, places: Sequence[tuple[float, float]]) -> Iterator[Markup]:
    """Yield the ties, those in ink last: above the others."""
    ink = strongest(network, side)
    between = (edge for edge in network.edges if not edge.is_inside)
    for edge in sorted(between, key=lambda edge: edge.between in ink):
        share = _share(edge, side)
        if share.value >= LEAST:
            yield _line(edge, share, places, strong=edge.between in ink, told=_tie(network, edge))


def _groups(network: Network, places: Sequence[tuple[float, float]]) -> Iterator[Markup]:
    """Yield a circle for each group, then the letters: above all circles."""
    radius = [_RADIUS * sqrt(node.members) for node in network.nodes]
    for number, node in enumerate(network.nodes):
        x, y = places[number]
        yield tag(
            "circle",
            tag("title", say("validation.network.node", name=_name(node), n=node.members)),
            cx=x,
            cy=y,
            r=radius[number],
            style=f"fill:{theme.fill(number)};stroke:var(--page)",
            stroke_width=1.5,
        )
    for number, (x, y) in enumerate(places):
        letter, colour = _LETTERS[number], f"fill:{theme.tone(number)}"
        yield text(x + radius[number] + 3, y - 6, letter, class_="strong", style=colour)


def _places(network: Network, panel: _Panel) -> list[tuple[float, float]]:
    """Return where groups stand: the same scale along and upwards, in the middle of the panel."""
    along = [node.place[0] for node in network.nodes]
    up = [node.place[1] for node in network.nodes]
    spread = max(
        (max(along) - min(along)) / (panel.width - 4 * _MARGIN),
        (max(up) - min(up)) / (panel.height - 3 * _MARGIN),
        1e-9,
    )
    middle = (min(along) + max(along)) / 2, (min(up) + max(up)) / 2
    return [
        (
            panel.left + panel.width / 2 + (x - middle[0]) / spread,
            panel.top + panel.height / 2 - (y - middle[1]) / spread,
        )
        for x, y in zip(along, up, strict=True)
    ]


def _line(
    edge: Edge, share: Estimate, places: Sequence[tuple[float, float]], *, strong: bool, told: str
) -> Markup:
    (x1, y1), (x2, y2) = (places[end] for end in edge.between)
    return tag(
        "line",
        tag("title", say("validation.network.told", tie=told, share=share_words(share))),
        x1=x1,
        x2=x2,
        y1=y1,
        y2=y2,
        style=f"stroke:var({'--ink' if strong else '--o4'})",
        stroke_width=_THICK * share.value if strong else 1.5,
    )


def _names(network: Network, top: float, *, columns: int, width: float) -> tuple[list[Markup], float]:
    """Return the names of the groups below the pictures, and where they end."""
    parts: list[Markup] = []
    rows = -(-len(network.nodes) // columns)
    for number, node in enumerate(network.nodes):
        x = 8 + (number // rows) * width / columns
        y = top + 20 * (number % rows)
        parts.append(tag("circle", cx=x, cy=y - 4, r=6.0, style=f"fill:{theme.fill(number)}"))
        told = say("validation.network.key", letter=_LETTERS[number], name=_name(node), n=node.members)
        parts.append(text(x + 14, y, told))
    return parts, top + 20 * rows
