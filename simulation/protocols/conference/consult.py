"""Bilateral talks: what they tell, what they do to trust, and the trades struck in them."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Interval

from simulation.arrays import BoolArray, FloatArray, IntArray, at, count
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.room import Blocs, Room, Turn

__all__ = ["Consult", "Trade", "pick_partner"]

HALF = 0.5


def pick_partner(weight: FloatArray, uniform: FloatArray, guest: IntArray) -> IntArray:
    """Return a partner for each guest, `[R, g]`, drawn by `weight` `[R, A]` with one's own left out; -1: nobody."""
    total = weight.sum(axis=1, keepdims=True)
    upto = np.cumsum(weight, axis=1)
    own = weight.take(guest, axis=1)
    mark = uniform * (total - own)
    mark = np.where(mark >= upto.take(guest, axis=1) - own, mark + own, mark)
    place = (upto[:, None, :] > mark[:, :, None]).argmax(axis=2)
    partner = np.where(mark >= upto[:, -1:], weight.shape[1] - 1, place)
    nobody = (total - own <= 0) | (partner == guest)
    return np.where(nobody, -1, partner)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade(Mechanism):
    """In a talk, give on the issue the other cares more about and get on one it cares less about.

    It moves aspirations towards the limit and never past it, once the clause is called: no trade crosses a red line.
    """

    step: Annotated[float, Interval(ge=0, le=1)] = 0.25
    """Give that one trade buys at full trust: one rung of a five-rung ladder."""
    worthwhile: Annotated[float, Interval(ge=0, le=1)] = 0.02
    """Least difference of salience times distance that is worth a trade on either side."""

    def strike(self, room: Room, turn: Turn, talk: int, partner: IntArray) -> None:
        """Strike the trades of one round of talks; `partner` `[R, A]`, -1 where there is no talk."""
        state, holds = room.state, room.setting.holds
        guest = _guests(partner)
        r, g = np.arange(len(partner))[:, None], np.arange(len(guest))
        other = np.maximum(partner[:, guest], 0)
        differs = state.ideal[r, other]
        differs -= state.ideal.take(guest, axis=1)
        np.abs(differs, out=differs)
        differs *= state.salience[r, other] - state.salience.take(guest, axis=1)
        differs *= ~state.is_clean[:, None]
        give, get = differs.argmax(axis=2), differs.argmin(axis=2)
        begun = (state.give[:, guest] > 0) & (state.give[r, other] > 0)
        trades = ~holds[guest] & ~holds[other] & begun & (partner[:, guest] >= 0)
        if room.people is not None:  # where somebody sits, nobody promises anything in its name
            seated = room.people.seated
            trades &= ~seated[guest] & ~seated[other]
        trades &= (differs[r, g, give] > self.worthwhile) & (differs[r, g, get] < -self.worthwhile)
        if not trades.any():
            return
        rr, place = np.nonzero(trades)
        ii, jj = guest[place], other[trades]
        give, get = give[trades], get[trades]
        step = room.tableau.parameter("trade.step", self.step, axes=1)
        step = step[rr] if isinstance(step, np.ndarray) else step
        traded = state.traded.copy()
        np.add.at(traded, (rr, ii, give), step * state.trust[rr, ii, jj])
        np.add.at(traded, (rr, jj, get), step * state.trust[rr, jj, ii])
        state.traded = np.minimum(traded, 1.0)
        turn.trade_give[rr, ii, talk] = give
        turn.trade_get[rr, ii, talk] = get


