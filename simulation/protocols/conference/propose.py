"""What stands on the floor: the text on the table, the platforms that are heard, and a speaker's wording."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Interval

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray, highest
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.people import People
from simulation.protocols.room import Room, Turn
from simulation.state.tableau import DELETE, REFER

__all__ = ["Propose", "gumbel", "log_weight", "pick_lexicographic"]

TINY = 1e-300


def gumbel(uniform: FloatArray) -> FloatArray:
    """Return Gumbel noise: added to log weights, its maximum is a draw in proportion to the weights."""
    return -np.log(np.maximum(-np.log(np.maximum(uniform, TINY)), TINY))


def log_weight(weight: FloatArray) -> FloatArray:
    """Return the logarithm, minus infinity at 0."""
    return np.where(weight > 0, np.log(np.maximum(weight, TINY)), -np.inf)


def pick_lexicographic(among: BoolArray, *keys: FloatArray) -> IntArray:
    """Return the place on the last axis that is best by the first key, ties by the next; -1 where none is allowed."""
    left = among
    for key in keys:
        value = np.where(left, key, -np.inf)
        left = left & (value >= highest(value)[..., None] - ATOL)
    return np.where(highest(among), left.argmax(axis=-1), -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose(Mechanism):
    """Hear platforms by pooled voice and one speaker by voice. Off: only the text on the table is on the floor."""

    hearings: Annotated[int, Interval(ge=1, le=12)] = 2
    """Platforms heard per clause: the best-supported camps get the floor."""
    patience: Annotated[int, Interval(ge=0, le=10)] = 3
    """Earlier readings before deletion or referral may be moved, where they are not kept for the last sessions.
    0: at any time."""
    last_resort: Annotated[int, Interval(ge=0, le=10)] = 2
    """Last sessions in which they may be moved at all, however often the clause was read; 0: in any session."""

    def admit(self, room: Room, turn: Turn) -> None:
        """Say which options may be put at all this session."""
        kind = room.tableau.option_kind
        waits = (kind == DELETE) | (kind == REFER)
        ripe = (room.state.readings >= self.patience) | turn.last[:, None]
        if self.last_resort:
            ripe = (room.state.sessions_left <= self.last_resort)[:, None]
        turn.admissible = room.state.written & (~waits | ripe[..., None])

    def apply(self, room: Room, turn: Turn) -> None:
        """Fill the floor and say whose wording the speaker's is."""
        r = np.arange(len(turn.opened))[:, None]
        table = room.state.table[r, turn.opened]
        options = np.arange(room.tableau.n_options)
        floor = (table[..., None] == options) & turn.is_opened[..., None]
        if self.enabled:
            voice = self._voice(room, turn)
            held = turn.kept(room.state.platform)
            has_platforms = (held >= 0).any()
            if has_platforms:
                floor = floor | self._heard(room, turn, voice, held)
            floor = floor | self._spoken(room, turn, voice)
            if room.people is not None:
                floor = floor | self._asked_for(turn, room.people)
        turn.on_floor = floor & turn.is_opened[..., None]

    @staticmethod
    def _asked_for(turn: Turn, people: People) -> BoolArray:
        """Give the floor to every person who asked for it, beside the speakers that are drawn."""
        tabled = np.where(people.seated[:, None], people.tabled, -1).T[turn.opened]
        tabled = np.where(turn.is_opened[..., None], tabled, -1)
        who = np.flatnonzero((tabled >= 0).any(axis=(0, 1)))
        options = tabled[:, :, who]
        turn.speaker = np.concatenate([turn.speaker, np.where(options >= 0, who, -1)], axis=2)
        turn.speaker_option = np.concatenate([turn.speaker_option, options], axis=2)
        asked: BoolArray = (options[..., None] == np.arange(turn.on_floor.shape[2])).any(axis=2)
        return asked

    @staticmethod
    def _voice(room: Room, turn: Turn) -> FloatArray:
        """Return capability times salience after blocs have passed voice to their spokespersons, `[R, m, A]`."""
        voice = room.tableau.capability[:, None] * turn.kept(room.state.salience)
        voice = voice * room.tableau.propose
        return voice if room.setting.blocs is None else voice @ room.setting.blocs.voice

    def _heard(self, room: Room, turn: Turn, voice: FloatArray, held: IntArray) -> BoolArray:
        r = np.arange(len(turn.opened))[:, None]
        joins = held[..., None] == np.arange(room.tableau.n_options)
        pooled = (voice[:, :, None, :] @ joins)[:, :, 0]
        score = log_weight(pooled) + gumbel(room.drawn("platform")[r, turn.opened])
        rank = np.argsort(np.argsort(-score, axis=2, kind="stable"), axis=2, kind="stable")
        heard: BoolArray = (rank < self.hearings) & joins.any(axis=2)
        return heard

    def _spoken(self, room: Room, turn: Turn, voice: FloatArray) -> BoolArray:
        r, m = np.arange(len(turn.opened))[:, None], np.arange(turn.opened.shape[1])
        red = turn.kept(turn.is_red)
        may = turn.admissible[r, turn.opened][:, :, None] & ~red & self._worth_saying(room, turn)
        can = room.tableau.propose & highest(may) & turn.is_opened[..., None]
        if room.people is not None:
            can = can & ~room.people.seated
        noise = gumbel(turn.on(room.drawn("floor")))
        score = np.where(can, log_weight(voice) + noise, -np.inf)
        floor = np.zeros((*turn.opened.shape, room.tableau.n_options), dtype=bool)
        for place in range(turn.speaker.shape[2]):
            who = score.argmax(axis=2)
            heard = np.take_along_axis(score, who[..., None], axis=2)[..., 0] > -np.inf
            option = self._wording(room, turn, who, may[r, m, who])
            spoken = heard & (option >= 0)
            turn.speaker[:, :, place] = np.where(spoken, who, -1)
            turn.speaker_option[:, :, place] = np.where(spoken, option, -1)
            floor |= spoken[..., None] & (option[..., None] == np.arange(floor.shape[2]))
            score[r, m, who] = -np.inf
        return floor

    @staticmethod
    def _worth_saying(room: Room, turn: Turn) -> BoolArray:
        """Return what everybody would say if it had the floor, `[R, m, A, O]`.

        Nobody tables what it could not accept today and is worse to it than no text, but those who came for no outcome,
        to whom every text is.
        """
        spoils = room.setting.refuses | (room.setting.ladder.stake > 0)
        gains = turn.kept(room.state.gain) >= -ATOL
        worth: BoolArray = gains | turn.on(turn.could) | spoils[:, None]
        return worth

    @staticmethod
    def _wording(room: Room, turn: Turn, who: IntArray, may: BoolArray) -> IntArray:
        """Return what the speakers `[R, m]` table among what they may, `[R, m, O]`."""
        r, m = np.arange(len(who))[:, None], np.arange(who.shape[1])
        could = turn.could[r, who, turn.opened]
        gain = room.state.gain[r, who, turn.opened]
        tie = room.drawn("tie")[r, turn.opened]
        bridging = room.setting.bridges[who][..., None] & (gain >= -ATOL)
        among = may & (could | bridging)
        supported = pick_lexicographic(among, turn.believed[r, m, who], gain, tie)
        return np.where(highest(among), supported, pick_lexicographic(may, gain, tie))
