from .curves import distance_chart as distance_chart
from .curves import reliability_chart as reliability_chart
from .network import network_chart as network_chart

__all__ = [
    "distance_chart",
    "network_chart",
    "reliability_chart",
]
