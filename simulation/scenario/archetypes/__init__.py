"""A case whose real delegations are called by what they are: the same numbers, and no real name."""

from simulation.scenario.archetypes.recast import Recast, may_recast, recast, with_real_names

__all__ = ["Recast", "may_recast", "recast", "with_real_names"]
