"""Who stands with whom: the pairs that share a coalition most, and a matrix of all, alike beside alike."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from markupsafe import Markup

from simulation.arrays import FloatArray
from simulation.drawing.chart import Chart, Section, Table, row_chart
from simulation.drawing.rows import Look, Mark, Row
from simulation.drawing.safe_text import clip
from simulation.drawing.scale import scale_of
from simulation.drawing.svg import drawing, number, tag, text
from simulation.report.study.compared import FEW, compares, mark_of, variant_names
from simulation.study.figures import is_sized, shown
from simulation.study.study_summary import Pair, StudySummary
from simulation.words import apart, listed, say

__all__ = ["SHADES", "draw_matrix", "side_by_side", "together_section"]

SHADES: Final = (0.2, 0.4, 0.6, 0.8)
"""Shares at which the next, darker shade begins."""
_PAIRS: Final = 12
_MOST: Final = 60
"""Delegations in the matrix; of more, only the pairs are shown."""
_FEWEST: Final = 3
_WIDTH: Final = 720.0
_LABELS: Final = 128.0
_LONGEST: Final = 18
_CELL: Final = (9.0, 26.0)
_LINE: Final = (13.0, 22.0)


def together_section(summary: StudySummary) -> Section | None:
    """Return the pairs that stand together most in the first variant, with the others, and the matrix of the first."""
    first = [pair for pair in summary.pairs if pair.variant == summary.variants[0]]
    if not first or len(summary.variants) > FEW:
        return None
    charts = [_pair_chart(first, summary)]
    keys = list(dict.fromkeys(key for pair in first for key in (pair.first, pair.second)))
    if _FEWEST <= len(keys) <= _MOST:
        charts.append(_matrix_chart(first, keys, summary))
    caption = say("study.together.caption", level=f"{100 * summary.level:.0f}")
    return Section(heading=say("term.together"), caption=caption, charts=tuple(charts))


def _pair_label(pair: Pair, names: Mapping[str, str]) -> str:
    return " – ".join(names.get(key, key) for key in (pair.first, pair.second))


def _words(pair: Pair) -> str:
    each = pair.together
    value, low, high = (shown(100 * part, 0) for part in (each.value, each.low, each.high))
    value = say("figure.percent", value=value)
    return say("figure.range", value=value, low=low, high=high) if is_sized(each) else value


def _by_share(pairs: Sequence[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-pair.together.value, pair.first, pair.second))


def _pair_chart(first: Sequence[Pair], summary: StudySummary) -> Chart:
    variants = variant_names(summary)
    found = {(pair.variant, pair.first, pair.second): pair for pair in summary.pairs}
    top = _by_share(first)[:_PAIRS]
    rows, table = [], []
    for pair in top:
        same = [found.get((key, pair.first, pair.second)) for key in summary.variants]
        label = _pair_label(pair, summary.names)
        rows.append(Row(label=label, marks=tuple(_marks(same, variants))))
        table.append((label, *("–" if each is None else _words(each) for each in same)))
    names = [summary.names.get(key, key) for key in (top[0].first, top[0].second)]
    heading = clip(say("study.together.pairs", first=names[0], second=names[1]), 110)
    return row_chart(
        "pairs",
        rows,
        scale_of([1.0], words=say("study.axis.clauses"), factor=100),
        heading=heading,
        caption=say("study.together.base") if compares(summary) else "",
        head=(say("study.table.pair"), *variants),
        table=table,
    )


def _marks(same: Sequence[Pair | None], variants: Sequence[str]) -> Iterator[Mark]:
    for place, (pair, name) in enumerate(zip(same, variants, strict=True)):
        if pair is not None:
            several, words = len(variants) > 1, _words(pair)
            look: Look = "base" if several and place == 0 else "plain" if several else "bar"
            yield mark_of(
                pair.together, look, say("study.line", name=name, words=words) if several else words
            )


def side_by_side(share: FloatArray) -> list[int]:
    """Return an order, `[N]`, in which delegations that stand with the same others are neighbours.

    Leaves of a tree by average linkage of `1 - share`, turned so that neighbours are as near as the tree allows
    (Bar-Joseph, Gifford and Jaakkola 2001). `share` is `[N, N]`, symmetric.
    """
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import squareform

    apart = 1.0 - share
    np.fill_diagonal(apart, 0.0)
    tree = linkage(squareform(apart, checks=False), method="average", optimal_ordering=True)
    order: list[int] = leaves_list(tree).tolist()
    return order


def _matrix_chart(pairs: Sequence[Pair], keys: Sequence[str], summary: StudySummary) -> Chart:
    place = {key: row for row, key in enumerate(keys)}
    share = np.eye(len(keys))
    for pair in pairs:
        a, b = place[pair.first], place[pair.second]
        share[a, b] = share[b, a] = pair.together.value
    order = side_by_side(share)
    names = [summary.names.get(keys[row], keys[row]) for row in order]
    drawn = share[np.ix_(order, order)]
    steps = listed(f"{100 * step:.0f}" for step in SHADES)
    return Chart(
        heading=say("study.together.matrix", n=len(keys)),
        caption=say("study.together.matrix.caption", steps=steps),
        wide=draw_matrix("matrix", names, drawn),
        narrow=Markup(),
        table=Table(
            head=(say("study.table.pair"), say("study.axis.clauses")),
            rows=tuple((_pair_label(pair, summary.names), _words(pair)) for pair in _by_share(pairs)),
        ),
    )


def draw_matrix(key: str, names: Sequence[str], share: FloatArray) -> Markup:
    """Return the matrix of shares `[N, N]`, rows named, the cells of one shade a single path."""
    n = len(names)
    wide = float(np.clip((_WIDTH - _LABELS) / n, *_CELL))
    high = float(np.clip(wide, *_LINE))
    shade = np.searchsorted(SHADES, share, side="right")
    parts = [
        text(_LABELS - 8, high * row + high / 2 + 4, clip(name, _LONGEST), text_anchor="end", class_="tick")
        for row, name in enumerate(names)
    ]
    for step in range(len(SHADES) + 1):
        cells = [
            f"M{number(_LABELS + wide * column)},{number(high * row)}h{number(wide - 0.6)}v{number(high - 0.6)}"
            f"h-{number(wide - 0.6)}z"
            for row, column in np.argwhere(shade == step).tolist()
            if row != column
        ]
        if cells:
            parts.append(tag("path", d="".join(cells), class_=f"shade s{step}"))
    return drawing(
        key,
        _WIDTH,
        high * n + 4,
        title=say("study.together.matrix", n=n),
        description=apart(names),
        parts=parts,
        class_="chart",
    )
