"""Tells of sets of parameters in a sentence."""

from simulation.protocols.parameter_sets.asked_parameters import DRAWN
from simulation.protocols.parameter_sets.sets import ParameterSet
from simulation.version import short_hash
from simulation.words import decimal, listed, say

__all__ = ["set_told"]


def set_told(drawn: ParameterSet) -> str:
    """Return the sentence on the set of parameters that a negotiation plays with, and its values."""
    values = listed([f"{name} = {decimal(value, 'g')}" for name, value in drawn.values.items()])
    told = {"number": drawn.number, "size": drawn.size, "values": values}
    if drawn.source == DRAWN:
        return say("parameters.set", **told)
    return say("parameters.set.own", source=drawn.source, sha256=short_hash(drawn.sha256), **told)
