"""Pictures of what was tested: how reliable chances are, which text survives, who stood with whom."""

from simulation.report.validation.curves import distance_chart, reliability_chart
from simulation.report.validation.network import network_chart

__all__ = ["distance_chart", "network_chart", "reliability_chart"]
