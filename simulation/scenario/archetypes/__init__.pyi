from .recast import Recast as Recast
from .recast import may_recast as may_recast
from .recast import recast as recast
from .recast import with_real_names as with_real_names

__all__ = [
    "Recast",
    "may_recast",
    "recast",
    "with_real_names",
]
