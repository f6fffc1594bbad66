"""Plays rooms of one kind and keeps what the facts are measured by."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.engine.batch import Negotiation, play_batch
from simulation.evidence.facts.blueprint import negotiation_of
from simulation.evidence.facts.rooms import RoomSpec
from simulation.preferences.values import places_of
from simulation.protocols.result import Result
from simulation.protocols.room import Room, Turn

__all__ = ["Played", "play", "play_negotiation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How R rooms of one kind went."""

    spec: RoomSpec
    result: Result
    closed_at: IntArray
    """Session of closing, counted from 0, `[R, I]`; -1: never."""
    table: IntArray
    """Option on the table at the end, `[R, I]`."""
    sessions: IntArray
    """Sessions held, `[R]`."""
    brackets: IntArray
    """Formal objections to the text on the table after each session, `[R, T]`; 0 once all is over."""
    chair_text_at: IntArray
    """Session of the first text of the chair, `[R]`; -1: none."""
    give: FloatArray
    traded: FloatArray
    """What was released when the clause closed, or by the end, `[R, A, I]`."""
    backed_first: IntArray
    backed_last: IntArray
    """Wording whose platform a delegation stood on first and last, `[R, A, I]`; -1: none."""
    closing_signal: IntArray
    """`[R, A, I]`; -1: still open or no say."""
    trust: FloatArray
    """Mean trust among delegations at the end, `[R]`."""
    ideal: FloatArray
    salience: FloatArray
    red_low: FloatArray
    red_high: FloatArray
    """As drawn, `[R, A, I]`."""
    capability: FloatArray
    """`[R, A]`."""
    decide: BoolArray
    """`[A]`."""
    place: FloatArray
    """Where each option lies, `[I, O]`."""
    kind: IntArray
    """`[I, O]`, index into `OPTION_KINDS`."""
    commits: BoolArray
    """`[I, O]`."""

    def first(self, number: int) -> "Played":
        """Return the first rooms only: the same as if only they had been played."""
        if number >= len(self.closed_at):
            return self
        result = Result(**{f.name: getattr(self.result, f.name)[:number] for f in fields(Result)})
        return replace(
            self, result=result, **{name: getattr(self, name)[:number] for name in _PER_REPLICATION}
        )


def play(spec: RoomSpec, seed: int, replications: Sequence[int]) -> Played:
    """Return how these replications of one kind of room go; picklable in and out."""
    return play_negotiation(negotiation_of(spec), spec, seed=seed, replications=replications)


def play_negotiation(
    negotiation: Negotiation,
    spec: RoomSpec,
    *,
    seed: int,
    replications: Sequence[int],
    chunk: int | None = None,
) -> Played:
    """Return how these replications go; the same for any chunk."""
    notes: list[_Watch] = []

    def watch(room: Room) -> _Watch:
        notes.append(_Watch(room))
        return notes[-1]

    batch = play_batch(negotiation, seed=seed, replications=replications, chunk=chunk, watch=watch)
    tableau = notes[0].tableau
    return Played(
        spec=spec,
        result=batch.result,
        closed_at=batch.closed_at,
        sessions=batch.sessions,
        trust=batch.trust,
        brackets=np.maximum(batch.brackets, 0),
        **{name: np.concatenate([getattr(part, name) for part in notes]) for name in _NOTED},
        **{name: np.concatenate([getattr(part.tableau, name) for part in notes]) for name in _DRAWN},
        decide=tableau.decide,
        place=places_of(tableau),
        kind=tableau.option_kind,
        commits=tableau.commits,
    )


_DRAWN: Final = ("ideal", "salience", "red_low", "red_high", "capability")
_NOTED: Final = ("give", "traded", "backed_first", "backed_last", "table", "closing_signal", "chair_text_at")
_PER_REPLICATION: Final = (*_DRAWN, *_NOTED, "closed_at", "sessions", "trust", "brackets")


class _Watch:
    """What a batch does not keep: give at closing, tables and signals at the end, the first text of the chair."""

    def __init__(self, room: Room) -> None:
        self.tableau = room.tableau
        self.give = np.zeros(room.state.ideal.shape)
        self.traded = np.zeros(room.state.ideal.shape)
        self.backed_first = np.full(room.state.ideal.shape, -1, dtype=np.int64)
        self.backed_last = self.backed_first.copy()
        self.table = room.state.table.copy()
        self.closing_signal = room.state.closing_signal.copy()
        self.chair_text_at = np.full(len(room.rows), -1, dtype=np.int64)
        self._was_clean = room.state.is_clean.copy()

    def note(self, room: Room, turn: Turn) -> None:
        """Put down what happened in the session just played."""
        rows, state = room.rows, room.state
        was = self._was_clean[rows][:, None]
        self.give[rows] = np.where(was, self.give[rows], state.ease)
        self.traded[rows] = np.where(was, self.traded[rows], state.traded)
        stands, first = state.platform >= 0, self.backed_first[rows]
        self.backed_first[rows] = np.where(stands & (first < 0), state.platform, first)
        self.backed_last[rows] = np.where(stands, state.platform, self.backed_last[rows])
        self.table[rows] = state.table
        self.closing_signal[rows] = state.closing_signal
        is_first = (turn.chair_text >= 0).any(axis=1) & (self.chair_text_at[rows] < 0)
        self.chair_text_at[rows] = np.where(is_first, state.session - 1, self.chair_text_at[rows])
        self._was_clean[rows] = state.is_clean
