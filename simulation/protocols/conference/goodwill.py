"""Goodwill: everybody goes further for those who have gone further, and less far for those who have not moved."""

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from annotated_types import Interval

from simulation.arrays import ATOL, BoolArray, FloatArray
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.conference.signal import FORMAL_OBJECT
from simulation.protocols.room import Room, Turn
from simulation.state.tableau import Tableau

__all__ = ["Goodwill", "Standing", "owed_to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What goodwill goes by beside what was earned: what everybody wants, and how far it can be moved."""

    salience: FloatArray
    hope: FloatArray
    limit: FloatArray
    """See the fields of the same names in `NegotiationState`, `[R, A, I]`."""
    guess: FloatArray
    """`[R, A, I, O]`."""
    written: BoolArray
    """`[R, I, O]`."""
    unmet: FloatArray
    """See the field of the same name in `NegotiationState`, `[R, A, I]`."""
    firm: BoolArray
    """See the field of the same name in `Setting`, `[A]`."""

    @classmethod
    def of(cls, room: Room) -> Self:
        """Return how things stand in a room now."""
        state = room.state
        return cls(
            salience=state.salience,
            hope=state.hope,
            limit=state.limit,
            guess=state.guess,
            written=state.written,
            unmet=state.unmet,
            firm=room.setting.firm,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodwill(Mechanism):
    """Repay who gives: ask less for a wording that the generous want, and more for one that those want who hold out.

    A delegation is generous if it has released more of the way to its limit, on what has been called, than the clock
    asks: than one that goes in step with it, as fast as the same capital answers. Who has released less holds out,
    unless it now gives as fast as its capital answers, or goes by what others give, which excuses no person on a clause
    on which it has spoken. A trade is paid for: it counts for nothing here; and to a person nothing is owed where it
    has given all away itself. The model lets the room sense all that: how ready a delegation is shows in how it talks,
    whatever its instructions hide. Of a person it is what was answered on the floor, and counts by how much the others
    care about the clause. Whoever holds its line repays nobody. Off, or where all go with the clock: asks change for
    nobody.
    """

    worth: Annotated[float, Interval(ge=0, le=3)] = 1.0
    """What it is worth, in lengths of the axis, that all the others want a wording and have earned it in full."""
    ahead: Annotated[float, Interval(gt=0, le=1)] = 0.1
    """Share of the way to its limit by which a delegation has to be ahead of the clock to have earned it in full."""
    attention: Annotated[float, Interval(gt=0, le=1)] = 0.2
    """Share of the others, by weight, that is enough to be heeded in full: what few have earned is not lost among the
    many who go with the clock. 1: only what all the others have earned counts in full."""

    def apply(self, room: Room, turn: Turn) -> None:
        """Say what is asked for each wording: nobody is moved past its limit, and nobody asks more than its hope."""
        given = _given(room, turn)
        room.state.earned, room.state.unmet = self._earned(room, turn, given), _unmet(room, given)
        turn.asked = self.asked(room.tableau, Standing.of(room), room.state.earned, turn.aspiration)

    def asked(
        self, tableau: Tableau, standing: Standing, earned: FloatArray, aspiration: FloatArray
    ) -> FloatArray:
        """Return what is asked for each wording, `[R, A, I, O]`, instead of the aspiration, `[R, A, I]`."""
        plain = aspiration[..., None]
        worth = tableau.parameter("goodwill.worth", self.worth, axes=3)
        if not self.enabled or not np.any(worth) or not earned.any():
            return np.broadcast_to(plain, standing.guess.shape)
        asked = self._favour(tableau, standing, earned)
        asked *= (worth * standing.salience * ~standing.firm[:, None])[..., None]
        np.subtract(plain, asked, out=asked)
        least = np.minimum(standing.limit[..., None], plain)
        most = np.maximum(standing.hope[..., None], plain)
        return np.clip(asked, least, most, out=asked)

    def _favour(self, tableau: Tableau, standing: Standing, earned: FloatArray) -> FloatArray:
        """Return how much more the others who earned it want each wording than the mean one, `[R, A, I, O]`, -1..1.

        That is a mean over the others, by capability and by how much they care: over those who have earned something,
        or lost it, unless they are less than the `attention` of all others.
        """
        weight, favour = _weight(tableau, standing), owed_to(tableau, standing, earned)
        np.subtract(favour.sum(axis=1, keepdims=True), favour, out=favour)
        heeded = np.maximum(_others(weight * np.abs(earned)[..., None]), self.attention * _others(weight))
        favour /= np.maximum(heeded, np.finfo(float).tiny)[..., None]
        there = standing.written[:, None].astype(np.float64)
        favour -= (favour * there).sum(axis=3, keepdims=True) / there.sum(axis=3, keepdims=True)
        return favour

    def _earned(self, room: Room, turn: Turn, given: FloatArray) -> FloatArray:
        """Return what each delegation has earned by giving more than the clock asks of it, `[R, A]`, -1..1."""
        state = room.state
        if np.array_equal(given, turn.due):  # all go in step with the clock
            return np.zeros_like(state.earned)
        matters = _weighed(room) * (state.called | state.is_clean)[:, None]
        ahead = room.tableau.parameter("goodwill.ahead", self.ahead, axes=2)

        def share(lead: FloatArray) -> FloatArray:
            mean = lead.sum(axis=2) / np.maximum(matters.sum(axis=2), ATOL)
            earned: FloatArray = np.clip(mean / ahead, -1.0, 1.0) * room.tableau.decide
            return earned

        lead = matters * (given - turn.due)
        earned = share(lead)
        least = 0.0 if room.people is None else np.minimum(share(lead * room.people.spoken_on), 0.0)
        return np.where(turn.limited | room.setting.led, np.maximum(earned, least), earned)


def _weighed(room: Room) -> FloatArray:
    """Return how much what was given on each clause counts, `[R, A, I]`.

    Who follows instructions releases about as much on all clauses, so that counts by what it costs: by its own
    salience. A person may give where nobody cares but itself. So what it said counts by how much the others who decide
    care, in the mean by capability.
    """
    own = room.state.salience
    if room.people is None or not room.people.speaks.any():
        return own
    weight = (room.tableau.capability * room.tableau.decide)[..., None]
    heard = np.maximum(_others(np.broadcast_to(weight, own.shape)), ATOL)
    return np.where(room.people.spoken_on, _others(weight * own) / heard, own)


def _given(room: Room, turn: Turn) -> FloatArray:
    """Return how much of the way to its limit each delegation has gone, `[R, A, I]`, 0..1.

    Whoever follows instructions has gone as far as they release. A person has gone as far as the worst wording that it
    accepted on the floor: what it says of wordings that nobody puts, and what it promised in a trade, does not count.
    On a clause of which it refused nothing it has gone at least as far as the clock asks, however much capital
    released; where it refused something, so far at the most that it had not reached that wording. Whoever refuses what
    crosses its own red line has refused nothing. Where it said nothing its instructions speak, as those of an agent;
    if it ever asked its capital for more, they go no further than the clock asks.
    """
    state, people = room.state, room.people
    given = state.flexibility * state.ease
    if people is None or not people.seated.any():
        return given
    gone = np.where(people.accepted, state.short, 0.0).max(axis=3)
    refused = (people.said == FORMAL_OBJECT) & ~state.is_red
    short_of = np.where(refused, state.short, 1.0).min(axis=3)
    instructed = np.where(people.hastened[:, None], np.minimum(turn.due, given), given)
    said = np.maximum(gone, np.minimum(turn.due, short_of))
    return np.where(people.seated[:, None], np.where(people.spoken_on, said, instructed), given)


def _unmet(room: Room, given: FloatArray) -> FloatArray:
    """Return what share of its wishes on a clause goodwill can still repay, `[R, A, I]`, 0..1.

    All of it of whoever follows instructions. Of a person, what it has not given away itself: to who lives with
    whatever is put on a clause, nothing is left to be repaid there.
    """
    if room.people is None:
        return np.ones_like(given)
    return np.where(room.people.spoken_on, 1.0 - given, 1.0)


def owed_to(tableau: Tableau, standing: Standing, earned: FloatArray) -> FloatArray:
    """Return what each delegation's wishes count for with the others, wording by wording, `[R, A, I, O]`.

    It counts by capability and by how much it cares about the clause, as far as it has not given that away itself. What
    it wants is what its public positions show.
    """
    weight = _weight(tableau, standing) * earned[..., None] * standing.unmet
    owed: FloatArray = weight[..., None] * standing.guess
    return owed


def _weight(tableau: Tableau, standing: Standing) -> FloatArray:
    weight: FloatArray = (tableau.capability * tableau.decide)[..., None] * standing.salience
    return weight


def _others(weight: FloatArray) -> FloatArray:
    """Return the sum over all the others, `[R, A, I]`."""
    others: FloatArray = weight.sum(axis=1, keepdims=True) - weight
    return others
