"""Signals: support, can live with, silent, statement, formal objection are five different things."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Interval

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray, highest, raised
from simulation.protocols.conference import ballot
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.room import Room, Turn

__all__ = ["CAN_LIVE_WITH", "FORMAL_OBJECT", "SILENT", "STATEMENT", "SUPPORT", "Judgement", "Signal"]

_LEAST = 0.01
"""No delegation is taken for smaller than this: one without any voice is not infinitely easy to press."""
SUPPORT, CAN_LIVE_WITH, SILENT, STATEMENT, FORMAL_OBJECT = range(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How decision-holders take something; leading axes as in the margin, the last but one is A."""

    unwilling: BoolArray
    statement: BoolArray
    objects: BoolArray
    """Silent is unwilling without either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal(Mechanism):
    """Standing alone against a protected text has a price, so the nearly content fold. Off: the price is 0."""

    isolation: Annotated[float, Interval(ge=0, le=1)] = 0.2
    """Price of objecting alone, in lengths of the axis: less than a rung of five, it tips the nearly content."""
    fatigue: Annotated[float, Interval(ge=0, le=1)] = 0.038
    """Rise of that price, as a share of it, with each session held: a tired room is less patient."""
    size: Annotated[float, Interval(ge=0, le=1)] = 0.5
    """How far size counts in that price: everybody weighs its capability to this power. Those one stands against
    count by weight, and the mean weight of the room over one's own raises the price. 0: heads are counted, and all pay
    alike."""
    in_character: bool = True
    """Whether everybody stands by the wording that it tables in this session and by the one it opened with, unless its
    red line or its bloc forbids, or it is better off without a text: nobody objects to its own words because its
    account is short or the hour is early."""

    def judge(
        self,
        room: Room,
        margin: FloatArray,
        red: BoolArray,
        protected: BoolArray,
        told: IntArray | None = None,
    ) -> Judgement:
        """Return who takes it how, from margins and red lines `[..., A, K]` and protection `[..., K]`.

        Where a person has `told` how, as a code of `SIGNALS`, `[..., A, K]`, it is as told; -1: judge by the numbers.
        """
        decide = room.tableau.decide[:, None]
        unwilling = (ballot.short(margin, 0.0) | red) & decide
        if told is not None:
            unwilling = np.where(told >= 0, told >= SILENT, unwilling) & decide
        price = self.price(room, unwilling)
        folds = _folds(unwilling, margin, red, protected, price)
        statement = folds & ballot.openly(margin, price)
        if told is not None:
            folds = np.where(told >= 0, unwilling & (told != FORMAL_OBJECT), folds)
            statement = np.where(told >= 0, unwilling & (told == STATEMENT), statement)
        return Judgement(unwilling=unwilling, statement=statement, objects=unwilling & ~folds)

    def objects(self, room: Room, margin: FloatArray, red: BoolArray, protected: BoolArray) -> BoolArray:
        """Return who objects, `[..., A, K]`: of what `judge` returns for agents, what a package is put together by."""
        unwilling = (ballot.short(margin, 0.0) | red) & room.tableau.decide[:, None]
        return unwilling & ~_folds(unwilling, margin, red, protected, self.price(room, unwilling))

    def price(self, room: Room, unwilling: BoolArray | FloatArray) -> FloatArray:
        """Return what it costs everybody to stand against a wording, `[..., A, K]`.

        From who is unwilling, `[..., A, K]`, or from the chances that they are.
        """
        fatigue = room.tableau.parameter("signal.fatigue", self.fatigue, axes=unwilling.ndim)
        weary = 1.0 + fatigue * room.state.session
        alone = room.tableau.parameter("signal.isolation", self.isolation, axes=unwilling.ndim)
        isolation = (alone if self.enabled else 0.0) * weary * room.setting.pressed[:, None]
        size = room.tableau.parameter("signal.size", self.size, axes=1)
        if not np.any(size):
            alike: FloatArray = isolation * (1.0 - (room.setting.decider @ unwilling))[..., None, :]
            return alike
        decide, middle = room.tableau.decide, [1] * (unwilling.ndim - 3)
        own = raised(np.maximum(room.tableau.capability, _LEAST), size)
        total = (own * decide).sum(axis=1, keepdims=True)
        share = (own * decide / np.where(total > 0, total, 1.0)).reshape(len(own), *middle, 1, -1)
        small = total / np.maximum(decide.sum(), 1) / own
        against: FloatArray = 1.0 - share @ unwilling
        price: FloatArray = isolation * against * small.reshape(len(own), *middle, -1, 1)
        return price

    def apply(self, room: Room, turn: Turn) -> None:
        """Ask every decision-holder about every wording on the floor."""
        margin, red = self._margins(room, turn)
        told = self._told(room, turn)
        taken = self.judge(room, margin, red, turn.protected, told)
        turn.margin = margin
        turn.signal = self._words(room, turn, taken, margin, red)
        if told is not None:
            turn.signal = np.where((told >= 0) & (turn.signal >= 0), told, turn.signal)

    def instructed(self, room: Room, turn: Turn) -> IntArray:
        """Return what instructions say to each wording on the floor, `[R, m, A, O]`: a code of `SIGNALS`; -1: nothing.

        By the account of what is agreed, the line of the bloc, trades and red lines; nobody has yet looked who else
        would object.
        """
        margin, red = self._margins(room, turn)
        unwilling = (margin < -ATOL) | red
        taken = Judgement(unwilling=unwilling, statement=np.zeros_like(red), objects=unwilling)
        return self._words(room, turn, taken, margin, red)

    def _margins(self, room: Room, turn: Turn) -> tuple[FloatArray, BoolArray]:
        """Return what everybody goes by on the floor: margins and red lines, `[R, m, A, O]` each."""
        red = turn.kept(turn.is_red)
        margin = turn.on(turn.own_margin)
        if self.in_character:
            _stand_by_own(room, turn, margin, red)
        if room.setting.blocs is not None:
            margin = room.setting.blocs.mixed(margin)
        if room.people is not None:  # a trade binds, whatever the bloc thinks of it
            traded = np.swapaxes(room.people.traded, 0, 1)[turn.opened] & ~red
            margin = np.where(traded, np.maximum(margin, 0.0), margin)
        return margin, red

    @staticmethod
    def _told(room: Room, turn: Turn) -> IntArray | None:
        """Return what people answer to each wording on the floor, `[R, m, A, O]`; -1: as instructed.

        What was said of it before stands as long as nothing else is answered.
        """
        people = room.people
        if people is None:
            return None
        stands = np.where(people.answer >= 0, people.answer, people.said)
        answer = np.where(people.seated[:, None, None], stands, -1)
        told: IntArray = np.swapaxes(answer, 0, 1)[turn.opened]
        return told

    @staticmethod
    def _words(room: Room, turn: Turn, taken: Judgement, margin: FloatArray, red: BoolArray) -> IntArray:
        floor = turn.on_floor[:, :, None]
        held = turn.kept(room.state.platform)
        liked = np.where(floor & ~red, margin, -np.inf)
        favourite = liked >= highest(liked)[..., None] - ATOL
        member = held[..., None] == np.arange(floor.shape[3])
        # The codes are small: eight times as many fit the cache.
        words = np.where(favourite | member, SUPPORT, CAN_LIVE_WITH).astype(np.int8)
        words = np.where(taken.unwilling, SILENT, words)
        words = np.where(taken.statement, STATEMENT, words)
        words = np.where(taken.objects, FORMAL_OBJECT, words)
        return np.where(floor & room.tableau.decide[:, None], words, -1).astype(np.int64)


def _folds(
    unwilling: BoolArray, margin: FloatArray, red: BoolArray, protected: BoolArray, price: FloatArray
) -> BoolArray:
    """Return who is unwilling, but not by so much that it stands alone against what is protected."""
    return unwilling & ~red & protected[..., None, :] & ~ballot.short(margin, price)


def _stand_by_own(room: Room, turn: Turn, margin: FloatArray, red: BoolArray) -> None:
    """Lift the margins `[R, m, A, O]` of what everybody opened with, and of what speakers table, to 0.

    Not where it is red, or worth less to them than no text: who came for no outcome stands by nothing.
    """
    r, m = np.arange(len(turn.opened))[:, None], np.arange(turn.opened.shape[1])
    opening = turn.on(room.state.opening)

    def lift(r: IntArray, m: IntArray, who: IntArray, option: IntArray) -> None:
        own = (r, m, who, option)
        stands = ~red[own] & (room.state.gain[r, who, turn.opened[r, m], option] >= -ATOL)
        margin[own] = np.where(stands, np.maximum(margin[own], 0.0), margin[own])

    lift(r[..., None], m[:, None], np.arange(margin.shape[2]), opening)
    for place in range(turn.speaker.shape[2]):
        who, option = turn.speaker[:, :, place], turn.speaker_option[:, :, place]
        row, at = np.nonzero(who >= 0)
        lift(row, at, who[row, at], option[row, at])
