"""What became of the text in a session: clauses agreed, in packages or outside them, struck, put off; chair's texts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Literal

from simulation.coalitions.wording_names import short_names
from simulation.reasons.moves_logged import CHAIR, Move
from simulation.reasons.news import News
from simulation.reasons.record_reading import QUOTED
from simulation.scenario.schema import Scenario
from simulation.words import Said, said

__all__ = ["TextEvent", "TextEventKind", "fewer_events", "happened_then", "text_events"]

type TextEventKind = Literal["agreed", "package", "struck", "put_off", "chair_text"]
"""Everything that can become of the text in a session, in the order in which it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextEvent:
    """One thing that became of the text."""

    kind: TextEventKind
    issues: tuple[str, ...]
    """Keys."""
    told: Said
    """The same as part of a sentence."""


def text_events(news: News, moves: Iterable[Move], case: Scenario) -> tuple[TextEvent, ...]:
    """Return the changes of the text in the session of some news, in the order in which they are told.

    Args:
        news: Of the session.
        moves: Those of the session, at least what was closed in it and the texts of the chair.
        case: What the keys in them are called.
    """
    made = [move for move in moves if move.session == news.session]
    return (*_agreed(news, made, case), *_gone(news, case), *_chair_texts(made, case))


def happened_then(parts: Sequence[Said]) -> Said:
    """Return the events of a session, at least one, as one part of a sentence."""
    return reduce(lambda first, then: said("story.then", first=first, then=then), parts)


def fewer_events(head: Said, longest: int) -> Said:
    """Return what is told of a session with as many whole events as so many letters hold; one at least."""
    if head.key != "story.head":
        return head
    told, news = head, head.inner("news")
    while len(str(told)) > longest and news.key == "story.then":
        news = news.inner("first")
        told = said("story.head", s=head["s"], news=said("story.then", first=news, then=said("gist.more")))
    return told


def _agreed(news: News, made: Sequence[Move], case: Scenario) -> Iterator[TextEvent]:
    """Yield what was agreed on the floor, then in the chair's packages, then in those of delegations."""
    authors = {move.issue: move.delegation for move in made if move.move == "propose_package"}
    options = {move.issue: move.option for move in made if move.move == "call_consensus"}
    for kind in ("floor", "chair", "bridge"):
        issues = [key for key in news.agreed if _way(authors.get(key)) == kind]
        if not issues:
            continue
        named = _named(issues, case)
        if kind != "floor":
            author = authors[issues[0]]
            who = said("news.chair") if author == CHAIR else Said.verbatim(_name(author, case))
            yield TextEvent(
                kind="package", issues=tuple(issues), told=said("news.package", who=who, issues=named)
            )
        elif len(issues) > 1:
            yield TextEvent(kind="agreed", issues=tuple(issues), told=said("news.agreed", issues=named))
        else:
            label = _label(case, issues[0], options[issues[0]])
            told = said("news.agreed.on", issues=named, option=label)
            yield TextEvent(kind="agreed", issues=tuple(issues), told=told)


def _way(author: str | None) -> str:
    if author is None:
        return "floor"
    return "chair" if author == CHAIR else "bridge"


def _label(case: Scenario, issue: str, option: str) -> str:
    """Return the label of an option, short enough to quote."""
    found = next(one for one in case.issues if one.key == issue)
    return short_names(found, QUOTED)[[one.key for one in found.options].index(option)]


def _name(author: str, case: Scenario) -> str:
    found = next(item for item in case.delegations if item.key == author)
    return found.short or found.name


def _gone(news: News, case: Scenario) -> Iterator[TextEvent]:
    fates: tuple[tuple[TextEventKind, tuple[str, ...]], ...] = (
        ("struck", news.struck),
        ("put_off", news.put_off),
    )
    for kind, issues in fates:
        if issues:
            yield TextEvent(kind=kind, issues=issues, told=said(f"news.{kind}", issues=_named(issues, case)))


def _chair_texts(made: Sequence[Move], case: Scenario) -> Iterator[TextEvent]:
    """Yield the chair's texts on clauses that stayed open."""
    closed = {move.issue for move in made if move.move == "call_consensus"}
    issues = tuple(
        move.issue for move in made if move.move == "issue_chair_text" and move.issue not in closed
    )
    if issues:
        yield TextEvent(
            kind="chair_text", issues=issues, told=said("news.chair_text", issues=_named(issues, case))
        )


def _named(issues: Sequence[str], case: Scenario) -> Said:
    names = {issue.key: issue.name for issue in case.issues}
    return Said.names([names[key] for key in issues], len(issues))
