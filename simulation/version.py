"""The version of the installed distribution."""

from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed

__all__ = ["version"]


@cache
def version() -> str:
    """Return the version, or `unknown` where the sources run without being installed."""
    try:
        return installed("delegation-sim")
    except PackageNotFoundError:
        return "unknown"
