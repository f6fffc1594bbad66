"""What moves while a negotiation runs."""

import copy
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray

__all__ = ["NegotiationState"]


@dataclass(slots=True, kw_only=True)
class NegotiationState:
    """The state of R replications between two sessions. Mechanisms put new arrays in place of old ones.

    All replications of one state are at the same session. Arrays of values (`gain` and the five after it) follow
    from `ideal` and the tableau and are computed again only when an ideal or a red line moves.
    """

    session: int = 0
    """Sessions held so far."""
    deadline: IntArray
    """Sessions there will be in all, `[R]`."""
    extended: BoolArray
    """The chair has used its one extension, `[R]`."""
    ideal: FloatArray
    red_low: FloatArray
    red_high: FloatArray
    """`[R, A, I]`."""
    opening: IntArray
    """Option that everybody opens with, `[R, A, I]`: of those the case begins with, the nearest to its ideal then."""
    salience: FloatArray
    flexibility: FloatArray
    """`[R, A, I]`."""
    gain: FloatArray
    """Of each option over no agreement, `[R, A, I, O]`."""
    is_red: BoolArray
    """Option crosses a red line, `[R, A, I, O]`; true for options that do not exist."""
    hope: FloatArray
    """Best gain that is not red, `[R, A, I]`."""
    limit: FloatArray
    """Least gain that instructions allow on a clause by itself, `[R, A, I]`."""
    short: FloatArray
    """How far short of one's best each option falls, as a share of the way to the limit, `[R, A, I, O]`, 0..1."""
    guess: FloatArray
    """Acceptance that outsiders expect from the public position, `[R, A, I, O]`, 0..1."""
    rank: FloatArray
    """Place of each clause in the order of work, `[R, I]`, above 0 and at most 1: the easiest first."""
    mood: FloatArray
    """What makes a wording look better or worse than instructions say, in lengths of the axis, `[R, I]`."""
    table: IntArray
    """Option on the table, `[R, I]`."""
    is_clean: BoolArray
    """`[R, I]`."""
    called: BoolArray
    """The chair has called it for decision, in this session or before, `[R, I]`."""
    closed_at: IntArray
    """Session of closing, counted from 0, `[R, I]`; -1: open."""
    readings: IntArray
    """Times opened in earlier sessions, `[R, I]`."""
    written: BoolArray
    """Wordings that are there to be put, `[R, I, O]`: all but those that no drafting group has written yet."""
    give: FloatArray
    """`[R, A]`, 0..1, never falls."""
    punctual: FloatArray
    """What its capital would have released by now in step with the clock, `[R, A]`, 0..1, never falls."""
    ease: FloatArray
    """What that opens on each issue, `[R, A, I]`, 0..1: more where less is at stake."""
    traded: FloatArray
    """`[R, A, I]`, 0..1, never falls."""
    reach: FloatArray
    """How far from its ideal a delegation would go, `[R, A, I]`, in lengths of the axis: once the clause is clean, as
    when it closed."""
    earned: FloatArray
    """What each delegation has earned of goodwill by giving more than the clock asks, `[R, A]`, -1..1."""
    unmet: FloatArray
    """Share of its wishes on each clause that a delegation has not given away itself, `[R, A, I]`: below 1 of people
    only."""
    unknown: FloatArray
    """1 - K: how little the row knows of the column, `[R, A, A]`; 0 on the diagonal, never rises."""
    chair_unknown: FloatArray
    """The same for the chair, `[R, A]`."""
    trust: FloatArray
    """`[R, A, A]`, 0..1."""
    platform: IntArray
    """Option whose coalition a delegation belongs to, `[R, A, I]`; -1: none."""
    objects: BoolArray
    """Objected formally to the wording on the table when the clause was last opened, `[R, A, I]`."""
    folded: BoolArray
    """Did not object at closing though unwilling, `[R, A, I]`."""
    stated: BoolArray
    """Put a statement on record at closing, `[R, A, I]`."""
    closing_signal: IntArray
    """Signal at closing, `[R, A, I]`; -1: still open or no say."""
    waited: IntArray
    """Earlier sessions since the chair called it that did not close it, `[R, I]`; 0 once it is clean."""

    @property
    def brackets(self) -> IntArray:
        """Number of decision-holders that object to the wording on the table, `[R, I]`."""
        count: IntArray = self.objects.sum(axis=1)
        return count

    @property
    def sessions_left(self) -> IntArray:
        """Sessions left including the coming one, `[R]`."""
        left: IntArray = self.deadline - self.session
        return left

    @property
    def is_over(self) -> BoolArray:
        """Nothing is left to negotiate, or no session to do it in, `[R]`."""
        over: BoolArray = self.is_clean.all(axis=1) | (self.sessions_left <= 0)
        return over

    def take(self, rows: IntArray | BoolArray | slice) -> Self:
        """Return a copy that holds only these replications."""
        picked = copy.copy(self)
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                setattr(picked, field.name, value[rows])
        return picked

    def fork(self) -> Self:
        """Return an independent copy, so that two futures can be played from here."""
        return copy.deepcopy(self)
