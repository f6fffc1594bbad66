"""Concession: how far each delegation would go today."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Interval

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray, at
from simulation.preferences.values import eased, reach_of
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.conference.programme import Programme
from simulation.protocols.room import Room, Turn
from simulation.state.draws import Draws
from simulation.strategies.strategy import Cohort, Strategy

__all__ = ["Concede", "mood_of"]

_LEAST = 0.25
"""No issue is taken for less than this when what one sees of others is shaded: what hardly matters is no abyss."""
_DEAR = 1.0
"""Relative salience from which on a clause is dear: it matters as much as the mean, or more."""
_FARTHEST = 0.02
"""Draws nearer to 0 or 1 than this are taken as if they lay here: a logistic tail would decide by itself."""


def mood_of(draws: Draws, temperature: FloatArray | float) -> FloatArray:
    """Return what instructions do not explain of how clauses are taken, in lengths of the axis, `[R, I]`.

    Logistic noise [McFadden1974]_, half of it of the whole room and half of it of each clause. It lasts, so that two
    variants of a case meet the same mood.
    """
    uniform = np.clip(draws.mood[:, 0], _FARTHEST, 1.0 - _FARTHEST)
    logistic = np.log(uniform / (1.0 - uniform))
    mood: FloatArray = temperature * (logistic[:, :1] + logistic[:, 1:]) / 2.0
    return mood


@dataclass(frozen=True, slots=True, kw_only=True)
class Concede(Mechanism):
    """Release what the strategy aims at, no faster than capital answers. Off: nobody lets go of anything."""

    pace: Annotated[float, Interval(gt=0, le=1)] = 0.32
    """Most that is released in a session, as a mean over capitals. Capital releases all in some days of slots."""
    unevenness: Annotated[float, Interval(ge=0, le=1)] = 0.5
    """How far capitals differ: the quickest answers by this share faster than the mean, the slowest by as much
    slower."""
    priority: Annotated[float, Interval(ge=0, le=3)] = 1.0
    """How much later an issue is let go of the more it matters; 0: all issues alike."""
    premium: Annotated[float, Interval(ge=0, le=1)] = 0.25
    """What waiting is worth while there is time, in lengths of the axis. Short of its best, everybody asks a rung of
    five more, less and less as the end comes near. Under a programme of work it counts nothing: whoever waits, waits
    for the call."""
    shade: Annotated[float, Interval(ge=0, le=1)] = 0.5
    """How far short of the least that instructions allow a wording may be, in lengths of the axis, for those who know
    one to see that there is something to be had. 0: they see what one could accept today, yes or no."""
    reluctance: Annotated[float, Interval(ge=0, le=1)] = 0.3
    """How much less a wording that one could only just live with counts, to those who know one, than one's best. Where
    `shade` is 0 nobody sees that."""
    temperature: Annotated[float, Interval(ge=0, le=1)] = 0.17
    """Spread of what instructions do not explain, in lengths of the axis: scale of the logistic noise in what everybody
    asks, half of it the mood of the room, half that of each clause. It moves nobody past its limit or a red line."""

    def apply(self, room: Room, turn: Turn, programme: Programme) -> None:
        """Move `give`; work out aspiration, account and how far each goes."""
        state = room.state
        if self.enabled:
            paces = self._paces(room)
            wished = self._targets(room, turn.pressure) - state.give
            step = np.clip(wished, 0.0, paces)
            turn.limited = wished > paces + ATOL
            if room.people is not None:
                step = step + paces * (room.people.seated & room.people.asked_capital)
            state.give = np.minimum(state.give + step, 1.0)
            state.punctual = state.punctual + np.clip(turn.pressure[:, None] - state.punctual, 0.0, paces)
            at_call = programme.ready(room)[:, None]
            state.ease = self._eased(room, turn, state.give, at_call * ~room.setting.firm[:, None])
            state.ease = _held_out(room, state.ease)
            in_step = not room.setting.firm.any() and np.array_equal(state.punctual, state.give)
            due = state.ease if in_step else _held_out(room, self._eased(room, turn, state.punctual, at_call))
            turn.due = state.flexibility * due
        turn.aspiration = self._in_mood(room, self._aspiration(room, turn))
        if room.setting.package:
            left_over = (at(state.gain, state.table) - turn.aspiration) * (
                state.is_clean[:, None] & ~state.folded
            )
            turn.credit = left_over.sum(axis=2)
        turn.is_red = state.is_red
        if self.enabled and not programme.enabled:
            premium = room.tableau.parameter("concede.premium", self.premium, axes=3)
            turn.premium = premium * (1.0 - turn.endgame)[:, None, None] * state.salience
        if room.is_recorded:
            self._reach(room, self._account(turn) - turn.aspiration - turn.premium)

    def _eased(self, room: Room, turn: Turn, released: FloatArray, at_call: FloatArray) -> FloatArray:
        """Return what that opens on each clause once it is called, `[R, A, I]`: at least as much as at the call."""
        ready = np.maximum(released[..., None], at_call)
        priority = room.tableau.parameter("concede.priority", self.priority, axes=1)
        return eased(ready, room.state.salience, priority) * turn.called[:, None]

    @staticmethod
    def _account(turn: Turn) -> FloatArray:
        """Return what the account of closed clauses lets one give on each, `[R, A, I]`."""
        account: FloatArray = turn.credit[..., None] * turn.called[:, None]
        return account

    def margins(self, room: Room, turn: Turn) -> None:
        """Work out the own margin of every option by what is asked for it, and say what everybody could accept."""
        state = room.state
        turn.own_margin = state.gain + self._account(turn)[..., None]
        turn.own_margin -= turn.asked
        if turn.premium.any():
            short = state.gain < state.hope[..., None] - ATOL
            turn.own_margin = turn.own_margin - turn.premium[..., None] * short
        self.weigh(room, turn)

    @staticmethod
    def _reach(room: Room, left: FloatArray) -> None:
        """Work out how far from its ideal each delegation goes on open clauses, from account less what it asks."""
        state, setting = room.state, room.setting
        reach = reach_of(
            room.tableau,
            setting.ladder,
            setting.refuses,
            ideal=state.ideal,
            salience=state.salience,
            left=left,
        )
        state.reach = np.where(state.is_clean[:, None], state.reach, reach)

    def weigh(self, room: Room, turn: Turn) -> None:
        """Say what everybody could accept today by its margins, its promises and, for people, what they said."""
        if room.people is not None:
            kept = room.people.pledged & ~turn.is_red
            turn.own_margin = np.where(kept, np.maximum(turn.own_margin, 0.0), turn.own_margin)
        turn.could = turn.own_margin >= -ATOL
        turn.could &= ~turn.is_red
        seen = self._seen(room, turn)
        turn.stance = seen if room.people is None else room.people.stance(seen)

    def _seen(self, room: Room, turn: Turn) -> BoolArray | FloatArray:
        """Return how near to accepting each wording those are seen to be whom one knows, `[R, A, I, O]`, 0..1."""
        shade = room.tableau.parameter("concede.shade", self.shade, axes=3)
        if not np.any(shade):
            return turn.could
        scale = shade * np.maximum(room.state.salience, _LEAST)
        near = room.state.gain + (turn.credit[..., None] - room.state.limit)[..., None]
        near /= scale[..., None]
        near += 1.0
        np.clip(near, 0.0, 1.0, out=near)
        near *= self._gladly(room, turn.is_red)
        return near

    def _gladly(self, room: Room, is_red: BoolArray) -> FloatArray:
        """Return how gladly each wording would be taken, `[R, A, I, O]`, 0..1: not at all where it is red."""
        short = room.state.short
        if room.gladly is None or room.gladly[0] is not short or room.gladly[1] is not is_red:
            gladly = short * -room.tableau.parameter("concede.reluctance", self.reluctance, axes=4)
            gladly += 1.0
            gladly *= ~is_red
            room.gladly = short, is_red, gladly
        return room.gladly[2]

    def _paces(self, room: Room) -> FloatArray:
        """Return how much each capital releases in a session at the most, `[R, A]`."""
        unevenness = room.tableau.parameter("concede.unevenness", self.unevenness, axes=2)
        paces: FloatArray = self._pace(room) * (
            1.0 + unevenness * (2.0 * room.draws.capital[room.rows, 0] - 1.0)
        )
        return paces

    def _pace(self, room: Room) -> FloatArray | float:
        return room.tableau.parameter("concede.pace", self.pace, axes=2)

    def _targets(self, room: Room, pressure: FloatArray) -> FloatArray:
        state = room.state
        target = np.zeros_like(state.give)
        for strategy, rows in room.setting.strategies:
            cohort = Cohort(
                rows=rows,
                session=state.session,
                pressure=pressure[:, None],
                give=state.give,
                known=self._known(room, strategy, rows),
                mates=self._mates(room, strategy, rows),
                pace=self._pace(room),
            )
            target[:, rows] = strategy.target(cohort)
        return target

    @staticmethod
    def _known(room: Room, strategy: Strategy, rows: IntArray) -> FloatArray:
        if not strategy.watches:
            return np.zeros((1, len(rows), room.tableau.n_delegations))
        return 1.0 - room.state.unknown.take(rows, axis=1)

    @staticmethod
    def _mates(room: Room, strategy: Strategy, rows: IntArray) -> FloatArray:
        blocs = room.setting.blocs
        if blocs is None or not strategy.follows:
            return np.zeros((1, len(rows), room.tableau.n_delegations))
        return blocs.mates(rows, room.tableau.capability)

    @staticmethod
    def _in_mood(room: Room, aspiration: FloatArray) -> FloatArray:
        """Return what is asked in the mood of the day, `[R, A, I]`: at most the hope, at least the limit."""
        state = room.state
        if not state.mood.any():
            return aspiration
        asked = aspiration - state.mood[:, None] * np.minimum(state.salience, 1.0)
        moved: FloatArray = np.clip(asked, np.minimum(state.limit, aspiration), state.hope)
        return moved

    @staticmethod
    def _aspiration(room: Room, turn: Turn) -> FloatArray:
        """Return hope less the share released of the way to the limit, `[R, A, I]`; fallbacks make it a stair.

        What was traded on a clause is given once that clause is called: until then everybody keeps the bracket.
        """
        state, tableau = room.state, room.tableau
        traded = state.traded * turn.called[:, None]
        share = np.minimum(1.0, state.flexibility * state.ease + traded)
        line = state.hope - share * (state.hope - state.limit)
        if not tableau.has_fallbacks.any():
            return line
        released = (tableau.release <= share[..., None] + ATOL) & ~state.is_red
        stair = np.minimum(state.hope, np.where(released, state.gain, np.inf).min(axis=3))
        return np.where(tableau.has_fallbacks, stair, line)


def _held_out(room: Room, ease: FloatArray) -> FloatArray:
    """Return what opens on each clause, `[R, A, I]`: less where one holds out on what is dear, until the last session.

    What is asked there for the sake of the clock stays above a share of the best. What one sold opens all the same.
    """
    state, share = room.state, room.setting.holds_out
    if not share.any():
        return ease
    left = (state.sessions_left - 1) / state.deadline
    least = (share * np.sqrt(np.maximum(left, 0.0))[:, None])[..., None] * state.hope
    way = state.flexibility * (state.hope - state.limit)
    dear = (state.salience >= _DEAR - ATOL) & (least > 0) & (way > 0)
    upto = np.divide(state.hope - least, way, out=np.ones_like(way), where=dear)
    held: FloatArray = np.where(dear, np.minimum(ease, upto), ease)
    return held
