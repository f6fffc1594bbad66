"""When it happens: each box of a scenario discovery in words, and its part of the range of each factor.

Expects `summary.analysis["discovery"]` as `Discovery.to_plain` gives it, and `summary.analysis["design"]` as
`Design.to_plain` does, for the ranges that were tried.
"""

from collections.abc import Mapping
from typing import Any, Final

from simulation.drawing.chart import Chart, Section, row_chart
from simulation.drawing.rows import Mark, Row
from simulation.drawing.scale import Scale
from simulation.report.study.written_lists import local
from simulation.study.factor import Factor
from simulation.study.figures import shown
from simulation.study.study_summary import StudySummary
from simulation.words import decimal, say

__all__ = ["box_section"]

_SCALE: Final = Scale(low=0.0, high=1.0, ticks=(), words="")
"""From one end of a range to the other: each row has its own unit, and says which."""

type _Plain = Mapping[str, Any]


def box_section(summary: StudySummary) -> Section | None:
    """Return what was found in words, then a picture of each box; None if nothing was looked for."""
    found: _Plain | None = summary.analysis.get("discovery")
    if found is None:
        return None
    plain = summary.analysis.get("design", {}).get("factors", ())
    factors = {each["key"]: Factor.from_plain(each) for each in plain}
    charts = tuple(_chart(number, box, factors, found) for number, box in enumerate(found["boxes"], start=1))
    return Section(
        heading=say("study.boxes.heading", about=found["about"]),
        points=(str(found["sentence"]),),
        charts=charts,
        details=(
            say("study.boxes.how"),
            say(
                "study.boxes.rules", found=found["found_on"], judged=found["judged_on"], rules=found["rules"]
            ),
        ),
    )


def _chart(number: int, box: _Plain, factors: Mapping[str, Factor], found: _Plain) -> Chart:
    rows = [_row(condition, factors.get(condition["key"])) for condition in box["conditions"]]
    about, level = found["about"], f"{100 * found['level']:.0f}"
    density, coverage = (_hundred(box[part]) for part in ("density", "coverage"))
    return row_chart(
        f"box-{number}",
        rows,
        _SCALE,
        heading=say("study.boxes.chart", n=number, words=box["words"]),
        caption=say("study.boxes.caption", about=about, density=density, coverage=coverage, level=level),
        title=str(box["words"]),
        head=(say("study.table.factor"), say("study.table.box"), say("study.table.whole")),
        table=[_cells(condition, factors.get(condition["key"])) for condition in box["conditions"]],
    )


def _row(condition: _Plain, factor: Factor | None) -> Row:
    label, box, whole = _cells(condition, factor)
    low, high = _part(condition, factor)
    words = box if factor is None else say("study.boxes.of", part=box, whole=whole)
    return Row(
        label=label,
        marks=(Mark(value=low, low=low, high=high, look="part", words=words, ends=_ends(condition, factor)),),
    )


def _ends(condition: _Plain, factor: Factor | None) -> tuple[str, str] | None:
    """Return both ends of the range that was tried, in the unit of the factor; None of choices."""
    if factor is None or condition["choices"]:
        return None
    ends = factor.numbers()
    return _number(min(ends)), _number(max(ends))


def _part(condition: _Plain, factor: Factor | None) -> tuple[float, float]:
    """Return where the part begins and ends, 0 to 1 of the range that was tried; of choices, how many of them."""
    if condition["choices"]:
        return 0.0, len(condition["choices"]) / len([*condition["choices"], *condition["others"]])
    if factor is None:
        return 0.0, 1.0
    ends = factor.numbers()
    least, most = min(ends), max(ends)
    low = least if condition["low"] is None else condition["low"]
    high = most if condition["high"] is None else condition["high"]
    return (low - least) / (most - least), (high - least) / (most - least)


def _cells(condition: _Plain, factor: Factor | None) -> tuple[str, str, str]:
    """Return the factor, the part of its values in the box, and all of them."""
    label = str(condition["label"])
    if condition["choices"]:
        every = len([*condition["choices"], *condition["others"]])
        return label, " / ".join(map(local, condition["choices"])), say("study.boxes.choices", n=every)
    low, high = condition["low"], condition["high"]
    form = "study.boxes.between" if low is not None and high is not None else "study.boxes.from"
    part = say("study.boxes.below" if low is None else form, low=_number(low), high=_number(high))
    if factor is None:
        return label, part, "–"
    ends = factor.numbers()
    return label, part, say("figure.span", low=_number(min(ends)), high=_number(max(ends)))


def _number(value: float | None) -> str:
    return "" if value is None else decimal(value, ".12g")


def _hundred(plain: _Plain) -> str:
    value, low, high = (shown(100 * plain[part], 0) for part in ("value", "low", "high"))
    return say("figure.range", value=say("figure.percent", value=value), low=low, high=high)
