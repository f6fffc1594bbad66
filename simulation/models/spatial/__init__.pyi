from .choices import SMP as SMP
from .choices import SpatialOptions as SpatialOptions
from .play import spatial_run as spatial_run
from .play import spatial_turn as spatial_turn
from .result import Proposal as Proposal
from .result import SpatialRun as SpatialRun
from .result import SpatialTurn as SpatialTurn

__all__ = [
    "SMP",
    "Proposal",
    "SpatialOptions",
    "SpatialRun",
    "SpatialTurn",
    "spatial_run",
    "spatial_turn",
]
