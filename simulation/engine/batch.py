"""Many replications at once, and the single one with its full record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from simulation.arrays import IntArray
from simulation.engine.record import Record
from simulation.engine.recorder import Recorder
from simulation.engine.round import play_round
from simulation.protocols.protocol import NegotiationProtocol
from simulation.protocols.registry import PROTOCOLS
from simulation.protocols.result import Result
from simulation.protocols.room import Room
from simulation.scenario.schema import Scenario
from simulation.state.compile import Blueprint, compile_scenario

__all__ = ["CHUNK", "Batch", "Negotiation", "negotiate", "prepare", "simulate_batch"]

CHUNK = 32
"""Replications played together: what fits the cache. Results do not depend on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """A case made ready to be played: protocol and blueprint."""

    scenario: Scenario
    protocol: NegotiationProtocol
    blueprint: Blueprint

    def open(self, seed: int, replications: Sequence[int]) -> Room:
        """Return the room of these replications before the first session."""
        return self.protocol.open(self.blueprint.draw(seed, replications), self.blueprint.forum)


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


def prepare(scenario: Scenario) -> Negotiation:
    """Return the case made ready to be played, with the protocol that it names.

    Raises:
        UnknownComponentError: if protocol, rule, strategy or forum do not exist.
        ValueError: if a parameter of theirs cannot be used.
    """
    protocol = PROTOCOLS.create(scenario.protocol.key, scenario.protocol.model_extra or {})
    blueprint = compile_scenario(scenario, protocol.defaults)
    return Negotiation(scenario=scenario, protocol=protocol, blueprint=blueprint)


def simulate_batch(
    scenario: Scenario, *, seed: int, replications: Sequence[int], chunk: int = CHUNK
) -> Batch:
    """Return how each of these replications ends; the same for any order, chunk or process."""
    negotiation = prepare(scenario)
    parts = [
        part
        for start in range(0, len(replications), chunk)
        for part in _play_chunk(negotiation, seed, list(replications[start : start + chunk]))
    ]
    order = {int(r): place for place, r in enumerate(replications)}
    whole = _join(parts)
    return _pick(whole, np.argsort([order[int(r)] for r in whole.replications]))


def _play_chunk(negotiation: Negotiation, seed: int, replications: list[int]) -> Iterator[Batch]:
    """Play until all are over; those that are leave the room, so that the rest is quick."""
    room = negotiation.open(seed, replications)
    while len(room.rows):
        play_round(negotiation.scenario, negotiation.protocol, room)
        over = room.state.is_over
        if over.any():
            done = room.take(over)
            yield Batch(
                replications=done.tableau.replications,
                result=negotiation.protocol.close(done),
                closed_at=done.state.closed_at,
                sessions=np.full(len(done.rows), done.state.session),
            )
            room = room.take(~over)


def _join(parts: list[Batch]) -> Batch:
    result = Result(
        **{f.name: np.concatenate([getattr(p.result, f.name) for p in parts]) for f in fields(Result)}
    )
    return Batch(
        replications=np.concatenate([p.replications for p in parts]),
        result=result,
        closed_at=np.concatenate([p.closed_at for p in parts]),
        sessions=np.concatenate([p.sessions for p in parts]),
    )


def _pick(batch: Batch, rows: IntArray) -> Batch:
    return Batch(
        replications=batch.replications[rows],
        result=Result(**{f.name: getattr(batch.result, f.name)[rows] for f in fields(Result)}),
        closed_at=batch.closed_at[rows],
        sessions=batch.sessions[rows],
    )


def negotiate(scenario: Scenario, *, seed: int, replication: int = 0) -> Record:
    """Return the full record of one replication: bit for bit what any batch makes of it."""
    negotiation = prepare(scenario)
    room = negotiation.open(seed, [replication])
    recorder = Recorder(negotiation.scenario, room)
    while not room.state.is_over[0]:
        turn = play_round(negotiation.scenario, negotiation.protocol, room)
        recorder.note(room, turn)
    return recorder.record(room, negotiation.protocol.close(room))
