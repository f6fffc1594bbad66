"""The page about one replication of an assembly: one HTML file that needs nothing else, neither network nor script."""

from dataclasses import dataclass
from importlib.resources import files
from os import PathLike
from pathlib import Path
from typing import Any, Final

import numpy as np
from markupsafe import Markup

from simulation.drawing.chart import Chart
from simulation.engine.assembly import AssemblyRecord, House
from simulation.reasons.assembly_reasons import together_of
from simulation.reasons.assembly_told import headline, rule_of, stage_words, text_name
from simulation.report.assembly.lists import Lists, lists_of
from simulation.report.assembly.matrix import matrix_chart
from simulation.report.assembly.standing import links_of, standing_chart
from simulation.report.assembly.way import survival_table, way_chart
from simulation.report.html import render, theme_css, told, write_page
from simulation.report.repeat import other_version
from simulation.scenario.assembly_case import assembly_hash
from simulation.storage.assembly_folder import AssemblyRun
from simulation.words import language, names_joined, numbered, say, whole

__all__ = [
    "assembly_css",
    "charts_of",
    "limits_of",
    "page_content",
    "render_assembly",
    "together_words",
    "write_assembly_report",
]

_SHOWN: Final = 3
"""Pairs named in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signer:
    """A name under a text."""

    name: str
    glyph: Markup
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signed:
    """A text with its signers."""

    name: str
    committee: str
    fate: str
    signers: tuple[_Signer, ...]


def render_assembly(run: AssemblyRun) -> str:
    """Return the report of a replication of an assembly as one HTML page."""
    record = run.record
    case, lists = record.house.case, lists_of(record.house)
    return render(
        "assembly.html.j2",
        **page_content(record.house, lists, record.version),
        title=say("assembly.page.title", title=case.title, seed=record.seed),
        cap=_cap(record),
        headline=str(headline(record)),
        figures=_figures(record, lists),
        one_run=say("assembly.page.one_run"),
        together=together_words(record),
        charts=charts_of(record, lists),
        survival=survival_table(record),
        rules=_rules(record),
        signed=[_signed(record, lists, row) for row in range(len(record.passed))],
        command=run.command_line,
        repeat=_repeat(record),
    )


def write_assembly_report(run: AssemblyRun, path: str | PathLike[str]) -> Path:
    """Write the report of a replication of an assembly as one HTML file and return its path.

    Raises:
        RecordError: if the file cannot be written, or something else than a file is there.
    """
    return write_page(render_assembly(run), path)


def assembly_css() -> str:
    """Return the style sheet of the drawings, in the tokens of the theme; its rules hold under `.assembly`."""
    return files("simulation.report").joinpath("templates", "assembly.css").read_text(encoding="utf-8")


def page_content(house: House, lists: Lists, made_by: str) -> dict[str, Any]:
    """Return what all pages about assemblies share."""
    case = house.case
    return {
        "language": language(),
        "css": theme_css(),
        "say": told,
        "case": case,
        "lead": case.summary,
        "is_real": case.nature == "real",
        "lists": [
            (lists.glyph(number), lists.tone(number), name, numbered("assembly.members", lists.sizes[number]))
            for number, name in enumerate(lists.names)
        ],
        "limits": limits_of(),
        "case_hash": assembly_hash(case),
        "other_version": other_version(made_by),
    }


def limits_of() -> list[str]:
    """Return sentences on the model and its limits."""
    return [say(f"assembly.limit.{key}") for key in ("signs", "stands", "not", "fitted")]


def charts_of(record: AssemblyRecord, lists: Lists) -> dict[str, Chart | None]:
    """Return the charts of a replication: `standing`, `matrix` (None with too many members) and `way`."""
    together = together_of(record)
    np.fill_diagonal(together, 0.0)
    return {
        "standing": standing_chart("standing", record.house, lists, together, heading=say("term.together")),
        "matrix": matrix_chart("matrix", record.house, lists, together),
        "way": way_chart("way", record, lists, heading=say("assembly.way.heading")),
    }


def together_words(record: AssemblyRecord) -> str:
    """Return who signs together most, in one sentence."""
    together = together_of(record)
    np.fill_diagonal(together, 0.0)
    links = links_of(together)
    if not links:
        return say("assembly.together.none")
    names = [member.name for member in record.house.case.members]
    most = [link for link in links if link.times == links[0].times]
    pairs = [say("list.and", first=names[link.first], last=names[link.second]) for link in most]
    return numbered("assembly.together", int(links[0].times), pairs=names_joined(pairs, _SHOWN))


def _cap(record: AssemblyRecord) -> str:
    told_of = {"title": record.house.case.title, "seed": record.seed, "n": record.replication}
    return say("assembly.page.cap.replication" if record.replication else "assembly.page.cap", **told_of)


def _figures(record: AssemblyRecord, lists: Lists) -> list[tuple[str, str]]:
    """Return the large numbers under the sentence, each with what it is."""
    stages = len(record.house.case.stages)
    through = int((record.passed == stages).sum())
    return [
        (whole(len(record.passed)), say("assembly.figure.texts")),
        (whole(through), say("assembly.figure.passed")),
        (whole(len(record.house.case.members)), say("assembly.figure.members")),
        (whole(sum(slot >= 0 for slot in lists.slots)), say("assembly.figure.lists")),
    ]


def _rules(record: AssemblyRecord) -> list[tuple[str, str]]:
    """Return each stage and committee with whose vote decides; one line where all committees have the same."""
    rules = []
    for column, stage in enumerate(record.house.case.stages):
        if stage.voters == "all":
            rules.append((stage.name, str(rule_of(record, column, 0))))
            continue
        rules += [
            (
                say("assembly.rule.committee", stage=stage.name, committee=committee.name),
                str(rule_of(record, column, row)),
            )
            for row, committee in enumerate(record.house.case.committees)
            if record.house.decides[row, column] >= 0
        ]
    return rules


def _signed(record: AssemblyRecord, lists: Lists, row: int) -> _Signed:
    case = record.house.case
    order = [member for member in record.order[row].tolist() if member >= 0]
    rows = order or np.flatnonzero(record.signed[row]).tolist()
    return _Signed(
        name=str(text_name(record, row)),
        committee=case.committees[int(record.house.committee[row])].name,
        fate=str(stage_words(record, row)),
        signers=tuple(
            _Signer(
                name=case.members[member].name,
                glyph=lists.glyph(int(lists.member[member])),
                is_first=member == record.first[row],
            )
            for member in rows
        ),
    )


def _repeat(record: AssemblyRecord) -> str:
    told_of = {"case": record.house.case.key, "seed": record.seed, "n": record.replication}
    return say("assembly.page.repeat", version=record.version, **told_of)
