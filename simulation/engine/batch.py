"""Many replications at once, and the single one with its full record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np

from simulation.arrays import FloatArray, IntArray
from simulation.engine.batch_watch import Watch, Watcher
from simulation.engine.record import Record
from simulation.engine.recorder import Recorder
from simulation.engine.room_parts import parts_of
from simulation.engine.round import play_round
from simulation.protocols.parameter_sets.asked_parameters import MEDIAN
from simulation.protocols.parameter_sets.sets import ParameterSets
from simulation.protocols.parameter_sets.sets_table import Parameters, played_with
from simulation.protocols.protocol import NegotiationProtocol
from simulation.protocols.registry import PROTOCOLS
from simulation.protocols.result import Result
from simulation.protocols.room import Room
from simulation.scenario.schema import Scenario
from simulation.state.compile import Blueprint, compile_scenario

__all__ = [
    "CHUNK",
    "Batch",
    "Negotiation",
    "closed",
    "join",
    "negotiate",
    "play_batch",
    "prepare",
    "simulate_batch",
]

CHUNK: Final = 32
"""Replications in a part of a batch, for those who cut it themselves: to tell how far it is, or to add up parts."""
_CELLS: Final = 450_000
"""Wordings of everybody, R x A x I x O, in the replications that are played together: what fits the cache."""
_FEWEST, _MOST = 8, 512
"""Replications played together at least, so that what a session costs by itself does not show, and at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """A case made ready to be played: protocol and blueprint."""

    scenario: Scenario
    protocol: NegotiationProtocol
    blueprint: Blueprint
    sets: ParameterSets | None = None
    """Of which each replication draws its parameters; None: they are as the protocol and the case say."""

    @property
    def together(self) -> int:
        """How many replications are best played together: more of a small room, fewer of a large one."""
        fixed = self.blueprint.fixed
        cells = fixed.n_delegations * fixed.n_issues * fixed.n_options
        return min(max(_CELLS // cells, _FEWEST), _MOST)

    def open(self, seed: int, replications: Sequence[int]) -> Room:
        """Return the room of these replications before the first session."""
        tableau = self.blueprint.draw(seed, replications)
        if self.sets is not None:
            drawn = self.sets.for_batch(self.scenario.protocol, seed, replications)
            tableau = tableau if drawn is None else self.blueprint.under(tableau, drawn)
        return self.protocol.open(tableau, self.blueprint.forum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What a batch keeps of each replication."""

    replications: IntArray
    """Ids, `[R]`."""
    result: Result
    closed_at: IntArray
    """Session of closing, counted from 0, `[R, I]`; -1: never."""
    sessions: IntArray
    """Sessions held, `[R]`."""
    closed_by: IntArray
    """Codes of `CLOSED_BY`, `[R, I]`; -1: never closed."""
    stood: IntArray
    """Option whose coalition a delegation belonged to when the clause was last on the floor, `[R, A, I]`; -1: none."""
    give: FloatArray
    """Share of the way to the limit released by the end, `[R, A]`."""
    trust: FloatArray
    """Mean trust among delegations at the end, after a vote if there was one, `[R]`."""
    tabled: IntArray
    """Wordings tabled by speakers, counted by kind of delegation, `[R, 6]`, in the order of `KINDS`."""
    bracketed: IntArray
    """Clauses to which somebody objects after each session, `[R, T]`, T as many as there can be; -1: not held."""
    brackets: IntArray
    """Formal objections to the text on the table after each session, `[R, T]`; -1: likewise."""


def prepare(scenario: Scenario, sets: ParameterSets | None = None) -> Negotiation:
    """Return the case made ready to be played, with the protocol that it names.

    Args:
        scenario: The case.
        sets: Of which each replication draws its parameters, but for those that the case names itself.

    Raises:
        UnknownComponentError: if protocol, rule, strategy or forum do not exist.
        ValueError: if a parameter of theirs cannot be used.
    """
    protocol = PROTOCOLS.create(scenario.protocol.key, scenario.protocol.model_extra or {})
    blueprint = compile_scenario(scenario, protocol.defaults)
    if not hasattr(protocol, "draft"):
        blueprint = _as_written(blueprint)
    return Negotiation(scenario=scenario, protocol=protocol, blueprint=blueprint, sets=sets)


def _as_written(blueprint: Blueprint) -> Blueprint:
    """Return a case without the wordings that nobody has written yet: a protocol without groups cannot write them."""
    fixed = blueprint.fixed
    return replace(blueprint, fixed=replace(fixed, valid=fixed.valid & ~fixed.drafted))


def simulate_batch(
    scenario: Scenario, *, seed: int, replications: Sequence[int], chunk: int | None = None
) -> Batch:
    """Return the endings of these replications; the same for any order, chunk or process."""
    return play_batch(prepare(scenario), seed=seed, replications=replications, chunk=chunk)


def play_batch(
    negotiation: Negotiation,
    *,
    seed: int,
    replications: Sequence[int],
    chunk: int | None = None,
    watch: Callable[[Room], Watcher] | None = None,
) -> Batch:
    """Return the endings of these replications of a prepared case; see `simulate_batch`.

    Args:
        negotiation: The case made ready.
        seed: Of all draws.
        replications: Their ids.
        chunk: How many are played together; None: as many as are quickest. Results do not depend on it.
        watch: Called with the room of each chunk before its first session, in order; what it returns takes notes of
            what a batch does not keep.
    """
    if chunk is None:  # parts of one size: a short last one would take as long by itself
        number = -(-len(replications) // negotiation.together)
        chunk = -(-len(replications) // max(number, 1))
    parts = [
        _play_chunk(negotiation, seed, list(replications[start : start + chunk]), watch)
        for start in range(0, len(replications), chunk)
    ]
    return join(parts)


def _play_chunk(
    negotiation: Negotiation, seed: int, replications: list[int], other: Callable[[Room], Watcher] | None
) -> Batch:
    """Play until all are over; those that are leave the room, so that the rest is quick."""
    room = negotiation.open(seed, replications)
    room.is_recorded = other is not None
    watch = Watch(room)
    watchers: list[Watcher] = [watch] if other is None else [watch, other(room)]
    protocol, rooms = negotiation.protocol, [room]
    left: list[tuple[Room, Result]] = []
    while rooms:
        room = rooms.pop()
        *others, room = parts_of(room, protocol.floor(room))
        rooms += others
        turn = play_round(negotiation.scenario, protocol, room)
        for watcher in watchers:
            watcher.note(room, turn)
        over = room.state.is_over
        if over.any():
            done = room if over.all() else room.take(over)
            left.append((done, protocol.close(done)))
            room = room.take(~over)
        if len(room.rows):
            rooms.append(room)
    return closed(replications, left, watch)


def closed(replications: Sequence[int], left: Sequence[tuple[Room, Result]], watch: Watch) -> Batch:
    """Return what is kept of replications that are over.

    Args:
        replications: Their ids, in the order in which they sat down.
        left: The rooms as they were left, each with what came of it.
        watch: The notes that were taken meanwhile.
    """
    order = np.argsort(np.concatenate([done.rows for done, _ in left]))

    def whole(of: Callable[[Room], np.ndarray]) -> np.ndarray:
        return np.concatenate([of(done) for done, _ in left])[order]

    return Batch(
        replications=np.array(replications, dtype=np.int64),
        result=Result(
            **{f.name: np.concatenate([getattr(r, f.name) for _, r in left])[order] for f in fields(Result)}
        ),
        closed_at=whole(lambda done: done.state.closed_at),
        sessions=whole(lambda done: np.full(len(done.rows), done.state.session)),
        give=whole(lambda done: done.state.give),
        trust=np.concatenate([r.trust_after(done.state.trust).mean(axis=(1, 2)) for done, r in left])[order],
        closed_by=watch.closed_by,
        stood=watch.stood,
        tabled=watch.tabled,
        bracketed=watch.bracketed,
        brackets=watch.brackets,
    )


def join(parts: Sequence[Batch]) -> Batch:
    """Return several batches as one, in this order."""
    result = Result(
        **{f.name: np.concatenate([getattr(p.result, f.name) for p in parts]) for f in fields(Result)}
    )
    joined = {f.name: [getattr(p, f.name) for p in parts] for f in fields(Batch) if f.name != "result"}
    return Batch(result=result, **{name: np.concatenate(arrays) for name, arrays in joined.items()})


def negotiate(
    scenario: Scenario, *, seed: int, replication: int = 0, parameters: Parameters = MEDIAN
) -> Record:
    """Return the full record of one replication: bit for bit what any batch makes of it."""
    scenario, drawn = played_with(scenario, parameters, seed, replication)
    negotiation = prepare(scenario)
    room = negotiation.open(seed, [replication])
    recorder = Recorder(negotiation.scenario, room, drawn)
    while not room.state.is_over[0]:
        turn = play_round(negotiation.scenario, negotiation.protocol, room)
        recorder.note(room, turn)
    return recorder.record(room, negotiation.protocol.close(room))
