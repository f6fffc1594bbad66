from .interval import LEVEL as LEVEL
from .interval import Estimate as Estimate
from .interval import fewest_replications as fewest_replications
from .interval import share as share
from .interval import smallest_clear_share as smallest_clear_share

__all__ = [
    "LEVEL",
    "Estimate",
    "fewest_replications",
    "share",
    "smallest_clear_share",
]
