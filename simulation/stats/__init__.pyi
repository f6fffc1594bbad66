from .interval import LEVEL as LEVEL
from .interval import Estimate as Estimate
from .interval import share as share
from .interval import smallest_clear_share as smallest_clear_share
from .resample import fewest_replications as fewest_replications
from .unanimous import tells as tells

__all__ = [
    "LEVEL",
    "Estimate",
    "fewest_replications",
    "share",
    "smallest_clear_share",
    "tells",
]
