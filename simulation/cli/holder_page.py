"""Shows what agents of the user's own did in their seats, session by session, and what was not granted."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from simulation.cli.finished import Finished
from simulation.cli.terminal import Page
from simulation.live import SIGNAL_OF, Made
from simulation.scenario import Scenario
from simulation.training import move_parts
from simulation.words import NOTHING, Said, listed, numbered, said, say

__all__ = ["print_moves"]


def print_moves(page: Page, done: Finished) -> None:
    """Print the moves of every agent of the user's own; sessions in which it did the same share their lines."""
    for seat, one in done.holders.items():
        page.heading(say("play.holder", agent=one["agent"], name=done.names[seat]))
        made = [each for each in done.made if each.move.seat == seat]
        if not made:
            page.note(say("play.holder.nothing"), indent=2)
            continue
        told = [
            (session, tuple(_told(done.case, list(session_moves))))
            for session, session_moves in groupby(made, key=lambda each: each.session)
        ]
        rows = []
        for lines, same in groupby(told, key=lambda pair: pair[1]):
            sessions = [str(session) for session, _ in same]
            held = numbered("play.holder.sessions", len(sessions), sessions=listed(sessions))
            heads = (held, *[""] * (len(lines) - 1))
            rows += [(head, say("list.ended", text=line)) for head, line in zip(heads, lines, strict=True)]
        page.columns(rows)


def _told(case: Scenario, made: Sequence[Made]) -> Iterator[str]:
    """Yield what was done in a session, a line each: what was said of the wordings of a clause is one."""
    for (issue, verb), same in groupby(made, key=lambda each: _line_of(case, each)):
        moves = list(same)
        if issue:
            words = listed(str(_granted(_signal(case, each), each)) for each in moves)
            yield say("reading.about", what=issue, subject=words)
            continue
        parts = [(move_parts(each.move, case)[1], each) for each in moves]
        if all(subject for subject, _ in parts):
            subjects = Said.listed(_granted(subject, each) for subject, each in parts)
            yield say("reading.about", what=verb, subject=subjects)
        else:
            yield from dict.fromkeys(str(_granted(verb, each)) for each in moves)


def _line_of(case: Scenario, made: Made) -> tuple[str, Said]:
    """Return the clause of which a wording was judged, or else the verb: what follows with the same shares a line."""
    if made.move.move in SIGNAL_OF:
        return next(issue.name for issue in case.issues if issue.key == made.move.issue), NOTHING
    return "", move_parts(made.move, case)[0]


def _signal(case: Scenario, made: Made) -> Said:
    """Return a wording with what was said of it, and the own words if there are any."""
    move = made.move
    labels = {one.key: one.label for issue in case.issues if issue.key == move.issue for one in issue.options}
    told = said("play.holder.wording", option=labels[move.option], move=said(f"move.{move.move}"))
    return said("reading.text", what=told, text=move.text) if move.text else told


def _granted(what: Said, made: Made) -> Said:
    """Return what was asked for, and why it was not granted where it was not."""
    return what if made.reply.granted else said("play.holder.refused", what=what, why=made.reply.reason)
