"""Which factors matter most: their indices with intervals, the largest first, for each outcome.

Expects `summary.analysis["indices"]`: by key of the outcome what `MorrisIndices.to_plain` or `SobolIndices.to_plain`
gives.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from simulation.drawing.chart import Chart, Section, row_chart
from simulation.drawing.rows import Row
from simulation.drawing.scale import scale_of
from simulation.report.study.compared import mark_of
from simulation.stats.interval import Estimate
from simulation.study.figures import is_sized, number_range, shown
from simulation.study.study_summary import StudySummary
from simulation.words import say

__all__ = ["tornado_section"]

_MOST: Final = 20
_LARGE: Final = 10
"""From here on without decimals."""


def tornado_section(summary: StudySummary) -> Section | None:
    """Return a tornado for each outcome, with whether it has settled in words."""
    indices: Mapping[str, Mapping[str, Any]] = summary.analysis.get("indices", {})
    charts = tuple(_chart(place, key, found, summary) for place, (key, found) in enumerate(indices.items()))
    return Section(heading=say("study.tornado.heading"), charts=charts) if charts else None


def _chart(place: int, key: str, found: Mapping[str, Any], summary: StudySummary) -> Chart:
    method = found["method"]
    size = "mu_star" if method == "morris" else "total"
    factors = sorted(
        found["effects" if method == "morris" else "influences"], key=lambda one: -one[size]["value"]
    )
    rows = [_row(one, Estimate.of(one[size])) for one in factors[:_MOST]]
    if len(factors) > _MOST:
        rows.append(Row(label=say("study.tornado.rest", n=len(factors) - _MOST), marks=()))
    clear = [one for one in factors if one["is_clear"]]
    outcome = next((each.label for each in summary.findings if each.key == key), key)
    words = {"outcome": outcome, "first": clear[0]["label"] if clear else ""}
    level = f"{100 * found['level']:.0f}"
    measure = say(f"study.tornado.{method}")
    settled = found["convergence"]["sentence"]
    return row_chart(
        f"tornado-{place}",
        rows,
        scale_of(_ends(factors[:_MOST], size), words=say(f"study.axis.{method}")),
        heading=say("study.tornado.chart" if clear else "study.tornado.none", **words),
        caption=say("study.tornado.caption", measure=measure, level=level, settled=settled),
        title=str(found["sentence"]),
        head=(
            say("study.table.factor"),
            *(say(f"study.table.{column}") for column in _columns(method)),
            say("study.table.clear"),
        ),
        table=[_cells(one, method) for one in factors],
    )


def _row(factor: Mapping[str, Any], estimate: Estimate) -> Row:
    clear = bool(factor["is_clear"])
    words = _amount(estimate) if clear else say("study.tornado.unclear", range=_amount(estimate))
    mark = mark_of(estimate, "bar" if clear else "unclear", words)
    return Row(label=str(factor["label"]), marks=(mark,), strong=clear)


def _amount(estimate: Estimate) -> str:
    """Return an index with its interval, rounded as in the sentences about indices."""
    if not is_sized(estimate):
        return number_range(estimate)
    value, low, high = map(_figure, (estimate.value, estimate.low, estimate.high))
    return say("figure.range", value=value, low=low, high=high)


def _figure(part: float) -> str:
    return shown(part, 0 if abs(part) >= _LARGE else 2)


def _ends(factors: Sequence[Mapping[str, Any]], size: str) -> list[float]:
    found = [Estimate.of(one[size]) for one in factors]
    return [end for each in found for end in (each.low, each.value, each.high)]


def _columns(method: str) -> tuple[str, ...]:
    return ("mu_star", "mu", "sigma") if method == "morris" else ("total", "first")


def _cells(factor: Mapping[str, Any], method: str) -> tuple[str, ...]:
    cells = [
        _figure(factor[column]) if column == "sigma" else _amount(Estimate.of(factor[column]))
        for column in _columns(method)
    ]
    return (str(factor["label"]), *cells, say("term.yes") if factor["is_clear"] else say("term.no"))
