"""What figures were made with: the version of the installed distribution, and hashes as they are told."""

from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed

__all__ = ["short_hash", "version"]


@cache
def version() -> str:
    """Return the version, or `unknown` where the sources run without being installed."""
    try:
        return installed("delegation-sim")
    except PackageNotFoundError:
        return "unknown"


def short_hash(sha256: str) -> str:
    """Return the digits of a hash that are told: twelve tell any two cases or files apart.

    >>> short_hash("0123456789abcdef")
    '0123456789ab'
    """
    return sha256[:12]
