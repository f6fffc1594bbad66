"""Shows what agents of the user's own did in their seats, session by session, and what was not granted."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from simulation.cli.finished import Finished
from simulation.cli.terminal import Page
from simulation.live.request import Made
from simulation.training.log_told import tell_move

__all__ = ["print_moves"]


def print_moves(page: Page, done: Finished) -> None:
    """Print the moves of every agent of the user's own; sessions in which it did the same share a row."""
    for seat, one in done.holders.items():
        page.heading(f"What {one['agent']} did in the seat of {done.names[seat]}")
        made = [each for each in done.made if each.move.seat == seat]
        if not made:
            page.note("Nothing by itself: the built-in agent did all as instructed.", indent=2)
            continue
        told = [
            (session, "; ".join(_told(done, list(session_moves))))
            for session, session_moves in groupby(made, key=lambda each: each.session)
        ]
        rows = []
        for words, same in groupby(told, key=lambda pair: pair[1]):
            sessions = [session for session, _ in same]
            several = f"Sessions {', '.join(map(str, sessions))}"
            rows.append((f"Session {sessions[0]}" if len(sessions) == 1 else several, f"{words}."))
        page.columns(rows)


def _told(done: Finished, made: Sequence[Made]) -> Iterator[str]:
    """Yield what was done in a session; moves of one kind that follow each other share their verb."""
    told = [(*tell_move(each.move, done.case).partition(": "), _refusal(each)) for each in made]
    for verb, same in groupby(told, key=lambda parts: parts[0]):
        subjects = [f"{subject}{refusal}" for _, _, subject, refusal in same]
        yield f"{verb}: {', '.join(subjects)}" if subjects[0] else f"{verb}{''.join(subjects)}"


def _refusal(made: Made) -> str:
    return "" if made.reply.granted else f" (not granted: {made.reply.reason.rstrip('.')})"
