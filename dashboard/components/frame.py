"""Tells the browser what Streamlit leaves out of the page: its language, where one is, and what can be scrolled.

And hears from it when a file was not taken, of which Streamlit shows a number only.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["set_frame"]


@cache
def _component() -> "ComponentRenderer":
    js = files("dashboard").joinpath("components", "frame.js").read_text(encoding="utf-8")
    return st.components.v2.component("frame", js=js)


def set_frame(language: str, *, direction: str = "ltr") -> bool:
    """Set the language of the page, such as `fr`, and the direction in which it is written.

    Return whether the server has just refused a file, for want of room or since it is too large.

    For screen readers, hyphenation and spelling. The link to the page that is open is marked as current, on a phone the
    navigation goes once a page is chosen, and tables that are wider than the screen can be scrolled by keyboard.
    """
    shown = _component()(
        data={"lang": language, "dir": direction}, key="frame", height=1, on_refused_change=_nothing
    )
    return bool(shown.get("refused"))


def _nothing() -> None:
    """Let the page run again: what it needs is in the result."""
