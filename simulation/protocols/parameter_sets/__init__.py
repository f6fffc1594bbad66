"""Sets of parameters that fit what happened about equally well, and which of them a replication draws.

The shipped table, `sets.csv` with `provenance.json`, stands here once `delegation-sim calibrate` has made it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
