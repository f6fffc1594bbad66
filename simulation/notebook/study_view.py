"""Shows what a study found: its tables, the charts of its report, and its first sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from simulation.drawing.chart import Chart, Section, Table
from simulation.drawing.picture import Picture
from simulation.notebook.arrow_table import ArrowTable
from simulation.notebook.card import card, names_of
from simulation.notebook.study_result import StudyResult
from simulation.report.html import page_css
from simulation.report.study.asked_outcomes import only_asked
from simulation.report.study.bands import band_section
from simulation.report.study.differences import difference_section
from simulation.report.study.endings import ending_section, option_section
from simulation.report.study.gains import gain_section
from simulation.report.study.standing_together import together_section
from simulation.report.study.study_opening import changes, headline, lead
from simulation.report.study.sweeps import sweep_sections
from simulation.study import STUDY_COLUMNS, TABLES, StudySummary, result_tables, told_study
from simulation.words import say, whole

__all__ = ["StudyView", "about", "view_of"]

_SECTIONS: Final[Mapping[str, Callable[[StudySummary], Section | None]]] = {
    "differences": difference_section,
    "endings": ending_section,
    "options": option_section,
    "gains": gain_section,
    "together": together_section,
    "brackets": band_section,
}


def view_of(result: StudyResult | StudySummary) -> "StudyView":
    """Return what shows a study."""
    if isinstance(result, StudySummary):
        return StudyView(result, result, {})
    told = told_study(result.summary, result.study.scenario)
    return StudyView(result.summary, told, {"replications": result.replications})


@dataclass(frozen=True)
class StudyView:
    """Shows a study."""

    summary: StudySummary
    told: StudySummary
    """The same in the current language."""
    rows: Mapping[str, ArrowTable]

    def tables(self) -> dict[str, ArrowTable]:
        """Return the replications, if they are there, and the estimates, differences and coalitions of a folder."""
        found = result_tables(self.summary)
        return {**self.rows, **{name: ArrowTable.of(columns, about(name)) for name, columns in found.items()}}

    def pictures(self) -> Mapping[str, Callable[[], Picture]]:
        """Return what draws the sections of the report that there are."""
        summary = only_asked(self.told)
        found = {key: section for key, build in _SECTIONS.items() if (section := build(summary)) is not None}
        found |= {f"sweep{n}" if n else "sweep": one for n, one in enumerate(sweep_sections(summary))}
        return {key: partial(_picture, section) for key, section in found.items()}

    def card(self) -> str:
        """Return what was found, what was changed, and the first picture."""
        summary, pictures = only_asked(self.told), self.pictures()
        told = {"kind": say(f"study.kind.{summary.kind}"), "title": summary.title, "seed": summary.seed}
        return card(
            say("notebook.study", n=whole(summary.replications), **told),
            headline(summary),
            more=[*map(str, lead(summary)), *map(str, changes(summary))],
            picture=next(iter(pictures.values()))(),
            names=names_of(self.tables(), pictures),
        )


def about(table: str) -> str:
    """Return what a row of a table of studies is, and what its columns hold."""
    columns = (f"{name}: {told}" for name, (_, told) in STUDY_COLUMNS[table].items())
    return "\n".join([TABLES[table], *columns])


def _picture(section: Section) -> Picture:
    nothing = Table(head=(), rows=())
    panels = (Chart(heading=name, wide=drawn, narrow=drawn, table=nothing) for name, drawn in section.panels)
    charts = (*(chart for chart in section.charts if chart.wide), *panels)
    return Picture(title=section.heading, charts=charts, style=page_css("study"))
