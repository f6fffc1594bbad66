"""Clauses in brackets session by session: the middle run, and a band that holds nine of ten."""

from collections.abc import Iterator, Sequence
from typing import Final

from markupsafe import Markup

from simulation.drawing.chart import Chart, Section, Table
from simulation.drawing.scale import Scale, scale_of
from simulation.drawing.svg import Frame, drawing, number, tag, text
from simulation.report.study.compared import FEW, variant_names
from simulation.study.figures import shown
from simulation.study.study_summary import StudySummary
from simulation.words import say

__all__ = ["band_section", "draw_band"]

type Band = Sequence[tuple[float, float, float]]
"""After each session: 5th, 50th and 95th hundredth."""

_WIDE: Final = Frame(width=720, height=200, left=30, right=12, top=10, bottom=40)
_NARROW: Final = Frame(width=358, height=180, left=26, right=10, top=10, bottom=40)
_PANEL: Final = Frame(width=232, height=150, left=26, right=10, top=10, bottom=40)
_ROOM: Final = 24.0
"""Width that a number of a session needs."""


def band_section(summary: StudySummary) -> Section | None:
    """Return the band of each variant, all on one scale."""
    if not any(summary.brackets) or len(summary.brackets) > FEW:
        return None
    names = variant_names(summary)
    scale = scale_of(
        (high for band in summary.brackets for _, _, high in band), words=say("term.brackets"), most=4
    )
    table = _table(summary, names)
    heading, caption = say("study.bands.heading"), say("study.bands.caption")
    if len(summary.brackets) == 1:
        wide, narrow = (
            draw_band(f"band-{look}", names[0], summary.brackets[0], scale, frame)
            for look, frame in (("wide", _WIDE), ("narrow", _NARROW))
        )
        chart = Chart(wide=wide, narrow=narrow, table=table)
        return Section(heading=heading, caption=caption, charts=(chart,))
    panels = tuple(
        (name, draw_band(f"band-{place}", name, band, scale, _PANEL))
        for place, (name, band) in enumerate(zip(names, summary.brackets, strict=True))
        if band
    )
    return Section(heading=heading, caption=caption, panels=panels, table=table)


def draw_band(key: str, name: str, band: Band, scale: Scale, frame: Frame) -> Markup:
    """Return the band of one variant."""
    low, middle, high = (shown(value, 0) for value in band[-1])
    return drawing(
        key,
        frame.width,
        frame.height,
        title=say("study.bands.title", name=name),
        description=say("study.bands.description", low=low, middle=middle, high=high),
        parts=_parts(band, scale, frame),
        class_="chart",
    )


def _parts(band: Band, scale: Scale, frame: Frame) -> Iterator[Markup]:
    foot = frame.height - frame.bottom
    for tick in scale.ticks:
        y = scale.at(tick, foot, frame.top)
        yield tag("line", x1=frame.left, x2=frame.width - frame.right, y1=y, y2=y, class_="grid")
        yield text(frame.left - 6, y + 4, scale.label(tick), text_anchor="end", class_="tick")
    last = max(len(band) - 1, 1)
    x = [frame.x(place, last) for place in range(len(band))]
    lows, middles, highs = (
        [scale.at(values[which], foot, frame.top) for values in band] for which in range(3)
    )
    upper = list(zip(x, highs, strict=True))
    lower = list(zip(x, lows, strict=True))
    yield tag("path", d=f"M{_points(upper + lower[::-1])}Z", class_="band")
    yield tag("path", d=f"M{_points(list(zip(x, middles, strict=True)))}", class_="middle")
    every = max(1, -(-int(_ROOM * len(band)) // int(frame.width - frame.left - frame.right)))
    for place in range(0, len(band), every):
        yield text(x[place], foot + 16, str(place + 1), text_anchor="middle", class_="tick")
    middle = (frame.left + frame.width - frame.right) / 2
    yield text(middle, foot + 33, say("study.axis.session"), text_anchor="middle", class_="tick")


def _points(places: Sequence[tuple[float, float]]) -> str:
    return "L".join(f"{number(x)},{number(y)}" for x, y in places)


def _table(summary: StudySummary, names: Sequence[str]) -> Table:
    sessions = max(map(len, summary.brackets))
    rows = [
        (
            str(session + 1),
            *(_cell(band[session]) if session < len(band) else "–" for band in summary.brackets),
        )
        for session in range(sessions)
    ]
    return Table(head=(say("term.session"), *names), rows=tuple(rows))


def _cell(values: tuple[float, float, float]) -> str:
    low, middle, high = (shown(value, 0 if float(value).is_integer() else 1) for value in values)
    return say("figure.range", value=middle, low=low, high=high)
