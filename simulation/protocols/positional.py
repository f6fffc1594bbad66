"""What protocols have in common that move positions on the axes and ask nobody: a published model and its text."""

from abc import ABC, abstractmethod
from math import ceil
from typing import ClassVar

import numpy as np

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray
from simulation.models import means
from simulation.protocols.conference.adopt import distances, implementation
from simulation.protocols.conference.conference import Conference
from simulation.protocols.conference.session_sheet import blank_turn, file_away
from simulation.protocols.result import OUTCOME_CLASSES, SIGNALS, Result
from simulation.protocols.room import Room, Turn
from simulation.registry import ComponentInfo
from simulation.scenario.forums import Forum
from simulation.state.red_lines import Defaults
from simulation.state.tableau import Tableau

__all__ = ["Positional", "gathered", "heard", "landing", "lines", "nearest_option", "spoken", "weighted_mean"]

_CODE = {name: code for code, name in enumerate(OUTCOME_CLASSES)}


def spoken(room: Room) -> FloatArray:
    """Return positions, `[R, A, I]`, NaN for who has no instructions on an issue where others have some."""
    return np.where(heard(room.tableau), room.state.ideal, np.nan)


def heard(tableau: Tableau) -> BoolArray:
    """Return who counts on each issue, `[A, I]`: those with instructions; all, where nobody has any."""
    counts: BoolArray = tableau.speaks | ~tableau.speaks.any(axis=0)
    return counts


def lines(values: FloatArray) -> FloatArray:
    """Return `[R, A, I]` as `[R, I, A]`, laid out alike for any number of replications: sums end in the same bits."""
    return np.ascontiguousarray(np.moveaxis(values, 2, 1))


def weighted_mean(room: Room, influence: FloatArray) -> FloatArray:
    """Return the mean of the positions by influence `[R, A, I]`, `[R, I]`.

    Who has no instructions on an issue does not count; the plain mean where nobody has influence.
    """
    return means.weighted_mean(lines(spoken(room)), lines(influence), 1.0)


def nearest_option(tableau: Tableau, point: FloatArray, among: BoolArray | None = None) -> IntArray:
    """Return the option nearest to each point, `[R, I]`, by the place that the case gives it on the axis.

    Of those equally near, rounding aside, one that leaves something in the text comes before a deletion or a referral,
    then the first. Options, `[I, O]`, that are not among those given are left out.
    """
    there = tableau.valid if among is None else among
    away = np.where(there, np.abs(tableau.option_position - point[..., None]), np.inf)
    near = away <= away.min(axis=2, keepdims=True) + ATOL
    nearest: IntArray = (near * (1 + tableau.commits)).argmax(axis=2)
    return nearest


def landing(room: Room) -> FloatArray:
    """Return where the room lands if it stopped now: the mean by capability and salience of positions, `[R, I]`."""
    return weighted_mean(room, room.tableau.capability[..., None] * room.tableau.given_salience)


def gathered(room: Room, point: FloatArray) -> FloatArray:
    """Return everybody's positions, `[R, A, I]`, once all stand at the points `[R, I]`."""
    return np.broadcast_to(point[:, None], room.state.ideal.shape).copy()


