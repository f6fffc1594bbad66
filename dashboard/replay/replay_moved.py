"""Why one delegation moved in one session, or did not, in one sentence.

A reason is something that somebody did: a text put on the table, a clause called, a trade, talks, new instructions,
time running out. That a group is read otherwise is none: who counts with others without moving is told to have stayed.
"""

from collections.abc import Sequence
from typing import Final

from dashboard.replay.replay_view import View
from simulation.reasons import Move

__all__ = ["NAME", "moved_told"]

NAME: Final = "{name}"
"""In place of what the delegation is called: many move alike, and their sentence is kept once."""

_TRADED: Final = ("offer_trade", "accept_trade")


def moved_told(
    view: View, session: int, steps: Sequence[Move], before: Sequence[Move], *, crossed: bool
) -> str:
    """Return the sentence, with `NAME` for the delegation.

    Args:
        view: The run.
        session: Counted from 1.
        steps: Its changes of position in the session, the one that tells most first.
        before: What it did in the sessions up to this one: a trade counts from the session after it was struck, once
            its clause is called.
        crossed: Whether it is in another group than before.
    """
    if not steps:
        if not crossed:
            return view.say("why.held", name=NAME)
        return view.say("why.held.first" if session == 1 else "why.held.redrawn", name=NAME)
    first = steps[0]
    topic = next(issue for issue in view.run.scenario.issues if issue.key == first.issue)
    moved = len({step.issue for step in steps})
    values = {
        "m": moved,
        "name": NAME,
        "pole": view.words.pole(topic.high if first.amount > 0 else topic.low),
        "issue": topic.name,
        "because": _because(view, session, first, before),
    }
    return view.counted("why.moved", moved - 1, **values)


def _because(view: View, session: int, step: Move, before: Sequence[Move]) -> str:
    """Return the cause of a step as the end of a sentence."""
    if step.cause == "table":
        return view.say("why.because.table", option=_on_the_table(view, session, step.issue))
    if step.cause == "trade":
        partners = [
            key
            for move in before
            if move.move in _TRADED and move.issue == step.issue and move.session < session
            for key in move.others
        ]
        if partners:
            return view.say("why.because.trade.with", other=view.short[view.row[partners[-1]]])
    return view.say(f"why.because.{step.cause}")


def _on_the_table(view: View, session: int, issue: str) -> str:
    """Return the wording on the table of an issue after a session."""
    option = next(clause.option for clause in view.run.documents[session].clauses if clause.issue == issue)
    return view.options[issue, option]
