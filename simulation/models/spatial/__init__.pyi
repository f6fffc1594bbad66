from .play import LEAST_TURNS as LEAST_TURNS
from .play import QUIET as QUIET
from .play import STILL as STILL
from .play import spatial_run as spatial_run
from .play import spatial_turn as spatial_turn

__all__ = [
    "LEAST_TURNS",
    "QUIET",
    "STILL",
    "spatial_run",
    "spatial_turn",
]
