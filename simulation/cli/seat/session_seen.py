"""Tells a seat what happened in a session in three sentences: what closed, who holds brackets, what was put."""

from collections import Counter
from collections.abc import Iterable

from simulation.cli.seat.room_page import names_of
from simulation.cli.terminal import Page
from simulation.live import SeatView, packages_told, trades_fallen
from simulation.words import Said, listed, names_joined, numbered, say

__all__ = ["happened", "print_last_packages"]

_NAMED = 4
"""Most names in a sentence."""


def happened(view: SeatView) -> list[str]:
    """Return what happened in the last session that was held, a sentence each; nothing before the first."""
    if not view.heard:
        return []
    held = len(view.heard)
    return [
        _closed(view),
        _brackets(view),
        _put(view),
        *packages_told(view, held),
        *trades_fallen(view, held),
    ]


def print_last_packages(page: Page, view: SeatView) -> None:
    """Print at the adoption what became of the packages of the last session, which no later one tells."""
    for sentence in packages_told(view, view.session) if view.phase == "adoption" else ():
        page.say(sentence, indent=2)


def _closed(view: SeatView) -> str:
    session = len(view.heard)
    closed = [
        say(
            "play.closed.on",
            issue=issue.name,
            label=next(option.label for option in issue.options if option.on_table),
        )
        for issue in view.issues
        if view.closed.get(issue.key) == session
    ]
    is_open = sum(issue.is_open for issue in view.issues)
    if closed:
        return numbered("play.closed", is_open, closed=listed(closed))
    return numbered("play.closed.nothing", is_open)


def _brackets(view: SeatView) -> str:
    held = [issue for issue in view.issues if issue.is_open and issue.brackets]
    if not held:
        return numbered("play.brackets", 0)
    most = max(held, key=lambda issue: len(issue.brackets))
    return numbered("play.brackets", len(held), issue=most.name, owners=_people(view, most.brackets))


def _people(view: SeatView, keys: Iterable[str]) -> str:
    """Return delegations by name, the seat itself first, an empty key as the chair; not one alone is left out."""
    names, chair = names_of(view), say("term.the_chair")
    people = [names.get(key, chair) for key in sorted(keys, key=lambda key: key != view.own.key)]
    return names_joined(people, _NAMED if len(people) > _NAMED + 1 else len(people))


def _put(view: SeatView) -> str:
    moves = view.heard[-1]
    parts = list[str]()
    if any(move.move == "issue_chair_text" for move in moves):
        parts.append(say("play.put.chair_text"))
    tabled = Counter(move.delegation for move in moves if move.move == "propose_option" and not move.on_table)
    if tabled:
        parts.append(say("play.put.tabled", who=_people(view, tabled)))
    authors = dict.fromkeys(move.delegation for move in moves if move.move == "propose_package")
    if authors.keys() - {view.own.key}:
        parts.append(say("play.put.package", who=_people(view, authors)))
    changed = len({move.delegation for move in moves if move.move in ("join_coalition", "leave_coalition")})
    if changed:
        parts.append(numbered("play.put.changed", changed))
    return str(Said.clauses(parts or [say("play.put.nothing")]))
