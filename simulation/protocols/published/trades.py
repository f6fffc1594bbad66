"""Position exchange and the Spatial Model of Politics as protocols: bargains between two delegations at a time."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from annotated_types import Interval

from simulation.arrays import BoolArray, FloatArray
from simulation.models.exchange import exchange_round
from simulation.models.spatial import LEAST_TURNS, QUIET, STILL, spatial_turn
from simulation.protocols.positional import Positional, heard, spoken
from simulation.protocols.room import Room
from simulation.registry import ComponentInfo
from simulation.rng import Streams
from simulation.state.tableau import Tableau

__all__ = ["Exchange", "SpatialModel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange(Positional):
    """Two delegations give way to each other, each on the issue that it cares less about, for equal gain.

    Known as: position exchange model, equal gain [Stokman1994]_, [Dijkstra2008]_. The vote after the last round is the
    forecast; between rounds only part of a concession stays. On one issue there is nothing to exchange.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="exchange",
        label="Position exchange",
        summary="Pairs trade concessions on two issues so that both gain alike.",
        references=("Stokman1994", "Dijkstra2008"),
        promises=frozenset({"deterministic", "ends_in_text"}),
        cost="A2I2",
    )
    rounds: Annotated[int, Interval(ge=1, le=50)] = 1
    as_published: bool = False
    """With three slips of the published program, by which votes and outcomes can be pulled past the partner."""
    coin: bool = False
    """Exchanges with equal gain are drawn by lot; else the first in the list is made."""

    @property
    def draws_lots(self) -> bool:
        """Whether exchanges with equal gain are drawn."""
        return self.coin

    def moved(self, room: Room, now: int) -> FloatArray:
        """Return what delegations vote for after the last round, before it what they take on, `[R, A, I]`."""
        tableau = room.tableau
        position, moved = spoken(room), np.empty_like(room.state.ideal)
        for row, replication in enumerate(tableau.replications.tolist()):  # each has exchanges of its own
            lot = Streams(tableau.seed).generator("model", replication, now) if self.coin else None
            done = exchange_round(
                position[row],
                tableau.given_salience[row],
                tableau.capability[row],
                as_published=self.as_published,
                rng=lot,
            )
            moved[row] = done.next_start if now + 1 < self.rounds else done.voting
        return np.where(np.isnan(moved), room.state.ideal, moved)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpatialModel(Positional):
    """Each offers a bargain to whom it would gain most by challenging; each keeps the bargain likeliest to prevail.

    Known as: Spatial Model of Politics, probabilistic Condorcet election [KTAB2019]_, with the settings its program
    starts with. All issues are one space, and the saliences of a delegation are its shares of attention. Where a
    delegation's sum to more than 1, those of all are divided by the largest sum, so that nobody has more than its
    whole attention to give, and who cares twice as much as another still does.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="spatial_model",
        label="Spatial model",
        summary="Bargains are offered under threat, and those likeliest to win a vote of all are kept.",
        references=("KTAB2019",),
        promises=frozenset({"deterministic", "ends_in_text"}),
        cost="A3I",
    )
    rounds: Annotated[int, Interval(ge=1, le=100)] = 20

    def moved(self, room: Room, now: int) -> FloatArray:
        """Return the positions after one turn, `[R, A, I]`."""
        return _turned(room, spoken(room))

    def at_rest(self, room: Room, before: FloatArray, now: int) -> BoolArray:
        """Return whether a turn moved positions by less than a fiftieth of what the first did, `[R]`; two at least."""
        step = np.linalg.norm(room.state.ideal - before, axis=2).sum(axis=1)
        if now + 1 < LEAST_TURNS:
            return np.zeros(len(step), dtype=np.bool_)
        counts, start = heard(room.tableau), room.tableau.ideal
        # The first turn moved no further than everybody across the room: only near the end it is played again.
        most = np.sqrt(room.tableau.n_issues) * room.tableau.n_delegations + STILL
        if not (step < QUIET * most).any():
            return np.zeros(len(step), dtype=np.bool_)
        first = np.linalg.norm(_turned(room, np.where(counts, start, np.nan)) - start, axis=2).sum(axis=1)
        still: BoolArray = step < QUIET * (first + STILL)
        return still


def _turned(room: Room, position: FloatArray) -> FloatArray:
    """Return where one turn leads from positions `[R, A, I]`; who has none on an issue stays there."""
    tableau, moved = room.tableau, np.empty_like(position)
    share = _attention(tableau)
    for row in range(tableau.n_replications):  # each has bargains of its own
        moved[row] = spatial_turn(position[row], share[row], tableau.capability[row])
    return np.where(np.isnan(moved), room.state.ideal, moved)


def _attention(tableau: Tableau) -> FloatArray:
    """Return the shares of attention that delegations give to issues, `[R, A, I]`: as the case says if they can be."""
    given = np.where(heard(tableau), tableau.given_salience, 0.0)
    largest = given.sum(axis=2).max(axis=1, initial=1.0)
    share: FloatArray = given / largest[:, None, None]
    return share
