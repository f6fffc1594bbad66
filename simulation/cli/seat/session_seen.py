"""Tells a seat where it stands: what happened in a session, what the talks are about, and what came of a move."""

from collections import Counter
from collections.abc import Iterable

from simulation.cli.seat import room_page
from simulation.cli.seat.room_page import names_of
from simulation.cli.terminal import Page
from simulation.live import Reply, SeatMove, SeatView, capital_answered, packages_told, trades_fallen
from simulation.words import Said, listed, names_joined, numbered, say

__all__ = ["happened", "print_last_packages", "print_reply", "print_talks"]

_NAMED = 4
"""Most names in a sentence."""


def happened(view: SeatView) -> list[str]:
    """Return what happened in the last session that was held, a sentence each; nothing before the first.

    What closed, who holds brackets, what was put; then what became of packages and of the seat's trades.
    """
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


def print_talks(page: Page, view: SeatView, *, plays_out: bool) -> None:
    """Print how the talks of a session begin: what happened before, the agenda, offers, what the seat was told.

    Args:
        page: What to print on.
        view: What the seat sees.
        plays_out: Whether an agent holds the seat to the end, so that nothing is asked any more.
    """
    page.write()
    page.title(say("seat.clock", session=view.session, sessions=view.sessions))
    for sentence in filter(None, (*happened(view), capital_answered(view.own))):
        page.say(sentence)
    room_page.print_agenda(page, view)
    room_page.print_offers(page, view)
    room_page.print_told(page, view)
    page.write()
    if plays_out:
        return
    if view.request is None:
        page.note(say("play.agent.now"))
    else:
        page.note(" ".join((*room_page.time_for_talks(view), say("play.type_help"))))


def print_reply(page: Page, move: SeatMove, reply: Reply) -> None:
    """Print what came of a move: the answer with its reason, what the other side would do instead."""
    if move.move == "done":
        return
    if reply.reason:
        told = (
            say("play.answered", who=reply.by, reason=Said.aloud(reply.reason))
            if reply.by
            else str(reply.reason)
        )
        page.say(told, indent=2, hang=2)
    else:
        page.say(say("play.made", move=say(f"move.{move.move}")), indent=2)
    if move.move == "hand_over":
        page.note(say("play.agent"), indent=2)
    if reply.counter is not None:
        number = reply.counter.number
        give, get = " ".join(reply.counter.give), " ".join(reply.counter.get)
        page.say(say("play.counter", number=number, give=give, get=get), indent=2)


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
