"""Rooms that the Spatial Model of Politics is tried on."""

from dataclasses import dataclass

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from simulation.arrays import FloatArray
from simulation.models.spatial import spatial_turn
from simulation.models.spatial.challenges import challenges
from simulation.models.spatial.risk_attitudes import Table, attitudes, distances

EXAMPLES = settings(max_examples=25)


@dataclass(frozen=True)
class Case:
    position: FloatArray
    salience: FloatArray
    capability: FloatArray

    def end(self) -> FloatArray:
        return spatial_turn(self.position, self.salience, self.capability)

    @property
    def attitude(self) -> FloatArray:
        return attitudes(self.table, distances(self.table, self.table.position))

    def challenges(self) -> tuple[FloatArray, FloatArray]:
        """Return chances and gains, both `[A, A]`."""
        return challenges(self.table, distances(self.table, self.table.position), self.attitude)

    @property
    def table(self) -> Table:
        salience = np.where(np.isnan(self.position), 0.0, self.salience)
        return Table(position=self.position, salience=salience, capability=self.capability)


@st.composite
def cases(draw: st.DrawFn, *, plain: bool = False) -> Case:
    """Return up to seven delegations and three issues; if not `plain`, with round numbers, ties, zeros and gaps."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, m = shape = draw(st.integers(1, 7)), draw(st.integers(1, 3))
    if plain:
        return Case(rng.random(shape), rng.uniform(0.05, 1, shape) / m, rng.uniform(0.1, 1, n))
    position = np.asarray(rng.integers(0, 3, shape) / 2, dtype=np.float64)
    position[rng.random(shape) < draw(st.sampled_from([0.0, 0.3]))] = np.nan
    return Case(position, rng.integers(0, 3, shape) / 2 / m, rng.integers(0, 3, n) / 2)
