"""Plays rooms of one kind and keeps what the facts are measured by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from simulation.arrays import BoolArray, FloatArray, IntArray
from simulation.engine.batch import CHUNK, Negotiation
from simulation.engine.round import play_round
from simulation.experiments.facts.blueprint import negotiation_of
from simulation.experiments.facts.rooms import RoomSpec
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
    negotiation: Negotiation, spec: RoomSpec, *, seed: int, replications: Sequence[int], chunk: int = CHUNK
) -> Played:
    """Return how these replications go; the same for any chunk."""
    parts = [
        _play_chunk(negotiation, spec, seed, list(replications[start : start + chunk]))
        for start in range(0, len(replications), chunk)
    ]
    result = Result(
        **{f.name: np.concatenate([getattr(part.result, f.name) for part in parts]) for f in fields(Result)}
    )
    whole = {name: np.concatenate([getattr(part, name) for part in parts]) for name in _PER_REPLICATION}
    first = parts[0]
    return Played(
        spec=spec,
        result=result,
        **whole,
        decide=first.decide,
        place=first.place,
        kind=first.kind,
        commits=first.commits,
    )


_PER_REPLICATION = tuple(
    field.name
    for field in fields(Played)
    if field.name not in {"spec", "result", "decide", "place", "kind", "commits"}
)


class _Watch:
    """What the state forgets: give at closing, brackets by session, the first text of the chair."""

    def __init__(self, room: Room, sessions: int) -> None:
        self.give = np.zeros(room.state.ideal.shape)
        self.traded = np.zeros(room.state.ideal.shape)
        self.brackets = np.zeros((len(room.rows), sessions), dtype=np.int64)
        self.chair_text_at = np.full(len(room.rows), -1, dtype=np.int64)

    def note(self, room: Room, turn: Turn, was_clean: BoolArray) -> None:
        """Put down what happened in the session just played."""
        rows, state = room.rows, room.state
        session = state.session - 1
        was = was_clean[:, None]
        self.give[rows] = np.where(was, self.give[rows], state.ease)
        self.traded[rows] = np.where(was, self.traded[rows], state.traded)
        self.brackets[rows, session] = state.brackets.sum(axis=1)
        first = (turn.chair_text >= 0).any(axis=1) & (self.chair_text_at[rows] < 0)
        self.chair_text_at[rows] = np.where(first, session, self.chair_text_at[rows])


def _play_chunk(negotiation: Negotiation, spec: RoomSpec, seed: int, replications: list[int]) -> Played:
    room = negotiation.open(seed, replications)
    tableau = room.tableau
    watch = _Watch(room, room.draws.talk.shape[1])
    left: list[tuple[Room, Result]] = []
    while len(room.rows):
        was_clean = room.state.is_clean
        turn = play_round(negotiation.scenario, negotiation.protocol, room)
        watch.note(room, turn, was_clean)
        over = room.state.is_over
        if over.any():
            done = room.take(over)
            left.append((done, negotiation.protocol.close(done)))
            room = room.take(~over)
    return Played(
        spec=spec,
        **_endings(left),  # type: ignore[arg-type] # arrays by field name
        brackets=watch.brackets,
        chair_text_at=watch.chair_text_at,
        give=watch.give,
        traded=watch.traded,
        ideal=tableau.ideal,
        salience=tableau.salience,
        red_low=tableau.red_low,
        red_high=tableau.red_high,
        capability=tableau.capability,
        decide=tableau.decide,
        place=places_of(tableau),
        kind=tableau.option_kind,
        commits=tableau.commits,
    )


def _endings(left: list[tuple[Room, Result]]) -> dict[str, object]:
    """Return what rooms were left with, in the order in which they sat down."""
    order = np.argsort(np.concatenate([done.rows for done, _ in left]))

    def whole(of: Callable[[Room], np.ndarray]) -> np.ndarray:
        return np.concatenate([of(done) for done, _ in left])[order]

    return {
        "result": Result(
            **{f.name: np.concatenate([getattr(r, f.name) for _, r in left])[order] for f in fields(Result)}
        ),
        "closed_at": whole(lambda done: done.state.closed_at),
        "table": whole(lambda done: done.state.table),
        "sessions": whole(lambda done: np.full(len(done.rows), done.state.session)),
        "closing_signal": whole(lambda done: done.state.closing_signal),
        "trust": np.concatenate([r.trust_after(x.state.trust).mean(axis=(1, 2)) for x, r in left])[order],
    }
