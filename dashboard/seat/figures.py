"""Figures as a seat reads them: two decimals at most, the language's decimal mark, a true minus."""

from dashboard.session_state import words

__all__ = ["figure"]


def figure(value: float) -> str:
    """Return a worth or a place on an axis as it is written."""
    return words().number(round(value, 2) + 0.0).replace("-", "−")
