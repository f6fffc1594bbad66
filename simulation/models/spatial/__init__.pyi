from .turns import LEAST_TURNS as LEAST_TURNS
from .turns import QUIET as QUIET
from .turns import STILL as STILL
from .turns import spatial_run as spatial_run
from .turns import spatial_turn as spatial_turn

__all__ = [
    "LEAST_TURNS",
    "QUIET",
    "STILL",
    "spatial_run",
    "spatial_turn",
]
