"""Keeps room on a page for what the browser draws late, so that nothing below it moves when it comes."""

from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

__all__ = ["css", "reserved"]

_FINE: Final = 4
_COARSE: Final = 40
_MOST: Final = 1_200
_PHONE: Final = 760
"""Widest window of a phone, in pixels."""


def reserved(height: int, key: str, *, on_a_phone: int | None = None) -> DeltaGenerator:
    """Return a place that is at least so high, rounded up to four pixels.

    Args:
        height: of what comes, in pixels.
        key: identity of the place on the page.
        on_a_phone: its height on a phone, where that is another one.
    """
    coarse, fine = _parts(height)
    narrow = "" if on_a_phone is None else "then-{}-plus-{}-px-".format(*_parts(on_a_phone))
    return st.container(key=f"reserved-{coarse}-and-{fine}-px-{narrow}{key}")


def _parts(height: int) -> tuple[int, int]:
    whole = min(-(-height // _FINE) * _FINE, _MOST)
    fine = whole % _COARSE
    return whole - fine, fine


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
            f"@media(max-width:{_PHONE}px){{",
            *(f'[class*="-then-{px}-plus-"]{{--coarse:{px}px}}' for px in coarse),
            *(f'[class*="-plus-{px}-px-"]{{--fine:{px}px}}' for px in fine),
            "}",
            '[class*="st-key-reserved-"]{min-height:calc(var(--coarse) + var(--fine))}',
        )
    )
