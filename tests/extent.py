"""How much is tested: everything in CI and on `make test WHOLE=1`; else what answers within minutes at a desk."""

import os

__all__ = ["WHOLE"]

WHOLE = bool(os.environ.get("CI") or os.environ.get("WHOLE"))
"""Nothing is left out."""
