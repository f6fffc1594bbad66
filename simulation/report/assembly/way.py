"""Draws the way of texts through the stages: where each stands, and whether it passed."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from markupsafe import Markup

from simulation.arrays import BoolArray, IntArray
from simulation.drawing.chart import Chart, Table
from simulation.drawing.geometry import push_apart
from simulation.drawing.safe_text import clip
from simulation.drawing.svg import drawing, mark, tag, text
from simulation.engine.assembly import AssemblyRecord, House
from simulation.reasons.assembly_told import text_name
from simulation.report.assembly.lists import Lists
from simulation.words import listed, percent, say

__all__ = ["slots_of_texts", "survival_table", "way_chart"]

_HIGH: Final = 74.0
"""Height of a stage."""
_TOP: Final = 8.0
_CROWD: Final = 500


def way_chart(key: str, record: AssemblyRecord, lists: Lists, *, heading: str) -> Chart:
    """Return the chart of all texts at each stage, with what became of each as its table."""
    axis = record.house.case.axes[0]
    caption = say("assembly.way.caption", axis=axis.name)
    counts = [
        _count(record, stage, int((record.passed > stage).sum()))
        for stage in range(len(record.house.case.stages))
    ]
    wide, narrow = (
        _draw(f"{key}-{look}", record, lists, width, title=heading, description=" ".join(counts))
        for look, width in (("wide", 720.0), ("narrow", 358.0))
    )
    return Chart(heading=heading, caption=caption, wide=wide, narrow=narrow, table=survival_table(record))


def survival_table(record: AssemblyRecord) -> Table:
    """Return what became of each text at each stage."""
    case = record.house.case
    head = (say("assembly.head.text"), *(stage.name for stage in case.stages))
    rows = []
    for row in range(len(record.passed)):
        passed = int(record.passed[row])
        cells = []
        for column in range(len(case.stages)):
            chance = percent(1 / (1 + np.exp(-float(record.score[row, column]))))
            way = "never" if passed < column else "passes" if passed > column else "falls"
            cells.append(say(f"assembly.cell.{way}", chance=chance))
        rows.append((str(text_name(record, row)), *cells))
    return Table(head=head, rows=tuple(rows))


def slots_of_texts(signed: BoolArray, lists: Lists) -> IntArray:
    """Return for each text the slot of the list to which more of its sponsors belong than to any other; -1: of none."""
    belongs = (lists.member[:, None] == np.arange(len(lists.names))).astype(np.int64)
    count = signed.astype(np.int64) @ belongs
    most = count.max(axis=1, initial=0)
    alone = ((count == most[:, None]).sum(axis=1) == 1) & (most > 0)
    slot = np.array(lists.slots, dtype=np.int64)[count.argmax(axis=1)]
    found: IntArray = np.where(alone, slot, -1)
    return found


def _count(record: AssemblyRecord, stage: int, passed: int) -> str:
    name = record.house.case.stages[stage].name
    came = int((record.passed >= stage).sum())
    return say("assembly.way.count", stage=name, came=came, passed=passed)


def _draw(
    key: str, record: AssemblyRecord, lists: Lists, width: float, *, title: str, description: str
) -> Markup:
    house, stages = record.house, record.house.case.stages
    slot = slots_of_texts(record.signed, lists)
    radius = min(4.6, max(1.5, 4.6 * (60 / max(1, len(record.passed))) ** 0.5))
    parts: list[Markup] = []
    for stage in range(len(stages)):
        top = _TOP + stage * (_HIGH + 20)
        parts += [
            text(12, top + 12, _count(record, stage, int((record.passed > stage).sum())), class_="strong"),
            tag(
                "line", x1=12, x2=width - 12, y1=top + 20 + _HIGH - 4, y2=top + 20 + _HIGH - 4, class_="axis"
            ),
            *_gates(house, stage, width, top),
            *_dots(record, slot, stage, width=width, top=top, radius=radius),
        ]
    end = _TOP + len(stages) * (_HIGH + 20)
    axis = house.case.axes[0]
    parts += [
        text(12, end + 14, f"← {clip(axis.low, 20)}", class_="tick pole"),
        text(width - 12, end + 14, f"{clip(axis.high, 20)} →", text_anchor="end", class_="tick pole"),
    ]
    return drawing(key, width, end + 22, title=title, description=description, parts=parts, class_="chart")


def _x(place: float, width: float) -> float:
    return 18 + (1 + place) / 2 * (width - 36)


def _gates(house: House, stage: int, width: float, top: float) -> Iterator[Markup]:
    """Yield a tick where the vote that decides stands, one for each committee where they differ."""
    told: dict[float, list[str]] = {}
    for number, committee in enumerate(house.case.committees):
        if house.decides[number, stage] >= 0:
            told.setdefault(float(house.mark[number, stage]), []).append(committee.name)
    for place, names in told.items():
        name = house.case.stages[stage].name
        words = name if len(told) == 1 else say("assembly.way.gate", stage=name, committees=listed(names))
        x = _x(place, width)
        yield tag(
            "line",
            tag("title", words),
            x1=x,
            x2=x,
            y1=top + 20,
            y2=top + 20 + _HIGH - 4,
            class_="gate",
        )


def _dots(
    record: AssemblyRecord, slot: IntArray, stage: int, *, width: float, top: float, radius: float
) -> Iterator[Markup]:
    rows = np.flatnonzero(record.passed >= stage)
    level = top + 20 + _HIGH / 2 - 2
    wish = np.array([(_x(place, width), level) for place in record.place[rows, 0].tolist()]).reshape(-1, 2)
    low, high = np.array([12.0, top + 20]), np.array([width - 12, top + 20 + _HIGH - 6])
    spots = wish
    if len(rows) <= _CROWD:
        spots = push_apart(wish, np.full(len(rows), radius), gap=1.0, low=low, high=high)
    for row, (x, y) in zip(rows.tolist(), spots.tolist(), strict=True):
        yield mark(
            x,
            y,
            radius,
            kind="government",
            slot=int(slot[row]),
            solid=bool(record.passed[row] > stage),
            name=str(text_name(record, row)),
        )
