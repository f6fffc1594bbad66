"""Keeps room on a page for what the browser draws late, so that nothing below it moves when it comes."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

__all__ = ["css", "reserved"]

_FINE: Final = 4
_COARSE: Final = 40
_MOST: Final = 1_200


def reserved(height: int, key: str) -> DeltaGenerator:
    """Return a place that is at least so high, rounded up to four pixels.

    Args:
        height: of what comes, in pixels.
        key: identity of the place on the page.
    """
    whole = min(-(-height // _FINE) * _FINE, _MOST)
    coarse = whole // _COARSE * _COARSE
    return st.container(key=f"reserved-{coarse}-and-{whole - coarse}-px-{key}")


def css() -> str:
    """Return the rules for places of every height: a key is all that Streamlit tells the browser of a place.

    Heights are told in two parts, so that few rules are enough for all.
    """
    coarse = range(0, _MOST + 1, _COARSE)
    fine = range(0, _COARSE, _FINE)
    return "".join(
        (
            *(f'[class*="st-key-reserved-{px}-and-"]{{--coarse:{px}px}}' for px in coarse),
            *(f'[class*="-and-{px}-px-"]{{--fine:{px}px}}' for px in fine),
            '[class*="st-key-reserved-"]{min-height:calc(var(--coarse) + var(--fine))}',
        )
    )
