"""The notes of whoever speaks at the debriefing of a class: what to ask, from how the tables ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from simulation.classroom.debrief import Clause, Findings
from simulation.report.classroom.class_told import names_of_tables
from simulation.report.pack.facilitator_guide import STEPS
from simulation.training.debrief import QUESTIONS
from simulation.training.group.group_told import Names
from simulation.words import listed, numbered, on_one_line, say

__all__ = ["Note", "notes_told"]

_MOST: Final = 0.5
"""Share of people, or of runs, that is most of them."""
_FEW: Final = 3
"""People of whom most can be spoken of."""


@dataclass(frozen=True, slots=True)
class Note:
    """A step of the debriefing."""

    title: str
    lines: tuple[str, ...]


def notes_told(findings: Findings) -> list[Note]:
    """Return notes for the speaker in order: questions of the trainer's pack, if there is one, and what stands out."""
    found = [
        *_questions(findings, before=True),
        Note(say("classdebrief.notes.facts"), tuple(_facts(findings))),
    ]
    found += [*_pack(findings), *_questions(findings, before=False)]
    return [one for one in found if one.lines]


def _questions(findings: Findings, *, before: bool) -> Iterator[Note]:
    """Yield the questions, first those that come before any number is shown."""
    if findings.pack is None:
        if before:
            told = tuple(say(f"debrief.question.{key}") for key in QUESTIONS)
            yield Note(say("classdebrief.part.questions"), told)
        return
    first = ("facts", "feelings", "obstacle")
    for step, words in STEPS.items():
        if (step in first) == before:
            asked = (one.question for one in findings.pack.debrief_questions if one.step == step)
            yield Note(words, tuple(on_one_line(one) for one in asked))


def _facts(findings: Findings) -> Iterator[str]:
    for clause in findings.clauses:
        yield from _clause(clause)
    groups = findings.groups
    for one in () if groups is None else groups.groups:
        if one.better:
            yield numbered("classdebrief.notes.left", one.better, table=one.name)


def _clause(clause: Clause) -> Iterator[str]:
    """Yield what stands out on a clause: tables that differ, a surprise, agents that end otherwise."""
    ended = [one for one in clause.wordings if one.tables]
    inside = [one for one in ended if one.option >= 0]
    outside = tuple(table for one in ended if one.option < 0 for table in one.tables)
    if inside and outside:
        agreed = tuple(table for one in inside for table in one.tables)
        yield say(
            "classdebrief.notes.differ",
            issue=clause.name,
            with_text=names_of_tables(agreed),
            without=names_of_tables(outside),
        )
    elif len(inside) > 1:
        yield say("classdebrief.notes.words", issue=clause.name)
    for one in clause.wordings:
        label = one.label or say("groups.open")
        is_most = clause.predictions >= _FEW and one.predicted > _MOST * clause.predictions
        if not one.tables and ended and is_most:
            yield say("classdebrief.notes.surprise", issue=clause.name, expected=label)
        if not one.tables and ended and one.runs > _MOST * clause.runs > 0:
            yield say(
                "classdebrief.notes.agents", issue=clause.name, label=label, n=one.runs, runs=clause.runs
            )


def _pack(findings: Findings) -> Iterator[Note]:
    """Yield what only the trainer's pack knows: where it could have closed, what tempts, whether it is realistic."""
    pack, case = findings.pack, findings.gathered.case
    if pack is None:
        return
    names = Names.of(case)
    labels = {(issue.key, option.key): option.label for issue in case.issues for option in issue.options}
    zone = tuple(
        say(
            "list.told",
            name=name,
            what=listed(labels[issue.key, key] for key in pack.landing_zone[issue.key]),
        )
        for name, issue in zip(names.issues, case.issues, strict=True)
        if issue.key in pack.landing_zone
    )
    yield Note(say("classdebrief.notes.zone"), zone)
    yield Note(say("papers.slides.package"), (on_one_line(pack.best_package.logic),))
    traps = tuple(f"{trap.title}. {on_one_line(trap.why)}" for trap in pack.traps)
    yield Note(say("papers.slides.traps"), traps)
    yield Note(say("papers.guide.realism"), (on_one_line(pack.realism),))
