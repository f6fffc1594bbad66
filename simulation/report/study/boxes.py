"""Where it goes wrong: each box of a scenario discovery in words, and its part of the range of each factor.

Expects `summary.analysis["boxes"]`, a list of
`{"sentence", "restrictions": [{"factor", "label", "low", "high", "full_low", "full_high"}], "hits", "n",
"density": [value, low, high], "coverage": [value, low, high]}`: of the `n` points in the box `hits` are of interest;
density is that share, coverage the share of all points of interest that lie in it. Optional in a restriction are
`choices`, a list of words, instead of a range.
"""

from collections.abc import Mapping
from typing import Any, Final

from simulation.experiments.summary import StudySummary
from simulation.report.study.chart import Chart, Section, row_chart
from simulation.report.study.figures import shown
from simulation.report.study.row_chart import Mark, Row
from simulation.report.study.scale import Scale
from simulation.report.study.wording import say

__all__ = ["box_section"]

_WHOLE: Final = 1e-12


def box_section(summary: StudySummary) -> Section | None:
    """Return the boxes, each in words first."""
    boxes = summary.analysis.get("boxes", ())
    charts = tuple(_chart(number, box) for number, box in enumerate(boxes, start=1))
    points = tuple(str(box["sentence"]) for box in boxes)
    return Section(heading=say("boxes.heading"), points=points, charts=charts) if charts else None


def _chart(number: int, box: Mapping[str, Any]) -> Chart:
    rows = [_row(restriction) for restriction in box["restrictions"]]
    scale = Scale(low=0.0, high=1.0, ticks=(0.0, 0.5, 1.0), words=say("boxes.axis"), factor=100)
    heading = say("boxes.chart", n=number, hits=box["hits"], total=box["n"])
    caption = say("boxes.caption", density=_hundred(box["density"]), coverage=_hundred(box["coverage"]))
    return row_chart(
        f"box-{number}",
        rows,
        scale,
        heading=heading,
        caption=caption,
        title=box["sentence"],
        head=(say("table.factor"), say("table.box"), say("table.whole")),
        table=[_cells(restriction) for restriction in box["restrictions"]],
    )


def _row(restriction: Mapping[str, Any]) -> Row:
    label, box, whole = _cells(restriction)
    if "choices" in restriction:
        return Row(label=label, marks=(Mark(value=0.5, low=0.0, high=1.0, look="whole", words=box),))
    low, high = (_share(restriction, restriction[end]) for end in ("low", "high"))
    mark = Mark(
        value=(low + high) / 2, low=low, high=high, look="part", words=say("boxes.of", part=box, whole=whole)
    )
    return Row(label=label, marks=(mark,))


def _share(restriction: Mapping[str, Any], value: float) -> float:
    low, high = float(restriction["full_low"]), float(restriction["full_high"])
    return (value - low) / max(high - low, _WHOLE)


def _cells(restriction: Mapping[str, Any]) -> tuple[str, str, str]:
    label = str(restriction.get("label") or restriction["factor"])
    if "choices" in restriction:
        return label, ", ".join(restriction["choices"]), "–"
    words = [
        say("boxes.words", low=_number(restriction[low]), high=_number(restriction[high]))
        for low, high in (("low", "high"), ("full_low", "full_high"))
    ]
    return label, words[0], words[1]


def _number(value: float) -> str:
    return f"{value:.3g}".replace("-", "−")


def _hundred(range_: tuple[float, float, float]) -> str:
    value, low, high = (shown(100 * part, 0) for part in range_)
    return f"{value} ({low} to {high})"
