"""The documents of a class: one page for all, one a table, one a person, slides, notes, rubric; each by itself."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from markupsafe import Markup

from simulation.classroom.debrief import Attended, Findings, table_name
from simulation.report.classroom.class_told import ChartClause, ClassTold, told_class
from simulation.report.classroom.sheets import CRITERIA, LEVELS
from simulation.report.classroom.speaker_notes import Note, notes_told
from simulation.report.debrief import debrief_page
from simulation.report.groups.spread_chart import chart_css, draw_spread
from simulation.report.html import render, theme_css
from simulation.report.pack.slides import Slide
from simulation.report.projector import script, script_hash
from simulation.training.group.agent_runs import AgentRuns
from simulation.training.group.group_told import told_agents
from simulation.version import version
from simulation.words import language, listed, numbered, say

__all__ = [
    "class_fragment",
    "class_page",
    "class_parts",
    "notes_page",
    "rubric_page",
    "slides_page",
    "student_page",
    "table_page",
]

_PARTS: Final = ("outcome", "predicted", "side", "left", "chart", "rules", "turning")
_LINES: Final = 7
"""Of a slide."""


def class_fragment(findings: Findings) -> Markup:
    """Return the debriefing of a class as a part of a page, with headings of the second level."""
    text = render("class_fragment.html.j2", told=told_class(findings), say=say)
    return Markup(text)  # noqa: S704 - a template of ours made it, with everything in it escaped


def class_parts(findings: Findings) -> tuple[str, ...]:
    """Return the parts of the debriefing of a class, in order; `part-NAME` is the id of each on its page."""
    parts = _PARTS if findings.ended else _PARTS[:1]
    return (*parts, "names") if findings.gathered.real_names else parts


def class_page(findings: Findings) -> str:
    """Return the debriefing of a class as one page, in the current language."""
    return render(
        "class_debrief.html.j2",
        told=told_class(findings),
        cap=_cap(findings),
        agents=_agents(findings, 0) if findings.ended else None,
        **_common(),
    )


def table_page(findings: Findings, table: str) -> str:
    """Return the debriefing of a table as one page: text, worth, missed gains, comparison with agents, other rules.

    Raises:
        KeyError: if there is no such table, or it was not played to its end.
    """
    place = [one.table for one in findings.ended].index(table) if table in _keys(findings) else -1
    if place < 0:
        raise KeyError(table)
    told = told_class(findings)
    name = table_name(table)
    return render(
        "class_table.html.j2",
        told=told,
        table=told.tables[place],
        heading=say("classdebrief.table.title", name=name, title=told.title),
        heads=[say(f"groups.column.{column}") for column in ("seat", "stand", "text", "no_text", "verdict")],
        rules=[one for one in told.rules if one.key == table],
        turning=[one for one in told.turning if one.table == table],
        people=_seated(findings, table),
        cap=_cap(findings),
        agents=_agents(findings, place),
        chart=_spread(findings, place),
        **_common(),
    )


def student_page(findings: Findings, person: Attended) -> str | None:
    """Return the debriefing of somebody as one page, as of a seat that is played alone; None: not yet there."""
    told = findings.of_person(person)
    return None if told is None else debrief_page(told, has_branches=False)


def slides_page(findings: Findings) -> str:
    """Return the slides of a debriefing, to project and to print: questions first, then what came."""
    told = told_class(findings)
    slides = [*_questions(notes_told(findings), told), *_results(told, findings.runs)]
    return render("class_slides.html.j2", told=told, slides=slides, **_common())


def notes_page(findings: Findings) -> str:
    """Return the notes of the speaker, as one page."""
    return render(
        "class_notes.html.j2",
        told=told_class(findings),
        notes=notes_told(findings),
        cap=_cap(findings),
        **_common(),
    )


def rubric_page(findings: Findings) -> str:
    """Return the rubric as one page: criteria, and the meaning of each level."""
    rows = [
        (
            say(f"classdebrief.rubric.{one.key}"),
            [say(f"classdebrief.rubric.{one.key}.{level}") for level in LEVELS],
        )
        for one in CRITERIA
    ]
    heads = [say("classdebrief.rubric.level", n=level) for level in LEVELS]
    return render(
        "class_rubric.html.j2", title=findings.gathered.case.title, rows=rows, heads=heads, **_common()
    )


def _keys(findings: Findings) -> tuple[str, ...]:
    return tuple(one.table for one in findings.ended)


def _common() -> dict[str, Any]:
    return {
        "css": theme_css(),
        "say": say,
        "language": language(),
        "script": script(),
        "script_hash": script_hash(),
        "spread_css": chart_css(),
    }


def _cap(findings: Findings) -> str:
    gathered = findings.gathered
    return say(
        "classdebrief.cap",
        tables=numbered("classdebrief.cap.tables", len(gathered.tables)),
        people=numbered("classdebrief.cap.people", len(gathered.people)),
        seed=gathered.seed,
        version=version(),
    )


def _agents(findings: Findings, place: int) -> Any:  # noqa: ANN401 - for a template
    groups = findings.groups
    return None if groups is None else told_agents(groups, place)


def _spread(findings: Findings, place: int) -> Markup:
    groups = findings.groups
    return Markup() if groups is None or groups.runs is None else draw_spread(groups, place)


def _seated(findings: Findings, table: str) -> list[tuple[str, str]]:
    gathered = findings.gathered
    found = []
    for seat in gathered.case.delegations:
        people = [one.nickname for one in gathered.people if (one.table, one.seat) == (table, seat.key)]
        if people:
            found.append((gathered.called(seat), listed(people)))
    return found


def _questions(notes: Sequence[Note], told: ClassTold) -> list[Slide]:
    """Return the questions that come before any number is shown."""
    asked = [one for one in notes if one.title != say("classdebrief.notes.facts")][:3]
    return [Slide(one.title, one.lines) for one in asked] or [
        Slide(say("classdebrief.part.questions"), told.questions)
    ]


def _results(told: ClassTold, runs: AgentRuns | None) -> Iterator[Slide]:
    clause = say("groups.column.clause")
    yield Slide(say("classdebrief.part.outcome"), tuple(f"{one.name}. {one.outcome}" for one in told.tables))
    yield Slide(
        say("classdebrief.part.predicted"),
        heads=(clause, say("classdebrief.predicted.most"), *told.heads),
        rows=tuple((one.issue, one.expected, *one.came) for one in told.expected),
        note=told.predicted,
    )
    yield Slide(say("classdebrief.part.side"), heads=(clause, *told.heads), rows=told.texts)
    if told.points:
        heads = (say("groups.column.seat"), *told.heads, say("groups.column.no_text"))
        note = say("groups.side.note")
        yield Slide(say("groups.column.points"), heads=heads, rows=told.points, note=note)
    if runs is not None:
        yield from (_chart(one, runs) for one in told.chart)
    yield from (Slide(one.heading, (one.ended, *one.changed, *one.carried)) for one in told.rules)
    yield from (Slide(f"{one.seat}. {one.heading}", tuple(map(str, one.sentences))) for one in told.turning)
    heads = (say("classdebrief.names.seat"), say("classdebrief.names.real"))
    for first in range(0, len(told.real), _LINES):
        yield Slide(say("classdebrief.part.names"), heads=heads, rows=told.real[first : first + _LINES])


def _chart(clause: ChartClause, runs: AgentRuns) -> Slide:
    """Return a clause of the chart as numbers, which can be read from the last row."""
    past = any(row.happened for row in clause.rows)
    heads = ("agents", "class", *(("history",) if past else ()))
    return Slide(
        f"{say('classdebrief.part.chart')}: {clause.issue}",
        heads=(say("term.wording"), *(say(f"classdebrief.chart.{name}") for name in heads)),
        rows=tuple(
            (row.label, row.runs, listed(row.tables), *(("◆" if row.happened else "",) if past else ()))
            for row in clause.rows[:_LINES]
        ),
        note=say("classdebrief.slides.chart", n=runs.n, seed=runs.seed),
    )
