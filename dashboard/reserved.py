"""Keeps room on a page for what the browser draws late, so that nothing below it moves when it comes."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

__all__ = ["css", "reserved"]

_STEP: Final = 20
_MOST: Final = 1_200


def reserved(height: int, key: str) -> DeltaGenerator:
    """Return a place that is at least so high, rounded down.

    Args:
        height: of what comes, in pixels.
        key: identity of the place on the page.
    """
    return st.container(key=f"reserved-{min(height, _MOST) // _STEP * _STEP}-{key}")


def css() -> str:
    """Return the rules for places of every height: a key is all that Streamlit tells the browser of a place."""
    heights = range(_STEP, _MOST + 1, _STEP)
    return "".join(f'[class*="st-key-reserved-{px}-"]{{min-height:{px}px}}' for px in heights)
