"""Other instances of a training case: as hard as the case, so that answers found elsewhere do not fit."""

from simulation.scenario.instances.asked_instance import (
    LARGEST,
    as_number,
    name_of,
    number_in,
    with_instances,
)
from simulation.scenario.instances.check import find_instance_conflicts
from simulation.scenario.instances.drawn import instance_of
from simulation.scenario.instances.moves import Moves, moves_of

__all__ = [
    "LARGEST",
    "Moves",
    "as_number",
    "find_instance_conflicts",
    "instance_of",
    "moves_of",
    "name_of",
    "number_in",
    "with_instances",
]
