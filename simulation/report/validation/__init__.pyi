from .beside_simple import beside_simple_chart as beside_simple_chart
from .curves import distance_chart as distance_chart
from .curves import reliability_chart as reliability_chart
from .network_panels import network_chart as network_chart

__all__ = [
    "beside_simple_chart",
    "distance_chart",
    "network_chart",
    "reliability_chart",
]
