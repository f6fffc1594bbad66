"""What a page about a study is made of: sections, charts, and the table that is the twin of each chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from simulation.drawing.bars import Bar, draw_bars
from simulation.drawing.rows import NARROW, WIDE, Paper, Row, draw_rows
from simulation.drawing.scale import Scale
from simulation.words import listed, say

__all__ = ["Chart", "Section", "Table", "bar_chart", "row_chart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of words and numbers; the first cell of each row is its heading."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart, drawn for a page and for a phone, and its table."""

    heading: str = ""
    """What to see."""
    caption: str = ""
    wide: Markup
    narrow: Markup
    """The same again if one drawing does for both."""
    table: Table
    """Without rows: the table of the chart below it holds these figures too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the page."""

    heading: str
    caption: str = ""
    charts: tuple[Chart, ...] = ()
    panels: tuple[tuple[str, Markup], ...] = ()
    """Small charts side by side, each with its name; their table is `table`."""
    table: Table | None = None
    """Shown at once if there are no panels."""
    note: str = ""
    details: tuple[str, str] | None = None
    """How it was done, folded away under a few words."""
    points: tuple[str, ...] = field(default=())
    """A list of sentences, above the charts."""


def row_chart(
    key: str,
    rows: Sequence[Row],
    scale: Scale,
    *,
    heading: str = "",
    caption: str = "",
    title: str = "",
    head: Iterable[str],
    table: Iterable[tuple[str, ...]],
    wide: Paper = WIDE,
    legend: bool = False,
) -> Chart:
    """Return a chart of rows, drawn twice, with its table; who does not see it hears `title`, else the heading.

    `legend` is whether it tells what its marks are.
    """
    title = title or heading
    told = [
        say("study.line", name=row.label, words=listed(mark.words for mark in row.marks if mark.words))
        for row in rows
        if any(mark.words for mark in row.marks)
    ]
    description = ". ".join(told) if told else title
    drawn = {
        look: draw_rows(
            f"{key}-{look}", rows, scale, paper, title=title, description=description, legend=legend
        )
        for look, paper in (("wide", wide), ("narrow", NARROW))
    }
    return Chart(
        heading=heading,
        caption=caption,
        wide=drawn["wide"],
        narrow=drawn["narrow"],
        table=Table(head=tuple(head), rows=tuple(table)),
    )


def bar_chart(key: str, bars: Sequence[Bar], *, caption: str, title: str) -> Chart:
    """Return bars of 100 %, drawn twice; `title` is for those who do not see them."""
    told = [(bar.name, listed(part.words for part in bar.parts)) for bar in bars]
    description = ". ".join(
        say("study.line", name=name, words=words) if name else words for name, words in told
    )
    wide, narrow = (
        draw_bars(f"{key}-{look}", bars, paper, title=title, description=description)
        for look, paper in (("wide", WIDE), ("narrow", NARROW))
    )
    return Chart(caption=caption, wide=wide, narrow=narrow, table=Table(head=(), rows=()))
