"""Tells the browser in which language the page is, for screen readers, hyphenation and spelling."""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

__all__ = ["set_page_language"]


@cache
def _component() -> "ComponentRenderer":
    js = files("dashboard").joinpath("components", "page_language.js").read_text(encoding="utf-8")
    return st.components.v2.component("page_language", js=js)


def set_page_language(code: str, *, direction: str = "ltr") -> None:
    """Set the language of the page, such as `fr`, and the direction in which it is written."""
    _component()(data={"lang": code, "dir": direction}, key="page_language", height=1)
