"""Opinion dynamics as protocols: delegations listen to those near enough, all at once or two by two."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

import numpy as np
from annotated_types import Interval

from simulation.arrays import ATOL, BoolArray, FloatArray
from simulation.models import opinion
from simulation.protocols.positional import Positional, heard, lines
from simulation.protocols.room import Room
from simulation.registry import ComponentInfo
from simulation.rng import Streams

__all__ = ["Deffuant", "HegselmannKrause"]

type Share = Annotated[float, Interval(ge=0, le=1)]
type Rounds = Annotated[int, Interval(ge=1, le=1000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class HegselmannKrause(Positional):
    """Each delegation moves to the mean of all that stand within reach, until nobody moves.

    Known as: bounded confidence, Hegselmann and Krause's model [Hegselmann2002]_; with `stubbornness` above 0 each is
    drawn back to where it began [Friedkin1990]_. With `together`, reach is measured over all issues at once, by the
    salience of whoever looks; else each issue is a discussion of its own.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="hegselmann_krause",
        label="Bounded confidence",
        summary="Each moves to the mean of all positions within its reach, all at the same time.",
        references=("Hegselmann2002", "Friedkin1990"),
        promises=frozenset({"deterministic", "ends_in_text", "in_hull"}),
        cost="A2I",
    )
    reach: Share = 0.25
    """How far one listens, in lengths of the axis; exactly so far is within reach."""
    by_capability: bool = True
    """Voices count by capability; else all alike."""
    stubbornness: Share = 0.0
    """Pull towards where one began: 0 gives way freely, 1 never moves."""
    together: bool = False
    rounds: Rounds = 50

    def moved(self, room: Room, now: int) -> FloatArray:
        """Return the positions after everybody listened once, `[R, A, I]`."""
        position, tableau = room.state.ideal, room.tableau
        if self.together:
            away = opinion.distance(position, tableau.given_salience)
            voice = _voice(room, by_capability=self.by_capability).max(axis=2)
            heard = opinion.mean_in_reach_of_vectors(position, away, bound=self.reach, influence=voice)
        else:
            voice = lines(_voice(room, by_capability=self.by_capability))
            heard = np.moveaxis(
                opinion.mean_in_reach(lines(position), bound=self.reach, influence=voice), 1, 2
            )
        return opinion.anchored(heard, tableau.ideal, np.array(self.stubbornness))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deffuant(Positional):
    """Delegations meet in pairs drawn at random and, if near enough, move towards each other.

    Known as: Deffuant-Weisbuch model [Deffuant2000]_. A round holds as many meetings as there are delegations; the
    meetings are on all issues at once, and on each issue only those within reach listen.
    """

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="deffuant",
        label="Pairwise talks",
        summary="Two at a time meet by chance and, if they are near enough, move towards each other.",
        references=("Deffuant2000",),
        promises=frozenset({"ends_in_text", "in_hull"}),
        cost="AI",
    )
    reach: Share = 0.25
    """How far one listens, in lengths of the axis; exactly so far is out of reach."""
    pace: Annotated[float, Interval(gt=0, le=0.5)] = 0.5
    """Share of the way that each of two equals goes; .5: they meet half-way."""
    by_capability: bool = True
    """The weaker of two goes further; else both go as far."""
    rounds: Rounds = 50

    def moved(self, room: Room, now: int) -> FloatArray:
        """Return the positions after as many meetings as there are delegations, `[R, A, I]`."""
        tableau, count = room.tableau, room.tableau.n_delegations
        streams = Streams(tableau.seed)
        pairs = np.stack(
            [
                opinion.draw_pairs(streams.generator("model", replication, now), count, count)
                for replication in tableau.replications.tolist()
            ]
        )
        line = lines(room.state.ideal)[..., None]
        voice = lines(_voice(room, by_capability=self.by_capability))
        met = opinion.meet_in_turn(
            line,
            np.repeat(pairs[:, None], tableau.n_issues, axis=1),
            bound=self.reach,
            pace=self.pace,
            influence=voice,
        )
        return np.moveaxis(met[..., 0], 1, 2)

    def at_rest(self, room: Room, before: FloatArray, now: int) -> BoolArray:
        """Return whether nobody within reach of another stands apart from it on any issue, `[R]`.

        That a round was quiet says nothing: those within reach may not have met.
        """
        gap = np.diff(np.sort(room.state.ideal, axis=1), axis=1)
        settled: BoolArray = ((gap <= ATOL) | (gap >= self.reach)).all(axis=(1, 2))
        return settled


def _voice(room: Room, *, by_capability: bool) -> FloatArray:
    """Return what each voice counts on each issue, `[R, A, I]`: nothing without instructions."""
    capability = room.tableau.capability[..., None] if by_capability else 1.0
    return np.where(heard(room.tableau), capability, 0.0) * np.ones_like(room.state.ideal)
