"""A delegate that leaves everything to its instructions."""

from simulation.abm import DelegationAgent

__all__ = ["Nothing"]


class Nothing(DelegationAgent):
    """Does as instructed: the built-in agent answers. Every other delegate is measured against this one."""
