"""What everybody may know of a case, in words: the draft with its wordings, who is there, the rules of the room."""

from dataclasses import dataclass
from typing import Final

from simulation.rules.rule_names import rule_named, rule_summed_up
from simulation.scenario.forums import Forum
from simulation.scenario.instances.instance_texts import holds_on
from simulation.scenario.schema import Clause, Delegation, Issue, Option, Scenario
from simulation.words import Spoken, called, listed, names_joined, say

__all__ = ["ClauseOnTable", "Person", "Wording", "draft_of", "is_short", "marks_of", "people_of", "rules_of"]

_SHORT: Final = 260
"""Words of all wordings up to which a draft is shown with every wording on the one page of the public brief."""
_KINDS: Final = Spoken("papers.mark", ("agreed_language", "vague", "delete", "refer"))


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of a clause."""

    label: str
    text: str
    marks: tuple[str, ...]
    is_draft: bool


@dataclass(frozen=True, slots=True)
class ClauseOnTable:
    """A clause with the wording of the first draft and all others."""

    label: str
    title: str
    heading: str
    """The heading of its section, if it is the first there."""
    draft: str
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A seat as everybody sees it."""

    name: str
    what: str
    """What it is, unless a government, and what it may do."""
    may: str
    """`decides`, `proposes`, `speaks` or `watches`."""


def marks_of(issue: Issue, option: Option) -> tuple[str, ...]:
    """Return what is to be said of an option besides its label, as everybody knows it."""
    marks = [_KINDS[option.kind]] if option.kind in _KINDS else []
    marks += [say("papers.mark.draft")] if option.key == issue.draft else []
    held = holds_on(issue)
    if option.key == issue.status_quo or (held is not None and option.key == held.key):
        marks.append(say("papers.mark.status_quo"))
    return tuple(marks)


def draft_of(case: Scenario) -> list[ClauseOnTable]:
    """Return the clauses of a case in the order of the document."""
    issues = {issue.key: issue for issue in case.issues}
    found = []
    for section in case.document.sections:
        for place, clause in enumerate(section.clauses):
            found.append(_on_table(clause, issues[clause.issue], section.heading if place == 0 else ""))
    return found


def _on_table(clause: Clause, issue: Issue, heading: str) -> ClauseOnTable:
    wordings = tuple(
        Wording(
            label=option.label,
            text=clause.wordings.get(option.key, ""),
            marks=marks_of(issue, option),
            is_draft=option.key == issue.draft,
        )
        for option in issue.written
    )
    return ClauseOnTable(
        label=clause.label,
        title=clause.title,
        heading=heading,
        draft=clause.wordings.get(issue.draft, ""),
        wordings=wordings,
    )


def is_short(draft: list[ClauseOnTable]) -> bool:
    """Return whether all wordings fit beside the rest of the brief on one page."""
    return sum(len(wording.text.split()) for clause in draft for wording in clause.wordings) <= _SHORT


def people_of(case: Scenario, forum: Forum) -> list[Person]:
    """Return who is there and what each may do."""
    found = []
    for seat in case.delegations:
        may = _may(forum, seat)
        what = say(f"papers.may.{may}")
        if seat.kind != "government":
            what = listed((called("kind", seat.kind), what))
        found.append(Person(name=seat.name, what=what, may=may))
    return found


def _may(forum: Forum, seat: Delegation) -> str:
    rights = forum.rights_of(seat)
    if rights.object or rights.vote:
        return "decides"
    if rights.propose:
        return "proposes"
    return "speaks" if rights.speak else "watches"


def rules_of(case: Scenario, forum: Forum) -> list[str]:
    """Return the rules of the room, one sentence each."""
    named = str(forum.named)
    label = rule_named(forum.decision.rule)
    summary = rule_summed_up(forum.decision.rule)
    powers = [called("study.with.power", power) for power in case.chair.powers]
    return [
        say("list.ended", text=named[:1].upper() + named[1:]),
        say("papers.rule.line", rule=label, summary=summary),
        say("papers.rule.package") if forum.package else say("papers.rule.clauses"),
        say("papers.rule.drop") if forum.leftover == "drop" else say("papers.rule.fail"),
        say("papers.rule.powers", powers=names_joined(powers, len(powers)))
        if powers
        else say("papers.rule.no_powers"),
        say("papers.rule.brackets"),
    ]
