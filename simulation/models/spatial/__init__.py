"""The Spatial Model of Politics: challenges, bargains and votes on them, in one or several dimensions."""

from simulation.models.spatial.choices import SMP, SpatialOptions
from simulation.models.spatial.play import spatial_run, spatial_turn
from simulation.models.spatial.result import Proposal, SpatialRun, SpatialTurn

__all__ = ["SMP", "Proposal", "SpatialOptions", "SpatialRun", "SpatialTurn", "spatial_run", "spatial_turn"]
