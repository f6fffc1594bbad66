"""Rooms and settings that the Spatial Model of Politics is tried on."""

from dataclasses import dataclass
from typing import get_args

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from simulation.arrays import FloatArray
from simulation.models.spatial import SMP, SpatialOptions, SpatialTurn, spatial_turn
from simulation.models.spatial.choices import Commitment, Interpolation, RiskRange, VictoryModel, VotingRule
from simulation.models.spatial.views import Table

EXAMPLES = settings(max_examples=25)


@dataclass(frozen=True)
class Case:
    position: FloatArray
    salience: FloatArray
    capability: FloatArray

    def turn(self, options: SpatialOptions = SMP, rng: np.random.Generator | None = None) -> SpatialTurn:
        return spatial_turn(self.position, self.salience, self.capability, options=options, rng=rng)

    @property
    def table(self) -> Table:
        return Table(position=self.position, salience=self.salience, capability=self.capability)


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


def options() -> st.SearchStrategy[SpatialOptions]:
    return st.builds(
        SpatialOptions,
        voting=st.sampled_from(get_args(VotingRule.__value__)),
        victory=st.sampled_from(get_args(VictoryModel.__value__)),
        risk_range=st.sampled_from(get_args(RiskRange.__value__)),
        commitment=st.sampled_from(get_args(Commitment.__value__)),
        interpolation=st.sampled_from(get_args(Interpolation.__value__)),
        own_view=st.sampled_from([0.0, 1 / 3, 1 / 2, 2 / 3, 1.0]),
        most_turns=st.just(4),
    )
