"""Shows one negotiation: the tables of a run folder, the braid of positions, the brackets, what became of the text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from simulation.drawing.chart import Chart, Table
from simulation.drawing.picture import Picture
from simulation.engine.record import Record
from simulation.notebook.arrow_table import ArrowTable
from simulation.notebook.card import card, names_of
from simulation.reasons import build_log, coalitions_of
from simulation.report.axes import choose_axes
from simulation.report.html import page_css
from simulation.report.run_page import bracket_charts, braids
from simulation.scenario.translations import in_language
from simulation.storage import TABLES, Run, make_run
from simulation.words import language, say

__all__ = ["RecordView", "view_of"]


def view_of(record: Record) -> "RecordView":
    """Return what shows a record, in the current language."""
    return RecordView(replace(record, scenario=in_language(record.scenario, language())))


@dataclass(frozen=True)
class RecordView:
    """Shows a record."""

    record: Record

    @cached_property
    def run(self) -> Run:
        """The record as a run that is on no disk."""
        return make_run(self.record, build_log(self.record), coalitions_of(self.record), command="")

    def tables(self) -> dict[str, ArrowTable]:
        """Return all tables of a run folder."""
        return {
            name: ArrowTable.of(
                {column: (kind, self.run.tables[name][column]) for column, (kind, _) in spec.columns.items()},
                "\n".join([spec.about, *(f"{column}: {told}" for column, (_, told) in spec.columns.items())]),
            )
            for name, spec in TABLES.items()
        }

    def pictures(self) -> Mapping[str, Callable[[], Picture]]:
        """Return what draws positions and brackets; of a protocol that asks nobody, the positions alone."""
        drawn = {
            "positions": lambda: self._picture(
                say("report.braid.title"), braids(self.run, choose_axes(self.run))
            )
        }
        if self.run.manifest.asked:
            drawn["brackets"] = lambda: self._picture(say("report.brackets.title"), bracket_charts(self.run))
        return drawn

    def card(self) -> str:
        """Return how it ended, what became of each clause, and the positions."""
        manifest, run = self.run.manifest, self.run
        told = {"case": run.scenario.title, "seed": manifest.seed, "replication": manifest.replication}
        return card(
            say("notebook.record", **told),
            str(run.gist.lead) if manifest.asked else str(manifest.sentence),
            table=self._outcome(),
            picture=self.pictures()["positions"](),
            names=names_of(TABLES, self.pictures()),
        )

    def _outcome(self) -> Table:
        outcome = self.run.tables["outcome"]
        names = {issue.key: issue.name for issue in self.run.scenario.issues}
        labels = [label or say("text.status.dropped") for label in outcome["label"]]
        rows = tuple((names[key], str(label)) for key, label in zip(outcome["issue"], labels, strict=True))
        return Table(head=(say("forecast.table.issue"), say("gist.head.adopted")), rows=rows)

    @staticmethod
    def _picture(title: str, found: Mapping[str, Any]) -> Picture:
        drawings, nothing = found["drawings"], Table(head=(), rows=())
        chart = Chart(
            heading=found["heading"], wide=drawings["wide"], narrow=drawings["narrow"], table=nothing
        )
        return Picture(title=title, charts=(chart,), style=page_css(), look="page-part")
