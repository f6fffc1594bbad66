"""Tells the browser what Streamlit leaves out of the page: its language, where one is, and what can be scrolled."""

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


def set_frame(language: str, *, direction: str = "ltr") -> None:
    """Set the language of the page, such as `fr`, and the direction in which it is written.

    For screen readers, hyphenation and spelling. The link to the page that is open is marked as current, on a phone the
    navigation goes once a page is chosen, and tables that are wider than the screen can be scrolled by keyboard.
    """
    _component()(data={"lang": language, "dir": direction}, key="frame", height=1)
