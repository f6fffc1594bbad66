"""A strategy that is not known: each replication draws how early or late a delegation lets go."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from simulation.arrays import FloatArray
from simulation.registry import ComponentInfo
from simulation.state.tableau import Rows
from simulation.strategies.strategy import Cohort

__all__ = ["DrawnPace"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DrawnPace(Rows):
    """Release the pressure of time to a power that each replication draws: of who lets go early, at once or late."""

    info: ClassVar[ComponentInfo] = ComponentInfo(
        key="drawn_pace",
        label="Early or late, as drawn",
        summary="Lets go early, with the clock or late: what a seat believes of others, each future anew.",
        promises=frozenset({"deterministic", "within_unit", "monotone_in_pressure"}),
    )
    holds: ClassVar[bool] = False
    firm: ClassVar[bool] = False
    refuses: ClassVar[bool] = False
    bridges: ClassVar[bool] = False
    follows: ClassVar[bool] = False
    watches: ClassVar[bool] = False
    exponent: FloatArray
    """Of each delegation of the cohort, `[R, a]`: 1 goes with the clock, above 1 later, below 1 earlier."""

    PER_REPLICATION = frozenset({"exponent"})

    def target(self, cohort: Cohort) -> FloatArray:
        """Return the pressure to the power that was drawn."""
        return np.broadcast_to(cohort.pressure, self.exponent.shape) ** self.exponent
