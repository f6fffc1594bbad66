"""Which talks give away where a limit lies, and an agent that asks as sharply as can be asked."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import pairwise

import numpy as np

from simulation.abm import DelegationAgent
from simulation.live import SeatMove, SeatView
from simulation.live.live_state import LiveState
from simulation.live.request import Told
from simulation.live.seen import IssueSeen, Neighbour

__all__ = ["Asker", "limits_told", "limits_told_by_all"]

type Places = AbstractSet[tuple[int, int]]
"""Wordings, as issue and option."""


class Asker(DelegationAgent):
    """Asks everybody in turn, so sharply as the answers so far allow; the rest it does as instructed.

    First what matters most, then what the other would need on what matters most to itself, then whether it could live
    with the next wording beyond those that it has named, towards the asker's side.
    """

    def act(self, view: SeatView) -> Iterable[SeatMove]:
        """Ask as many as there is time for."""
        if view.phase != "talks":
            return
        others = [other for other in view.others if other.decides and other.key not in view.met]
        first = view.session * view.own.talks % len(others)
        for other in [*others[first:], *others[:first]][: view.own.talks_left]:
            issue, option = self.question(view, other)
            yield SeatMove(
                seat=self.key, move="consult_bilaterally", to=other.key, issue=issue, option=option
            )

    @staticmethod
    def question(view: SeatView, other: Neighbour) -> tuple[str, str]:
        """Return issue and option to ask a delegation about."""
        told = other.told
        if told is None or told.priorities is None:
            return "", ""
        issue = max((issue for issue in view.issues if issue.is_open), key=lambda issue: issue.salience)
        named = [option for option in issue.written if option.key in told.accepts.get(issue.key, ())]
        beyond = list(_beyond(issue, told, max((option.gain for option in named), default=0.0)))
        return issue.key, beyond[0] if named and beyond else ""


def _beyond(issue: IssueSeen, told: Told, gain: float) -> Iterator[str]:
    """Yield the wordings that are worth more to the asker than those that the other named, the nearest first."""
    refused = told.refuses.get(issue.key, ())
    for option in sorted(issue.written, key=lambda option: option.gain):
        if option.gain > gain and option.key not in refused:
            yield option.key


def limits_told(live: LiveState, told: Told) -> int:
    """Return on how many clauses the answers of one talk show exactly where a limit lies.

    That is: a wording that the delegation said it could live with, beside one on the ladder that it refused; and it is
    the truth: a refusal of what it could accept shows nothing.
    """
    return _shown(live, live.row(told.by), *_said(live, told))


def limits_told_by_all(live: LiveState, row: int, told: Told) -> int:
    """Return the same of all that a delegation has told a seat so far, as far as this talk is one half of it."""
    other = live.row(told.by)
    accepted, refused = _said(live, told)
    all_accepted, all_refused = _said(live, live.told[row, other])
    by_yes = _shown(live, other, accepted, all_refused)
    return by_yes + _shown(live, other, all_accepted - accepted, refused)


def _said(live: LiveState, told: Told) -> tuple[Places, Places]:
    """Return the wordings that a delegation said it could live with, and those that it said it could not."""
    yes, no = (
        frozenset(live.place((key, option)) for key, options in said.items() for option in options)
        for said in (told.accepts, told.refuses)
    )
    return yes, no


def _shown(live: LiveState, other: int, accepted: Places, refused: Places) -> int:
    """Return on how many clauses an accepted wording stands beside a refused one, and both are the truth."""
    could = live.turn.could[0, other]
    shown = 0
    for issue in sorted({issue for issue, _ in accepted}):
        there = np.flatnonzero(live.room.state.written[0, issue] & live.room.tableau.valid[issue])
        lies = live.room.setting.ladder.position[issue, there]
        order = there[np.argsort(lies, kind="stable")].tolist()
        can = [(issue, option) in accepted and bool(could[issue, option]) for option in order]
        cannot = [(issue, option) in refused and not could[issue, option] for option in order]
        beside = zip(pairwise(can), pairwise(cannot), strict=True)
        shown += any((one and no) or (two and none) for (one, two), (none, no) in beside)
    return shown
