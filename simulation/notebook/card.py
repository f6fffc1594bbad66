"""The card that a notebook shows of a result: what it is, what it says, its picture, and a table in words."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from markupsafe import Markup

from simulation.drawing.chart import Table
from simulation.drawing.picture import Picture, in_both_looks
from simulation.drawing.svg import tag

__all__ = ["card", "names_of", "table_in_html"]

_CHARTS = 2
"""Of the first picture; `plot()` shows all of them."""


def card(
    kind: str,
    sentence: str,
    *,
    more: Iterable[str] = (),
    picture: Picture,
    table: Table | None = None,
    names: Sequence[str] = (),
) -> str:
    """Return a card as HTML; whatever comes from a case is escaped.

    Args:
        kind: What it is, of which case and seed.
        sentence: What there is to say first.
        more: Sentences that follow.
        picture: The first one of the result.
        table: In words, if there is one.
        names: What `tables()` and `plot()` offer, in lines.
    """
    parts = [
        tag("p", kind, class_="cap"),
        tag("p", tag("strong", sentence)),
        *(tag("p", one) for one in more),
        *([table_in_html(table.head, table.rows)] if table is not None else []),
        *islice(picture.parts(), _CHARTS),
        *(tag("p", tag("code", line), class_="cap") for line in names),
    ]
    return str(in_both_looks(Markup("").join(parts), picture.style, picture.look))


def table_in_html(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
    """Return a table as HTML, escaped."""
    top = tag("tr", *(tag("th", name, scope="col") for name in head))
    body = (tag("tr", *(tag("td", tag("bdi", value)) for value in row)) for row in rows)
    return tag("table", tag("thead", top), tag("tbody", Markup("").join(body)))


def names_of(tables: Mapping[str, object], pictures: Mapping[str, object]) -> list[str]:
    """Return what a result offers, as lines of Python."""
    return [f".tables(): {', '.join(tables)}", f".plot(): {', '.join(pictures)}"]
