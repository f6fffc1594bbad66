"""The page about many replications of an assembly: how often texts survive, who signs with whom, with intervals."""

from dataclasses import replace
from os import PathLike
from pathlib import Path
from typing import Final

from simulation.drawing.chart import Chart, Table, row_chart
from simulation.drawing.rows import Row
from simulation.drawing.scale import Scale, scale_of
from simulation.evidence.validation.validation_told import assembly_line
from simulation.report.assembly.assembly_page import page_content
from simulation.report.assembly.lists import Lists, lists_of
from simulation.report.assembly.matrix import matrix_chart
from simulation.report.assembly.standing import standing_chart
from simulation.report.html import render, write_page
from simulation.report.study.compared import mark_of
from simulation.study.assembly.ensemble_summary import AssemblyEnsemble
from simulation.study.figures import is_sized, number_range, share_range
from simulation.words import names_joined, numbered, say, whole

__all__ = [
    "render_assembly_ensemble",
    "standing_charts",
    "survival_chart",
    "write_assembly_ensemble_report",
]

_SHOWN: Final = 60
"""Texts in the chart: those that survive most often."""
_PAIRS: Final = 40
_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


def render_assembly_ensemble(found: AssemblyEnsemble) -> str:
    """Return the report of many replications of an assembly as one HTML page."""
    case, lists = found.house.case, lists_of(found.house)
    level = f"{100 * found.level:g}"
    return render(
        "assembly_ensemble.html.j2",
        **page_content(found.house, lists, found.version),
        title=say("assembly.many.title", title=case.title, seed=found.seed),
        cap=say("assembly.many.cap", title=case.title, seed=found.seed),
        headline=_headline(found),
        figures=[
            (whole(found.replications), say("assembly.figure.replications")),
            (whole(len(case.texts)), say("assembly.figure.given")),
            (whole(len(found.house.committee) - len(case.texts)), say("assembly.figure.new")),
            (say("study.figure.level.large", level=level), say("study.figure.level")),
        ],
        intervals=say("assembly.many.intervals", level=level),
        purpose=assembly_line(),
        charts=standing_charts(found, lists),
        lists_table=_lists_table(found, lists),
        survival=survival_chart(found),
        new=_new_chart(found),
        command=found.command_line,
        repeat=say(
            "assembly.many.repeat",
            case=case.key,
            seed=found.seed,
            n=whole(found.replications),
            version=found.version,
        ),
    )


def write_assembly_ensemble_report(found: AssemblyEnsemble, path: str | PathLike[str]) -> Path:
    """Write the report of many replications of an assembly as one HTML file and return its path.

    Raises:
        RecordError: if the file cannot be written, or something else than a file is there.
    """
    return write_page(render_assembly_ensemble(found), path)


def standing_charts(found: AssemblyEnsemble, lists: Lists) -> dict[str, Chart | None]:
    """Return the charts of who signs with whom: `standing`, and `matrix` (None with too many members)."""
    together = found.together
    standing = standing_chart(
        "standing", found.house, lists, together, heading=say("term.together"), is_mean=True
    )
    names = [member.name for member in found.house.case.members]
    rows = tuple(
        (f"{names[pair.first]} – {names[pair.second]}", number_range(pair.together))
        for pair in found.strongest[:_PAIRS]
    )
    return {
        "standing": replace(standing, table=Table(head=standing.table.head, rows=rows)),
        "matrix": matrix_chart("matrix", found.house, lists, together, is_mean=True),
    }


def survival_chart(found: AssemblyEnsemble) -> Chart | None:
    """Return how often each text of the table passes every stage, the likeliest first; None without such texts."""
    case = found.house.case
    if not case.texts:
        return None
    names = [
        say("assembly.text.named", key=text.key, name=text.name) if text.name else text.key
        for text in case.texts
    ]
    order = sorted(range(len(names)), key=lambda row: -found.survival[row][-1].value)
    rows = []
    for row in order[:_SHOWN]:
        last = found.survival[row][-1]
        rows.append(Row(label=names[row], marks=(mark_of(last, "plain", share_range(last)),)))
    left = len(names) - _SHOWN
    caption = say("assembly.survival.often", level=f"{100 * found.level:g}")
    more = numbered("assembly.survival.more", left) if left > 0 else ""
    return row_chart(
        "survival",
        rows,
        Scale(low=0.0, high=1.0, ticks=_TICKS, words=say("assembly.axis.share"), factor=100.0),
        heading=say("assembly.way.heading"),
        caption=f"{caption} {more}".strip(),
        head=(say("assembly.head.text"), *(stage.name for stage in case.stages)),
        table=[(names[row], *(share_range(one) for one in found.survival[row])) for row in order],
    )


def _new_chart(found: AssemblyEnsemble) -> Chart | None:
    """Return how many texts that find their sponsors pass every stage, by committee; None without such texts."""
    told = [
        (say("assembly.new.of", committee=committee.name, n=committee.tabled), estimate)
        for committee, estimate in zip(found.house.case.committees, found.new_texts, strict=True)
        if committee.tabled
    ]
    if not told:
        return None
    rows = [
        Row(label=label, marks=(mark_of(one, "plain", number_range(one)),) if is_sized(one) else ())
        for label, one in told
    ]
    ends = [end for _, one in told for end in (one.low, one.high)]
    heading = say("assembly.new.heading")
    return row_chart(
        "new",
        rows,
        scale_of(ends, words=say("assembly.figure.texts")),
        heading=heading,
        caption=say("assembly.new.caption"),
        head=(say("assembly.head.committee"), say("assembly.head.survive")),
        table=[(label, number_range(one)) for label, one in told],
    )


def _lists_table(found: AssemblyEnsemble, lists: Lists) -> Table:
    rows = tuple(
        (name, *("–" if one is None else number_range(one) for one in row))
        for name, row in zip(lists.names, found.between, strict=True)
    )
    return Table(head=(say("assembly.head.lists"), *lists.names), rows=rows)


def _headline(found: AssemblyEnsemble) -> str:
    """Return which texts survive most often, or who signs together most where no text is on the table."""
    case = found.house.case
    if case.texts:
        often = sum(row[-1].value > 0.5 for row in found.survival)  # noqa: PLR2004 - more often than not
        return numbered("assembly.many.headline", len(case.texts), often=often)
    names = [member.name for member in case.members]
    if not found.strongest:
        return say("assembly.together.none")
    first = found.strongest[0]
    pair = names_joined([names[first.first], names[first.second]], 2)
    return say("assembly.many.headline.pair", pair=pair)
