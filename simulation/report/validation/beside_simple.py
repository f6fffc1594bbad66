"""Ours beside the strongest simple model, question by question, in one picture: where it is better, and where worse."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from simulation.drawing.chart import Chart, row_chart
from simulation.drawing.rows import Look, Mark, Paper, Row
from simulation.drawing.scale import scale_of
from simulation.evidence.validation.contest import Contest
from simulation.evidence.validation.published_table import published
from simulation.evidence.validation.tested_rows import ROWS
from simulation.evidence.validation.validation_told import Line, lines
from simulation.words import percent, say

__all__ = ["Beside", "beside_simple_chart", "first_measures"]

_PAGE: Final = Paper(width=960, left=330, right=690, label_width=316, words=706, pitch=15, bare=11, full=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The first measure of one question: the contest, and its line in the table."""

    contest: Contest
    line: Line

    @property
    def ends(self) -> tuple[float, float, float]:
        """The difference and the ends of its interval, in halves of that interval; above 0: ours is better."""
        found = self.contest.difference
        way = 1 if self.contest.better == "more" else -1
        half = (found.high - found.low) / 2
        low, high = sorted((way * found.low / half, way * found.high / half))
        return way * found.value / half, low, high


def first_measures() -> tuple[Beside, ...]:
    """Return the first measure of each question, in the order of the table, whatever came of it."""
    table = published()
    contests = [contest for row in ROWS if (contest := table.contest(row.key)) is not None]
    told = [line for line in lines(table) if line.strongest]
    first: dict[str, Beside] = {}
    for contest, line in zip(contests, told, strict=True):
        first.setdefault(line.question, Beside(contest=contest, line=line))
    return tuple(first.values())


def beside_simple_chart() -> Chart:
    """Return the picture: a row a question, the difference from the strongest simple model in units of its noise."""
    rows = first_measures()
    ends = [end for each in rows for end in each.ends]
    head = ("question", "measure", "ours", "simple", "difference", "verdict")
    return row_chart(
        "beside",
        [Row(label=each.line.question, marks=tuple(_marks(each))) for each in rows],
        scale_of([*ends, -1.0, 1.0], words=say("method.picture.trust.axis"), signs=True),
        caption=say("method.picture.trust.caption", level=percent(rows[0].contest.difference.level)),
        title=say("method.picture.trust.title"),
        head=tuple(say(f"validation.head.{name}") for name in head),
        table=[
            (line.question, line.measure, line.ours, line.strongest, line.difference, line.verdict)
            for line in (each.line for each in rows)
        ],
        wide=_PAGE,
    )


def _marks(each: Beside) -> Iterator[Mark]:
    value, low, high = each.ends
    look: Look = "unclear" if each.line.outcome == "alike" else "clear"
    about = say("method.picture.trust.about", ours=each.line.ours, simple=each.line.strongest)
    yield Mark(value=value, low=low, high=high, look=look, words=each.line.verdict, about=about)
