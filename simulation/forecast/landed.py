"""Where a protocol lands on every issue of a case, in many draws of what is uncertain."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.arrays import ByValue, FloatArray, IntArray
from simulation.engine.batch import play_batch, prepare
from simulation.forecast.compared_models import CONFERENCE, Shown
from simulation.protocols.parameter_sets.sets import ParameterSets
from simulation.protocols.positional import Positional, landing
from simulation.protocols.protocol import NegotiationProtocol
from simulation.protocols.room import Room, Turn
from simulation.scenario.schema import ProtocolChoice, Scenario
from simulation.state.compile import Blueprint

__all__ = ["Landed", "as_played_by", "ends_alike", "joined", "land"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Landed(ByValue):
    """Where one model lands in R draws."""

    model: Shown
    point: FloatArray
    """On the axis of each issue, `[R, I]`; of a text its wording, and the status quo where a clause fell away."""
    option: IntArray
    """Wording, `[R, I]`; -1: none, because the clause or the whole document fell away."""


def joined(parts: Sequence[Landed]) -> Landed:
    """Return the landings of one model in several parts of the draws, joined in their order."""
    return Landed(
        model=parts[0].model,
        point=np.concatenate([part.point for part in parts]),
        option=np.concatenate([part.option for part in parts]),
    )


def as_played_by(case: Scenario, model: Shown) -> Scenario:
    """Return the case under a model's protocol; the conference with the parameters that the case gives it, if any."""
    if model == CONFERENCE and case.protocol.key == CONFERENCE.protocol:
        return case
    return case.model_copy(update={"protocol": ProtocolChoice(key=model.protocol, **dict(model.parameters))})


def ends_alike(protocol: NegotiationProtocol, blueprint: Blueprint) -> bool:
    """Return whether a case ends alike in every draw: nothing in it is uncertain, and its protocol draws no lots."""
    return blueprint.is_settled and isinstance(protocol, Positional) and not protocol.draws_lots


def land(
    case: Scenario,
    model: Shown,
    *,
    seed: int,
    replications: Sequence[int],
    sets: ParameterSets | None = None,
) -> Landed:
    """Return the landings of a model in these replications of a case; all models use the same draws.

    Replications that end alike are played once.

    Args:
        case: The case.
        model: What plays it.
        seed: Of all draws.
        replications: Their ids.
        sets: Of which each replication of the conference draws its parameters; None: they are at their medians.

    Raises:
        UnknownComponentError: if there is no such protocol.
        ValueError: if a parameter of it cannot be used.
    """
    negotiation = prepare(as_played_by(case, model), sets)
    watched: list[_Landings] = []

    def watch(room: Room) -> _Landings:
        watched.append(_Landings(room))
        return watched[-1]

    alike = ends_alike(negotiation.protocol, negotiation.blueprint)
    played = replications[:1] if alike else replications
    batch = play_batch(negotiation, seed=seed, replications=played, watch=watch)
    tableau = negotiation.blueprint.draw(seed, list(replications[:1]))
    option = tableau.falling.left(batch.result.option)
    if isinstance(negotiation.protocol, Positional):
        place = np.concatenate([each.point for each in watched])
    else:
        place = tableau.option_position[np.arange(tableau.n_issues), np.maximum(option, 0)]
    times = len(replications) // len(played)
    return Landed(
        model=model,
        point=np.repeat(np.where(option >= 0, place, tableau.status_quo), times, axis=0),
        option=np.repeat(option, times, axis=0),
    )


class _Landings:
    """Notes where a room of replications would land after each session, row by row as they sat down."""

    def __init__(self, room: Room) -> None:
        self.point = landing(room)

    def note(self, room: Room, turn: Turn) -> None:  # noqa: ARG002 - a watcher is handed both
        """Put down where those that still negotiate would land now."""
        self.point[room.rows] = landing(room)
