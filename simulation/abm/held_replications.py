"""Plays many replications with agents of the user's own in seats, and keeps of each what a batch keeps."""

from collections.abc import Mapping, Sequence

from simulation.abm.model import NegotiationModel
from simulation.abm.seating import Seat
from simulation.engine.batch import Batch, closed, join
from simulation.engine.batch_watch import Watch
from simulation.errors import DelegationSimError
from simulation.protocols.parameter_sets.asked_parameters import MEDIAN
from simulation.protocols.parameter_sets.sets_table import Parameters
from simulation.scenario.schema import Scenario
from simulation.words import say

__all__ = ["play_held"]


def play_held(
    scenario: Scenario,
    *,
    seed: int,
    replications: Sequence[int],
    holders: Mapping[str, Seat],
    parameters: Parameters = MEDIAN,
) -> Batch:
    """Return how each of these replications ends; bit for bit as in any batch where the agents leave all to others.

    Each replication is a model of its own with new agents, so it plays the same alone, in any order and in any process,
    unless an agent keeps something outside itself.

    Args:
        scenario: The case.
        seed: Of all draws.
        replications: Their ids, at least one.
        holders: The agents of the user's own, by the key of their seat.
        parameters: What each replication draws of the parameters of the protocol; see `simulate`.

    Raises:
        DelegationSimError: if an agent fails or does what is not possible; says in which replication, seat and session.
    """
    return join([_play(scenario, seed, number, holders, parameters) for number in replications])


def _play(
    scenario: Scenario, seed: int, replication: int, holders: Mapping[str, Seat], parameters: Parameters
) -> Batch:
    try:
        model = NegotiationModel(
            scenario, seed=seed, replication=replication, seats=holders, parameters=parameters
        )
        watch = Watch(model.room)
        while model.running:
            model.step()
            if model.turn is not None:
                watch.note(model.room, model.turn)
    except DelegationSimError as error:
        told = say("agent.model.replication", replication=replication, seed=seed, why=error)
        raise DelegationSimError(told) from error
    return closed([replication], [(model.room, model.protocol.close(model.room))], watch)
