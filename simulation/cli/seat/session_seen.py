"""Tells a seat what happened in a session in three sentences: what closed, who holds brackets, what was put."""

from collections import Counter

from simulation.cli.seat.room_page import names_of
from simulation.cli.terminal import counted
from simulation.live.public import FAILED_PACKAGE
from simulation.live.seen import SeatView
from simulation.words import listed, names_joined

__all__ = ["happened"]

_NAMED = 4
"""Most names in a sentence."""


def happened(view: SeatView) -> list[str]:
    """Return what happened in the last session that was held, a sentence each; nothing before the first."""
    if not view.heard:
        return []
    failed = [str(move.reason) for move in view.heard[-1] if move.move == FAILED_PACKAGE]
    return [_closed(view), _brackets(view), _put(view), *failed]


def _closed(view: SeatView) -> str:
    session = len(view.heard)
    closed = [
        f"{issue.name} on “{next(option.label for option in issue.options if option.on_table)}”"
        for issue in view.issues
        if view.closed.get(issue.key) == session
    ]
    is_open = sum(issue.is_open for issue in view.issues)
    left = f"{counted(is_open, 'issue')} {'is' if is_open == 1 else 'are'} open."
    return f"Agreed: {listed(closed)}; {left}" if closed else f"Nothing was agreed; {left}"


def _brackets(view: SeatView) -> str:
    held = [issue for issue in view.issues if issue.is_open and issue.brackets]
    if not held:
        return "There are no brackets."
    most = max(held, key=lambda issue: len(issue.brackets))
    names = names_of(view)
    owners = names_joined([names[key] for key in most.brackets], _NAMED)
    if len(held) == 1:
        return f"Brackets stand on {most.name} alone, held by {owners}."
    return f"Brackets stand on {counted(len(held), 'issue')}, most of them on {most.name}, held by {owners}."


def _put(view: SeatView) -> str:
    moves = view.heard[-1]
    names = names_of(view)
    parts = list[str]()
    if any(move.move == "issue_chair_text" for move in moves):
        parts.append("the Chair issued a text")
    tabled = Counter(move.delegation for move in moves if move.move == "propose_option" and not move.on_table)
    if tabled:
        who = names_joined([names.get(key, "the Chair") for key in tabled], _NAMED)
        parts.append(f"wordings were tabled by {who}")
    if packages := [
        names.get(move.delegation, "the Chair") for move in moves if move.move == "propose_package"
    ]:
        parts.append(f"a package was put by {names_joined(packages, _NAMED)}")
    changed = len({move.delegation for move in moves if move.move in ("join_coalition", "leave_coalition")})
    if changed:
        parts.append(f"{counted(changed, 'delegation')} changed coalitions")
    sentence = "; ".join(parts) or "nobody tabled anything new"
    return f"{sentence[0].upper()}{sentence[1:]}."
