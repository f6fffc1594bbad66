"""Watches a batch while it is played and keeps what the state forgets: who stood where, who tabled, the brackets."""

from typing import Protocol

import numpy as np

from simulation.protocols.room import Room, Turn
from simulation.state.tableau import KINDS

__all__ = ["Watch", "Watcher"]


class Watcher(Protocol):
    """Takes notes of replications while they are played, row by row as they sat down."""

    def note(self, room: Room, turn: Turn) -> None:
        """Put down what happened in the session just played, and change nothing; who is over has left the room."""
        ...


class Watch:
    """Notes of R replications that are played together, row by row as they sat down; see `Batch` for the fields."""

    def __init__(self, room: Room) -> None:
        rows, delegations, issues = room.state.ideal.shape
        self.closed_by = np.full((rows, issues), -1, dtype=np.int64)
        self.stood = np.full((rows, delegations, issues), -1, dtype=np.int64)
        self.tabled = np.zeros((rows, len(KINDS)), dtype=np.int64)
        longest = room.draws.talk.shape[1]
        self.bracketed = np.full((rows, longest), -1, dtype=np.int64)
        self.brackets = np.full((rows, longest), -1, dtype=np.int64)
        self._kind = np.eye(len(KINDS), dtype=np.int64)[room.tableau.kind]

    def note(self, room: Room, turn: Turn) -> None:
        """Put down what happened in the session just played; replications that are over have left the room."""
        rows = room.rows
        self.closed_by[rows] = np.where(turn.closed_by >= 0, turn.closed_by, self.closed_by[rows])
        self._note_stands(room, turn)
        spoke = turn.speaker >= 0
        said = (self._kind[np.maximum(turn.speaker, 0)] * spoke[..., None]).sum(axis=(1, 2))
        self.tabled[rows] += said
        count, session = room.state.brackets, room.state.session - 1
        self.bracketed[rows, session] = (count > 0).sum(axis=1)
        self.brackets[rows, session] = count.sum(axis=1)

    def _note_stands(self, room: Room, turn: Turn) -> None:
        r = np.arange(len(turn.opened))[:, None]
        stood = self.stood[room.rows]
        was, now = turn.on(stood), turn.kept(room.state.platform)
        stood[r, :, turn.opened] = np.where(turn.is_opened[..., None], now, was)
        self.stood[room.rows] = stood
