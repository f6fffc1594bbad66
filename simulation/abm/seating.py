"""Which agent sits in which seat of a Mesa model, how it gets there, and how it goes along with a fork."""

import copy
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

import numpy as np
from mesa import Agent

from simulation.abm.agent import DelegationAgent
from simulation.errors import DelegationSimError, UnknownComponentError
from simulation.live import aftermath, steps
from simulation.live.errors import HolderError, told_error
from simulation.live.live_state import LiveState
from simulation.protocols.conference.conference import Conference
from simulation.rng import Streams
from simulation.scenario.schema import Scenario
from simulation.words import as_given, listed, say

if TYPE_CHECKING:
    from simulation.abm.model import NegotiationModel

__all__ = ["Seat", "begin", "chance", "copy_agents", "fill", "holders", "put", "seat_problem"]

type Seat = Callable[["NegotiationModel", int], DelegationAgent]
"""A class of agents, or whatever makes one for a model and a row, such as `partial(Stubborn, patience=3)`."""

_OF_MESA = frozenset({"model", "unique_id", "pos"})
"""Attributes of an agent that belong to Mesa."""


def chance(seed: int, replication: int) -> int | np.random.Generator:
    """Return what Mesa's own `rng` and `random` begin with: the seed, or a stream of a later replication."""
    return Streams(seed).generator("own_agent", replication) if replication else seed


def fill(model: "NegotiationModel", seats: Mapping[str, Seat]) -> None:
    """Seat everybody, in the order of the case: these agents in these seats, built-in ones in the others."""
    if not isinstance(seats, Mapping):
        raise DelegationSimError(say("agent.model.seats", given=as_given(seats)))
    rows = {_row(model, key): seat for key, seat in seats.items()}
    for row in range(model.tableau.n_delegations):
        _create(model, row, rows.get(row, DelegationAgent))


def put(model: "NegotiationModel", key: str, seat: Seat) -> DelegationAgent:
    """Seat another agent in a seat, in place of the one that sits there, and return it."""
    row = _row(model, key)
    sits = [agent for agent in model.agents if isinstance(agent, DelegationAgent) and agent.row == row]
    new = _create(model, row, seat)
    for agent in sits:
        agent.remove()
    if model.live is not None:
        model.live.given_back.discard(row)
    return new


def holders(model: "NegotiationModel") -> dict[int, DelegationAgent]:
    """Return the agents that decide for themselves, by row, in the order of the case.

    Raises:
        DelegationSimError: if two of them sit in one seat, or the protocol of the case asks nobody.
    """
    found = dict[int, DelegationAgent]()
    for agent in model.agents:
        if not isinstance(agent, DelegationAgent) or not agent.decides_itself:
            continue
        if agent.row in found:
            kinds = listed(sorted(type(one).__name__ for one in (agent, found[agent.row])))
            raise DelegationSimError(say("agent.model.two", seat=agent.key, kinds=kinds))
        found[agent.row] = agent
    if found:
        _conference(model)
    return dict(sorted(found.items()))


def begin(model: "NegotiationModel", agents: Mapping[int, DelegationAgent]) -> LiveState:
    """Return a copy of the model's negotiation in the talks of its next session, with these agents in their seats."""
    before = model.live
    if before is None:
        live = steps.open_session(
            model.case,
            protocol=_conference(model),
            level=model.skill,
            room=model.room.fork(),
            recorder=model.recorder.fork(),
        )
        live.hold(agents)
    else:
        live = before.fork()
        live.case = model.case
        live.hold(agents)
        steps.begin(live)
    aftermath.come_with_offers(live)
    return live


def copy_agents(model: "NegotiationModel", twin: "NegotiationModel") -> None:
    """Let copies of a model's agents sit in its twin: of the same classes, with a copy of what they keep themselves.

    Raises:
        DelegationSimError: if something that an agent keeps cannot be copied.
    """
    twin.remove_all_agents()
    memo: dict[int, object] = {id(model): twin, id(model.rng): twin.rng, id(model.random): twin.random}
    pairs = []
    for agent in model.agents:
        other = object.__new__(type(agent))
        Agent.__init__(other, twin)
        other.unique_id = agent.unique_id
        memo[id(agent)] = other
        pairs.append((agent, other))
    twin.agent_id_counter = model.agent_id_counter
    for agent, other in pairs:
        for name, value in vars(agent).items():
            if name not in _OF_MESA:
                setattr(other, name, _copied(agent, name, value, memo))


def _copied(agent: Agent, name: str, value: object, memo: dict[int, object]) -> object:
    try:
        return copy.deepcopy(value, memo)
    except TypeError as error:
        told = say("agent.model.unforked", name=name, agent=type(agent).__name__, why=error)
        raise DelegationSimError(told) from error


def _create(model: "NegotiationModel", row: int, seat: Seat) -> DelegationAgent:
    key = model.tableau.delegations[row]
    if not callable(seat):
        raise _no_agent(key, seat)
    try:
        agent = seat(model, row)
    except DelegationSimError:
        raise
    except (Exception, SystemExit) as error:
        what = getattr(seat, "__name__", str(seat))
        raise HolderError(say("agent.no_seat", what=what, seat=key, why=told_error(error))) from error
    if not isinstance(agent, DelegationAgent):
        raise _no_agent(key, agent)
    if agent not in model.agents or agent.row != row:
        if agent in model.agents:
            agent.remove()
        raise DelegationSimError(say("agent.model.of_another", seat=key))
    if agent.decides_itself:
        _conference(model)
    return agent


def _no_agent(key: str, what: object) -> DelegationSimError:
    return DelegationSimError(say("agent.model.no_agent", seat=key, given=as_given(what)))


def seat_problem(case: Scenario, observers: Collection[str], key: str) -> DelegationSimError | None:
    """Return why no agent can sit in a seat of a case, of whose delegations some have no say; None if one can."""
    names = {item.key: item.name for item in case.delegations}
    if key in observers:
        return DelegationSimError(say("agent.no_say", name=names[key]))
    if key in names:
        return None
    valid = [one for one in names if one not in observers]
    return UnknownComponentError(kind="delegation", key=key, valid=valid)


def _row(model: "NegotiationModel", key: str) -> int:
    """Return the row of a seat.

    Raises:
        UnknownComponentError: if there is none with this key.
        DelegationSimError: if it has no say.
    """
    problem = seat_problem(model.case, model.tableau.observers, key)
    if problem is not None:
        raise problem
    return model.tableau.delegations.index(key)


def _conference(model: "NegotiationModel") -> Conference:
    protocol = model.protocol
    if not isinstance(protocol, Conference):
        raise DelegationSimError(say("live.protocol", protocol=protocol.info.key))
    return protocol