class Positional(ABC):
    """A protocol in which positions move round by round, as a model of the literature says.

    A session holds one round, or as many as it takes for all of them to fit into the sessions of the case. Where
    positions end, their mean by capability and salience names the option nearest to it, and the options make the
    text. Such a model knows neither red lines nor decision rules, so it says nothing about who joins. Who has no
    instructions on an issue has no voice there. New instructions in mid-course move positions; what matters to whom and
    where a delegation began stay as they were at the opening.
    """

    __slots__ = ()
    info: ClassVar[ComponentInfo]

    @property
    @abstractmethod
    def rounds(self) -> int:
        """Rounds of the model at most; fewer where positions come to rest."""

    @property
    def draws_lots(self) -> bool:
        """Whether it draws lots of its own, so that it may end otherwise where everything starts alike."""
        return "deterministic" not in self.info.promises

    @abstractmethod
    def moved(self, room: Room, now: int) -> FloatArray:
        """Return the positions after one more round, `[R, A, I]`; `now` rounds, from 0, lie behind."""

    def at_rest(self, room: Room, before: FloatArray, now: int) -> BoolArray:
        """Return whether positions have come to rest, `[R]`, after round `now` led there from those before."""
        still: BoolArray = np.abs(room.state.ideal - before).max(axis=(1, 2), initial=0.0) <= ATOL
        return still

    @property
    def defaults(self) -> Defaults:
        """Values that the protocol uses where a case gives none."""
        return Defaults()

    def open(self, tableau: Tableau, forum: Forum) -> Room:
        """Return the room before the first session."""
        room = Conference().open(tableau, forum)
        room.state.deadline = np.minimum(room.state.deadline, self.rounds)
        return room

    def floor(self, room: Room) -> IntArray:
        """Return how many clauses can be open in the coming session of each replication, `[R]`: all of them."""
        return np.full(len(room.rows), room.tableau.n_issues)

    def play(self, room: Room) -> Turn:
        """Move positions; put on the table what they would settle on, and close where they rest."""
        state, tableau = room.state, room.tableau
        full = np.ones(len(room.rows))
        turn = blank_turn(room, pressure=full, endgame=full, places=tableau.n_issues, speakers=1)
        turn.is_opened = np.ones_like(turn.is_opened)
        each = ceil(self.rounds / min(self.rounds, tableau.scenario.sessions))
        end = min(each * (state.session + 1), self.rounds)
        stands = np.zeros(len(room.rows), dtype=np.bool_)
        for now in range(each * state.session, end):
            before, after = state.ideal, self.moved(room, now)
            # A model that has come to its end plays no more rounds.
            state.ideal = np.where(stands[:, None, None], before, after)
            stands = stands | self.at_rest(room, before, now)
        rests = stands | (state.sessions_left <= 1) | (end >= self.rounds)
        state.table = nearest_option(tableau, landing(room))
        self._end_session(room, turn, rests)
        return turn

    def _end_session(self, room: Room, turn: Turn, closes: BoolArray) -> None:
        """Close all clauses where the model is at its end, `[R]`, and file the session away."""
        state = room.state
        state.is_clean = np.broadcast_to(closes[:, None], state.is_clean.shape).copy()
        state.closed_at = np.where(state.is_clean, state.session, state.closed_at)
        turn.closed_by = np.where(state.is_clean, 0, turn.closed_by)
        file_away(room, turn)
        state.session += 1

    def close(self, room: Room) -> Result:
        """Return the text that the options on the table make; there is none where they never closed."""
        state, tableau = room.state, room.tableau
        option = np.where(state.is_clean, state.table, -1)
        there, place = option >= 0, np.maximum(option, 0)
        commits = tableau.commits[np.arange(tableau.n_issues), place]
        outcome = np.select(
            [~there.all(axis=1), ~commits.any(axis=1), ~commits.all(axis=1)],
            [_CODE["no_outcome"], _CODE["deferred_or_referred"], _CODE["partial"]],
            _CODE["consensus_clean"],
        )
        opening = Conference().open(tableau, room.setting.forum).state
        each = np.take_along_axis(opening.gain, place[:, None, :, None], axis=3)[..., 0]
        gain = (each * there[:, None]).mean(axis=2)
        nobody = np.full(tableau.capability.shape, -1, dtype=np.int64)
        none = np.zeros(len(option), dtype=bool)
        return Result(
            outcome_class=outcome.astype(np.int64),
            option=option,
            won_over=np.zeros(opening.ideal.shape, dtype=bool),
            objects=np.zeros(nobody.shape, dtype=bool),
            joins=nobody,
            signature=nobody,
            margin=gain + tableau.failure_cost,
            gain=gain,
            voted=none,
            referred=none,
            signals=np.zeros((len(option), len(SIGNALS))),
            **implementation(room, option),
            **distances(room, option),
        )
