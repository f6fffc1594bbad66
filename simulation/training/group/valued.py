"""Texts valued in the points of the role sheets, many at a time."""

from collections.abc import Mapping

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.engine.at_first import at_first
from simulation.engine.score_sheet import ScoreSheet
from simulation.scenario.forums import resolve_forum
from simulation.scenario.schema import Scenario
from simulation.state.falling import let_fall
from simulation.state.instructions import has_say
from simulation.training.frontier import Stakes

__all__ = ["has_text", "left_of", "points_of", "stakes_of", "text_of"]


def left_of(case: Scenario, option: IntArray) -> IntArray:
    """Return texts, option by issue `[..., I]`, less what falls in them with a clause on which it hangs.

    Where an open clause sinks the document nothing falls: every clause has to be there.
    """
    return let_fall(case, option) if resolve_forum(case).leftover == "drop" else option


def stakes_of(case: Scenario, final: IntArray | None = None, written: BoolArray | None = None) -> Stakes:
    """Return the stakes on paper: every number at its likeliest, and no wording that nobody has read.

    Args:
        case: the case.
        final: a text, `[I]`, whose wordings count as written whatever the case says; -1: not in it.
        written: the wordings that were there in a game, `[I, O]`, where it counts nothing what they are worth to a seat
            that only watches; None: those of the papers.
    """
    first = at_first(case)
    forum = resolve_forum(case)
    may_drop = forum.leftover == "drop"
    counts = [written is None or has_say(forum, seat) for seat in case.delegations]
    unread = ~first.tableau.valid | (first.tableau.drafted if written is None else ~written)
    if final is not None:
        agreed = np.flatnonzero(final >= 0)
        unread[agreed, final[agreed]] = False
    return Stakes(
        gain=first.gain * np.array(counts)[:, None, None],
        is_red=first.is_red | unread,
        no_deal=-first.failure_cost,
        decide=first.decides,
        may_drop=may_drop,
        falling=first.tableau.falling if may_drop else None,
    )


def text_of(case: Scenario, text: Mapping[str, str]) -> IntArray:
    """Return a text, options by issue, as numbers of options, `[I]`; -1: the clause is not in it."""
    keys = [[option.key for option in issue.options] for issue in case.issues]
    return np.array(
        [
            options.index(text[issue.key]) if issue.key in text else -1
            for issue, options in zip(case.issues, keys, strict=True)
        ],
        dtype=np.int64,
    )


def has_text(case: Scenario, option: IntArray) -> BoolArray:
    """Return whether texts, option by issue `[..., I]`, are texts, `[...]`: nothing but open clauses is none.

    Where an open clause sinks the document, one that is not in the text is enough.
    """
    there = option >= 0
    found: BoolArray = there.any(axis=-1) if resolve_forum(case).leftover == "drop" else there.all(axis=-1)
    return found


def points_of(sheet: ScoreSheet, option: IntArray) -> FloatArray:
    """Return the worth of texts, option by issue `[..., I]`, to every seat, in the points of its sheet, `[..., A]`.

    What falls with another clause counts as left open; no text is worth what that is.
    """
    left = left_of(sheet.scenario, option)
    place = np.arange(left.shape[-1])
    said = np.moveaxis(sheet.points[:, place, np.maximum(left, 0)], 0, -1)
    each = np.where(left[..., None] >= 0, said, np.where(np.isnan(sheet.left_open), 0.0, sheet.left_open).T)
    there = has_text(sheet.scenario, option)[..., None]
    points: FloatArray = np.where(there, each.sum(axis=-2), sheet.no_deal)
    return points
