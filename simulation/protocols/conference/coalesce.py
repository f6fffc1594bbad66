"""Coalitions form: delegations found, join and leave platforms when it pays."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np
from annotated_types import Interval

from simulation.arrays import ATOL, BoolArray, FloatArray, IntArray, raised
from simulation.protocols.conference.mechanism import Mechanism
from simulation.protocols.room import Room, Turn

__all__ = ["Caucus", "Coalesce", "believe"]


def believe(room: Room, turn: Turn) -> FloatArray:
    """Return the share of decision-holders that everybody believes could accept, `[R, m, A, O]`.

    Where one knows another, the belief is what the other could live with today; where not, the public guess.
    As one product of matrices: stance + unknown x (guess - stance), averaged over those who decide.
    """
    state = room.state
    stance: FloatArray = np.multiply(turn.on(turn.stance), room.setting.decider[:, None])
    guess = turn.on(state.guess)
    guess *= room.setting.decider[:, None]
    guess -= stance
    believed: FloatArray = state.unknown[:, None] @ guess
    believed += stance.sum(axis=2, keepdims=True)
    np.maximum(believed, 0.0, out=believed)  # both sums round, and less than nobody has no root
    return believed


@dataclass(frozen=True, slots=True, kw_only=True)
class Caucus(Mechanism):
    """Blocs coordinate: a common line, a spokesperson with pooled voice, talks that tell about the others.

    It costs talks. Off: there are no blocs.
    """

    discipline: Annotated[float, Interval(ge=0, le=1)] = 0.5
    """Weight of the common line where a bloc names none: halfway between a label and a party whip."""
    cost: Annotated[int, Interval(ge=0, le=2)] = 1
    """Talks that meetings of the bloc use up: coordination eats one break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coalesce(Mechanism):
    """Join the platform of the wording that is worth most to oneself and likely to find support.

    Membership is open, since a new member only raises the share. Off: there are no platforms.
    """

    switch: Annotated[float, Interval(ge=0, le=1)] = 0.05
    """Relative gain needed to leave a platform: coalitions persist."""
    cosign: Annotated[float, Interval(ge=0, le=1)] = 0.5
    """Share of decision-holders that protects a platform's wording."""
    veto: Annotated[float, Interval(ge=0, le=2)] = 0.5
    """Power to which believed support counts where all must agree, or one can veto: nobody can be left behind, so one's
    own wish counts for more than company."""
    bloc_line: bool = True
    """Whether the line of the bloc counts in choosing a platform as it does on the floor: if so, nobody objects to the
    wording with whose coalition it stands."""
    deliver: Annotated[float, Interval(ge=0, le=1)] = 0.5
    """How far a delegation delivers what it sold, where all must agree: by this share of what it gave on a clause in
    trades, every wording that is worth something to it counts like its best. 0: it fights on for its own."""
    tell: Annotated[float, Interval(ge=0, le=1)] = 0.15
    """Share of the unknown that members tell each other in a session: half of what a talk reveals."""

    def apply(self, room: Room, turn: Turn) -> None:
        """Let everybody with the right to propose choose, and members tell each other what they know."""
        state = room.state
        r, m = np.arange(len(turn.opened))[:, None], np.arange(turn.opened.shape[1])
        platform = np.where(state.is_clean[:, None], -1, state.platform)
        if not self.enabled:
            state.platform = self._with_people(room, platform)
            return
        worth = self._worth(room, turn) * self._chance(room, turn.believed)
        allowed = self._acceptable(room, turn) & turn.admissible[r, turn.opened][:, :, None]
        allowed &= (turn.is_opened[..., None] & room.tableau.propose)[..., None]
        score = np.where(allowed, worth, -np.inf)
        tie = room.drawn("tie")[r, turn.opened][:, :, None]
        best = (score + tie).argmax(axis=3)
        held = turn.on(platform)
        everybody = (r[..., None], m[:, None], np.arange(best.shape[2]))
        top, kept = score[*everybody, best], score[*everybody, np.maximum(held, 0)]
        stays = (held >= 0) & (kept > -np.inf) & (top <= (1.0 + self.switch) * kept + ATOL)
        chosen = np.where(stays, held, np.where(top > -np.inf, best, -1))
        chosen = np.where(turn.is_opened[..., None], chosen, held)
        platform[r, :, turn.opened] = chosen
        state.platform = self._with_people(room, platform)
        self._tell(room, turn)

    def _worth(self, room: Room, turn: Turn) -> FloatArray:
        """Return what each wording is worth to everybody over no text, `[R, m, A, O]`.

        By what one sold on the clause, all that is worth something is raised towards the best.
        """
        worth: FloatArray = np.maximum(turn.kept(room.state.gain) - turn.on(room.state.limit)[..., None], 0.0)
        if self.deliver == 0.0 or room.setting.conditions.needed < 1.0:
            return worth
        sold = self.deliver * turn.on(room.state.traded)[..., None]
        best = worth.max(axis=3, keepdims=True)
        return np.where(worth > 0.0, worth + sold * (best - worth), 0.0)

    def _acceptable(self, room: Room, turn: Turn) -> BoolArray:
        """Return which wordings everybody could stand with today, `[R, m, A, O]`."""
        if not self.bloc_line or room.setting.blocs is None:
            return turn.on(turn.could)
        margin = room.setting.blocs.mixed(turn.on(turn.own_margin))
        stands: BoolArray = (margin >= -ATOL) & ~turn.kept(turn.is_red)
        return stands

    @staticmethod
    def _with_people(room: Room, platform: IntArray) -> IntArray:
        """Return the platforms with people where they chose to be, on every open clause."""
        if room.people is None:
            return platform
        own = np.where(room.state.is_clean[:, None], -1, room.people.joins)
        return np.where(room.people.seated[:, None], own, platform)

    def _chance(self, room: Room, believed: FloatArray) -> FloatArray:
        """Return what believed support is worth, `[R, m, A, O]`."""
        needed = room.setting.conditions.needed
        if needed == 1.0:
            return raised(believed, room.tableau.parameter("coalesce.veto", self.veto, axes=1))
        return np.ones_like(believed) if needed == 0.0 else believed

    def _tell(self, room: Room, turn: Turn) -> None:
        state = room.state
        held = np.where(turn.is_opened[..., None], turn.kept(state.platform), -1).astype(np.int8)
        nobody = np.int8(-2)  # unlike -1, so that two delegations without a platform share none
        shared = np.zeros(state.unknown.shape, dtype=np.int8)
        for place in range(held.shape[1]):
            mine = held[:, place]
            shared += mine[:, :, None] == np.where(mine < 0, nobody, mine)[:, None]
        left = (1.0 - self.tell) ** np.arange(held.shape[1] + 1)
        unknown: FloatArray = np.take(left, shared, mode="clip")  # nothing is out of bounds: that is quicker
        unknown *= state.unknown
        state.unknown = unknown
