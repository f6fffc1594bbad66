"""A part of a page that is folded away: what is in it is made once it is opened."""

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

__all__ = ["fold"]


def fold(label: str, *, key: str, expanded: bool = False) -> "ExpanderContainer | None":
    """Place it, and return where to put what is in it; None: it is closed, and nothing has to be made for it."""
    found = st.expander(label, key=key, expanded=expanded, on_change="rerun")
    return found if found.open else None
