"""What there is to play for a forecast, in pieces of about a second: so it can be told how far it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from simulation.engine.batch import prepare
from simulation.forecast.compared_models import Shown
from simulation.forecast.landed import as_played_by, ends_alike
from simulation.protocols.registry import PROTOCOLS
from simulation.registry import CostClass
from simulation.scenario.schema import Scenario

__all__ = ["Piece", "pieces_of"]

_LONG: Final = 1.0
"""Seconds that a piece takes, about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some draws of one model."""

    model: Shown
    replications: range
    seconds: float
    """What it takes one worker, about."""


def pieces_of(case: Scenario, models: Sequence[Shown], replications: int) -> tuple[Piece, ...]:
    """Return the pieces of work, the longest first, so that no worker is left with one at the end.

    A model that ends alike in every draw is one piece.
    """
    found: list[Piece] = []
    blueprint = prepare(case).blueprint
    for model in dict.fromkeys(models):
        choice = as_played_by(case, model).protocol
        protocol = PROTOCOLS.create(choice.key, choice.model_extra or {})
        seconds = _seconds(case, protocol.info.cost)
        if ends_alike(protocol, blueprint):
            found.append(Piece(model=model, replications=range(replications), seconds=seconds))
            continue
        step = max(1, int(_LONG / seconds))
        found += [
            Piece(model=model, replications=part, seconds=seconds * len(part))
            for begin in range(0, replications, step)
            if (part := range(begin, min(begin + step, replications)))
        ]
    return tuple(sorted(found, key=lambda piece: -piece.seconds))


def _seconds(case: Scenario, cost: CostClass) -> float:
    """Return what one draw takes, about: by what it grows with, measured in a room of 193 with ten issues."""
    a, i = len(case.delegations), len(case.issues)
    match cost:
        case "AI":
            return 2e-5 * a * i
        case "A2":
            return 7e-6 * a * a
        case "A2I":
            return 1.5e-6 * a * a * i
        case "A2I2":
            return 5e-7 * a * a * i * i
        case "A3I":
            return 2e-7 * a**3
