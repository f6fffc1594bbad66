"""How a wording would land, as twenty dots: each stands for one future in twenty, solid where the clause closes."""

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from simulation.drawing import tag

__all__ = ["CLOSES", "DOTS", "dot_counts", "dot_rows"]

DOTS: Final = 20
CLOSES: Final = frozenset({"clean", "with_statement"})
"""Ends at which the clause closes on words."""


def dot_counts(shares: Mapping[str, float], order: Sequence[str]) -> dict[str, int]:
    """Return how many of the dots each end has, twenty in all: whole parts first, then the largest remainders.

    >>> dot_counts({"a": 0.34, "b": 0.33, "c": 0.33}, ["a", "b", "c"])
    {'a': 7, 'b': 7, 'c': 6}
    """
    exact = {name: DOTS * shares.get(name, 0.0) for name in order}
    counts = {name: int(value + 1e-9) for name, value in exact.items()}
    rest = sorted(order, key=lambda name: (-round(exact[name] - counts[name], 9), order.index(name)))
    for name in rest[: max(0, DOTS - sum(counts.values()))]:
        counts[name] += 1
    return counts


def dot_rows(
    shares: Mapping[str, float], order: Sequence[str], names: Mapping[str, str], told: Mapping[str, str]
) -> Markup:
    """Return one row of dots for each end.

    Args:
        shares: By end, summing to 1.
        order: Of the rows.
        names: What each end is called.
        told: Its number in words, such as `7 of 20`, which stands behind the dots.
    """
    counts = dot_counts(shares, order)
    rows = []
    for name in order:
        look = "solid" if name in CLOSES else "hollow"
        dots = [tag("i", " ", class_=look) for _ in range(counts[name])]
        rows.append(
            tag(
                "tr",
                tag("th", names[name], scope="row", class_=look),
                tag("td", tag("span", *dots, " ", class_="seat-dots", aria_hidden="true"), told[name]),
            )
        )
    return tag("table", tag("tbody", *rows), class_="seat-dotrows")
