"""Shows what agents of the user's own did in their seats, session by session, and what was not granted."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from simulation.cli.finished import Finished
from simulation.cli.terminal import Page
from simulation.live import Made
from simulation.training import move_parts
from simulation.words import Said, apart, listed, numbered, said, say

__all__ = ["print_moves"]


def print_moves(page: Page, done: Finished) -> None:
    """Print the moves of every agent of the user's own; sessions in which it did the same share a row."""
    for seat, one in done.holders.items():
        page.heading(say("play.holder", agent=one["agent"], name=done.names[seat]))
        made = [each for each in done.made if each.move.seat == seat]
        if not made:
            page.note(say("play.holder.nothing"), indent=2)
            continue
        told = [
            (session, apart(_told(done, list(session_moves))))
            for session, session_moves in groupby(made, key=lambda each: each.session)
        ]
        rows = []
        for words, same in groupby(told, key=lambda pair: pair[1]):
            sessions = [str(session) for session, _ in same]
            held = numbered("play.holder.sessions", len(sessions), sessions=listed(sessions))
            rows.append((held, say("list.ended", text=words)))
        page.columns(rows)


def _told(done: Finished, made: Sequence[Made]) -> Iterator[str]:
    """Yield what was done in a session; moves of one kind that follow each other share their verb."""
    told = [(*move_parts(each.move, done.case), each) for each in made]
    for verb, same in groupby(told, key=lambda parts: parts[0]):
        parts = list(same)
        if all(subject for _, subject, _ in parts):
            subjects = Said.listed(_granted(subject, each) for _, subject, each in parts)
            yield say("reading.about", what=verb, subject=subjects)
        else:
            yield from dict.fromkeys(str(_granted(verb, each)) for _, _, each in parts)


def _granted(what: Said, made: Made) -> Said:
    """Return what was asked for, and why it was not granted where it was not."""
    return what if made.reply.granted else said("play.holder.refused", what=what, why=made.reply.reason)
