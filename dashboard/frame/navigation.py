"""The ways from page to page, by the key of the page: `start`, `replay`, `lab` and so on, as the shell has them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import streamlit as st

if TYPE_CHECKING:
    from streamlit.navigation.page import Page as StreamlitPage

__all__ = ["door", "go", "keep"]

_KEY: Final = "shell.pages"


def keep(pages: Mapping[str, "StreamlitPage"]) -> None:
    """Remember the pages of this run."""
    st.session_state[_KEY] = dict(pages)


def go(key: str) -> None:
    """Show another page instead of this one; what it shows is in `memory()`."""
    st.switch_page(_page(key))


def door(key: str, label: str) -> None:
    """Place a link to another page."""
    st.page_link(_page(key), label=label)


def _page(key: str) -> "StreamlitPage":
    found: StreamlitPage = st.session_state[_KEY][key]
    return found