@dataclass(frozen=True, slots=True, kw_only=True)
class Consult(Mechanism):
    """Talk to those who matter and object: learn what they could live with today, and come to trust them or not.

    A talk never shows a red line. Off: nobody learns, trusts or trades.
    """

    talks: Annotated[int, Interval(ge=0, le=6)] = 2
    """Talks in a session: one in each break."""
    learn: Annotated[float, Interval(ge=0, le=1)] = 0.3
    """Share of the unknown that a talk reveals at trust .5: three talks show two thirds."""
    trust_start: Annotated[float, Interval(ge=0, le=1)] = 0.5
    trust_step: Annotated[float, Interval(ge=0, le=1)] = 0.05
    """Change at a talk on full agreement: ten agreeable talks matter."""
    chair_talks: Annotated[int, Interval(ge=0, le=8)] = 4
    """Private talks of the chair in a session: corridor time."""
    initial_knowledge: Annotated[float, Interval(ge=0, le=1)] = 0.0
    """How well everybody, the chair included, knows everybody before the first session."""

    def apply(self, room: Room, turn: Turn) -> None:
        """Hold the chair's talks and nothing else; `hold` does those of the delegations."""
        if not self.enabled or self.chair_talks == 0:
            return
        state = room.state
        capability = room.tableau.capability
        upto = np.cumsum(capability, axis=1)
        marks = room.drawn("chair_talk") * upto[:, -1:]
        met = np.minimum((upto[:, None, :] <= marks[:, :, None]).sum(axis=2), upto.shape[1] - 1)
        r = np.arange(len(met))
        unknown = state.chair_unknown.copy()
        for talk in range(self.chair_talks):
            who = met[:, talk]
            if room.setting.blocs is None:
                unknown[r, who] *= 1.0 - room.tableau.parameter("consult.learn", self.learn, axes=1)
            else:
                learn = room.tableau.parameter("consult.learn", self.learn, axes=2)
                unknown *= 1.0 - learn * room.setting.blocs.disclose[who]
        state.chair_unknown = unknown

    def hold(self, room: Room, turn: Turn, trade: Trade) -> None:
        """Hold the talks of the delegations, one round of talks after the other."""
        state = room.state
        if not self.enabled:
            return
        weight = room.tableau.capability * (1.0 + (state.objects & ~state.is_clean[:, None]).sum(axis=2))
        drawn = room.drawn("talk")
        accepts: BoolArray = np.greater_equal(at(turn.stance, state.table), HALF)
        for talk in range(int(room.setting.talks.max(initial=0))):
            guest = np.flatnonzero(room.setting.talks > talk)
            partner = np.full(weight.shape, -1)
            partner[:, guest] = pick_partner(weight, drawn[:, guest, talk], guest)
            if room.people is not None:  # a person that called a talk has chosen for itself whom to talk to
                partner = np.where(room.people.seated & room.people.talked, -1, partner)
            turn.partner[:, :, talk] = partner
            self._learn(room, partner)
            if trade.enabled:
                trade.strike(room, turn, talk, partner)
            self._trust(room, partner, accepts)

    def _learn(self, room: Room, partner: IntArray) -> None:
        state = room.state
        guest = _guests(partner)
        r, partner = np.arange(len(partner))[:, None], partner[:, guest]
        other, talking = np.maximum(partner, 0), partner >= 0
        learn = room.tableau.parameter("consult.learn", self.learn, axes=2)
        mine = np.where(talking, np.minimum(1.0, 2 * learn * state.trust[r, guest, other]), 0.0)
        theirs = np.where(talking, np.minimum(1.0, 2 * learn * state.trust[r, other, guest]), 0.0)
        if room.setting.blocs is None:
            unknown = state.unknown.copy()
            unknown[r, guest, other] *= 1.0 - mine
        else:
            unknown = _disclosed(room.setting.blocs, state.unknown, guest, other, mine)
        unknown[r, other, guest] *= 1.0 - theirs
        state.unknown = unknown

    def _trust(self, room: Room, partner: IntArray, accepts: BoolArray) -> None:
        state = room.state
        guest = _guests(partner)
        r, partner = np.arange(len(partner))[:, None], partner[:, guest]
        other = np.maximum(partner, 0)
        alike = (accepts.take(guest, axis=1) == accepts[r, other]) & ~state.is_clean[:, None]
        agree = count(alike) / count(~state.is_clean)[:, None]
        change = np.where(partner >= 0, self.trust_step * (agree - 0.5), 0.0)
        trust = state.trust.copy()
        trust[r, guest, other] = np.clip(trust[r, guest, other] + change, 0.0, 1.0)
        trust[r, other, guest] = np.clip(trust[r, other, guest] + change, 0.0, 1.0)
        state.trust = trust


def _disclosed(
    blocs: Blocs, unknown: FloatArray, guest: IntArray, other: IntArray, share: FloatArray
) -> FloatArray:
    """Return what is unknown, `[R, A, A]`, once each guest was told that share of the other and its bloc, `[R, g]`."""
    left = blocs.disclose[other]
    left *= -share[..., None]
    left += 1.0
    if len(guest) == len(blocs.disclose):
        left *= unknown
        return left
    unknown = unknown.copy()
    unknown[:, guest] *= left
    return unknown


def _guests(partner: IntArray) -> IntArray:
    """Return who asks for a talk in any replication, from the partners `[R, A]`; the others need no work."""
    return np.flatnonzero((partner >= 0).any(axis=0))
